/* VirtualProtect, VirtualAlloc and VirtualQuery on views: the rarer questions. */
#include "cases/win32/images.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned protection;
} every[] = {
    {"NOACCESS", PAGE_NOACCESS},
    {"READONLY", PAGE_READONLY},
    {"READWRITE", PAGE_READWRITE},
    {"WRITECOPY", PAGE_WRITECOPY},
    {"EXECUTE", PAGE_EXECUTE},
    {"EXECUTE_READ", PAGE_EXECUTE_READ},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY},
};

static void every_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", every[cell].name);
}

CASE(view_to_do_everything, .claim = "A view to read, write and execute takes each of the eight protections.",
     .basis = "W-VPR-003", .level = MUST, .cells = LENGTH_OF(every), .cell_name = every_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "every");
    close_handle(a, make_file(a, path, 4096));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    Value section = section_of_file(a, file, PAGE_EXECUTE_READWRITE);
    View view = view_of(a, section, FILE_MAP_WRITE | FILE_MAP_EXECUTE);
    unsigned protection = every[story_cell(s)].protection;
    expect_field(CALL(a, VirtualProtect, view.address, 4096, protection, OUT), "old", PAGE_EXECUTE_READWRITE);
    expect_field(query(s, a, view.address), "information.Protect", protection);
}

CASE(range_beyond_the_view, .claim = "A range that runs past its view is refused and changes nothing.",
     .basis = "W-VPR-010", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value base = free_base(a, 131072);
    Value address = expect_ok(CALL(a, MapViewOfFileEx, make_section(a, NULL, 65536), FILE_MAP_WRITE, 0, 0, 0, base));
    const Answer *beyond = CALL(a, VirtualProtect, address, 131072, PAGE_READONLY, OUT);
    observe_outcome(s, "a range twice as long", beyond, "ERROR_INVALID_ADDRESS or ERROR_INVALID_PARAMETER");
    expect_field(query(s, a, address), "information.Protect", PAGE_READWRITE);
}

static const struct {
    const char *name;
    unsigned flag;
} caching[] = {{"NOCACHE", PAGE_NOCACHE}, {"WRITECOMBINE", PAGE_WRITECOMBINE}};

static void caching_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", caching[cell].name);
}

CASE(caching_of_a_view, .claim = "What VirtualProtect does with flags of the cache on a view is recorded.",
     .basis = "W-VPR-015", .level = OBSERVE, .cells = LENGTH_OF(caching), .cell_name = caching_name)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "kept"));
    const Answer *answer = CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE | caching[story_cell(s)].flag,
                                OUT);
    observe_outcome(s, "the change", answer, "ok or ERROR_INVALID_PARAMETER");
    Value after = answer_field(query(s, a, view.address), "information.Protect");
    observe_number(s, "the protection afterwards", after.number, NULL);
    expect_bytes(a, view, 0, "kept");
}

CASE(reserving_inside_a_view, .claim = "Memory cannot be reserved where a view is.", .basis = "W-VPR-018",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 131072), FILE_MAP_WRITE);
    expect_ok(store(a, view, 65536, "view"));
    const Answer *reserved = CALL(a, VirtualAlloc, at(view.address, 65536), 4096, MEM_RESERVE, PAGE_READWRITE);
    expect_refused(reserved);
    observe_outcome(s, "MEM_RESERVE inside a view", reserved, "ERROR_INVALID_ADDRESS");
    expect_bytes(a, view, 65536, "view");
}

CASE(reset_of_a_view, .claim = "MEM_RESET is refused on a file's view and accepted on one of the paging file.",
     .basis = "W-VPR-019", .level = MUST)
{
    Actor *a = cast(s, "a");
    View memory = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, memory.address, 4096, MEM_RESET, PAGE_READWRITE));
    Value file = make_file(a, scratch_name(s, "reset"), 4096);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "kept"));
    const Answer *reset = CALL(a, VirtualAlloc, view.address, 4096, MEM_RESET, PAGE_READWRITE);
    expect_refused(reset);
    observe_outcome(s, "a file's view", reset, "ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER or ERROR_INVALID_ADDRESS");
    expect_bytes(a, view, 0, "kept");
}

CASE(query_with_too_little_room, .claim = "VirtualQuery needs room for its structure.", .basis = "W-VQY-004",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    const Answer *small = CALL(a, VirtualQuery, view.address, OUT, query_length(s) - 1);
    observe_outcome(s, "one byte too few", small, "ERROR_BAD_LENGTH");
    observe_outcome(s, "no room", CALL(a, VirtualQuery, view.address, NULL, query_length(s)), "ERROR_NOACCESS");
    expect_result(CALL(a, VirtualQuery, view.address, OUT, query_length(s)), query_length(s));
    expect_field(query(s, a, view.address), "information.Type", MEM_MAPPED);
}

CASE(query_beyond_every_address, .claim = "VirtualQuery above the highest application address says so.",
     .basis = "W-VQY-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    uint64_t highest = fact_number(s, "highest_address", 0);
    expect_ok(query(s, a, NUMBER(highest)));
    expect_error(query(s, a, NUMBER(highest + 65537)), ERROR_INVALID_PARAMETER);
}

CASE(query_of_an_image, .claim = "An image's view is MEM_IMAGE, made EXECUTE_WRITECOPY, its headers READONLY.",
     .basis = "W-VQY-007 W-IMG-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    const Answer *headers = query(s, a, view.address);
    expect_field(headers, "information.Type", MEM_IMAGE);
    expect_field(headers, "information.AllocationProtect", PAGE_EXECUTE_WRITECOPY);
    expect_field(headers, "information.Protect", PAGE_READONLY);
    expect_field(headers, "information.RegionSize", 4096);
    expect_bytes(a, view, IMAGE_VARIABLES, "data");
}

CASES(win32_view_protection, "win32/view_protection", "win32", &view_to_do_everything, &range_beyond_the_view,
      &caching_of_a_view, &reserving_inside_a_view, &reset_of_a_view, &query_with_too_little_room,
      &query_beyond_every_address, &query_of_an_image);
