/* What the cases with System V segments share. Included by those cases only. */
#ifndef MAPCHECK_CASES_SYSV_SEGMENTS_H
#define MAPCHECK_CASES_SYSV_SEGMENTS_H

#include "cases/posix/posix.h"

/* A new segment with a key. */
static inline Value new_segment(Actor *actor, uint64_t key, uint64_t size, int mode)
{
    return expect_ok(CALL(actor, shmget, key, size, IPC_CREAT | IPC_EXCL | mode));
}

static inline View attach(Actor *actor, Value id, uint64_t length, int flags)
{
    return VIEW_AT(expect_ok(CALL(actor, shmat, id, NULL, flags)), length);
}

/* One field of what IPC_STAT says. */
static inline Value stat_of(Actor *actor, Value id, const char *field)
{
    const Answer *answer = CALL(actor, shmctl, id, IPC_STAT, OUT);
    expect_ok(answer);
    return answer_field(answer, field);
}

static inline void expect_attached(Story *s, Actor *actor, Value id, uint64_t count)
{
    expect_equal(s, stat_of(actor, id, "buffer.nattch"), NUMBER(count), "the number of attachments");
}

#endif
