/* Operations from a file, carried out again: a repro's, or those of a case in a ledger (docs/stress.md).
 *
 * replay_text.c turns a transcript's call into a request; replay_check.c holds an answer against what was expected or
 * recorded; replay.c has the actors. */
#ifndef MAPCHECK_STRESS_REPLAY_H
#define MAPCHECK_STRESS_REPLAY_H

#include "stress/grounds.h"

#include <jansson.h>

enum { MOST_REPLAYED_ACTORS = 64 };

typedef struct ReplayedActor {
    char name[64];
    Connection *connection;
    Rendezvous *rendezvous; /* a child that was started and not yet heard of */
} ReplayedActor;

typedef struct Replay {
    Grounds *grounds;
    const char *old_run; /* the id of the run that wrote the file: its names are replaced */
    ReplayedActor actors[MOST_REPLAYED_ACTORS];
    unsigned actor_count;
    Text *answers; /* by operation number; "" where there was none */
    size_t answer_count;
    unsigned sent;
    bool trace;
} Replay;

typedef enum Replayed { REPLAYED_AS_EXPECTED, REPLAYED_OTHERWISE, REPLAYED_NOT } Replayed;

/* Carries out the operations (an array of records) until one does not go as expected. `problem`: what was expected and what
 * came, or why it could not be carried out. */
Replayed replay_operations(Replay *replay, const json_t *operations, Text *problem);
void replay_end(Replay *replay);

/* "posix.mmap(NULL, $3+8, ...)" as "posix.mmap NULL 77 ...". `child`: gets the name of the child that it starts; "" for
 * none, and then the word is `rendezvous`. False: `problem`. */
bool replay_request(Replay *replay, const char *call, const char *rendezvous, Text *line, Text *problem);
/* The name of the child that the call starts. False: it starts none. */
bool replay_child(const char *call, char *name, size_t room);

/* Is the answer as the record wants it? `answer` "" : the actor ended. False: `problem` says what is different. */
bool replay_check(const json_t *record, const char *answer, Text *problem);

#endif
