/* Random sequences of everything that changes or shows an object's bytes, against a copy that the story keeps. The seed is
 * the cell's, so that each run tells the same story. Longer ones, with several actors: `mapcheck stress`. */
#include "cases/posix/backings.h"

#include <string.h>

enum { SEEDS = 3, STEPS = 120, MOST_PAGES = 5, MOST_BYTES = 200, ROOM = MOST_PAGES * 65536 };

static void name_seed_cell(size_t cell, char *name, size_t room)
{
    char kind[16];
    name_object_cell(cell, kind, sizeof kind);
    snprintf(name, room, "%s,seed-%u", kind, (unsigned)(cell / KINDS_OF_OBJECT + 1));
}

typedef struct Random {
    Story *s;
    Actor *viewer, *caller; /* one has the view, the other makes the calls; the object is both's */
    Value object;
    View view; /* of all that the object can become */
    View read; /* the caller's own, to read into */
    uint64_t size, most;
    uint64_t state;
    unsigned char *copy; /* zero behind the size */
} Random;

static uint64_t chosen(Random *r, uint64_t below)
{
    r->state = r->state * 6364136223846793005u + 1442695040888963407u;
    return below ? (r->state >> 33) % below : 0;
}

/* Near a page's border more often than not: there the mistakes are. */
static uint64_t place_below(Random *r, uint64_t end)
{
    uint64_t at = chosen(r, end);
    if (chosen(r, 3)) {
        uint64_t border = (chosen(r, MOST_PAGES) + 1) * page(r->s), near = border + chosen(r, 9) - 4;
        at = near < end ? near : at;
    }
    return at;
}

static void make_text(Random *r, char *text, uint64_t length)
{
    for (uint64_t i = 0; i < length; i++)
        text[i] = (char)('A' + chosen(r, 26));
    text[length] = '\0';
}

static void store_some(Random *r)
{
    char text[MOST_BYTES + 1];
    uint64_t at = place_below(r, r->size), length = chosen(r, MOST_BYTES) + 1;
    if (length > r->size - at)
        length = r->size - at;
    make_text(r, text, length);
    expect_ok(store(r->viewer, r->view, at, text));
    memcpy(r->copy + at, text, length);
}

static void write_some(Random *r)
{
    char text[MOST_BYTES + 1];
    uint64_t length = chosen(r, MOST_BYTES) + 1, at = place_below(r, r->most - length);
    make_text(r, text, length);
    expect_result(CALL(r->caller, pwrite, r->object, BYTES(text, length), length, at), length);
    memcpy(r->copy + at, text, length);
    if (at + length > r->size)
        r->size = at + length;
}

static void resize_it(Random *r)
{
    uint64_t size = place_below(r, r->most);
    expect_ok(CALL(r->caller, ftruncate, r->object, size));
    if (size < r->size)
        memset(r->copy + size, 0, r->size - size);
    r->size = size;
}

static void punch_some(Random *r)
{
    uint64_t at = place_below(r, r->size), length = chosen(r, 2 * page(r->s)) + 1;
    const Answer *punched = CALL(r->caller, fallocate, r->object, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, at,
                                 length);
    if (answer_kind(punched) == ANSWER_ERROR && strcmp(answer_error(punched), "EOPNOTSUPP") == 0)
        return;
    expect_ok(punched);
    memset(r->copy + at, 0, at + length > r->most ? r->most - at : length);
}

/* What is stored behind the end is no part of the object. It is cleared before the object grows over it: what tmpfs does
 * with it then is another case's subject (posix/truncation). */
static void pollute_tail(Random *r)
{
    uint64_t end = (r->size + page(r->s) - 1) / page(r->s) * page(r->s);
    if (end == r->size)
        return;
    uint64_t length = end - r->size < 8 ? end - r->size : 8;
    expect_ok(fill(r->viewer, r->view, r->size, length, '!'));
    expect_equal(r->s, size_of_file(r->caller, r->object), NUMBER(r->size), "the object's size");
    expect_result(CALL(r->caller, pread, r->object, OUT_ROOM(8), 8, r->size), 0);
    expect_ok(fill(r->viewer, r->view, r->size, length, 0));
}

static void flush_it(Random *r)
{
    expect_ok(CALL(r->viewer, msync, r->view.address, r->most, chosen(r, 2) ? MS_SYNC : MS_ASYNC));
}

static void compare_some(Random *r)
{
    uint64_t at = place_below(r, r->size), length = chosen(r, MOST_BYTES) + 1;
    if (length > r->size - at)
        length = r->size - at;
    expect_field_text(load(r->viewer, r->view, at, length), "bytes", r->copy + at, length);
    expect_field_text(CALL(r->caller, pread, r->object, OUT_ROOM(length), length, at), "buffer", r->copy + at, length);
}

static void compare_all(Random *r)
{
    expect_same(r->viewer, r->view, 0, r->copy, r->size);
    uint64_t end = (r->size + page(r->s) - 1) / page(r->s) * page(r->s);
    if (end > r->size)
        expect_filled(r->viewer, r->view, r->size, end - r->size, 0);
    if (end < r->most)
        expect_fault_code(load(r->viewer, r->view, end, 1), READ, "SIGBUS");
    expect_result(CALL(r->caller, pread, r->object, r->read.address, r->most, 0), r->size);
    expect_same(r->caller, r->read, 0, r->copy, r->size);
    expect_equal(r->s, size_of_file(r->caller, r->object), NUMBER(r->size), "the object's size");
}

static void (*const steps[])(Random *) = {store_some, store_some, write_some,   write_some,   resize_it,
                                          punch_some, flush_it,   pollute_tail, compare_some, compare_some};

CASE(
    any_sequence_of_changes,
    .claim =
        "After any sequence of stores, writes, changes of size, holes and flushes, view and reads show the same bytes.",
    .basis = "P-STR-001 P-EOF-002 P-EOF-009", .level = MUST, .needs = CAP(FORK), .cells = SEEDS * KINDS_OF_OBJECT,
    .cell_name = name_seed_cell, .tags = "long")
{
    static unsigned char copy[ROOM];
    if (page(s) * MOST_PAGES > ROOM)
        skip_story(s, "pages of %llu bytes are larger than this case's copy", (unsigned long long)page(s));
    memset(copy, 0, sizeof copy);
    Random r = {.s = s, .viewer = cast(s, "viewer"), .most = MOST_PAGES * page(s), .copy = copy};
    r.state = story_cell(s) / KINDS_OF_OBJECT + 1;
    r.object = new_object(s, r.viewer, story_cell(s) % KINDS_OF_OBJECT, page(s) + 100);
    r.size = page(s) + 100;
    r.view = view_of(r.viewer, r.object, r.most, READ_WRITE, MAP_SHARED);
    r.caller = fork_actor(r.viewer, "caller");
    r.read = memory(r.caller, r.most, PRIVATE_MEMORY);
    for (unsigned i = 0; i < STEPS; i++) {
        if (r.size == 0)
            write_some(&r);
        steps[chosen(&r, sizeof steps / sizeof steps[0])](&r);
        if (i % 25 == 24)
            compare_all(&r);
    }
}

CASES(posix_random, "posix/random", "posix", &any_sequence_of_changes);
