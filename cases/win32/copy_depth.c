/* Copy-on-write, the first touch: by every kind of store, by many threads at once, and what is shared before. */
#include "cases/win32/resident.h"

#include <stdio.h>

typedef enum Touch { INTERLOCKED, UNALIGNED_2, UNALIGNED_8, VECTOR_16, ACROSS_8, ACROSS_16, TOUCHES } Touch;

/* Where the store goes: page 1 begins at 4096, page 2 at 8192. */
static const struct {
    const char *name;
    uint64_t offset;
    unsigned width;
    bool both; /* pages 1 and 2 */
} touches[TOUCHES] = {
    [INTERLOCKED] = {"interlocked", 4096 + 64, 8, false},  [UNALIGNED_2] = {"unaligned-2", 4096 + 101, 2, false},
    [UNALIGNED_8] = {"unaligned-8", 4096 + 203, 8, false}, [VECTOR_16] = {"vector-16", 4096 + 304, 16, false},
    [ACROSS_8] = {"across-8", 8192 - 3, 8, true},          [ACROSS_16] = {"across-16", 8192 - 5, 16, true},
};

static void touch_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", touches[cell].name);
}

CASE(first_touch, .claim = "Interlocked, unaligned and vector stores copy the page like any store, and no other page.",
     .basis = "W-COW-027 W-COW-011 W-COW-010", .level = OBSERVE, .cells = TOUCHES, .cell_name = touch_name)
{
    enum { LENGTH = 4 * 4096, BEFORE = 0x11, STORED = 0x22 };
    const uint64_t every_byte = 0x0101010101010101;
    size_t touch = story_cell(s);
    uint64_t start = touches[touch].offset;
    uint64_t width = touches[touch].width;
    Actor *copier = cast(s, "copier");
    Actor *owner = cast(s, "owner");
    const char *name = unique_name(s, "touched");
    View shared = view_of(owner, make_section(owner, name, LENGTH), FILE_MAP_WRITE);
    expect_ok(fill(owner, shared, 0, LENGTH, BEFORE));
    View copy = view_of(copier, open_section(copier, name, FILE_MAP_COPY), FILE_MAP_COPY);
    if (touch == INTERLOCKED)
        expect_ok(add_word(copier, copy, start, (unsigned)width, every_byte * (STORED - BEFORE), 1));
    else
        expect_ok(store_unaligned(copier, copy, start, (unsigned)width, every_byte * STORED));
    expect_filled(owner, shared, 0, LENGTH, BEFORE);
    expect_ok(fill(owner, shared, 0, LENGTH, 0x33)); /* the page touched stands still, its neighbours follow */
    uint64_t end = touches[touch].both ? 12288 : 8192;
    expect_filled(copier, copy, 0, 4096, 0x33);
    expect_filled(copier, copy, 4096, start - 4096, BEFORE);
    expect_filled(copier, copy, start, width, STORED);
    expect_filled(copier, copy, start + width, end - start - width, BEFORE);
    expect_filled(copier, copy, end, LENGTH - end, 0x33);
    observe_number(s, "pages copied", touches[touch].both ? 2 : 1, touches[touch].both ? "2" : "1");
}

CASE(first_touch_of_many_threads, .claim = "Threads that store to one page first and at once share one private copy.",
     .basis = "W-COW-028", .level = OBSERVE, .tags = "race")
{
    enum { THREADS = 4, PAGES = 16, TIMES = 200 };
    static const char *const names[THREADS] = {"north", "east", "south", "west"};
    Actor *copier = cast(s, "copier");
    Actor *lanes[THREADS];
    for (size_t i = 0; i < THREADS; i++)
        lanes[i] = i ? lane_of(copier, names[i]) : copier;
    Value section = make_section(copier, NULL, PAGES * 4096);
    View shared = view_of(copier, section, FILE_MAP_WRITE);
    expect_ok(fill(copier, shared, 0, PAGES * 4096, 0x07));
    View copy = view_of(copier, section, FILE_MAP_COPY);
    for (uint64_t number = 0; number < PAGES; number++) {
        const Answer *adding[THREADS];
        for (size_t i = 0; i < THREADS; i++)
            adding[i] = BEGIN_CALL_IN(portable, lanes[i], add_word, at(copy.address, (int64_t)(4096 * number + 8 * i)),
                                      8, 1, TIMES);
        for (size_t i = 0; i < THREADS; i++)
            expect_ok(finish_call(adding[i]));
        for (size_t i = 0; i < THREADS; i++)
            expect_result(load_word(lanes[i], copy, 4096 * number + 8 * i, 8), 0x0707070707070707 + TIMES);
        expect_filled(copier, copy, 4096 * number + 8 * THREADS, 4096 - 8 * THREADS, 0x07);
    }
    expect_filled(copier, shared, 0, PAGES * 4096, 0x07);
    observe_number(s, "pages with every store in them", PAGES, "16");
}

CASE(shared_until_stored_to, .claim = "QueryWorkingSetEx tells a page of a copy view as shared until it is stored to.",
     .basis = "W-COW-022", .level = OBSERVE)
{
    Actor *copier = cast(s, "copier");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "shared");
    close_handle(other, make_file(other, path, 8192));
    View room = room_for_structures(copier);
    View beside = view_of(other, section_of_file(other, open_file(other, path, GENERIC_READ), PAGE_READONLY),
                          FILE_MAP_READ);
    expect_filled(other, beside, 0, 8192, 0);
    View copy = view_of(copier, section_of_file(copier, open_file(copier, path, GENERIC_READ), PAGE_WRITECOPY),
                        FILE_MAP_COPY);
    expect_filled(copier, copy, 0, 8192, 0);
    uint64_t before = working_set(s, copier, room, copy.address);
    expect_equal(s, NUMBER(before & WORKING_SET_VALID), NUMBER(1), "valid, of a page that was read");
    observe_number(s, "shared, before the store", (before & WORKING_SET_SHARED) != 0, "1");
    expect_ok(store(copier, copy, 0, "mine"));
    uint64_t after = working_set(s, copier, room, copy.address);
    observe_number(s, "shared, after the store", (after & WORKING_SET_SHARED) != 0, "0");
    uint64_t neighbour = working_set(s, copier, room, at(copy.address, 4096));
    observe_number(s, "shared, of the page beside it", (neighbour & WORKING_SET_SHARED) != 0, "1");
    expect_filled(other, beside, 0, 8192, 0);
}

CASES(win32_copy_depth, "win32/copy_depth", "win32", &first_touch, &first_touch_of_many_threads,
      &shared_until_stored_to);
