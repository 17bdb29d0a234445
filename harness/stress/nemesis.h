/* What happens to actors while they run by themselves: killed, stopped and continued, short of something. */
#ifndef MAPCHECK_STRESS_NEMESIS_H
#define MAPCHECK_STRESS_NEMESIS_H

#include "stress/random.h"
#include "stress/stage.h"

typedef enum Nemesis {
    NEMESIS_KILL = 1,       /* one actor, at any moment */
    NEMESIS_STOP = 2,       /* actors, for a while */
    NEMESIS_DESCRIPTORS = 4 /* one actor has room for few more: what it opens or creates may be refused */
} Nemesis;

/* 0: no nemesis has this name. */
unsigned nemesis_named(const char *name, size_t length);
extern const char nemesis_names[]; /* "kill, stop, descriptors" */

typedef struct NemesisPlan {
    unsigned which; /* 0: none; Nemesis, or-ed */
    uint64_t seed;
} NemesisPlan;

/* The actor that will be killed; MOST_ACTORS: none. It keeps a journal. */
unsigned nemesis_victim(const NemesisPlan *plan, const Stage *stage);

/* Before the actors run. True: something is scarce from now on, and errors that say so are no violation. */
bool nemesis_prepare(const NemesisPlan *plan, Stage *stage);

/* Acts while the actors run; `gate` is when they begin (clock_nanoseconds). Returns when it is done. */
void nemesis_act(const NemesisPlan *plan, Stage *stage, uint64_t gate);

#endif
