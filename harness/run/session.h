/* What a verb needs that starts actors: the run's id and folder, the actor's command, the platform's facts. */
#ifndef MAPCHECK_RUN_SESSION_H
#define MAPCHECK_RUN_SESSION_H

#include "run/baseline.h"
#include "run/options.h"
#include "run/registry.h"
#include "run/words.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct Session {
    const RunOptions *options;
    Text data; /* folder of the suite's data */
    Registry registry;
    Text id;       /* of the run; unguessable */
    Text folder;   /* private, removed at the end */
    Words actor;   /* the actor's command, --wrap's words before it */
    json_t *facts; /* of the platform: an object of strings */
    Text platform; /* "linux-x86_64-glibc" */
    Baseline baseline;
    unsigned started; /* workers so far: each gets a folder of its own */
} Session;

/* Sweeps what dead runs left (said on standard error), makes the run's folder, asks an actor for the platform's facts,
 * reads registry and baseline. False: `problem` says what is missing; the session is closed again. */
bool session_open(Session *session, const RunOptions *options, Text *problem);

/* Ends and removes what the run made. Appends a line for each thing that was left behind to `left`. The rest of the
 * session stays until session_close. */
void session_sweep(Session *session, Text *left);
void session_close(Session *session);

/* The words of `mapcheck worker ...`, with a folder of its own, which is made; `mutant`: NULL or the name of one. */
bool session_worker_command(Session *session, const char *mutant, Words *words, Text *problem);

/* The families of the actor, separated by commas; "" when it said none. */
const char *session_families(const Session *session);

/* How long a case may take from its begin to its end, in milliseconds. */
uint64_t session_case_limit(const Session *session);

/* The words of the actor's command from --wrap, --actor, or the program beside this one. */
void actor_command(const RunOptions *options, Words *words);

#endif
