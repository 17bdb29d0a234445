/* What sections and views are charged for, and how many pages a touch brings in. */
#include "cases/win32/resident.h"

/* The word of PERFORMANCE_INFORMATION that counts the pages committed in all. */
enum { COMMIT_TOTAL = 1 };

static unsigned word_width(Story *s)
{
    return pointer_bits(s) / 8;
}

static uint64_t private_usage(Story *s, Actor *actor, View room)
{
    unsigned width = word_width(s);
    uint64_t length = 8 + 9 * (uint64_t)width; /* two DWORDs, nine SIZE_Ts: the last is PrivateUsage */
    expect_ok(CALL(actor, K32GetProcessMemoryInfo, CURRENT_PROCESS, room.address, length));
    return expect_ok(load_word(actor, room, length - width, width)).number;
}

CASE(copy_view_is_charged, .claim = "A copy view is charged for whole when it is mapped, before any store.",
     .basis = "W-COW-021", .level = MUST)
{
    enum { LENGTH = 32 << 20 };
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    Value section = make_section(a, NULL, LENGTH);
    uint64_t before = private_usage(s, a, room);
    View shared = view_of(a, section, FILE_MAP_WRITE);
    uint64_t with_shared = private_usage(s, a, room);
    View copy = view_of(a, section, FILE_MAP_COPY);
    uint64_t with_copy = private_usage(s, a, room);
    expect_true(s, with_shared < before + LENGTH, "a shared view is charged less than its length");
    expect_true(s, with_copy >= with_shared + LENGTH, "a copy view is charged its length at least");
    expect_filled(a, copy, 0, 4096, 0);
    unmap_view(a, copy);
    unmap_view(a, shared);
}

CASE(section_is_charged, .claim = "A section of the paging file is charged for whole when it is made.",
     .basis = "W-PGF-008", .level = MUST)
{
    /* The system's total is everybody's: half of the size may come and go beside. */
    enum { LENGTH = 256 << 20 };
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    unsigned width = word_width(s);
    uint64_t length = 14 * (uint64_t)width; /* PERFORMANCE_INFORMATION */
    expect_ok(CALL(a, K32GetPerformanceInfo, room.address, length));
    uint64_t before = expect_ok(load_word(a, room, COMMIT_TOTAL * (uint64_t)width, width)).number;
    Value section = make_section(a, NULL, LENGTH);
    expect_ok(CALL(a, K32GetPerformanceInfo, room.address, length));
    uint64_t after = expect_ok(load_word(a, room, COMMIT_TOTAL * (uint64_t)width, width)).number;
    expect_true(s, after >= before + LENGTH / page(s) / 2, "the pages committed in all rise by the section's");
    close_handle(a, section);
}

CASE(pages_per_touch, .claim = "How many pages of a file become valid when one is touched is recorded.",
     .basis = "C37 C38 W-GMF-006", .level = OBSERVE)
{
    enum { PAGES = 64, TOUCHED = 20 };
    Actor *a = cast(s, "a");
    Actor *writer = cast(s, "writer");
    View room = room_for_structures(a);
    const char *path = scratch_name(s, "touched");
    Value file = make_file(writer, path, PAGES * 4096);
    write_file_at(writer, file, TOUCHED * 4096, "touched");
    View view = view_of(a, section_of_file(a, open_file(a, path, GENERIC_READ), PAGE_READONLY), FILE_MAP_READ);
    uint64_t before = 0;
    for (int64_t i = 0; i < PAGES; i++)
        before += working_set(s, a, room, at(view.address, i * 4096)) & WORKING_SET_VALID;
    expect_equal(s, NUMBER(before), NUMBER(0), "pages valid before the touch");
    expect_bytes(a, view, TOUCHED * 4096, "touched");
    uint64_t after = 0;
    for (int64_t i = 0; i < PAGES; i++)
        after += working_set(s, a, room, at(view.address, i * 4096)) & WORKING_SET_VALID;
    uint64_t touched = working_set(s, a, room, at(view.address, TOUCHED * 4096)) & WORKING_SET_VALID;
    expect_equal(s, NUMBER(touched), NUMBER(1), "valid, of the page touched");
    observe_text(s, "pages valid after one touch", after == 1 ? "one" : after < PAGES ? "several" : "all", "one");
}

CASES(win32_charges, "win32/charges", "win32", &copy_view_is_charged, &section_is_charged, &pages_per_touch);
