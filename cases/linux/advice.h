/* What the cases about madvise share. Included by those cases only. */
#ifndef MAPCHECK_CASES_LINUX_ADVICE_H
#define MAPCHECK_CASES_LINUX_ADVICE_H

#include "cases/posix/regions.h"

/* Skips where the kernel does not know the advice: it says so even of a length of 0. */
static inline void needs_advice(Story *s, Actor *actor, int advice, const char *word)
{
    const Answer *known = CALL(actor, madvise, NULL, 0, advice);
    if (answer_kind(known) == ANSWER_ERROR)
        skip_story(s, "this kernel has no %s: %s", word, answer_error(known));
    expect_ok(known);
}

static inline const Answer *advise(Actor *actor, View view, int advice)
{
    return CALL(actor, madvise, view.address, view.length, advice);
}

/* Memory of three pages of 'm' whose middle one is not mapped any more. */
static inline View memory_with_hole(Story *s, Actor *actor, int flags)
{
    View view = memory(actor, 3 * page(s), flags);
    expect_ok(fill(actor, view, 0, 3 * page(s), 'm'));
    expect_ok(CALL(actor, munmap, byte_of(view, page(s)), page(s)));
    return view;
}

#endif
