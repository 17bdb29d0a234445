/* One actor as the conductor sees it: a channel, perhaps the process behind it, its hello, and answers on their way.
 *
 * Used by the story. Nothing here judges: it sends lines, waits with a deadline, and sorts what comes back. */
#ifndef MAPCHECK_CONDUCTOR_CONNECTION_H
#define MAPCHECK_CONDUCTOR_CONNECTION_H

#include "conductor/hello.h"
#include "platform/process.h"
#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Connection Connection;

/* Takes over process (NULL for a child of an actor) and channel. The hello is read by connection_greet. */
Connection *connection_new(Process *process, Channel *channel);

/* Reads the hello, once. False: `problem` says what came instead (late, ended, another version, noise). */
bool connection_greet(Connection *connection, uint64_t deadline, Text *problem);
const Hello *connection_hello(const Connection *connection);
Process *connection_process(const Connection *connection);
bool connection_ended(const Connection *connection); /* the other side is gone */

bool connection_send(Connection *connection, const char *line, size_t length, uint64_t deadline);

typedef enum Arrival { ARRIVAL_ANSWER, ARRIVAL_LATE, ARRIVAL_END } Arrival;

/* Waits for the answer with this number; others that come first are kept for their own callers. `answer` gets the line
 * without its number. */
Arrival connection_receive(Connection *connection, unsigned number, Text *answer, uint64_t deadline);

/* Waits until one of these has something to be received, or is gone. Its index; -1: the deadline came first. */
int connection_select(Connection *const *connections, size_t count, uint64_t deadline);

/* Waits until the other side is gone: a process that has closed its channel by ending has given up its memory and
 * descriptors. False: it is still there at the deadline. */
bool connection_wait_end(Connection *connection, uint64_t deadline);

/* Ends the process on the other side, one of this system (hello_is_native), if it is still there: nobody holds a child's
 * identifier for us, and once its channel is closed it may be another process's. */
void connection_kill(Connection *connection);

/* Lines that were no awaited answer. */
const Text *connection_noise(const Connection *connection);

/* The number will be awaited; noise is what bears none of these. */
void connection_expect(Connection *connection, unsigned number);

void connection_close_channel(Connection *connection);
void connection_free(Connection *connection); /* the process must have ended or been handed on */

#endif
