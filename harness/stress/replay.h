/* Operations from a file, carried out again: a repro's, or those of a case in a ledger (docs/stress.md).
 *
 * replay_text.c turns a transcript's call into a request; replay_check.c holds an answer against what was expected or
 * recorded, replay_expect.c against the expectations of a case; replay_actors.c has the actors, replay.c the order. */
#ifndef MAPCHECK_STRESS_REPLAY_H
#define MAPCHECK_STRESS_REPLAY_H

#include "stress/grounds.h"

#include <jansson.h>

enum { MOST_REPLAYED_ACTORS = 64 };

typedef struct ReplayedActor {
    char name[64];
    Connection *connection; /* a lane has its owner's */
    Rendezvous *rendezvous; /* a child that was started and not yet heard of */
    unsigned lane, lanes;   /* which it is (0: an actor itself), and how many it has */
} ReplayedActor;

typedef struct Replay {
    Grounds *grounds;
    const char *old_run; /* the id of the run that wrote the file: its names are replaced */
    ReplayedActor actors[MOST_REPLAYED_ACTORS];
    unsigned actor_count;
    Text *answers;  /* by operation number; "" where there was none */
    unsigned *wire; /* by operation number: its number on the wire; 0: not sent yet */
    size_t answer_count;
    unsigned sent;
    bool trace;
    const json_t *expectations; /* of a case in a ledger, or NULL */
} Replay;

typedef enum Replayed { REPLAYED_AS_EXPECTED, REPLAYED_OTHERWISE, REPLAYED_NOT } Replayed;

/* Carries out the operations (an array of records) until one does not go as expected. `problem`: what was expected and what
 * came, or why it could not be carried out. */
Replayed replay_operations(Replay *replay, const json_t *operations, Text *problem);
void replay_end(Replay *replay);

/* replay_actors.c. The actor of a record, a fresh one at its first appearance; NULL: there are too many, or a lane of none. */
ReplayedActor *replay_actor(Replay *replay, const char *name);
ReplayedActor *replay_lane(Replay *replay, const char *name, const char *owner);
/* Waits for the hello of a child, or starts an actor of its own. False: `problem`. */
bool replay_bring_on(Replay *replay, ReplayedActor *actor, Text *problem);
/* It ended as it was to: whoever acts by its name later is another one. */
void replay_let_go(ReplayedActor *actor);
bool replay_open_rendezvous(Replay *replay, const ReplayedActor *parent, ReplayedActor *child, Text *problem);
/* "killed by the story", "leaves", ...: what was done to an actor. False: `problem`. */
bool replay_note(Replay *replay, const char *actor, const char *what, Text *problem);
void replay_end_actors(Replay *replay);
uint64_t replay_deadline(const Replay *replay);

/* "posix.mmap(NULL, $3+8, ...)" as "posix.mmap NULL 77 ...". `child`: gets the name of the child that it starts; "" for
 * none, and then the word is `rendezvous`. False: `problem`. */
bool replay_request(Replay *replay, const char *call, const char *rendezvous, Text *line, Text *problem);
/* The name of the child that the call starts. False: it starts none. */
bool replay_child(const char *call, char *name, size_t room);

/* What a symbol ("$3.information+4096") or a number stands for. False: nothing. */
bool replay_value(const Replay *replay, const char *text, uint64_t *value);

/* Do the expectations hold that the case had of this operation and, its answer known, can be judged? False: `problem`. */
bool replay_expect(const Replay *replay, unsigned operation, Text *problem);

/* Is the answer as the record wants it? `answer` "" : the actor ended. False: `problem` says what is different. */
bool replay_check(const json_t *record, const char *answer, Text *problem);

#endif
