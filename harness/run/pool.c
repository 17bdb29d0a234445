#include "run/pool.h"

#include "platform/system.h"
#include "run/ledger.h"
#include "run/pool_worker.h"

#include <stdlib.h>
#include <string.h>

enum { TICK_MILLISECONDS = 200, LEAVE_MILLISECONDS = 5000, FRUITLESS_STARTS = 3 };

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

static void deliver(Pool *pool, Worker *worker, const Job *job, json_t *record)
{
    if (!pool->client->record(pool->client->context, worker->number, job, record))
        pool->stopped = true;
}

/* Jobs that a process took with it untold: they go to the next one. */
static void take_back(Pool *pool, Worker *worker)
{
    for (unsigned i = 0; i < worker->queued; i++)
        pool->returned[pool->returned_count++] = worker->queue[i];
    worker->queued = 0;
}

/* The case that the worker tells cannot be told to its end: it ends here, and the worker with it. */
static void give_up(Pool *pool, Worker *worker, Outcome outcome, const char *message)
{
    Job job = worker->queue[0];
    json_t *record = end_record(&job, outcome, (double)(clock_milliseconds() - worker->since));
    end_record_failure(record, &job, message);
    worker_stop(worker, 0);
    worker_shift(worker);
    take_back(pool, worker);
    deliver(pool, worker, &job, record);
    json_decref(record);
}

static void worker_ended(Pool *pool, Worker *worker)
{
    Text how = {0};
    worker_describe_end(worker, &how);
    if (worker->queued && worker->begun) {
        Text message = {0};
        text_printf(&message, "worker %u, which told this case, %s", worker->number, how.bytes);
        give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
        text_free(&message);
    } else {
        worker_stop(worker, 0);
        take_back(pool, worker);
        if (++pool->fruitless >= FRUITLESS_STARTS) {
            text_printf(pool->problem, "no case can be told: the worker %s", how.bytes);
            pool->failed = true;
        }
    }
    text_free(&how);
}

/* NULL: the line is a record of the case that the worker was given, or says nothing about a case. */
static const char *nonsense_in(const Worker *worker, const json_t *record)
{
    if (!json_is_object(record) || !json_is_string(json_object_get(record, "record")))
        return "a line that is no record";
    if (worker->queued == 0)
        return "a record without having been given a case";
    bool of_case = record_is(record, "begin") || record_is(record, "operation") || record_is(record, "end");
    if (!of_case)
        return record_is(record, "problem") ? NULL : "a record of a kind that is not a worker's";
    if (strcmp(record_text(record, "case", ""), worker->queue[0].instance->id))
        return "a record of another case";
    Outcome outcome;
    if (record_is(record, "end") && !outcome_from_word(record_text(record, "outcome", ""), &outcome))
        return "an end without a known outcome";
    return NULL;
}

static void take_record(Pool *pool, Worker *worker, json_t *record)
{
    Job job = worker->queue[0];
    worker->begun = true;
    pool->fruitless = 0;
    bool ended = record_is(record, "end");
    if (record_is(record, "begin"))
        worker->since = clock_milliseconds();
    if (ended)
        worker_shift(worker);
    deliver(pool, worker, &job, record);
}

static void refuse_nonsense(Pool *pool, Worker *worker, const char *what, const Text *line)
{
    Text message = {0};
    text_printf(&message, "worker %u sent %s: %.200s", worker->number, what, line->bytes ? line->bytes : "");
    if (worker->queued)
        give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
    else
        worker_stop(worker, 0);
    text_free(&message);
}

static void take_line(Pool *pool, Worker *worker, const Text *line)
{
    worker->bytes += line->length;
    if (worker->queued && worker->bytes > pool->options->case_bytes) {
        Text message = {0};
        text_printf(&message, "the records of this case are longer than %zu bytes", pool->options->case_bytes);
        give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
        text_free(&message);
        return;
    }
    json_t *record = json_loadb(line->bytes ? line->bytes : "", line->length, 0, NULL);
    const char *nonsense = nonsense_in(worker, record);
    if (nonsense)
        refuse_nonsense(pool, worker, nonsense, line);
    else
        take_record(pool, worker, record);
    json_decref(record);
}

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
        worker_ended(pool, worker);
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
        give_up(pool, worker, OUTCOME_HANG, message.bytes);
        text_free(&message);
    }
}

static void listen(Pool *pool, unsigned count, uint64_t deadline, Text *line)
{
    int ready = channel_select(pool->channels, count, deadline);
    if (ready < 0)
        return;
    Worker *worker = &pool->workers[pool->busy[ready]];
    Received received = channel_receive(worker->channel, line, clock_milliseconds());
    if (received == RECEIVED_LINE)
        take_line(pool, worker, line);
    else if (received == RECEIVED_END)
        worker_ended(pool, worker);
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
    bool at_once = pool->stopped || pool->failed;
    uint64_t deadline = at_once ? 0 : clock_milliseconds() + LEAVE_MILLISECONDS;
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
