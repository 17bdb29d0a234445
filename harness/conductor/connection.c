#include "conductor/connection.h"

#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NOISE = 16 * 1024 };

/* An answer that was sent for, and its line when it came before its caller asked. */
typedef struct Awaited {
    unsigned number;
    bool here;
    Text line;
    struct Awaited *next;
} Awaited;

struct Connection {
    Process *process;
    Channel *channel;
    Hello hello;
    bool greeted;
    bool ended;
    Awaited *awaited;      /* in the order of the requests: that of most answers */
    Awaited **awaited_end; /* where the next one is put */
    Text noise;
};

Connection *connection_new(Process *process, Channel *channel)
{
    Connection *connection = calloc(1, sizeof *connection);
    if (!connection)
        abort();
    connection->process = process;
    connection->channel = channel;
    connection->awaited_end = &connection->awaited;
    return connection;
}

const Hello *connection_hello(const Connection *connection)
{
    return &connection->hello;
}

Process *connection_process(const Connection *connection)
{
    return connection->process;
}

bool connection_ended(const Connection *connection)
{
    return connection->ended;
}

const Text *connection_noise(const Connection *connection)
{
    return &connection->noise;
}

static void keep_noise(Connection *connection, const Text *line)
{
    size_t room = connection->noise.length < MOST_NOISE ? MOST_NOISE - connection->noise.length : 0;
    size_t length = line->length < room ? line->length : room;
    text_append_bytes(&connection->noise, line->bytes, length);
    if (room)
        text_append(&connection->noise, "\n");
}

bool connection_greet(Connection *connection, uint64_t deadline, Text *problem)
{
    if (connection->greeted)
        return true;
    Text line = {0};
    Received received = channel_receive(connection->channel, &line, deadline);
    if (received == RECEIVED_LINE)
        connection->greeted = read_hello(&connection->hello, line.bytes);
    if (received == RECEIVED_END)
        connection->ended = true;
    if (received == RECEIVED_LATE)
        text_append(problem, "the actor did not say hello in time");
    else if (received == RECEIVED_END)
        text_append(problem, "the actor ended before it said hello");
    else if (!connection->greeted)
        text_printf(problem, "the actor's first line was not a version 1 hello: %.200s", line.bytes);
    text_free(&line);
    return connection->greeted;
}

bool connection_send(Connection *connection, const char *line, size_t length, uint64_t deadline)
{
    return !connection->ended && channel_send(connection->channel, line, length, deadline);
}

void connection_expect(Connection *connection, unsigned number)
{
    Awaited *awaited = calloc(1, sizeof *awaited);
    if (!awaited)
        abort();
    awaited->number = number;
    *connection->awaited_end = awaited;
    connection->awaited_end = &awaited->next;
}

static Awaited *find_awaited(Connection *connection, uint64_t number)
{
    for (Awaited *awaited = connection->awaited; awaited; awaited = awaited->next) {
        if (awaited->number == number)
            return awaited;
    }
    return NULL;
}

static void forget_awaited(Connection *connection, unsigned number)
{
    for (Awaited **link = &connection->awaited; *link; link = &(*link)->next) {
        Awaited *awaited = *link;
        if (awaited->number != number)
            continue;
        *link = awaited->next;
        if (!awaited->next)
            connection->awaited_end = link;
        text_free(&awaited->line);
        free(awaited);
        return;
    }
}

static void sort_line(Connection *connection, const Text *line)
{
    size_t digits = strspn(line->bytes, "0123456789");
    uint64_t number = 0;
    Awaited *awaited = NULL;
    if (digits && line->bytes[digits] == ' ' && text_to_number(line->bytes, digits, &number))
        awaited = find_awaited(connection, number);
    if (!awaited || awaited->here) {
        keep_noise(connection, line);
        return;
    }
    awaited->here = true;
    text_append_bytes(&awaited->line, line->bytes + digits + 1, line->length - digits - 1);
}

Arrival connection_receive(Connection *connection, unsigned number, Text *answer, uint64_t deadline)
{
    Awaited *awaited = find_awaited(connection, number);
    Received received = RECEIVED_LINE;
    Text line = {0};
    while (awaited && !awaited->here && received == RECEIVED_LINE) {
        received = channel_receive(connection->channel, &line, deadline);
        if (received == RECEIVED_LINE)
            sort_line(connection, &line);
    }
    text_free(&line);
    if (awaited && awaited->here) {
        text_clear(answer);
        text_append_bytes(answer, awaited->line.bytes, awaited->line.length);
        forget_awaited(connection, number);
        return ARRIVAL_ANSWER;
    }
    if (received == RECEIVED_LATE)
        return ARRIVAL_LATE;
    connection->ended = true;
    return ARRIVAL_END;
}

/* Whatever its channel has. */
static bool is_ready(const Connection *connection)
{
    for (const Awaited *awaited = connection->awaited; awaited; awaited = awaited->next) {
        if (awaited->here)
            return true;
    }
    return connection->ended;
}

int connection_select(Connection *const *connections, size_t count, uint64_t deadline)
{
    Channel **channels = calloc(count + 1, sizeof *channels);
    int ready = -1;
    if (!channels)
        abort();
    for (size_t i = 0; i < count; i++) {
        channels[i] = connections[i]->channel;
        ready = ready < 0 && is_ready(connections[i]) ? (int)i : ready;
    }
    if (ready < 0)
        ready = channel_select(channels, count, deadline);
    free(channels);
    return ready;
}

bool connection_wait_end(Connection *connection, uint64_t deadline)
{
    Text line = {0};
    Received received = RECEIVED_LINE;
    while (!connection->ended && received == RECEIVED_LINE) {
        received = channel_receive(connection->channel, &line, deadline);
        if (received == RECEIVED_LINE)
            sort_line(connection, &line);
        else if (received == RECEIVED_END)
            connection->ended = true;
    }
    text_free(&line);
    return connection->ended;
}

void connection_kill(Connection *connection)
{
    if (connection->process || !connection_wait_end(connection, 0))
        kill_identifier(connection->hello.process);
}

void connection_close_channel(Connection *connection)
{
    channel_close(connection->channel);
    connection->channel = NULL;
    connection->ended = true;
}

void connection_free(Connection *connection)
{
    if (!connection)
        return;
    channel_close(connection->channel);
    while (connection->awaited)
        forget_awaited(connection, connection->awaited->number);
    text_free(&connection->noise);
    free(connection);
}
