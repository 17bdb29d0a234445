/* Lanes: lane 0 is the actor's main thread, lane N its Nth other thread, made at first use.
 *
 * As long as there is only lane 0, the main thread reads a line, carries it out and answers: no hand-over between threads.
 * With the first request for another lane a reader thread takes over the channel and passes lines on, so that lanes run
 * at the same time and a lane that blocks holds up no other. Therefore a lane is made (by any request, such as `facts`)
 * before lane 0 is asked for something that blocks.
 *
 * lane.c is the common part; lane_posix.c and lane_win32.c implement the threads and mailboxes below. */
#ifndef MAPCHECK_ACTOR_LANE_H
#define MAPCHECK_ACTOR_LANE_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { MAX_LANES = 64 };

/* Serves the channel until it ends. */
void lanes_serve(void);
/* After fork in the child: the forking thread is lane 0, there is no other. */
void lanes_forget(void);

/* Platform ---------------------------------------------------------------------------------------------------------- */

/* A place where one thread leaves lines for another. */
typedef struct Mailbox Mailbox;
Mailbox *mailbox_new(void);
void mailbox_put(Mailbox *mailbox, const char *line, size_t length);
void mailbox_take(Mailbox *mailbox, Text *line); /* waits for the next line, replaces `line` */

/* False: the system gives no further thread. The thread is never joined. */
bool thread_start(void (*body)(void *context), void *context);

/* Around writing an answer. After fork, in the child, answers_lock_renew makes it a free one. */
void answers_lock(void);
void answers_unlock(void);
void answers_lock_renew(void);

#endif
