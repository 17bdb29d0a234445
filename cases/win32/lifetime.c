/* What outlives what: views, handles, names, processes. */
#include "cases/win32/sections.h"

#include <stdio.h>

static void order_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s-first", cell ? "file" : "section");
}

CASE(view_survives_its_handles, .claim = "A view stays usable when file and section are closed, in either order.",
     .basis = "W-LIF-001 C40", .level = MUST, .cells = 2, .cell_name = order_name)
{
    Actor *a = cast(s, "a");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "closed");
    Value file = make_file(a, path, 4096);
    Value section = section_of_file(a, file, PAGE_READWRITE);
    View view = view_of(a, section, FILE_MAP_WRITE);
    close_handle(a, story_cell(s) ? file : section);
    expect_ok(store(a, view, 0, "one"));
    close_handle(a, story_cell(s) ? section : file);
    expect_ok(store(a, view, 100, "none"));
    Value seen = open_file(reader, path, GENERIC_READ);
    expect_file_bytes(reader, seen, 0, "one");
    expect_file_bytes(reader, seen, 100, "none");
    unmap_view(a, view);
}

CASE(section_survives_its_file, .claim = "A section can be mapped after its file was closed.", .basis = "W-LIF-002 C40",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "closed"), 4096);
    write_file_at(a, file, 0, "still");
    Value section = section_of_file(a, file, PAGE_READWRITE);
    close_handle(a, file);
    expect_bytes(a, view_of(a, section, FILE_MAP_READ), 0, "still");
}

CASE(bytes_survive_the_creator,
     .claim = "When the creator is killed, another process's view keeps the section's bytes.",
     .basis = "W-PGF-007 W-LIF-004", .level = MUST)
{
    Actor *creator = cast(s, "creator");
    Actor *keeper = cast(s, "keeper");
    const char *name = unique_name(s, "orphan");
    View view = view_of(creator, make_section(creator, name, 8192), FILE_MAP_WRITE);
    expect_ok(store(creator, view, 4094, "orphan"));
    Value opened = open_section(keeper, name, FILE_MAP_WRITE);
    View kept = view_of(keeper, opened, FILE_MAP_WRITE);
    close_handle(keeper, opened); /* the view alone keeps them */
    kill_actor(creator);
    expect_bytes(keeper, kept, 4094, "orphan");
    expect_ok(store(keeper, kept, 0, "adult"));
    expect_bytes(keeper, kept, 0, "adult");
}

CASE(name_goes_with_the_last_handle,
     .claim = "A name ends with the last handle, though a view lives on; it then names a fresh section.",
     .basis = "W-OPN-011 W-PGF-005 C42", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "brief");
    Value section = make_section(a, name, 4096);
    View old_view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, old_view, 0, "old"));
    Value opened = open_section(b, name, FILE_MAP_READ);
    close_handle(a, section);
    close_handle(a, open_section(a, name, FILE_MAP_READ)); /* b's handle still keeps the name */
    close_handle(b, opened);
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    const Answer *created = CALL(b, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
    expect_last_error(created, ERROR_SUCCESS);
    View fresh = view_of(b, expect_ok(created), FILE_MAP_WRITE);
    expect_filled(b, fresh, 0, 4096, 0);
    expect_ok(store(b, fresh, 0, "new"));
    expect_bytes(a, old_view, 0, "old");
}

CASE(name_goes_with_its_process, .claim = "The name of a section that only a killed process held is gone.",
     .basis = "W-LIF-009 W-OPN-001 W-PGF-004 C42", .level = MUST)
{
    Actor *holder = cast(s, "holder");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "held");
    expect_ok(store(holder, view_of(holder, make_section(holder, name, 4096), FILE_MAP_WRITE), 0, "stale"));
    close_handle(other, open_section(other, name, FILE_MAP_READ));
    kill_actor(holder);
    expect_error(CALL(other, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    Value section = make_section(other, name, 4096);
    expect_filled(other, view_of(other, section, FILE_MAP_READ), 0, 4096, 0);
}

CASE(killed_writers_file, .claim = "What a killed process had stored through a file's view is in the file.",
     .basis = "W-LIF-008 W-XPR-007 C12", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "last-words");
    View view = view_of(writer, section_of_file(writer, make_file(writer, path, 70000), PAGE_READWRITE),
                        FILE_MAP_WRITE);
    expect_ok(store(writer, view, 0, "first words"));
    expect_ok(store(writer, view, 69990, "last words"));
    kill_actor(writer);
    Value file = open_file(reader, path, GENERIC_READ);
    expect_file_bytes(reader, file, 0, "first words");
    expect_file_bytes(reader, file, 69990, "last words");
}

CASE(bytes_survive_their_views, .claim = "A paging-file section keeps its bytes while a handle lives, without views.",
     .basis = "W-PGF-001 W-PGF-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "unviewed");
    Value section = make_section(a, name, 65536);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_filled(a, view, 0, 65536, 0);
    expect_ok(store(a, view, 40000, "remember"));
    unmap_view(a, view);
    Value opened = open_section(b, name, FILE_MAP_READ);
    close_handle(a, section);
    expect_bytes(b, view_of(b, opened, FILE_MAP_READ), 40000, "remember");
}

CASE(closed_twice, .claim = "A handle is closed once; then it is none.", .basis = "W-LIF-006", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    close_handle(a, section);
    const Answer *again = CALL(a, CloseHandle, section);
    expect_refused(again);
    observe_outcome(s, "closing again", again, "ERROR_INVALID_HANDLE");
    expect_refused(try_view(a, section, FILE_MAP_READ));
}

CASES(win32_lifetime, "win32/lifetime", "win32", &view_survives_its_handles, &section_survives_its_file,
      &bytes_survive_the_creator, &name_goes_with_the_last_handle, &name_goes_with_its_process, &killed_writers_file,
      &bytes_survive_their_views, &closed_twice);
