/* What comes from the workers. */
#include "platform/system.h"
#include "run/ledger.h"
#include "run/pool_inside.h"

#include <string.h>

enum { FRUITLESS_STARTS = 3 };

static void deliver(Pool *pool, Worker *worker, const Job *job, json_t *record, const char *rest)
{
    if (!pool->client->record(pool->client->context, worker->number, job, record, rest))
        pool->stopped = true;
}

/* Jobs that a process took with it untold: they go to the next one. */
static void take_back(Pool *pool, Worker *worker)
{
    for (unsigned i = 0; i < worker->queued; i++)
        pool->returned[pool->returned_count++] = worker->queue[i];
    worker->queued = 0;
}

void pool_give_up(Pool *pool, Worker *worker, Outcome outcome, const char *message)
{
    Job job = worker->queue[0];
    json_t *record = end_record(&job, outcome, (double)(clock_milliseconds() - worker->since));
    end_record_failure(record, &job, message);
    worker_stop(worker, 0);
    worker_shift(worker);
    take_back(pool, worker);
    if (pool->client->given_up)
        pool->client->given_up(pool->client->context, &job, message);
    deliver(pool, worker, &job, record, "");
    json_decref(record);
}

void pool_worker_ended(Pool *pool, Worker *worker)
{
    Text how = {0};
    worker_describe_end(worker, &how);
    if (worker->queued && worker->begun) {
        Text message = {0};
        text_printf(&message, "worker %u, which told this case, %s", worker->number, how.bytes);
        pool_give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
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

static void take_record(Pool *pool, Worker *worker, json_t *record, const char *rest)
{
    Job job = worker->queue[0];
    worker->begun = true;
    pool->fruitless = 0;
    bool ended = record_is(record, "end");
    if (record_is(record, "begin"))
        worker->since = clock_milliseconds();
    if (ended)
        worker_shift(worker);
    deliver(pool, worker, &job, record, rest);
}

/* Is the line such a record of the case that the worker tells, as a worker writes it (story/record.c)? `start` is what it
 * begins with. Anything else is looked at more closely. */
static bool is_written_as(const Worker *worker, const Text *line, const char *start)
{
    size_t before = strlen(start);
    if (!worker->queued || line->length <= before || memcmp(line->bytes, start, before) != 0)
        return false;
    const char *id = line->bytes + before, *told = worker->queue[0].instance->id;
    size_t length = strlen(told);
    return strncmp(id, told, length) == 0 && id[length] == '"' && line->bytes[line->length - 1] == '}';
}

static bool is_operation(const Worker *worker, const Text *line)
{
    return is_written_as(worker, line, "{\"record\":\"operation\",\"case\":\"");
}

/* Where the rest of a case's end begins, which nobody here reads; NULL: it has none. No string of JSON holds these letters: a
 * quote within one has a backslash before it. */
static const char *rest_of(const Worker *worker, const Text *line)
{
    bool is_end = is_written_as(worker, line, "{\"record\":\"end\",\"case\":\"");
    return is_end ? strstr(line->bytes, ",\"chapter\":\"") : NULL;
}

static void refuse_nonsense(Pool *pool, Worker *worker, const char *what, const Text *line)
{
    Text message = {0};
    text_printf(&message, "worker %u sent %s: %.200s", worker->number, what, line->bytes ? line->bytes : "");
    if (worker->queued)
        pool_give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
    else
        worker_stop(worker, 0);
    text_free(&message);
}

static void take_object(Pool *pool, Worker *worker, const Text *line)
{
    const char *found = rest_of(worker, line);
    size_t before = found ? (size_t)(found - line->bytes) : line->length;
    Text object = {0}, rest = {0};
    text_append_bytes(&object, line->bytes ? line->bytes : "", before);
    text_append(&rest, "");
    if (found) {
        text_append(&object, "}");
        text_append_bytes(&rest, found, line->length - before - 1); /* its last byte is the object's end */
    }
    json_t *record = json_loadb(object.bytes, object.length, 0, NULL);
    const char *nonsense = nonsense_in(worker, record);
    if (nonsense)
        refuse_nonsense(pool, worker, nonsense, line);
    else
        take_record(pool, worker, record, rest.bytes);
    json_decref(record);
    text_free(&object);
    text_free(&rest);
}

static void take_operation(Pool *pool, Worker *worker, const Text *line)
{
    worker->begun = true;
    pool->fruitless = 0;
    if (pool->client->operation && !pool->client->operation(pool->client->context, worker->number, line))
        pool->stopped = true;
}

void pool_take_line(Pool *pool, Worker *worker, const Text *line)
{
    worker->bytes += line->length;
    if (worker->queued && worker->bytes > pool->options->case_bytes) {
        Text message = {0};
        text_printf(&message, "the records of this case are longer than %zu bytes", pool->options->case_bytes);
        pool_give_up(pool, worker, OUTCOME_BROKEN, message.bytes);
        text_free(&message);
        return;
    }
    if (is_operation(worker, line))
        take_operation(pool, worker, line);
    else
        take_object(pool, worker, line);
}
