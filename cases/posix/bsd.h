/* What the cases of the BSDs, macOS and illumos share. Their constants are asked of the actor by name: the conductor may be
 * built on another system. */
#ifndef MAPCHECK_CASES_POSIX_BSD_H
#define MAPCHECK_CASES_POSIX_BSD_H

#include "cases/posix/posix.h"

#include <string.h>

/* Skips where the system is none of these: "freebsd netbsd". */
static inline void needs_system(Story *s, const char *systems)
{
    const char *system = fact_text(s, "system");
    if (!*system || !strstr(systems, system))
        skip_story(s, "this is for %s; here is %s", systems, *system ? system : "a system that does not say its name");
}

/* The constant's value in the actor's headers; skips where they lack it. */
static inline int constant_of(Story *s, Actor *actor, const char *name)
{
    const Answer *answer = CALL(actor, header_constant, name, OUT);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "these headers have no %s", name);
    expect_ok(answer);
    return (int)answer_field(answer, "value").number;
}

/* Skips where the call is not there. */
static inline const Answer *if_there(Story *s, const Answer *answer, const char *call)
{
    if (answer_kind(answer) == ANSWER_ERROR && strcmp(answer_error(answer), "ENOSYS") == 0)
        skip_story(s, "this system has no %s", call);
    return answer;
}

static inline bool is_aligned(Value address, uint64_t alignment)
{
    return address.number % alignment == 0;
}

#endif
