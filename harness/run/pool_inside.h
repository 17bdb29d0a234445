/* The pool's parts. Only pool.c and pool_intake.c include this. */
#ifndef MAPCHECK_RUN_POOL_INSIDE_H
#define MAPCHECK_RUN_POOL_INSIDE_H

#include "run/pool_worker.h"

typedef struct Pool {
    const PoolOptions *options;
    const PoolClient *client;
    Worker *workers;
    Channel **channels; /* of the busy workers, for channel_select */
    unsigned *busy;     /* their indexes */
    unsigned turn;      /* where the list of busy workers begins, so that a flood starves nobody */
    Job *returned;      /* to be told by another process; at most QUEUE per worker */
    size_t returned_count;
    unsigned fruitless; /* processes that ended in a row without a record of the case that they were given */
    bool stopped;
    bool failed;
    Text *problem;
} Pool;

/* One line that a worker has sent. */
void pool_take_line(Pool *pool, Worker *worker, const Text *line);

/* The end of its channel. */
void pool_worker_ended(Pool *pool, Worker *worker);

/* The case that the worker tells cannot be told to its end: it ends here, and the worker with it. */
void pool_give_up(Pool *pool, Worker *worker, Outcome outcome, const char *message);

#endif
