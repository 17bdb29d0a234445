/* A built actor on the other side of a channel: what actor_posix_test.c drives. */
#ifndef MAPCHECK_TEST_ACTING_POSIX_H
#define MAPCHECK_TEST_ACTING_POSIX_H

#include "platform/process.h"

enum { PLENTY = 20000 }; /* milliseconds for what must happen */

typedef struct Acting {
    Process *process; /* NULL: another actor's child */
    Channel *channel;
    unsigned number;               /* of the last request */
    unsigned long long identifier; /* the process, as its hello said */
} Acting;

/* A private folder for one test: the actors' working directory. */
void make_folder(void);
void remove_folder(void);

/* Starts the program of MAPCHECK_ACTOR; `mutant` may be NULL. Fails the test if it says no hello. */
Acting start_actor(const char *mutant);
/* Asks `parent` for a child: "process_fork", "process_spawn", "process_exec". */
Acting child_of(Acting *parent, unsigned lane, const char *request);
void end_actor(Acting *actor);

void send_request(Acting *actor, unsigned lane, const char *request);
/* The answer behind its number (0: any); valid until the next one. */
const char *answer_to(Acting *actor, unsigned number);
const char *ask(Acting *actor, const char *format, ...) MAPCHECK_PRINTF(2, 3); /* lane 0 */

unsigned long long number_of(const char *answer); /* that an "ok NUMBER" answer carries */
void expect(const char *answer, const char *expected);
void expect_begin(const char *answer, const char *expected);
void expect_silence(Acting *actor); /* its channel has ended */

#endif
