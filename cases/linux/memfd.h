/* What the cases of memfd_create share. */
#ifndef MAPCHECK_CASES_LINUX_MEMFD_H
#define MAPCHECK_CASES_LINUX_MEMFD_H

#include "cases/posix/posix.h"

#include <stdio.h>
#include <string.h>

/* A memfd that takes seals. */
static inline Value sealable(Story *s, Actor *actor, uint64_t pages)
{
    Value object = expect_ok(CALL(actor, memfd_create, "sealable", MFD_ALLOW_SEALING | MFD_CLOEXEC));
    expect_ok(CALL(actor, ftruncate, object, pages * page(s)));
    return object;
}

static inline void expect_seals(Actor *actor, Value object, int seals)
{
    expect_result(CALL(actor, fcntl, object, F_GET_SEALS, 0), (uint64_t)seals);
}

static inline uint64_t mode_of(Actor *actor, Value object)
{
    const Answer *status = CALL(actor, fstat, object, OUT);
    expect_ok(status);
    return answer_field(status, "status.st_mode").number & 07777;
}

/* The process's descriptor opened anew, by its number: another open file of the same object. */
static inline const Answer *open_again(Actor *actor, Value pid, Value descriptor, int flags)
{
    return CALL(actor, open_descriptor_of, pid, descriptor, flags | O_CLOEXEC);
}

/* A memfd of this flag; skips where the kernel has none. */
static inline Value with_flag(Story *s, Actor *actor, unsigned flag, const char *name)
{
    const Answer *made = CALL(actor, memfd_create, "flagged", flag | MFD_ALLOW_SEALING);
    if (answer_kind(made) == ANSWER_ERROR && strcmp(answer_error(made), "EINVAL") == 0)
        skip_story(s, "this kernel has no %s", name);
    return expect_ok(made);
}

#endif
