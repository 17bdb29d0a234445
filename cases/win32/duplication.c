/* DuplicateHandle: a second handle here, or one in another process. */
#include "cases/win32/sections.h"

CASE(second_handle_for_children, .claim = "A duplicate can be inheritable while its original is not.",
     .basis = "W-INH-007", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_section(parent, NULL, 4096);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "second"));
    const Answer *duplicated = CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, 0, TRUE,
                                    DUPLICATE_SAME_ACCESS);
    expect_ok(duplicated);
    Value duplicate = answer_field(duplicated, "target");
    expect_different(s, duplicate, section, "the handles");
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    expect_bytes(child, view_of(child, duplicate, FILE_MAP_WRITE), 0, "second");
    expect_refused(try_view(child, section, FILE_MAP_READ));
    leave(child);
}

CASE(into_a_child, .claim = "A handle duplicated into a child is the child's: it maps the section with all rights.",
     .basis = "W-INH-008 W-INH-017 C22 C41", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_section(parent, NULL, 4096);
    View view = view_of(parent, section, FILE_MAP_WRITE);
    expect_ok(store(parent, view, 0, "gift"));
    Actor *child = spawn_actor(parent, "child");
    Value process = process_of(parent, child);
    const Answer *duplicated = CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, process, OUT, 0, FALSE,
                                    DUPLICATE_SAME_ACCESS);
    expect_ok(duplicated);
    View given = view_of(child, answer_field(duplicated, "target"), FILE_MAP_WRITE);
    expect_bytes(child, given, 0, "gift");
    expect_ok(store(child, given, 0, "back"));
    expect_bytes(parent, view, 0, "back");
    leave(child);
}

CASE(before_the_child_runs, .claim = "A child that has not yet run can be given a handle, which it finds when it does.",
     .basis = "W-INH-008", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_section(parent, NULL, 4096);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "cradle"));
    Actor *child = spawn_actor(parent, "child", .suspended = true);
    const Answer *duplicated = CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, process_of(parent, child), OUT,
                                    FILE_MAP_READ, FALSE, 0);
    expect_ok(duplicated);
    close_handle(parent, section);
    resume_actor(parent, child);
    Value given = answer_field(duplicated, "target");
    expect_bytes(child, view_of(child, given, FILE_MAP_READ), 0, "cradle");
    expect_error(try_view(child, given, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    leave(child);
}

CASE(with_fewer_rights, .claim = "A duplicate with less access maps less: none at all with access 0.",
     .basis = "W-MAP-015 W-MAP-016 W-INH-017", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    Value reader = answer_field(
        CALL(a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, FILE_MAP_READ, FALSE, 0), "target");
    expect_field(CALL(a, GetHandleInformation, reader, OUT), "flags", 0);
    expect_error(try_view(a, reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    view_of(a, reader, FILE_MAP_READ);
    view_of(a, reader, FILE_MAP_COPY);
    Value nothing = answer_field(CALL(a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, 0, FALSE, 0),
                                 "target");
    expect_error(try_view(a, nothing, FILE_MAP_READ), ERROR_ACCESS_DENIED);
    expect_error(try_view(a, nothing, 0), ERROR_ACCESS_DENIED);
    view_of(a, section, FILE_MAP_WRITE);
}

CASE(source_is_closed, .claim = "DUPLICATE_CLOSE_SOURCE moves a handle: the source is closed.", .basis = "W-INH-020",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    expect_ok(store(a, view_of(a, section, FILE_MAP_WRITE), 0, "moved"));
    const Answer *moved = CALL(a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, 0, FALSE,
                               DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
    expect_ok(moved);
    Value target = answer_field(moved, "target");
    expect_bytes(a, view_of(a, target, FILE_MAP_READ), 0, "moved");
    if (target.number != section.number) /* the freed number may be taken at once */
        expect_error(try_view(a, section, FILE_MAP_READ), ERROR_INVALID_HANDLE);
}

CASE(source_is_closed_on_failure, .claim = "DUPLICATE_CLOSE_SOURCE closes the source even if the duplication fails.",
     .basis = "W-INH-019 W-INH-020", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    expect_error(CALL(a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, 0xffffffff, FALSE,
                      DUPLICATE_CLOSE_SOURCE),
                 ERROR_ACCESS_DENIED); /* rights that no section has */
    expect_error(try_view(a, section, FILE_MAP_READ), ERROR_INVALID_HANDLE);
}

CASES(win32_duplication, "win32/duplication", "win32", &second_handle_for_children, &into_a_child,
      &before_the_child_runs, &with_fewer_rights, &source_is_closed, &source_is_closed_on_failure);
