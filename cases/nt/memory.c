/* NtFlushVirtualMemory, NtFreeVirtualMemory, NtProtectVirtualMemory and NtQueryVirtualMemory. */
#include "cases/win32/images.h"

#define WIN32(actor, function, ...) CALL_IN(win32, actor, function, __VA_ARGS__)

static View view_of_section(Actor *a, Value section)
{
    return VIEW_AT(expect_ok(WIN32(a, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 0)), 0);
}

static const Answer *flush_range(Actor *a, Value base, uint64_t length)
{
    return CALL(a, NtFlushVirtualMemory, CURRENT_PROCESS, FIELDS(F(value, base)), FIELDS(F(value, length)), OUT);
}

CASE(flush_rounds_to_pages, .claim = "NtFlushVirtualMemory answers the whole pages that it flushed.",
     .basis = "W-FLU-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "flushed"), 20000);
    View view = view_of_section(a, section_of_file(a, file, PAGE_READWRITE));
    const Answer *middle = flush_range(a, at(view.address, 5000), 4000);
    expect_ok(middle);
    expect_equal(s, answer_field(middle, "base"), at(view.address, 4096), "the base of what was flushed");
    expect_field(middle, "length", 8192);
    expect_field(flush_range(a, view.address, 0), "length", 20480);
}

CASE(flush_without_a_data_file, .claim = "NtFlushVirtualMemory tells that a view is of no data file.",
     .basis = "W-FLU-008", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    View memory = view_of_section(a, make_section(a, NULL, 4096));
    Value file = make_file(a, scratch_name(s, "data"), 4096);
    View data = view_of_section(a, section_of_file(a, file, PAGE_READWRITE));
    expect_ok(flush_range(a, data.address, 0));
    observe_outcome(s, "a view of the paging file", flush_range(a, memory.address, 0), "STATUS_NOT_MAPPED_DATA");
    make_image(s, a, path);
    View image = view_of(a, image_section(a, path), FILE_MAP_READ);
    observe_outcome(s, "a view of an image", flush_range(a, image.address, 0), "STATUS_NOT_MAPPED_DATA");
    expect_bytes(a, image, IMAGE_CODE, "code");
}

static const Answer *free_range(Actor *a, Value base, uint64_t length, unsigned type)
{
    return CALL(a, NtFreeVirtualMemory, CURRENT_PROCESS, FIELDS(F(value, base)), FIELDS(F(value, length)), type);
}

CASE(interior_base_to_free, .claim = "NtFreeVirtualMemory frees a reservation from its base only.",
     .basis = "W-VAP-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value memory = expect_ok(WIN32(a, VirtualAlloc, NULL, 65536, MEM_RESERVE, PAGE_READWRITE));
    expect_error(free_range(a, at(memory, 4096), 0, MEM_RELEASE), STATUS_FREE_VM_NOT_AT_BASE);
    expect_ok(free_range(a, memory, 0, MEM_RELEASE));
}

CASE(too_long_a_range_to_free, .claim = "NtFreeVirtualMemory frees no range that is longer than the reservation.",
     .basis = "W-VAP-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value memory = expect_ok(WIN32(a, VirtualAlloc, NULL, 65536, MEM_RESERVE, PAGE_READWRITE));
    expect_error(free_range(a, memory, 131072, MEM_RELEASE), STATUS_UNABLE_TO_FREE_VM);
}

CASE(free_memory_to_free, .claim = "NtFreeVirtualMemory tells that there is nothing to free.", .basis = "W-VAP-006",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(free_range(a, free_base(a, 65536), 0, MEM_RELEASE), STATUS_MEMORY_NOT_ALLOCATED);
}

static const Answer *protect_range(Actor *a, Value base, uint64_t length, unsigned protection)
{
    return CALL(a, NtProtectVirtualMemory, CURRENT_PROCESS, FIELDS(F(value, base)), FIELDS(F(value, length)),
                protection, OUT);
}

CASE(arguments_to_protect,
     .claim = "NtProtectVirtualMemory answers whole pages, and refuses what is wrong by its status.",
     .basis = "W-VAP-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value memory = expect_ok(WIN32(a, VirtualAlloc, NULL, 65536, MEM_RESERVE, PAGE_READWRITE));
    expect_ok(WIN32(a, VirtualAlloc, memory, 8192, MEM_COMMIT, PAGE_READWRITE));
    const Answer *changed = protect_range(a, at(memory, 4000), 200, PAGE_READONLY);
    expect_field(changed, "length", 8192);
    expect_equal(s, answer_field(changed, "base"), memory, "the base of what was protected");
    expect_error(protect_range(a, memory, 4096, 0), STATUS_INVALID_PAGE_PROTECTION);
    expect_error(protect_range(a, at(memory, 8192), 4096, PAGE_READONLY), STATUS_NOT_COMMITTED);
    expect_error(CALL(a, NtProtectVirtualMemory, CURRENT_PROCESS, FIELDS(F(value, memory)), FIELDS(F(value, 4096)),
                      PAGE_READONLY, NULL),
                 STATUS_ACCESS_VIOLATION);
    expect_error(
        CALL(a, NtProtectVirtualMemory, NULL, FIELDS(F(value, memory)), FIELDS(F(value, 4096)), PAGE_READONLY, OUT),
        STATUS_INVALID_HANDLE);
}

CASE(region_of_a_view, .claim = "MemoryRegionInformation tells a view whole, and what it is a view of.",
     .basis = "W-VQY-009", .level = OBSERVE)
{
    enum { REGION = 3 };
    Actor *a = cast(s, "a");
    unsigned width = pointer_bits(s) / 8;
    View room = VIEW_AT(expect_ok(WIN32(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 4096);
    View view = view_of_section(a, make_section(a, NULL, 65536));
    expect_ok(WIN32(a, VirtualProtect, at(view.address, 4096), 4096, PAGE_READONLY, OUT));
    const Answer *asked = CALL(a, NtQueryVirtualMemory, CURRENT_PROCESS, at(view.address, 8192), REGION, room.address,
                               2 * width + 8, NULL);
    observe_outcome(s, "the question", asked, "ok");
    if (answer_kind(asked) == ANSWER_OK) {
        observe_number(s, "what it is a view of", answer_value(load_word(a, room, width + 4, 4)).number,
                       "8"); /* MappedPageFile */
        observe_number(s, "its length", answer_value(load_word(a, room, width + 8, width)).number, "65536");
        expect_result(load_word(a, room, 0, width), view.address);
    } else {
        expect_ok(store(a, view, 8192, "mapped"));
    }
}

CASES(nt_memory, "nt/memory", "nt", &flush_rounds_to_pages, &flush_without_a_data_file, &interior_base_to_free,
      &too_long_a_range_to_free, &free_memory_to_free, &arguments_to_protect, &region_of_a_view);
