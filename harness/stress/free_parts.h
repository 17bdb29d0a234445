/* Inside free_run: the actors' parts of a free program, sent, started and heard of. */
#ifndef MAPCHECK_STRESS_FREE_PARTS_H
#define MAPCHECK_STRESS_FREE_PARTS_H

#include "stress/free_plan.h"
#include "stress/lockstep.h"
#include "stress/nemesis.h"

/* One actor's part of a phase: its lines in the plan's order. */
typedef struct Part {
    unsigned actor;
    uint32_t *lines;
    size_t count, room;
    unsigned first_sent; /* number of the request that sends the first of them */
    unsigned run;        /* of the one that runs it; 0: none yet */
} Part;

typedef struct FreeRun {
    const Episode *episode;
    Stage stage;
    FreePlan plan;
    LineAnswer *answers; /* by line of the plan */
    History history;
    uint32_t taken;                              /* so many lines of the plan are in it */
    Part parts[MOST_ACTORS], looks[MOST_ACTORS]; /* looks: what is looked at in the end */
    Meeting meeting;                             /* with nemeses */
    uint64_t base;                               /* times are told from here on */
    uint64_t gate;                               /* when the actors begin, on the machine's clock; 0: they run alone */
    uint64_t opened;                             /* when they began to run together; 0: not yet */
    EpisodeOutcome *outcome;
} FreeRun;

/* Each: false when the program cannot go on, as run->outcome says. */
bool unusable(FreeRun *run, const char *why, unsigned actor);
void part_add(Part *part, uint32_t line);
bool part_send(FreeRun *run, Part *part); /* their answers, some bytes each, wait in the channel */
bool part_hear_taken(FreeRun *run, Part *part);
bool part_start(FreeRun *run, Part *part, uint64_t gate); /* gate 0: at once */
uint64_t parts_deadline(const FreeRun *run);              /* until when to wait for one that runs */
bool part_hear(FreeRun *run, Part *part);
bool part_start_bare(FreeRun *run, Part *part); /* at run->gate */
bool part_hear_bare(FreeRun *run, Part *part);
bool part_run_alone(FreeRun *run, Part *part);

#endif
