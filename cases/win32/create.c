/* CreateFileMapping: its arguments, its last error, its two forms. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(fresh_section_sets_last_error_to_zero,
     .claim = "A successful creation of a new section sets the last error to 0, whatever it was before.",
     .basis = "W-CFM-001 W-ERR-002 C04", .level = MUST)
{
    Actor *a = cast(s, "a");
    const Answer *created = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL);
    Value section = expect_ok(created);
    expect_last_error(created, ERROR_SUCCESS);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_filled(a, view, 0, 4096, 0); /* fresh memory of the paging file */
    expect_ok(store(a, view, 4092, "last"));
}

CASE(null_file_means_paging_file, .claim = "A NULL file handle makes a section of the paging file, as -1 does.",
     .basis = "W-CFM-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "null");
    Value section = expect_ok(CALL(a, CreateFileMappingA, NULL, NULL, PAGE_READWRITE, 0, 4096, name));
    expect_ok(store(a, view_of(a, section, FILE_MAP_WRITE), 0, "no file"));
    expect_bytes(b, view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ), 0, "no file");
}

CASE(ansi_and_wide_names_are_one_object, .claim = "The A and the W form of one ASCII name denote the same section.",
     .basis = "W-NAM-013 C09", .level = MUST)
{
    Actor *a = cast(s, "ansi");
    Actor *w = cast(s, "wide");
    const char *name = unique_name(s, "forms");
    View written = view_of(a, make_section(a, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, written, 0, "A"));
    const Answer *again = CALL(w, CreateFileMappingW, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, WIDE(name));
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    expect_bytes(w, view_of(w, expect_ok(again), FILE_MAP_READ), 0, "A");
    Value opened = expect_ok(CALL(w, OpenFileMappingW, FILE_MAP_WRITE, FALSE, WIDE(name)));
    expect_ok(store(w, view_of(w, opened, FILE_MAP_WRITE), 0, "W"));
    expect_bytes(a, written, 0, "W");
}

CASE(existing_name_gives_the_existing_section,
     .claim = "Creating an existing name succeeds with a handle to the old section and last error 183.",
     .basis = "W-COL-001 W-ERR-002 C28 C30", .level = MUST)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "MySharedMem");
    View written = view_of(first, make_section(first, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(first, written, 100, "here before"));
    const Answer *again = CALL(second, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
    Value section = expect_ok(again);
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    View view = view_of(second, section, FILE_MAP_WRITE);
    expect_bytes(second, view, 100, "here before");
    expect_ok(store(second, view, 100, "both"));
    expect_bytes(first, written, 100, "both before");
}

static const struct {
    const char *name;
    unsigned protection;
} refused[] = {
    {"NOACCESS", PAGE_NOACCESS},
    {"EXECUTE", PAGE_EXECUTE},
    {"READONLY+READWRITE", PAGE_READONLY | PAGE_READWRITE},
    {"READWRITE+WRITECOPY", PAGE_READWRITE | PAGE_WRITECOPY},
    {"NOACCESS+READWRITE", PAGE_NOACCESS | PAGE_READWRITE},
    {"EXECUTE+EXECUTE_READ", PAGE_EXECUTE | PAGE_EXECUTE_READ},
    {"EXECUTE_READWRITE+EXECUTE_WRITECOPY", PAGE_EXECUTE_READWRITE | PAGE_EXECUTE_WRITECOPY},
};

static void refused_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refused[cell].name);
}

CASE(protection_refused, .claim = "PAGE_NOACCESS, PAGE_EXECUTE and combined protections give ERROR_INVALID_PARAMETER.",
     .basis = "W-CFM-003 W-CFM-012 W-CFM-013 W-CFM-014", .level = MUST, .cells = LENGTH_OF(refused),
     .cell_name = refused_name)
{
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "refused");
    const Answer *answer = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, refused[story_cell(s)].protection, 0,
                                4096, name);
    expect_error(answer, ERROR_INVALID_PARAMETER);
    expect_equal(s, answer_value(answer), NUMBER(0), "the result of a failed creation");
    observe_outcome(s, "the name afterwards (W-COL-025)", CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, name),
                    "ERROR_FILE_NOT_FOUND");
}

static const struct {
    const char *name;
    unsigned protection;
} accepted[] = {
    {"READONLY", PAGE_READONLY},
    {"READWRITE", PAGE_READWRITE},
    {"WRITECOPY", PAGE_WRITECOPY},
    {"EXECUTE_READ", PAGE_EXECUTE_READ},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY},
};

static void accepted_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", accepted[cell].name);
}

CASE(protection_accepted, .claim = "Six protections are accepted on a file opened for reading, writing and executing.",
     .basis = "W-CFM-011 C03 C06", .level = MUST, .cells = LENGTH_OF(accepted), .cell_name = accepted_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "every");
    write_file_at(a, make_file(a, path, 4096), 7, "mapped");
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    Value section = section_of_file(a, file, accepted[story_cell(s)].protection);
    expect_bytes(a, view_of(a, section, FILE_MAP_READ), 7, "mapped");
}

CASE(handle_of_another_kind, .claim = "A file handle that is no file's is refused.", .basis = "W-CFM-005 W-CFM-006",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value event = expect_ok(CALL(a, CreateEventA, NULL, FALSE, FALSE, NULL));
    const Answer *of_event = CALL(a, CreateFileMappingA, event, NULL, PAGE_READWRITE, 0, 4096, NULL);
    expect_refused(of_event);
    observe_outcome(s, "an event's handle", of_event, "ERROR_INVALID_HANDLE");
    Value section = make_section(a, NULL, 4096);
    const Answer *of_section = CALL(a, CreateFileMappingA, section, NULL, PAGE_READWRITE, 0, 4096, NULL);
    expect_refused(of_section);
    observe_outcome(s, "a section's handle", of_section, "ERROR_INVALID_HANDLE");
    close_handle(a, event);
    const Answer *of_closed = CALL(a, CreateFileMappingA, event, NULL, PAGE_READWRITE, 0, 4096, NULL);
    expect_refused(of_closed);
    observe_outcome(s, "a closed handle", of_closed, "ERROR_INVALID_HANDLE");
}

CASES(win32_create, "win32/create", "win32", &fresh_section_sets_last_error_to_zero, &null_file_means_paging_file,
      &ansi_and_wide_names_are_one_object, &existing_name_gives_the_existing_section, &protection_refused,
      &protection_accepted, &handle_of_another_kind);
