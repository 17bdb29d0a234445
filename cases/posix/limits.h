/* What the cases about limits, mounts and privileges share. Included by those cases only. */
#ifndef MAPCHECK_CASES_POSIX_LIMITS_H
#define MAPCHECK_CASES_POSIX_LIMITS_H

#include "cases/posix/posix.h"

#include <stdlib.h>
#include <string.h>

/* The soft limit becomes this; the hard one stays, so that the story can raise it again. */
static inline void limit_to(Actor *actor, int resource, uint64_t soft)
{
    const Answer *limit = CALL(actor, getrlimit, resource, OUT);
    expect_ok(limit);
    Value hard = answer_field(limit, "limit.rlim_max");
    Box limits = FIELDS(F(rlim_cur, soft), F(rlim_max, hard));
    expect_ok(CALL(actor, setrlimit, resource, limits));
}

static inline void lift_limit(Actor *actor, int resource)
{
    const Answer *limit = CALL(actor, getrlimit, resource, OUT);
    expect_ok(limit);
    Value hard = answer_field(limit, "limit.rlim_max");
    Box limits = FIELDS(F(rlim_cur, hard), F(rlim_max, hard));
    expect_ok(CALL(actor, setrlimit, resource, limits));
}

/* A sanitizer maps memory of its own whenever it likes, and that counts. */
static inline void needs_plain_actor(Story *s)
{
    if (*fact_text(s, "sanitizers"))
        skip_story(s, "the actor is built with sanitizers, whose own memory counts against this limit");
}

/* The actor's mounts are its own from now on, and go with it. In a chroot the root folder is often no mount point. */
static inline void own_mounts(Story *s, Actor *actor)
{
    const Answer *own = CALL(actor, unshare, CLONE_NEWNS);
    if (answer_kind(own) == ANSWER_ERROR)
        skip_story(s, "this process may not have mounts of its own: %s", answer_error(own));
    const Answer *alone = CALL(actor, mount, "none", "/", NULL, MS_REC | MS_PRIVATE, NULL);
    if (answer_kind(alone) == ANSWER_ERROR)
        skip_story(s, "the root folder is no mount that could be made this process's own: %s", answer_error(alone));
}

/* The actor is an ordinary user from now on: it may lose its scratch folder and cannot have children. */
static inline void become_nobody(Story *s, Actor *actor)
{
    if (fact_number(s, "euid", 0) == 0)
        expect_ok(CALL(actor, setuid, 65534));
}

/* A fresh file system of the actor's own, or a skip with a sentence. */
static inline void mount_privately(Story *s, Actor *actor, const char *path, const char *kind, uint64_t size,
                                   const char *options)
{
    const Answer *answer = CALL(actor, private_mount, path, kind, size, options);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "this system gives no private %s mount with the options \"%s\": %s", kind, options,
                   answer_error(answer));
    expect_ok(answer);
}

/* Whether the kernel is this one or a later one. */
static inline bool kernel_is(Story *s, unsigned long major, unsigned long minor)
{
    const char *release = fact_text(s, "release");
    char *rest = NULL;
    unsigned long has = strtoul(release, &rest, 10);
    unsigned long then = rest && *rest == '.' ? strtoul(rest + 1, NULL, 10) : 0;
    return has > major || (has == major && then >= minor);
}

/* Skips where the kernel is older than this. */
static inline void needs_kernel(Story *s, unsigned long major, unsigned long minor)
{
    if (!kernel_is(s, major, minor))
        skip_story(s, "this came with Linux %lu.%lu; here is %s", major, minor, fact_text(s, "release"));
}

#endif
