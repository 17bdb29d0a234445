/* The parts of `mapcheck run` (run.c), for run_start.c and run_end.c. */
#ifndef MAPCHECK_RUN_RUN_H
#define MAPCHECK_RUN_RUN_H

#include "run/jobs.h"
#include "run/options.h"
#include "run/resume.h"
#include "run/select.h"
#include "run/session.h"
#include "run/telling.h"

typedef struct TheRun {
    RunOptions options;
    Session session;
    Selected selected;
    Jobs jobs;
    Resume resume;
    Text ledger_path;
    Telling telling;
    bool enough;   /* --until-fail has seen one */
    size_t handed; /* jobs given to workers */
    size_t ended;  /* of these */
} TheRun;

/* From the options to an open ledger with its run record. False: `problem` says why nothing can be run. */
bool run_prepare(TheRun *run, Text *problem);

/* Sweeps, writes the summary and the reports, prints what there is to know. The exit code. */
int run_conclude(TheRun *run, bool stopped);

void run_free_all(TheRun *run);

#endif
