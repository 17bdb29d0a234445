/* Names that are taken: by objects of other types, by sections that are not as asked for. */
#include "cases/win32/named_types.h"

CASE(name_is_free_after_the_other_type, .claim = "When the object of another type is closed, its name is free at once.",
     .basis = "W-COL-024 W-COL-012 C42", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "freed");
    Value mutex = expect_ok(create_named(a, NAMED_MUTEX, name));
    expect_error(create_named(b, NAMED_SECTION, name), ERROR_INVALID_HANDLE);
    close_handle(a, mutex);
    const Answer *created = create_named(b, NAMED_SECTION, name);
    expect_ok(created);
    observe_last_error(s, "the last error of the creation", created, "ERROR_SUCCESS");
}

CASE(existing_name_keeps_its_size,
     .claim = "A second creation with a larger size leaves the section as long as it was.",
     .basis = "W-COL-002 W-COL-003", .level = MUST)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "size");
    View view = view_of(first, make_section(first, name, 4096), FILE_MAP_WRITE);
    Value file = make_file(second, scratch_name(s, "ignored"), 65536);
    const Answer *again = CALL(second, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 65536, name);
    Value section = expect_ok(again);
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    expect_error(CALL(second, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 8192), ERROR_ACCESS_DENIED);
    expect_ok(store(second, view_of(second, section, FILE_MAP_WRITE), 0, "old"));
    observe(s, "the first's bytes: the new file was ignored (W-COL-003)", load(first, view, 0, 3),
            "ok void bytes=\"old\"");
}

CASE(existing_name_other_protection,
     .claim = "A second creation with another protection gives a handle of its own rights to the old section.",
     .basis = "W-COL-001 W-COL-004 W-COL-006", .level = MUST)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "rights");
    View view = view_of(first, make_section(first, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(first, view, 0, "old"));
    const Answer *again = CALL(second, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 4096, name);
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    expect_bytes(second, view_of(second, expect_ok(again), FILE_MAP_READ), 0, "old");
    observe_outcome(s, "a view to write of a PAGE_READONLY creation (W-COL-004)",
                    try_view(second, answer_value(again), FILE_MAP_WRITE), "ERROR_ACCESS_DENIED");
    const char *other = unique_name(s, "read-only");
    expect_ok(CALL(first, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 4096, other));
    const Answer *wider = create_named(second, NAMED_SECTION, other);
    expect_last_error(wider, ERROR_ALREADY_EXISTS);
    observe_outcome(s, "a view to write of a PAGE_READONLY section (W-COL-006)",
                    try_view(second, expect_ok(wider), FILE_MAP_WRITE), "ERROR_INVALID_PARAMETER");
}

CASES(win32_collisions, "win32/collisions", "win32", &name_is_free_after_the_other_type, &existing_name_keeps_its_size,
      &existing_name_other_protection);
