/* The stage: the processes of one program, and requests to them. The conductor's side of stress.
 *
 * Every request can go on a transcript too, in the ledger's form with symbols in place of numbers: that is what a repro is
 * made of (docs/stress.md). */
#ifndef MAPCHECK_STRESS_STAGE_H
#define MAPCHECK_STRESS_STAGE_H

#include "conductor/pool.h"
#include "story/subject.h"
#include "stress/model.h"

#include <jansson.h>

typedef struct StageOptions {
    Pool *pool;         /* fresh actors; stays the caller's */
    const char *folder; /* of this user of a stage: objects are on record there */
    const char *files;  /* the actors' working directory */
    const char *run;    /* the run's id */
    const Subject *subject;
    uint64_t deadline; /* milliseconds for one answer */
} StageOptions;

/* A number that an answer gave, and the operation of the transcript that did. */
typedef struct Symbol {
    uint64_t value;
    unsigned operation;
    const char *field; /* of the answer; NULL: its result */
} Symbol;

typedef struct StagedActor {
    Connection *connection;
    uint64_t process; /* as its system numbers it */
    Symbol spawned;   /* the same, as its parent's answer; operation 0: the conductor started it */
    unsigned parent;
    Symbol objects[MOST_OBJECTS];
    Symbol handles[MOST_OBJECTS]; /* operation 0: not asked for yet */
    Symbol views[MOST_VIEWS];
    unsigned lines; /* of programs that it was given */
} StagedActor;

typedef enum ReplyKind { REPLY_OK, REPLY_ERROR, REPLY_FAULT, REPLY_END, REPLY_LATE, REPLY_UNUSABLE } ReplyKind;

typedef struct Reply {
    ReplyKind kind;
    uint64_t result;
    Text line; /* the answer without its number */
} Reply;

typedef struct Stage {
    const StageOptions *options;
    StagedActor actors[MOST_ACTORS];
    Text names[MOST_NAMES];
    bool forked;
    bool together; /* all its processes on the conductor's processor: they act in turn */
    uint64_t requests;
    unsigned number;    /* of the last request */
    json_t *transcript; /* NULL: not kept */
    Text line, call;    /* the request that is being written */
    unsigned words;
    Reply reply; /* to the last one */
} Stage;

/* Puts the names on record. Actors are started by their steps. False: `problem`. */
bool stage_open(Stage *stage, const StageOptions *options, json_t *transcript, Text *problem);
/* Ends every actor, removes every object and file that the program made. */
void stage_close(Stage *stage);

/* Actors that are started from now on share the conductor's processor until the stage is closed. */
void stage_gather(Stage *stage);
bool stage_start(Stage *stage, unsigned actor, Text *problem);
/* The fork's request and the child's hello. False: see reply; or `problem` if the child did not come. */
bool stage_fork(Stage *stage, unsigned parent, unsigned child, Text *problem);
/* A spawned child and its hello; `handles` is "all" or "none". False: as stage_fork. */
bool stage_spawn(Stage *stage, unsigned parent, unsigned child, const char *handles, Text *problem);
/* Sends "process_die" or "process_leave 0" and waits for the end. */
void stage_end_actor(Stage *stage, unsigned actor, bool die);

/* Closes its channel and ends it, whatever it does. */
void stage_drop(Stage *stage, unsigned actor);

/* stage_requests.c. One request: request_begin, its words, then stage_ask. */
void request_begin(Stage *stage, const char *function); /* "portable.view_map" */
void request_word(Stage *stage, const char *format, ...) MAPCHECK_PRINTF(2, 3);
void request_symbol(Stage *stage, Symbol symbol, uint64_t behind);
/* Where the child announces itself; on the transcript "$" and its letter. */
void request_rendezvous(Stage *stage, const char *address, unsigned child);
void request_bytes(Stage *stage, const unsigned char *bytes, size_t length);
/* The reply is in stage->reply; true: it is ok. */
bool stage_ask(Stage *stage, unsigned actor);
/* Puts into stage->reply what came otherwise than by stage_ask; `line` where it is an answer. */
void stage_take_reply(Stage *stage, Arrival arrival, const char *line);
/* The result of the last request, for later ones. */
Symbol stage_result(const Stage *stage);
/* A number that the last reply has in a field. False: it has none. */
bool stage_field(const Stage *stage, const char *field, Symbol *symbol);

/* What the last request was to bring, for its record: where the step's expectation says what only its last one is to. */
void stage_note_bytes(Stage *stage, const unsigned char *bytes, size_t length);

/* Bytes that the last reply brought. False: none, or not readable. */
bool reply_bytes(const Stage *stage, Text *bytes);

/* step_requests.c: carries a step out, by one request or several; the reply is that of the first that was not ok, or of
 * the last. False: `problem` says why it could not even be asked. */
bool stage_step(Stage *stage, const Model *model, const Step *step, Text *problem);

/* abilities.c. What subject and system can do, by asking an actor. False: `problem`. */
bool find_abilities(const StageOptions *options, Abilities *can, Text *problem);

#endif
