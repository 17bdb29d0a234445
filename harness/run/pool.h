/* The pool: cases scheduled over worker processes, whatever happens to these.
 *
 * Used by `run` and `prove`. A worker that dies, hangs, floods its channel or answers nonsense costs the case that it
 * told: that one ends as broken (or hang), with what happened to the worker, and another worker takes over. */
#ifndef MAPCHECK_RUN_POOL_H
#define MAPCHECK_RUN_POOL_H

#include "run/job.h"
#include "run/words.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct PoolOptions {
    unsigned workers;     /* at most so many at one time */
    uint64_t case_limit;  /* milliseconds from a case's begin to its end, before its worker counts as hanging */
    size_t case_bytes;    /* bytes of records that one case may have */
    const char *run_mark; /* the run's id */
} PoolOptions;

enum { NO_VARIANT = -1 }; /* a worker that was not started yet */

typedef struct PoolClient {
    /* The next job for a worker that is set up for `variant`; false: there is none left for now. It may hand out a job
     * of another variant: the worker is then started anew. */
    bool (*next)(void *context, long variant, Job *job);
    /* The words of the command that starts a worker. False: `problem` says why there can be none. */
    bool (*command)(void *context, long variant, Words *words, Text *problem);
    /* Every other record as it comes; may change it (judgement and baseline are not the worker's to know). `rest` are
     * the last members of the object as they came, each with a comma before it: what nobody here reads. False ends the
     * pool: the client knows why. */
    bool (*record)(void *context, unsigned worker, const Job *job, json_t *record, const char *rest);
    /* A worker's record of an operation, as it came: a line that goes to the ledger as it is, and there are many. NULL:
     * not wanted. False as for `record`. */
    bool (*operation)(void *context, unsigned worker, const Text *line);
    /* All that had come is told, and more may be long in coming. NULL: no matter. False as for `record`. */
    bool (*caught_up)(void *context);
    /* A case was given up, and its worker ended from outside, so that what it had made stays until the run is swept. Its
     * record comes as well. NULL: not wanted. */
    void (*given_up)(void *context, const Job *job, const char *message);
    /* At least four times a second. False stops the pool: no record is taken any more, cases without an end were not
     * finished, and workers that do not leave soon are killed. */
    bool (*tick)(void *context);
    void *context;
} PoolClient;

typedef enum PoolResult {
    POOL_DONE,    /* `next` had no more, and every case that was begun has ended */
    POOL_STOPPED, /* by `tick` or `record` */
    POOL_FAILED   /* no worker can be started: `problem` says why */
} PoolResult;

PoolResult pool_run(const PoolOptions *options, const PoolClient *client, Text *problem);

#endif
