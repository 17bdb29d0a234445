/* A second creation of a name that is wrong in one more way: which check comes first, and that nothing is changed. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Wrong { SIZE_ZERO, EMPTY_FILE, LARGER_THAN_FILE, BAD_ATTRIBUTES, BAD_FILE, EXECUTABLE, WRONGS } Wrong;

static const struct {
    const char *name;
    const char *expected; /* of the creation; NULL: a handle and ERROR_ALREADY_EXISTS */
} wrongs[WRONGS] = {
    [SIZE_ZERO] = {"size-zero", "ERROR_INVALID_PARAMETER"},
    [EMPTY_FILE] = {"empty-file", "ERROR_FILE_INVALID"},
    [LARGER_THAN_FILE] = {"larger-than-file", "ok"},
    [BAD_ATTRIBUTES] = {"attributes", "ERROR_INVALID_PARAMETER"},
    [BAD_FILE] = {"closed-file", "ERROR_INVALID_HANDLE"},
    [EXECUTABLE] = {"EXECUTE_READWRITE", "ok"},
};

static void wrong_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", wrongs[cell].name);
}

static const Answer *create_again(Story *s, Actor *a, Value file, const char *name)
{
    switch ((Wrong)story_cell(s)) {
    case SIZE_ZERO:
        return try_section(a, name, PAGE_READWRITE, 0);
    case EMPTY_FILE:
        return CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 0, name);
    case LARGER_THAN_FILE:
        return CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 10000, name);
    case BAD_ATTRIBUTES:
        return try_section(a, name, PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE, 4096);
    case BAD_FILE:
        close_handle(a, file);
        return CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 4096, name);
    case EXECUTABLE:
    case WRONGS:
        break;
    }
    return try_section(a, name, PAGE_EXECUTE_READWRITE, 4096);
}

CASE(second_creation_with_a_fault,
     .claim = "A faulty second creation of a name leaves the section of that name as it was.",
     .basis = "W-COL-005 W-COL-007 W-COL-008 W-COL-009 W-COL-010 W-COL-011", .level = OBSERVE, .cells = WRONGS,
     .cell_name = wrong_name)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "existing");
    const char *path = scratch_name(s, "second");
    View view = view_of(first, make_section(first, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(first, view, 0, "first"));
    const Answer *again = create_again(s, second, make_file(second, path, 0), name);
    observe_outcome(s, "the second creation", again, wrongs[story_cell(s)].expected);
    if (answer_kind(again) == ANSWER_OK)
        observe_last_error(s, "its last error", again, "ERROR_ALREADY_EXISTS");
    if (answer_kind(again) == ANSWER_OK && story_cell(s) == EXECUTABLE)
        observe_outcome(s, "a view to execute (W-COL-005)",
                        try_view(second, answer_value(again), FILE_MAP_READ | FILE_MAP_EXECUTE),
                        "ERROR_INVALID_PARAMETER");
    const Answer *size = CALL(first, GetFileSizeEx, open_file(first, path, GENERIC_READ), OUT);
    observe_number(s, "the second file's length (W-COL-009)", answer_field(size, "size").number,
                   story_cell(s) == LARGER_THAN_FILE ? "10000" : "0");
    View seen = view_of(second, open_section(second, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_bytes(second, seen, 0, "first");
    expect_field(query(s, second, seen.address), "information.RegionSize", 4096);
}

static const char *const links[] = {"Global", "Local", "Session", "Restricted"};

static void link_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", links[cell]);
}

CASE(name_of_a_directory_or_link, .claim = "A section cannot take the name of a directory or of a link beside it.",
     .basis = "W-COL-017", .level = OBSERVE, .cells = LENGTH_OF(links), .cell_name = link_name)
{
    Actor *a = cast(s, "a");
    const Answer *section = try_section(a, links[story_cell(s)], PAGE_READWRITE, 4096);
    observe_outcome(s, "the section", section, "ERROR_INVALID_HANDLE, ERROR_ALREADY_EXISTS or ERROR_ACCESS_DENIED");
    char below[256]; /* the prefix goes on to work */
    const char *name = unique_name(s, "local");
    snprintf(below, sizeof below, "Local\\%s", name);
    View view = view_of(a, make_section(a, below, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "below"));
    expect_bytes(a, view_of(a, open_section(a, name, FILE_MAP_READ), FILE_MAP_READ), 0, "below");
}

CASE(type_is_decided_by_the_exact_name, .claim = "A mutex and a section whose names differ in case are neighbours.",
     .basis = "W-COL-023", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "exact");
    char other[256];
    OTHER_CASE(other, name);
    expect_ok(CALL(a, CreateMutexA, NULL, FALSE, name));
    const Answer *section = try_section(b, other, PAGE_READWRITE, 4096);
    observe_outcome(s, "a section beside a mutex", section, "ok");
    expect_error(try_section(b, name, PAGE_READWRITE, 4096), ERROR_INVALID_HANDLE);
}

static const struct {
    const char *name;
    unsigned protection;
    uint64_t size;
} failures[] = {
    {"size-zero", PAGE_READWRITE, 0},
    {"protection", PAGE_NOACCESS, 4096},
    {"attributes", PAGE_READWRITE | SEC_COMMIT | SEC_RESERVE, 4096},
    {"no-image", PAGE_READONLY | SEC_IMAGE, 4096},
};

static void failure_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", failures[cell].name);
}

CASE(failure_leaves_no_name, .claim = "A creation that fails leaves no object of that name behind.",
     .basis = "W-COL-025", .level = OBSERVE, .cells = LENGTH_OF(failures), .cell_name = failure_name)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "failed");
    expect_refused(try_section(a, name, failures[story_cell(s)].protection, failures[story_cell(s)].size));
    observe_outcome(s, "an open of the name", CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, name),
                    "ERROR_FILE_NOT_FOUND");
}

CASES(win32_existing_names, "win32/existing_names", "win32", &second_creation_with_a_fault,
      &name_of_a_directory_or_link, &type_is_decided_by_the_exact_name, &failure_leaves_no_name);
