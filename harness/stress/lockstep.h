/* Programs in lockstep: the conductor lets one actor act at a time, and the model judges every answer. */
#ifndef MAPCHECK_STRESS_LOCKSTEP_H
#define MAPCHECK_STRESS_LOCKSTEP_H

#include "stress/generate.h"
#include "stress/stage.h"
#include "stress/verdict.h"

typedef struct Episode {
    const StageOptions *stage;
    const Abilities *can;
    bool (*stop)(void *context); /* asked before every step: true when it is to end before its time */
    void (*progress)(void *context, uint64_t steps); /* NULL: nobody wants to know */
    void *context;
    bool together; /* lockstep: all processes on one processor (stage_gather) */
    bool bare;     /* free speed: nothing is recorded, looked at in the end, or checked (ci/bench-stress) */
} Episode;

typedef struct EpisodeOutcome {
    Verdict verdict;
    Text argument; /* what is wrong; UNUSABLE: why the program could not be carried out */
    uint8_t kind;  /* of the step that showed it */
    const char *requirement;
    uint64_t steps, requests;
    bool unknown;      /* free speed: the checker gave up on a name */
    uint64_t refusals; /* free speed: steps that nemeses made fail */
    uint64_t together; /* free speed: operations that the actors carried out by themselves */
    uint64_t lasted;   /* free speed: nanoseconds from the gate to the end of the last of them */
    uint64_t judged;   /* and to the verdict; bare: until the last was heard of */
    Text unmet;        /* free speed: why a nemesis was not met; empty: it was, or there was none */
} EpisodeOutcome;

/* A random program of `steps` steps with the verification of everything at its end, carried out as it is made. `program`
 * gets what was carried out, up to the step that shows a violation. */
void episode_random(const Episode *episode, Generator *generator, uint64_t steps, Program *program,
                    EpisodeOutcome *outcome);

/* The steps of `program` that the model permits; `done` gets them, up to the one that shows a violation. `transcript`:
 * NULL, or an array that gets the records of all operations. */
void episode_again(const Episode *episode, const Program *program, Program *done, json_t *transcript,
                   EpisodeOutcome *outcome);

void outcome_free(EpisodeOutcome *outcome);

#endif
