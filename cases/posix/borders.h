/* Which sizes, lengths and offsets the sweep of boundaries.c has, and what the bytes of its objects are. Included there only. */
#ifndef MAPCHECK_CASES_POSIX_BORDERS_H
#define MAPCHECK_CASES_POSIX_BORDERS_H

#include "cases/posix/posix.h"

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
enum { SIZES = sizeof sizes / sizeof sizes[0], LENGTHS = sizeof lengths / sizeof lengths[0], OFFSETS = 3 };

static inline uint64_t bytes_of(Story *s, Border border)
{
    return border.pages * page(s) + (uint64_t)(int64_t)border.more;
}

static inline uint64_t rounded_up(Story *s, uint64_t bytes)
{
    return (bytes + page(s) - 1) / page(s) * page(s);
}

/* What byte `at` of the object holds; never zero, and another one on each page. */
static inline unsigned char content(Story *s, uint64_t at)
{
    return (unsigned char)('a' + at / page(s) * 5 + at % 5);
}

/* The bytes that are looked at: the first and last of each page. */
static inline void store_content(Story *s, Accesses *list, uint64_t where, uint64_t size)
{
    for (uint64_t from = 0; from < size; from += page(s)) {
        uint64_t count = size - from < page(s) ? size - from : page(s);
        for (uint64_t i = 0; i < 3 && i < count; i++) {
            then_store(list, where + from + i, content(s, from + i));
            then_store(list, where + from + count - 1 - i, content(s, from + count - 1 - i));
        }
    }
}

#endif
