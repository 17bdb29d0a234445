/* Processes of 32 and of 64 bits that share an object: the bytes are the same, addresses and handles are their own. */
#include "cases/common/common.h"

#include <stdio.h>

/* Which of the two makes the object. */
enum { USUAL_FIRST, OTHER_FIRST, DIRECTIONS };

static void direction_name(size_t cell, char *name, size_t room)
{
    static const char *const names[DIRECTIONS] = {"usual-first", "other-first"};
    snprintf(name, room, "%s", names[cell]);
}

#define BOTH_DIRECTIONS .cells = DIRECTIONS, .cell_name = direction_name

/* An object of `size` bytes and its two users: `first` has made it, `second` is of the other width. */
typedef struct Pair {
    User first, second;
} Pair;

static Pair pair_of(Story *s, const char *word, uint64_t size)
{
    bool reverse = story_cell(s) == OTHER_FIRST;
    Pair pair = {.first.actor = reverse ? cast_other_width(s, "first") : cast(s, "first"),
                 .second.actor = reverse ? cast(s, "second") : cast_other_width(s, "second")};
    pair.first.object = create_object(pair.first.actor, object_name(s, word), size);
    pair.first.view = map_object(pair.first.actor, pair.first.object, .length = size);
    pair.second.object = open_object(pair.second.actor, pair.first.object.name, READ | WRITE);
    pair.second.view = map_object(pair.second.actor, pair.second.object, .length = size);
    return pair;
}

CASE(both_see_all_stores,
     .claim = "A 32-bit and a 64-bit process that open one object by its name see each other's stores.",
     .basis = "P-COH-001 P-INH-018 W-COH-001 W-XPR-003 W-XPR-005 C09", .level = MUST,
     .needs = CAP(NAMED) | CAP(OTHER_WIDTH), BOTH_DIRECTIONS)
{
    uint64_t size = 16 * page(s);
    Pair pair = pair_of(s, "widths", size);
    User first = pair.first, second = pair.second;
    expect_filled(second.actor, second.view, 0, size, 0);
    expect_ok(store(first.actor, first.view, 0, "beginning"));
    expect_ok(store(first.actor, first.view, size - 3, "end"));
    expect_bytes(second.actor, second.view, 0, "beginning");
    expect_bytes(second.actor, second.view, size - 3, "end");
    expect_ok(fill(second.actor, second.view, page(s), 8 * page(s), 0x5a));
    expect_filled(first.actor, first.view, page(s), 8 * page(s), 0x5a);
}

CASE(words_are_whole, .claim = "A word of 8 bytes is the same in both widths, and its halves are in the same order.",
     .basis = "P-COH-001 W-COH-001 W-XPR-003", .level = MUST, .needs = CAP(NAMED) | CAP(OTHER_WIDTH), BOTH_DIRECTIONS)
{
    Pair pair = pair_of(s, "words", page(s));
    User first = pair.first, second = pair.second;
    expect_ok(store_word(first.actor, first.view, 64, 8, 0x1122334455667788));
    expect_result(load_word(second.actor, second.view, 64, 8), 0x1122334455667788);
    Value low = expect_ok(load_word(first.actor, first.view, 64, 4));
    expect_result(load_word(second.actor, second.view, 64, 4), low);
    expect_ok(store_word(second.actor, second.view, 68, 4, 0x99aabbcc));
    Value whole = expect_ok(load_word(second.actor, second.view, 64, 8));
    expect_result(load_word(first.actor, first.view, 64, 8), whole);
}

CASE(sums_are_exact,
     .claim = "Atomic additions of both widths at one time, to words of 4 and of 8 bytes, are all counted.",
     .basis = "P-COH-001 W-COH-006 W-XPR-003 C31", .level = MUST, .needs = CAP(NAMED) | CAP(OTHER_WIDTH),
     BOTH_DIRECTIONS)
{
    enum { TIMES = 100000 };
    Pair pair = pair_of(s, "sums", page(s));
    User first = pair.first, second = pair.second;
    for (unsigned width = 4; width <= 8; width += 4) {
        const Answer *one = BEGIN_CALL_IN(portable, first.actor, add_word, at(first.view.address, 8 * width), width, 1,
                                          TIMES);
        const Answer *other = BEGIN_CALL_IN(portable, second.actor, add_word, at(second.view.address, 8 * width), width,
                                            1, TIMES);
        expect_ok(finish_call(one));
        expect_ok(finish_call(other));
        expect_result(load_word(first.actor, first.view, 8 * width, width), 2 * TIMES);
        expect_result(load_word(second.actor, second.view, 8 * width, width), 2 * TIMES);
    }
}

CASE(size_is_the_same, .claim = "Both widths are told the same size, beyond 4 GiB too, and map the last page of it.",
     .basis = "P-MMAP-024 W-SIZ-021 W-XPR-003 C23", .level = MUST,
     .needs = CAP(NAMED) | CAP(OTHER_WIDTH) | CAP(READ_WRITE_CALLS) | CAP(OFFSET_VIEWS), BOTH_DIRECTIONS)
{
    bool reverse = story_cell(s) == OTHER_FIRST;
    Actor *first = reverse ? cast_other_width(s, "first") : cast(s, "first");
    Actor *second = reverse ? cast(s, "second") : cast_other_width(s, "second");
    uint64_t size = ((uint64_t)1 << 32) + 2 * granularity(s);
    Object made = create_object(first, object_name(s, "large"), granularity(s));
    Object opened = open_object(second, made.name, READ | WRITE);
    bool wide_first = actor_bits(first) == 64; /* the other could not say this size */
    const Answer *resized = wide_first ? resize(first, made, size) : resize(second, opened, size);
    if (answer_kind(resized) == ANSWER_ERROR)
        skip_story(s, "no file of 4 GiB can be had here: %s", answer_error(resized));
    expect_result(size_of_object(first, made), size);
    expect_result(size_of_object(second, opened), size);
    View last = map_object(first, made, .offset = size - granularity(s), .length = granularity(s));
    View same = map_object(second, opened, .offset = size - granularity(s), .length = granularity(s));
    expect_ok(store(first, last, granularity(s) - 6, "far"));
    expect_bytes(second, same, granularity(s) - 6, "far");
    View low = map_object(second, opened, .length = granularity(s));
    expect_filled(second, low, 0, granularity(s), 0); /* no high half was lost on the way */
}

CASE(outlives_the_other, .claim = "What a process of one width has stored is there for the other after it was killed.",
     .basis = "P-INH-012 W-LIF-004 W-XPR-003", .level = MUST, .needs = CAP(NAMED) | CAP(OTHER_WIDTH), BOTH_DIRECTIONS)
{
    Pair pair = pair_of(s, "heir", 2 * page(s));
    expect_ok(store(pair.first.actor, pair.first.view, page(s), "inheritance"));
    kill_actor(pair.first.actor);
    expect_bytes(pair.second.actor, pair.second.view, page(s), "inheritance");
    expect_ok(store(pair.second.actor, pair.second.view, 0, "heir"));
    expect_bytes(pair.second.actor, pair.second.view, 0, "heir");
}

CASE(a_child_of_the_other_width,
     .claim = "A child of the other width maps the same object through the handle or descriptor that it inherited.",
     .basis = "P-INH-008 W-INH-001 C05 C22", .level = MUST, .needs = CAP(EXEC) | CAP(OTHER_WIDTH), BOTH_DIRECTIONS)
{
    Actor *parent = story_cell(s) == OTHER_FIRST ? cast_other_width(s, "parent") : cast(s, "parent");
    Object object = create_inheritable(parent, object_name(s, "passed"), page(s));
    View view = map_object(parent, object, .length = page(s));
    expect_ok(store(parent, view, 0, "from the parent"));
    Value handle = handle_of(parent, object);
    Actor *child = spawn_actor(parent, "child", .inherit = true, .other_width = true);
    View childs = map_object(child, adopt_object(child, handle), .length = page(s));
    expect_different(s, NUMBER(actor_bits(child)), NUMBER(actor_bits(parent)), "the widths");
    expect_bytes(child, childs, 0, "from the parent");
    expect_ok(store(child, childs, 0, "from the child!"));
    expect_bytes(parent, view, 0, "from the child!");
}

CASES(common_widths, "common/widths", NULL, &both_see_all_stores, &words_are_whole, &sums_are_exact, &size_is_the_same,
      &outlives_the_other, &a_child_of_the_other_width);
