/* What an actor says of itself and of its system, asked before and after the cases. */
#include "story/teller_inside.h"

#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void hello_facts(const Hello *hello, Text *facts)
{
    text_printf(facts, "system=%s bits=%u page=%llu granularity=%llu families=%s", hello->system, hello->bits,
                (unsigned long long)hello->page, (unsigned long long)hello->granularity, hello->families);
}

static void dismiss(Connection *connection, uint64_t deadline)
{
    connection_close_channel(connection);
    process_end(connection_process(connection), deadline);
    connection_free(connection);
}

bool fetch_facts(Pool *pool, uint64_t deadline, Text *facts, Text *problem)
{
    Connection *connection = pool_take(pool, deadline, problem);
    if (!connection)
        return false;
    hello_facts(connection_hello(connection), facts);
    connection_expect(connection, 1);
    connection_send(connection, "1 0 facts", 9, deadline);
    Text line = {0};
    bool answered = connection_receive(connection, 1, &line, deadline) == ARRIVAL_ANSWER &&
                    strncmp(line.bytes, "ok", 2) == 0;
    if (answered)
        text_printf(facts, "%s", line.bytes + 2);
    else
        text_append(problem, "the actor did not answer the request for its facts");
    text_free(&line);
    dismiss(connection, deadline);
    return answered;
}

static bool fact_is(const char *facts, const char *key, const char *value)
{
    Text word = {0};
    bool same = word_value(facts, key, &word) && strcmp(word.bytes, value) == 0;
    text_free(&word);
    return same;
}

Capabilities capabilities_of(const char *facts)
{
    Capabilities has = 0;
    bool superuser = fact_is(facts, "euid", "0");
    has |= superuser ? CAP(PRIVILEGED) : CAP(UNPRIVILEGED);
    has |= fact_is(facts, "system", "linux") ? CAP(LINUX) : 0;
    has |= fact_is(facts, "bits", "64") ? CAP(ADDRESS_64) : 0;
    has |= fact_is(facts, "nx", "no") ? 0 : CAP(NO_EXECUTE);
    has |= fact_is(facts, "system", "windows") ? 0 : CAP(STOP);
    return has;
}

void make_pool(Pool *pool, const TellerOptions *options, const char *const *actor, const char *files)
{
    size_t count = 0;
    size_t more = 0;
    while (actor[count])
        count++;
    while (options->actor_arguments && options->actor_arguments[more])
        more++;
    const char **command = calloc(count + more + 1, sizeof *command);
    if (!command)
        abort();
    for (size_t i = 0; i < count; i++)
        command[i] = actor[i];
    for (size_t i = 0; i < more; i++)
        command[count + i] = options->actor_arguments[i];
    *pool = (Pool){.command = command, .directory = files, .run_mark = options->run};
}

void fill_pool(Pool *pool, const TellerOptions *options, const char *files)
{
    make_pool(pool, options, options->actor, files);
    pool->ahead = options->ahead;
}

void close_pool(Pool *pool)
{
    pool_close(pool);
    free((void *)pool->command);
}

uint64_t start_deadline(const TellerOptions *options)
{
    /* The first actor may have a whole Wine to start. */
    return clock_milliseconds() + (uint64_t)(6.0 * options->deadline * options->scale);
}

static void tell_fact(const char *word, void (*each)(const char *, const char *, void *), void *context)
{
    Text key = {0};
    Text value = {0};
    text_append_bytes(&key, word, strcspn(word, "="));
    if (word_value(word, key.bytes, &value))
        each(key.bytes, value.bytes, context);
    text_free(&key);
    text_free(&value);
}

bool ask_facts(const TellerOptions *options, void (*each)(const char *key, const char *value, void *context),
               void *context, Text *problem)
{
    Pool pool;
    Text facts = {0};
    fill_pool(&pool, options, options->scratch ? options->scratch : options->folder);
    bool answered = fetch_facts(&pool, start_deadline(options), &facts, problem);
    close_pool(&pool);
    for (char *at = answered ? facts.bytes : NULL; at && *at;) {
        char *end = at + strcspn(at, " ");
        char *next = *end ? end + 1 : end;
        *end = '\0';
        tell_fact(at, each, context);
        at = next;
    }
    text_free(&facts);
    return answered;
}

static int64_t named_objects(Connection *connection, const char *part, unsigned number, uint64_t deadline)
{
    char request[128];
    int length = snprintf(request, sizeof request, "%u 0 portable.objects_named \"%s\"", number, part);
    connection_expect(connection, number);
    connection_send(connection, request, (size_t)length, deadline);
    Text line = {0};
    bool answered = connection_receive(connection, number, &line, deadline) == ARRIVAL_ANSWER &&
                    strncmp(line.bytes, "ok ", 3) == 0;
    int64_t count = answered ? strtoll(line.bytes + 3, NULL, 10) : -1;
    text_free(&line);
    return count;
}

int count_named_objects(const TellerOptions *options)
{
    Pool pool;
    Text problem = {0};
    fill_pool(&pool, options, options->scratch ? options->scratch : options->folder);
    uint64_t deadline = start_deadline(options);
    Connection *connection = pool_take(&pool, deadline, &problem);
    int64_t count = -1;
    if (connection) {
        unsigned number = 0;
        uint64_t patience = clock_milliseconds() + (uint64_t)(2000 * options->scale);
        do
            count = named_objects(connection, options->run, ++number, deadline);
        while (count > 0 && clock_milliseconds() < patience);
        dismiss(connection, deadline);
    }
    close_pool(&pool);
    text_free(&problem);
    return (int)count;
}
