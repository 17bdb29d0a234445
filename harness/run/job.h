/* One telling of one case, and the ledger records that the runner itself writes about it. */
#ifndef MAPCHECK_RUN_JOB_H
#define MAPCHECK_RUN_JOB_H

#include "run/outcome.h"
#include "story/instance.h"

#include <jansson.h>

typedef struct Job {
    const Instance *instance;
    unsigned attempt; /* from 1 */
    long variant;     /* which set-up of worker tells it: 0 for a run, the mutant's index + 1 for prove */
} Job;

/* An `end` record with all that is known without having told the case. The caller owns it. */
json_t *end_record(const Job *job, Outcome outcome, double milliseconds);

/* Adds "failure" with this message at the place where the case is written. */
void end_record_failure(json_t *record, const Job *job, const char *message);

/* Adds "skip". */
void end_record_skip(json_t *record, const char *kind, const char *sentence);

#endif
