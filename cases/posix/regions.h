/* What the system's list of regions tells of memory: nothing came or went, what is locked, what is resident. Included by the
 * cases that ask for it only. */
#ifndef MAPCHECK_CASES_POSIX_REGIONS_H
#define MAPCHECK_CASES_POSIX_REGIONS_H

#include "cases/posix/posix.h"

#include <string.h>

/* The list of regions as one number, to be compared with a later one. */
static inline Value regions_of(Actor *actor)
{
    return expect_ok(CALL0(actor, digest_regions));
}

/* No region came, went, moved or changed its protection since. */
#define expect_regions(actor, before) expect_result(CALL0(actor, digest_regions), before)

/* This error, or one of these, and no region came, went or changed with it. */
#define expect_only_error(actor, answer, ...)      \
    do {                                           \
        Value before_ = regions_of(actor);         \
        expect_error_(HERE, answer, #__VA_ARGS__); \
        expect_regions(actor, before_);            \
    } while (0)

enum { KILOBYTE = 1024 };

/* Locked memory of the process in kilobytes, as the system counts it. */
static inline Value locked_kilobytes(Actor *actor)
{
    const Answer *answer = CALL(actor, number_in, "/proc/self/status", "VmLck:", OUT);
    expect_ok(answer);
    return answer_field(answer, "value");
}

/* So many bytes have been locked since there were so many kilobytes. */
static inline void expect_locked(Story *s, Actor *actor, Value before, uint64_t more)
{
    expect_equal(s, locked_kilobytes(actor), at(before, (int64_t)(more / KILOBYTE)), "kilobytes of locked memory");
}

/* All of the view's pages are resident, or none is: for views of at most 8 pages. */
static inline void expect_resident(Story *s, Actor *actor, View view, bool resident)
{
    const char all[] = "\1\1\1\1\1\1\1\1", none[] = "\0\0\0\0\0\0\0\0";
    size_t pages = (size_t)(view.length / page(s));
    const Answer *answer = CALL(actor, mincore, view.address, view.length, OUT_ROOM(pages));
    expect_field_text(answer, "vec", resident ? all : none, pages);
}

static inline void expect_flag(Actor *actor, Value place, const char *flag, bool set)
{
    expect_result(CALL(actor, region_flag, place, flag), set);
}

#endif
