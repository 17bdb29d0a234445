/* What `stress` and `replay` stand on: a run's folder, a scratch folder, and the actor's command with actors ahead. */
#ifndef MAPCHECK_STRESS_GROUNDS_H
#define MAPCHECK_STRESS_GROUNDS_H

#include "run/options.h"
#include "stress/stage.h"

typedef struct Grounds {
    Text id, run_folder, folder, files;
    Words command;
    Pool pool;
    StageOptions stage; /* its subject is set by the user */
} Grounds;

/* `ahead`: how many actors are started ahead of need. False: `problem`; nothing is left. */
bool grounds_open(Grounds *grounds, const RunOptions *options, unsigned ahead, Text *problem);
/* Appends a line for each thing that was left behind. */
void grounds_close(Grounds *grounds, Text *left);

#endif
