/* One worker process of the pool, with what it was given to do. Only pool.c and pool_worker.c include this. */
#ifndef MAPCHECK_RUN_POOL_WORKER_H
#define MAPCHECK_RUN_POOL_WORKER_H

#include "platform/process.h"
#include "run/pool.h"

enum { QUEUE = 8 }; /* the case it tells and those ahead, so that it never waits for us, be the cases ever so short */

typedef struct Worker {
    unsigned number;
    long variant;     /* NO_VARIANT: not started */
    Process *process; /* NULL: not started */
    Channel *channel;
    Job queue[QUEUE];
    unsigned queued;
    Job held; /* a job for it that it cannot take yet: it is to be started anew first */
    bool has_held;
    uint64_t since; /* when it could begin with queue[0] */
    size_t bytes;   /* of records since then */
    bool begun;     /* there are records of queue[0] */
} Worker;

/* Starts a process for the variant, with an empty queue. False: `problem` says why it cannot be started. */
bool worker_start(Worker *worker, const PoolOptions *options, const PoolClient *client, long variant, Text *problem);

/* Sends the job and puts it in the queue, which has room. False: the worker is gone. */
bool worker_give(Worker *worker, const Job *job);

/* Takes queue[0] out: it has ended. */
void worker_shift(Worker *worker);

/* Closes the channel and ends the process, politely until the deadline; the queue stays. Harmless when not started. */
void worker_stop(Worker *worker, uint64_t deadline);

/* "ended (killed by signal 11) and said on standard error: ..." The channel is known to be at its end. */
void worker_describe_end(Worker *worker, Text *out);

#endif
