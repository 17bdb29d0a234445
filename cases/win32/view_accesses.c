/* MapViewOfFile: accesses that are seldom asked for, bit by bit. */
#include "cases/win32/sections.h"

#include <stdio.h>

/* The lowest four rights in every combination, without and with FILE_MAP_EXECUTE. */
enum { LOW_RIGHTS = 16, COMBINATIONS = 2 * LOW_RIGHTS };

static unsigned access_of_cell(size_t cell)
{
    return (unsigned)(cell % LOW_RIGHTS) | (cell < LOW_RIGHTS ? 0 : FILE_MAP_EXECUTE);
}

static void combination_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "0x%02x", access_of_cell(cell));
}

/* SECTION_MAP_EXECUTE counts for nothing, except that with FILE_MAP_COPY it leaves no protection to map with. */
static unsigned protection_of(unsigned access)
{
    bool executes = access & FILE_MAP_EXECUTE;
    if (access & FILE_MAP_WRITE)
        return executes ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
    if (access & FILE_MAP_READ)
        return executes ? PAGE_EXECUTE_READ : PAGE_READONLY;
    if ((access & FILE_MAP_COPY) && !(access & SECTION_MAP_EXECUTE))
        return executes ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY;
    return PAGE_NOACCESS;
}

CASE(every_combination_of_rights,
     .claim = "The view's protection follows from write, read, copy in this order; SECTION_MAP_EXECUTE adds nothing.",
     .basis = "W-MAP-020 W-MAP-014 W-MAP-017 W-MAP-019", .level = MUST, .cells = COMBINATIONS,
     .cell_name = combination_name)
{
    Actor *a = cast(s, "a");
    unsigned access = access_of_cell(story_cell(s));
    const char *path = scratch_name(s, "rights");
    close_handle(a, make_file(a, path, 4096));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    View view = view_of(a, section_of_file(a, file, PAGE_EXECUTE_READWRITE), access);
    const Answer *information = query(s, a, view.address);
    expect_field(information, "information.Protect", protection_of(access));
    expect_field(information, "information.AllocationProtect", protection_of(access));
}

static const struct {
    const char *name;
    unsigned protection;
    bool of_file;
    const char *expected; /* NULL: nobody says */
} reserving[] = {
    {"paging-file,READWRITE", PAGE_READWRITE, false, "ERROR_INVALID_PARAMETER"},
    {"paging-file,READONLY", PAGE_READONLY, false, "ERROR_INVALID_PARAMETER"},
    {"file,READONLY", PAGE_READONLY, true, "ERROR_INVALID_PARAMETER"},
    {"file,READWRITE", PAGE_READWRITE, true, NULL},
};

static void reserving_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", reserving[cell].name);
}

static Value section_to_reserve(Story *s, Actor *a, size_t cell)
{
    if (reserving[cell].of_file)
        return section_of_file(a, make_file(a, scratch_name(s, "reserved"), 4096), reserving[cell].protection);
    return expect_ok(
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, reserving[cell].protection, 0, 4096, NULL));
}

CASE(view_to_reserve, .claim = "What FILE_MAP_RESERVE does is recorded: it is documented nowhere.",
     .basis = "W-MAP-023", .level = OBSERVE, .cells = LENGTH_OF(reserving), .cell_name = reserving_name)
{
    Actor *a = cast(s, "a");
    Value section = section_to_reserve(s, a, story_cell(s));
    observe_outcome(s, "the view", try_view(a, section, FILE_MAP_RESERVE | FILE_MAP_READ),
                    reserving[story_cell(s)].expected);
    expect_filled(a, view_of(a, section, FILE_MAP_READ), 0, 4096, 0); /* the section is as good as before */
}

CASE(view_without_call_targets, .claim = "FILE_MAP_TARGETS_INVALID is taken for a view to execute.",
     .basis = "W-MAP-024", .level = MUST)
{
    if (windows_of(s) < WINDOWS_10)
        skip_story(s, "Windows before 10 knows no FILE_MAP_TARGETS_INVALID");
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "code");
    close_handle(a, make_file(a, path, 4096));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_EXECUTE);
    Value section = section_of_file(a, file, PAGE_EXECUTE_READ);
    View view = view_of(a, section, FILE_MAP_READ | FILE_MAP_EXECUTE | FILE_MAP_TARGETS_INVALID);
    expect_field(query(s, a, view.address), "information.Protect", PAGE_EXECUTE_READ);
    expect_filled(a, view, 0, 4096, 0);
}

CASE(large_pages_of_a_small_section, .claim = "A section of small pages has no view of large ones.",
     .basis = "W-MAP-025", .level = MUST)
{
    if (windows_of(s) < WINDOWS_10)
        skip_story(s, "Windows before 10 knows no FILE_MAP_LARGE_PAGES");
    Actor *a = cast(s, "a");
    uint64_t large = fact_number(s, "large_page", 0);
    Value section = make_section(a, NULL, large ? large : 4096);
    const Answer *view = try_view(a, section, FILE_MAP_WRITE | FILE_MAP_LARGE_PAGES);
    expect_refused(view);
    observe_outcome(s, "the view", view, "ERROR_INVALID_PARAMETER");
    if (fact_number(s, "lock_memory", 0) == 0 || !large)
        return; /* a section of large pages needs the privilege: W-SEC-008 */
    const Answer *whole = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                               PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES, 0, 2 * large, NULL);
    if (answer_kind(whole) != ANSWER_OK)
        return; /* no run of physical memory is free: nothing to map */
    expect_refused(CALL(a, MapViewOfFile, answer_value(whole), FILE_MAP_WRITE | FILE_MAP_LARGE_PAGES, 0, 65536, 0));
    expect_refused(CALL(a, MapViewOfFile, answer_value(whole), FILE_MAP_WRITE | FILE_MAP_LARGE_PAGES, 0, 0, large + 1));
    expect_ok(CALL(a, MapViewOfFile, answer_value(whole), FILE_MAP_WRITE | FILE_MAP_LARGE_PAGES, 0, large, large));
}

CASES(win32_view_accesses, "win32/view_accesses", "win32", &every_combination_of_rights, &view_to_reserve,
      &view_without_call_targets, &large_pages_of_a_small_section);
