/* The pool's loop: who gets what to do, and who is waited for. */
#include "platform/system.h"
#include "run/pool_inside.h"

#include <stdlib.h>

enum { TICK_MILLISECONDS = 200, LEAVE_MILLISECONDS = 15000, STOP_MILLISECONDS = 1500 };

static bool next_job(Pool *pool, Worker *worker)
{
    if (worker->has_held)
        return true;
    if (pool->returned_count)
        worker->held = pool->returned[--pool->returned_count];
    else if (!pool->client->next(pool->client->context, worker->variant, &worker->held))
        return false;
    worker->has_held = true;
    return true;
}

/* One more job for a worker, which is started, or started anew, where that is needed. */
static void feed(Pool *pool, Worker *worker)
{
    if (!next_job(pool, worker))
        return;
    Job job = worker->held;
    if (worker->variant != job.variant) {
        if (worker->queued)
            return; /* the job is held until the worker is free to be started anew */
        worker_stop(worker, clock_milliseconds() + LEAVE_MILLISECONDS);
        if (!worker_start(worker, pool->options, pool->client, job.variant, pool->problem)) {
            pool->failed = true;
            return;
        }
    }
    worker->has_held = false;
    if (!worker_give(worker, &job))
        pool_worker_ended(pool, worker);
}

/* First every worker gets a case, then every worker one ahead: a short run is spread over all of them. */
static void feed_all(Pool *pool)
{
    for (unsigned depth = 1; depth <= QUEUE; depth++) {
        for (unsigned i = 0; i < pool->options->workers && !pool->failed && !pool->stopped; i++) {
            if (pool->workers[i].queued < depth)
                feed(pool, &pool->workers[i]);
        }
    }
}

static unsigned list_busy(Pool *pool, uint64_t *deadline)
{
    unsigned count = 0, all = pool->options->workers;
    pool->turn = (pool->turn + 1) % all;
    for (unsigned i = 0; i < all; i++) {
        unsigned index = (pool->turn + i) % all;
        Worker *worker = &pool->workers[index];
        if (!worker->queued)
            continue;
        pool->channels[count] = worker->channel;
        pool->busy[count++] = index;
        if (worker->since + pool->options->case_limit < *deadline)
            *deadline = worker->since + pool->options->case_limit;
    }
    return count;
}

static void end_hanging(Pool *pool)
{
    uint64_t now = clock_milliseconds();
    for (unsigned i = 0; i < pool->options->workers && !pool->stopped; i++) {
        Worker *worker = &pool->workers[i];
        if (!worker->queued || now < worker->since + pool->options->case_limit)
            continue;
        Text message = {0};
        text_printf(&message, "worker %u did not end this case within %llu ms", worker->number,
                    (unsigned long long)pool->options->case_limit);
        pool_give_up(pool, worker, OUTCOME_HANG, message.bytes);
        text_free(&message);
    }
}

static bool all_have_more_to_do(const Pool *pool, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (pool->workers[pool->busy[i]].queued < QUEUE)
            return false;
    }
    return true;
}

/* To wake us for each record costs a worker more than its writing. While nobody waits for us, records may gather. */
static int next_ready(Pool *pool, unsigned count, uint64_t deadline)
{
    int ready = channel_select(pool->channels, count, 0);
    if (ready >= 0)
        return ready;
    if (pool->client->caught_up && !pool->client->caught_up(pool->client->context))
        pool->stopped = true;
    if (all_have_more_to_do(pool, count))
        let_gather();
    return channel_select(pool->channels, count, deadline);
}

static void listen(Pool *pool, unsigned count, uint64_t deadline, Text *line)
{
    int ready = next_ready(pool, count, deadline);
    if (ready < 0)
        return;
    Worker *worker = &pool->workers[pool->busy[ready]];
    Received received = channel_receive(worker->channel, line, clock_milliseconds());
    if (received == RECEIVED_LINE)
        pool_take_line(pool, worker, line);
    else if (received == RECEIVED_END)
        pool_worker_ended(pool, worker);
}

static void run_until_idle(Pool *pool)
{
    Text line = {0};
    while (!pool->failed && !pool->stopped) {
        feed_all(pool);
        uint64_t deadline = clock_milliseconds() + TICK_MILLISECONDS;
        unsigned count = list_busy(pool, &deadline);
        if (!count && !pool->returned_count)
            break;
        if (count)
            listen(pool, count, deadline, &line);
        end_hanging(pool);
        if (!pool->client->tick(pool->client->context))
            pool->stopped = true;
    }
    text_free(&line);
}

static void stop_all(Pool *pool)
{
    /* Also who is stopped in the middle may end its case, so that it leaves nothing behind. */
    bool soon = pool->stopped || pool->failed;
    uint64_t deadline = clock_milliseconds() + (soon ? STOP_MILLISECONDS : LEAVE_MILLISECONDS);
    for (unsigned i = 0; i < pool->options->workers; i++) {
        channel_close(pool->workers[i].channel); /* all at first: they leave at the same time */
        pool->workers[i].channel = NULL;
    }
    for (unsigned i = 0; i < pool->options->workers; i++)
        worker_stop(&pool->workers[i], deadline);
}

PoolResult pool_run(const PoolOptions *options, const PoolClient *client, Text *problem)
{
    Pool pool = {.options = options, .client = client, .problem = problem};
    pool.workers = calloc(options->workers, sizeof *pool.workers);
    pool.channels = calloc(options->workers, sizeof(Channel *));
    pool.busy = calloc(options->workers, sizeof *pool.busy);
    pool.returned = calloc(options->workers * QUEUE, sizeof *pool.returned);
    if (!pool.workers || !pool.channels || !pool.busy || !pool.returned)
        abort();
    for (unsigned i = 0; i < options->workers; i++) {
        pool.workers[i].number = i;
        pool.workers[i].variant = NO_VARIANT;
    }
    run_until_idle(&pool);
    stop_all(&pool);
    free(pool.workers);
    free(pool.channels);
    free(pool.busy);
    free(pool.returned);
    return pool.failed ? POOL_FAILED : pool.stopped ? POOL_STOPPED : POOL_DONE;
}
