/* What the cases share that change memory from one lane while a loop of another accesses it (actor/races_posix.h). */
#ifndef MAPCHECK_CASES_POSIX_RACES_H
#define MAPCHECK_CASES_POSIX_RACES_H

#include "cases/posix/posix.h"

/* A loop that an actor or lane is in, and the memory through which the story ends it. */
typedef struct Loop {
    const Answer *answer;
    View control;
} Loop;

/* Where loops of this process and of its later children are told to end. One per loop. */
static inline View control_of(Story *s, Actor *actor)
{
    return memory(actor, page(s), SHARED_MEMORY);
}

/* Returns when the loop runs; `actor` is who the story goes on with. */
static inline Loop running(Actor *actor, View control, const Answer *answer)
{
    expect_ok(CALL(actor, await_bits, control.address, 1));
    return (Loop){answer, control};
}

/* The watcher loads the byte again and again, and may see these letters, `~` standing for a zero. */
static inline Loop watch(Actor *actor, Actor *watcher, View control, Value place, const char *allowed)
{
    return running(actor, control, BEGIN_CALL(watcher, watch_byte, place, allowed, control.address, OUT));
}

/* The loop's answer, with the fields seen.done, seen.wrong, seen.segv, seen.others. */
static inline const Answer *end_loop(Actor *actor, Loop loop)
{
    expect_ok(store_word(actor, loop.control, 8, 8, 1));
    const Answer *answer = finish_call(loop.answer);
    expect_ok(answer);
    return answer;
}

/* Only what is allowed was seen, without any fault. */
static inline void expect_undisturbed(Actor *actor, Loop loop)
{
    const Answer *answer = end_loop(actor, loop);
    expect_field(answer, "seen.wrong", 0);
    expect_field(answer, "seen.segv", 0);
    expect_field(answer, "seen.others", 0);
}

#endif
