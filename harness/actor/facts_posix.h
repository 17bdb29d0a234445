/* What the files facts_*.c of POSIX systems share. */
#ifndef MAPCHECK_ACTOR_FACTS_POSIX_H
#define MAPCHECK_ACTOR_FACTS_POSIX_H

#include "actor/actor.h"

#include <stdbool.h>

static inline void append_yes(Text *out, const char *key, bool yes)
{
    append_fact(out, key, "%s", yes ? "yes" : "no");
}

/* What only a system like this one can tell: its C library, its file systems, its limits. */
void append_own_facts(Text *out);

#endif
