/* MapViewOfFile: which access on which section, offsets, sizes, and what several views show. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned protection;
    bool writes;
    bool executes;
} sections[] = {
    {"RO", PAGE_READONLY, false, false},         {"RW", PAGE_READWRITE, true, false},
    {"WC", PAGE_WRITECOPY, false, false},        {"XR", PAGE_EXECUTE_READ, false, true},
    {"XRW", PAGE_EXECUTE_READWRITE, true, true}, {"XWC", PAGE_EXECUTE_WRITECOPY, false, true},
};

static const struct {
    const char *name;
    unsigned access;
    unsigned protection;
    bool writes;
    bool executes;
} accesses[] = {
    {"READ", FILE_MAP_READ, PAGE_READONLY, false, false},
    {"WRITE", FILE_MAP_WRITE, PAGE_READWRITE, true, false},
    {"WRITE+COPY", FILE_MAP_WRITE | FILE_MAP_COPY, PAGE_READWRITE, true, false},
    {"ALL", FILE_MAP_ALL_ACCESS, PAGE_READWRITE, true, false},
    {"COPY", FILE_MAP_COPY, PAGE_WRITECOPY, false, false},
    {"READ+COPY", FILE_MAP_READ | FILE_MAP_COPY, PAGE_READONLY, false, false},
    {"EXECUTE+READ", FILE_MAP_EXECUTE | FILE_MAP_READ, PAGE_EXECUTE_READ, false, true},
    {"EXECUTE+WRITE", FILE_MAP_EXECUTE | FILE_MAP_WRITE, PAGE_EXECUTE_READWRITE, true, true},
    {"EXECUTE+COPY", FILE_MAP_EXECUTE | FILE_MAP_COPY, PAGE_EXECUTE_WRITECOPY, false, true},
};

static void matrix_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", sections[cell / LENGTH_OF(accesses)].name, accesses[cell % LENGTH_OF(accesses)].name);
}

CASE(access_against_protection,
     .claim = "A view may ask for what the section's protection holds; the rest is ERROR_ACCESS_DENIED.",
     .basis = "W-MAP-017 W-MAP-018 W-MAP-019 W-MAP-021 W-MAP-022 W-CFM-021 W-CFM-022 W-VQY-001 C06 C10", .level = MUST,
     .cells = LENGTH_OF(sections) * LENGTH_OF(accesses), .cell_name = matrix_name)
{
    Actor *a = cast(s, "a");
    size_t row = story_cell(s) / LENGTH_OF(accesses);
    size_t column = story_cell(s) % LENGTH_OF(accesses);
    const char *path = scratch_name(s, "matrix");
    close_handle(a, make_file(a, path, 4096));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    Value section = section_of_file(a, file, sections[row].protection);
    const Answer *view = try_view(a, section, accesses[column].access);
    bool holds = (!accesses[column].writes || sections[row].writes) &&
                 (!accesses[column].executes || sections[row].executes);
    if (!holds) {
        expect_error(view, ERROR_ACCESS_DENIED);
        return;
    }
    const Answer *information = query(s, a, expect_ok(view));
    expect_field(information, "information.Protect", accesses[column].protection);
    expect_field(information, "information.AllocationProtect", accesses[column].protection);
    expect_field(information, "information.State", MEM_COMMIT);
    expect_field(information, "information.Type", MEM_MAPPED);
}

CASE(offsets_are_multiples_of_the_granularity, .claim = "An offset that is no multiple of 64 KiB gives error 1132.",
     .basis = "W-MAP-002 W-MAP-003 W-MAP-004 C10", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4 * granularity(s));
    static const unsigned offsets[] = {1, 4096, 65535, 65537};
    for (size_t i = 0; i < LENGTH_OF(offsets); i++)
        expect_error(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, offsets[i], 0), ERROR_MAPPED_ALIGNMENT);
    expect_field(CALL(a, GetSystemInfo, OUT), "information.dwAllocationGranularity", 65536);
    Value view = expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, granularity(s), 0));
    expect_equal(s, NUMBER(view.number % granularity(s)), NUMBER(0), "the view's place in its granule");
    expect_field(query(s, a, view), "information.RegionSize", 3 * granularity(s));
    observe_outcome(s, "misaligned beyond the end (W-MAP-004)",
                    CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 4 * granularity(s) + 1, 0),
                    "ERROR_MAPPED_ALIGNMENT");
}

CASE(view_longer_than_its_section, .claim = "A view that is longer than its section gives ERROR_ACCESS_DENIED.",
     .basis = "W-MAP-005 W-MAP-006 W-MAP-007 W-MAP-008 W-MAP-009 W-MAP-010", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = section_of_file(a, make_file(a, scratch_name(s, "file"), 0x3456), PAGE_READONLY);
    expect_ok(CALL(a, MapViewOfFile, file, FILE_MAP_READ, 0, 0, 0x3456));
    expect_error(CALL(a, MapViewOfFile, file, FILE_MAP_READ, 0, 0, 0x3457), ERROR_ACCESS_DENIED);
    expect_error(CALL(a, MapViewOfFile, file, FILE_MAP_READ, 0, 0, 0x4000), ERROR_ACCESS_DENIED);
    Value section = make_section(a, NULL, 4090);
    observe_outcome(s, "a page of 4090 bytes", CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 4096), "ok");
    observe_outcome(s, "a byte more", CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 4097),
                    "ERROR_ACCESS_DENIED");
    observe_outcome(s, "an offset beyond the end", CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 65536, 0),
                    "ERROR_ACCESS_DENIED");
    observe_outcome(s, "an offset near 2^64",
                    CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0xffffffff, 0xffff0000, 65536),
                    "ERROR_INVALID_PARAMETER or ERROR_ACCESS_DENIED");
}

CASE(no_access_at_all, .claim = "A view with access 0 is committed and cannot be touched.", .basis = "W-MAP-014",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), 0);
    const Answer *information = query(s, a, view.address);
    expect_field(information, "information.Protect", PAGE_NOACCESS);
    expect_field(information, "information.State", MEM_COMMIT);
    expect_fault_code(load(a, view, 0, 1), READ, "EXCEPTION_ACCESS_VIOLATION");
    expect_fault_code(store(a, view, 4095, "x"), WRITE, "EXCEPTION_ACCESS_VIOLATION");
}

CASE(handles_that_are_no_sections, .claim = "What is no section's handle gives ERROR_INVALID_HANDLE.",
     .basis = "W-MAP-011 W-MAP-012 W-MAP-013", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, MapViewOfFile, NULL, FILE_MAP_READ, 0, 0, 0), ERROR_INVALID_HANDLE);
    expect_error(CALL(a, MapViewOfFile, INVALID_HANDLE_VALUE, FILE_MAP_READ, 0, 0, 0), ERROR_INVALID_HANDLE);
    Value file = make_file(a, scratch_name(s, "file"), 4096);
    observe_outcome(s, "a file's handle (W-MAP-013)", try_view(a, file, FILE_MAP_READ), "ERROR_INVALID_HANDLE");
}

CASE(two_views_are_one_memory, .claim = "Views of one section, overlapping or not, show every store at once.",
     .basis = "W-MAP-026 W-MAP-027 W-COH-001 W-COH-007 W-COH-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "views");
    uint64_t step = granularity(s);
    Value section = make_section(a, name, 2 * step);
    View whole = view_of(a, section, FILE_MAP_WRITE);
    View upper = VIEW_AT(expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, step, 0)), step);
    expect_different(s, whole.address, upper.address, "the bases of two views");
    View other = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(store(a, whole, step + 5, "from a"));
    expect_bytes(a, upper, 5, "from a");
    expect_bytes(b, other, step + 5, "from a");
    expect_ok(store(b, other, step + 5, "from b"));
    expect_bytes(a, whole, step + 5, "from b");
    expect_bytes(a, upper, 5, "from b");
}

CASE(sections_of_one_file, .claim = "Views of different sections over one file show each other's stores.",
     .basis = "W-COH-002 C03", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "shared");
    View one = view_of(a, section_of_file(a, make_file(a, path, 8192), PAGE_READWRITE), FILE_MAP_WRITE);
    Value file = open_file(b, path, GENERIC_READ | GENERIC_WRITE);
    View two = view_of(b, section_of_file(b, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, one, 4094, "seam"));
    expect_bytes(b, two, 4094, "seam");
    expect_ok(store(b, two, 4094, "back"));
    expect_bytes(a, one, 4094, "back");
}

CASE(last_granule_stays_taken, .claim = "The rest of a view's last 64 KiB cannot be allocated.", .basis = "W-MAP-028",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_READ);
    expect_error(CALL(a, VirtualAlloc, at(view.address, 4096), 4096, MEM_RESERVE, PAGE_READWRITE),
                 ERROR_INVALID_ADDRESS);
}

CASES(win32_map, "win32/map", "win32", &access_against_protection, &offsets_are_multiples_of_the_granularity,
      &view_longer_than_its_section, &no_access_at_all, &handles_that_are_no_sections, &two_views_are_one_memory,
      &sections_of_one_file, &last_granule_stays_taken);
