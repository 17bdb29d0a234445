#include "conductor/pool.h"

#include "platform/system.h"

static Connection *start(const Pool *pool, bool ahead, Text *problem)
{
    StartOptions options = {.arguments = pool->command,
                            .directory = pool->directory,
                            .run_mark = pool->run_mark,
                            .own_group = true,
                            .ahead = ahead};
    Channel *channel = NULL;
    Process *process = process_start(&options, &channel, problem);
    return process ? connection_new(process, channel) : NULL;
}

void pool_fill(Pool *pool)
{
    Text ignored = {0}; /* pool_take tells it, when there is still a problem */
    while (pool->count < pool->ahead && pool->count < MOST_AHEAD) {
        Connection *connection = start(pool, true, &ignored);
        if (!connection)
            break;
        pool->ready[pool->count++] = connection;
    }
    text_free(&ignored);
}

static void end(Connection *connection)
{
    connection_close_channel(connection);
    process_end(connection_process(connection), clock_milliseconds() + 2000);
    connection_free(connection);
}

/* The exit code of an actor that does not take its command line (docs/wire.md). */
enum { REFUSED = 2 };

/* True: another one started in the same way would end in the same way. */
static bool append_ending(Text *problem, Process *process)
{
    Ending ending = process_wait(process, clock_milliseconds() + 100);
    if (ending.how == ENDED_EXITED)
        text_printf(problem, ", with exit code %d", ending.code);
    else if (ending.how == ENDED_KILLED)
        text_printf(problem, ", killed by %d", ending.code);
    return ending.how == ENDED_EXITED && ending.code == REFUSED;
}

static void append_words(Text *problem, const Pool *pool, Connection *connection)
{
    text_append(problem, " (started as:");
    for (const char *const *word = pool->command; *word; word++)
        text_printf(problem, " %s", *word);
    text_append(problem, ")");
    uint64_t dropped = 0;
    const Text *noise = process_noise(connection_process(connection), &dropped);
    if (noise->length)
        text_printf(problem, "; it wrote: %.400s", noise->bytes);
}

static Connection *next_actor(Pool *pool, Text *problem)
{
    if (!pool->count)
        return start(pool, false, problem);
    Connection *connection = pool->ready[0];
    pool->count--;
    for (unsigned i = 0; i < pool->count; i++)
        pool->ready[i] = pool->ready[i + 1];
    if (process_started(connection_process(connection), problem))
        return connection;
    end(connection);
    return NULL;
}

static Connection *greeted(Pool *pool, uint64_t deadline, bool *refused, Text *problem)
{
    Connection *connection = next_actor(pool, problem);
    if (!connection || connection_greet(connection, deadline, problem))
        return connection;
    *refused = connection_ended(connection) && append_ending(problem, connection_process(connection));
    append_words(problem, pool, connection);
    process_kill(connection_process(connection));
    end(connection);
    return NULL;
}

Connection *pool_take(Pool *pool, uint64_t deadline, Text *problem)
{
    bool refused = false;
    Connection *connection = greeted(pool, deadline, &refused, problem);
    if (connection || refused || clock_milliseconds() >= deadline)
        return connection;
    /* A process that ends while it starts has told nothing about the API: under Wine on a busy machine one in thousands
     * does. A second one that ends as well is no accident. */
    text_append(problem, "; and a second one: ");
    return greeted(pool, deadline, &refused, problem);
}

void pool_give_back(Pool *pool, Connection *connection)
{
    if (pool->count < MOST_AHEAD)
        pool->ready[pool->count++] = connection;
    else
        end(connection);
}

void pool_close(Pool *pool)
{
    for (unsigned i = 0; i < pool->count; i++)
        connection_close_channel(pool->ready[i]);
    for (unsigned i = 0; i < pool->count; i++)
        end(pool->ready[i]);
    pool->count = 0;
}
