/* The sweep over borders: objects of sizes around the page, views of offsets and lengths around it, and what the bytes
 * beside each border are: data, zero, or which fault. */
#include "cases/posix/backings.h"

/* Sizes and lengths in pages and bytes more or less. */
typedef struct Border {
    const char *name;
    uint64_t pages;
    int more;
} Border;
static const Border sizes[] = {
    {"0", 0, 0},         {"1", 0, 1},      {"page-1", 1, -1},  {"page", 1, 0},      {"page+1", 1, 1},
    {"2pages-1", 2, -1}, {"2pages", 2, 0}, {"2pages+1", 2, 1}, {"3pages-1", 3, -1}, {"3pages", 3, 0},
};
static const Border lengths[] = {{"1", 0, 1},         {"page-1", 1, -1}, {"page", 1, 0},     {"page+1", 1, 1},
                                 {"2pages-1", 2, -1}, {"2pages", 2, 0},  {"2pages+1", 2, 1}, {"3pages", 3, 0}};
enum {
    SIZES = sizeof sizes / sizeof sizes[0],
    LENGTHS = sizeof lengths / sizeof lengths[0],
    OFFSETS = 3,
    SHARINGS = 2
};

static uint64_t bytes_of(Story *s, Border border)
{
    return border.pages * page(s) + (uint64_t)(int64_t)border.more;
}

static uint64_t rounded_up(Story *s, uint64_t bytes)
{
    return (bytes + page(s) - 1) / page(s) * page(s);
}

static void name_border_cell(size_t cell, char *name, size_t room)
{
    char kind[16];
    name_object_cell(cell, kind, sizeof kind);
    snprintf(name, room, "%s,%s", kind, sizes[cell / KINDS_OF_OBJECT].name);
}

/* What byte `at` of the object holds; never zero, and another one on each page. */
static unsigned char content(Story *s, uint64_t at)
{
    return (unsigned char)('a' + at / page(s) * 5 + at % 5);
}

typedef struct Sweep {
    Story *s;
    Actor *user;
    uint64_t size;   /* of the object */
    uint64_t offset; /* of the view in it */
    uint64_t end;    /* of the view's last page, in the view */
    View view;
    Value guard; /* the page behind the view: no access */
} Sweep;

/* Byte `at` of the view, which may lie just behind it. */
static void expect_byte(const Sweep *sweep, uint64_t at)
{
    Story *s = sweep->s;
    uint64_t place = sweep->offset + at;
    const Answer *answer = load(sweep->user, sweep->view, at, 1);
    if (at >= sweep->end) {
        expect_fault_code(answer, READ, "SIGSEGV");
    } else if (place >= rounded_up(s, sweep->size)) {
        Value address = byte_of(sweep->view, at);
        expect_fault_at(answer, READ, address);
        expect_fault_code(answer, READ, "SIGBUS");
    } else {
        char byte = place < sweep->size ? (char)content(s, place) : 0;
        expect_field_text(answer, "bytes", &byte, 1);
    }
}

/* The bytes beside each border: of the view, of its pages, of the object. */
static void expect_borders(const Sweep *sweep, uint64_t length)
{
    Story *s = sweep->s;
    uint64_t borders[] = {0,           length,     page(s),
                          2 * page(s), sweep->end, sweep->size > sweep->offset ? sweep->size - sweep->offset : 0};
    for (size_t i = 0; i < sizeof borders / sizeof borders[0]; i++) {
        for (int step = -1; step <= 1; step++) {
            uint64_t at = borders[i] + (uint64_t)(int64_t)step;
            if (at <= sweep->end) /* not before the view, nor far behind */
                expect_byte(sweep, at);
        }
    }
}

static void sweep_view(Story *s, Actor *user, Value object, uint64_t size, uint64_t offset, Border border, int flags)
{
    uint64_t length = bytes_of(s, border);
    Sweep sweep = {.s = s, .user = user, .size = size, .offset = offset, .end = rounded_up(s, length)};
    Value base = expect_ok(reserve(user, sweep.end + page(s), NUMBER(0)));
    expect_result(CALL(user, mmap, base, length, READ_WRITE, flags | MAP_FIXED, object, offset), base.number);
    sweep.view = VIEW_AT(base, length);
    expect_borders(&sweep, length);
    expect_ok(CALL(user, munmap, base, sweep.end + page(s)));
}

CASE(every_border_of_every_view,
     .claim =
         "Beside every border of a view and of its object a byte is the object's, or zero up to the end of its last "
         "page, or raises SIGBUS behind that, or SIGSEGV behind the view.",
     .basis = "P-STR-018 P-EOF-001 P-EOF-005 P-EOF-006 P-EOF-020", .level = MUST, .cells = SIZES * KINDS_OF_OBJECT,
     .cell_name = name_border_cell, .tags = "long")
{
    uint64_t size = bytes_of(s, sizes[story_cell(s) / KINDS_OF_OBJECT]);
    Actor *user = cast(s, "user");
    Value object = new_object(s, user, story_cell(s) % KINDS_OF_OBJECT, size);
    if (size) { /* a byte at a time would be slow; a view of its own is what fills it */
        View whole = view_of(user, object, size, READ_WRITE, MAP_SHARED);
        for (uint64_t from = 0; from < size; from += page(s)) {
            uint64_t count = size - from < page(s) ? size - from : page(s);
            for (uint64_t i = 0; i < 3 && i < count; i++) { /* the bytes that are looked at */
                char first[] = {(char)content(s, from + i), 0}, last[] = {(char)content(s, from + count - 1 - i), 0};
                expect_ok(store(user, whole, from + i, first));
                expect_ok(store(user, whole, from + count - 1 - i, last));
            }
        }
        expect_ok(CALL(user, munmap, whole.address, size));
    }
    for (unsigned page_offset = 0; page_offset < OFFSETS; page_offset++) {
        for (unsigned i = 0; i < LENGTHS; i++) {
            sweep_view(s, user, object, size, page_offset * page(s), lengths[i], MAP_SHARED);
            sweep_view(s, user, object, size, page_offset * page(s), lengths[i], MAP_PRIVATE);
        }
    }
    expect_equal(s, size_of_file(user, object), NUMBER(size), "the object's size");
}

CASES(posix_boundaries, "posix/boundaries", "posix", &every_border_of_every_view);
