/* What the cases about locked memory share. Included by those cases only. */
#ifndef MAPCHECK_CASES_POSIX_LOCKING_H
#define MAPCHECK_CASES_POSIX_LOCKING_H

#include "cases/posix/regions.h"

static inline void lock_or_skip(Story *s, Actor *actor, Value place, uint64_t length)
{
    const Answer *locked = CALL(actor, mlock, place, length);
    if (answer_kind(locked) == ANSWER_ERROR && strcmp(answer_error(locked), "EPERM") == 0)
        skip_story(s, "this process may not lock memory at all: EPERM");
    expect_ok(locked);
}

static inline void lock_the_future(Story *s, Actor *actor)
{
    const Answer *locked = CALL(actor, mlockall, MCL_FUTURE);
    if (answer_kind(locked) == ANSWER_ERROR && strcmp(answer_error(locked), "EPERM") == 0)
        skip_story(s, "this process may not lock what it maps later: EPERM");
    expect_ok(locked);
}

#endif
