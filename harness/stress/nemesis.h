/* What happens to actors while they run by themselves: killed, stopped and continued, short of something (nemeses.h).
 *
 *   nemesis.c         the whole, and what is done to processes from outside
 *   nemesis_limits.c  what one actor is made short of, by requests to it */
#ifndef MAPCHECK_STRESS_NEMESIS_H
#define MAPCHECK_STRESS_NEMESIS_H

#include "platform/filler.h"
#include "platform/pressure.h"
#include "stress/nemeses.h"
#include "stress/random.h"
#include "stress/stage.h"

typedef struct NemesisPlan {
    unsigned which; /* 0: none; Nemesis, or-ed */
    uint64_t seed;
} NemesisPlan;

/* A program's meeting with its nemeses. */
typedef struct Meeting {
    const NemesisPlan *plan;
    Stage *stage;
    unsigned victim; /* will be killed, and keeps a journal; MOST_ACTORS: nobody */
    unsigned poor;   /* is short of something, or EVERYBODY; MOST_ACTORS: nobody */
    unsigned scarce; /* Nemesis: of what */
    const char *resource;
    uint64_t usual, highest; /* the limits of that resource before; resource NULL: no limit was changed */
    Pressure *pressure;
    Filler *filler;
    Text unmet; /* why this machine, or this actor's system, has no such nemesis; empty: it has */
} Meeting;

/* Before the actors run: chooses who is meant, and makes scarce what is to be. */
void meeting_begin(Meeting *meeting, const NemesisPlan *plan, Stage *stage);
/* While the actors run; `gate` is when they begin (clock_nanoseconds). Returns when it is done. */
void meeting_act(Meeting *meeting, uint64_t gate);
/* Afterwards the survivors have what they need again. */
void meeting_end(Meeting *meeting);

/* nemesis_limits.c. False: `unmet` says why not. */
bool meeting_not_met(Meeting *meeting, const char *why); /* always false */
bool meeting_limit(Meeting *meeting, Nemesis nemesis, Random *random);
void meeting_lift(Meeting *meeting);

#endif
