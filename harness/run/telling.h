/* A run as it happens: records come in, are judged and go to the ledger and the console, and are counted. */
#ifndef MAPCHECK_RUN_TELLING_H
#define MAPCHECK_RUN_TELLING_H

#include "run/baseline.h"
#include "run/job.h"
#include "run/ledger.h"
#include "run/progress.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct Telling {
    /* Set by who makes it: */
    Ledger *ledger;
    const Baseline *baseline;
    const json_t *facts;
    const Instance *all; /* every case of the suite */
    size_t all_count;
    unsigned workers; /* their numbers are below this; the number itself is the runner's own */
    bool trace, colour, quiet;
    /* Its own: */
    Progress progress;
    json_t *run;         /* the run record */
    unsigned char *seen; /* per case of `all`: its outcomes so far, 1 << Outcome */
    json_t *skips;       /* sentence: how many cases */
    Text *current;       /* per worker: the records of the case that it tells, a line each */
    size_t outcomes[OUTCOME_COUNT];
    size_t judgements[JUDGEMENT_COUNT];
    Text line;         /* the record that is being told */
    size_t unexpected; /* cases */
    size_t problems;
    Text problem; /* why the ledger could not be written; "" = it could */
} Telling;

/* Writes the run record (which it takes over) and starts the progress. False: the ledger, see `problem`. */
bool telling_start(Telling *telling, json_t *run, size_t total);

/* One record of a worker, or of the runner in its place; judged here if it is an end. `rest` are members as text, each with a
 * comma before it, which go behind the record's others. False: the ledger. */
bool telling_record(Telling *telling, unsigned worker, const Job *job, json_t *record, const char *rest);

/* The line of an operation, as a worker wrote it: a whole JSON object, to which the worker's number is added here as to every
 * record (a worker process does not know whose place it took). False: the ledger. */
bool telling_operation(Telling *telling, unsigned worker, const Text *line);

/* Something that is not a case is not as it should be; said on the console too. */
bool telling_problem(Telling *telling, const char *message, const char *file, unsigned line);

/* Writes the summary record. `left` holds a line for each thing that was left behind. */
bool telling_summary(Telling *telling, size_t not_run, const char *left);

void telling_free(Telling *telling);

#endif
