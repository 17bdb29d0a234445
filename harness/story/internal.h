/* What the files of story/ share. Not for cases. */
#ifndef MAPCHECK_STORY_INTERNAL_H
#define MAPCHECK_STORY_INTERNAL_H

#include "calls/segment_key.h"
#include "conductor/connection.h"
#include "conductor/pool.h"
#include "run/outcome.h"
#include "story/instance.h"
#include "story/story.h"
#include "story/teller.h"

#include <jansson.h>

struct Actor {
    Story *story;
    char *name;
    Connection *connection;
    Process *process;  /* NULL: a child of an actor, or a lane */
    Actor *lane_owner; /* not NULL: a lane of that actor */
    unsigned lane;
    unsigned lanes;         /* how many lanes were made of this actor */
    uint64_t identifier;    /* process id on the actor's system */
    unsigned started_by;    /* the operation that answered it; 0: the conductor started the process */
    Rendezvous *rendezvous; /* a suspended child that has not yet announced itself */
    enum { ACTOR_ACTS, ACTOR_ENDED_BY_STORY, ACTOR_GONE } state;
    Actor *next;
};

struct Answer {
    Story *story;
    Actor *actor;
    unsigned operation;
    AnswerKind kind;
    bool awaited; /* sent, not yet answered */
    Place place;
    const CallRow *row; /* NULL: not a call */
    Text call;          /* transcript */
    Text line;          /* the wire's answer, without its number */
    Value result;
    Answer *next;
};

/* One allocation that lives as long as the story. */
typedef struct Keepsake {
    struct Keepsake *next;
    char bytes[];
} Keepsake;

struct Story {
    const TellerOptions *options;
    const Instance *instance;
    Pool *pool;
    Pool *other;           /* actors of the other width; without a command where there are none */
    const char *files;     /* the actors' working directory */
    Capabilities platform; /* what the running system has */
    const char *facts;     /* key=value words */
    uint64_t page;         /* bytes; 0: not asked for yet */
    unsigned attempt;
    unsigned told; /* how many this worker has told, this one included */
    unsigned operations;
    unsigned names;
    unsigned checks;
    Actor *actors;
    bool apart;       /* they do not share the worker's processor any more */
    unsigned pending; /* answers that are awaited */
    Answer *answers;
    const Answer *unrecorded; /* finished, without its record */
    Keepsake *keepsakes;
    Text opening; /* of the record of an operation, up to its number */
    json_t *observations;
    Text expectations; /* docs/ledger.md: objects with commas between them, the last one still open */
    Outcome outcome;
    bool stopped; /* an outcome has been set before the end */
    Text message; /* failure, or the sentence of a skip */
    const char *skip_kind;
    Place failed_at;
    unsigned failed_operation;
    Text noise;
};

/* encode.c: one argument as a token, with the numbers of values (wire) or their symbols (transcript). False: `problem`. */
bool append_token(Text *out, const Parameter *parameter, const Box *box, bool symbols, Text *problem);
void append_symbol(Text *out, Value value);

/* answer.c */
void read_answer(Answer *answer); /* kind and result from `line` */
bool find_field(const Answer *answer, const char *path, const char **token, size_t *length);
const char *answer_word(const Answer *answer, unsigned index, Text *word); /* nth space-separated word of the line */

/* record.c: ledger records on standard output. */
void record_begin(const Story *s);
void record_operation(
    const Answer *answer); /* not written before the next call is on its way, or another record comes */
void record_pending(Story *s);
void record_note(const Actor *actor, const char *what); /* "killed by the story" among the operations */
void record_end(const Story *s, double milliseconds);

/* story.c, ends.c */
void *story_keep(Story *s, size_t size);
const char *story_text(Story *s, const char *format, ...) MAPCHECK_PRINTF(2, 3);
const char *story_copy(Story *s, const char *text);
uint64_t operation_deadline(const Story *s);
void act_apart(Story *s); /* from now on the actors may run anywhere, at the same time */
/* The name, or NAME-2 where there is an actor of that name: transcripts tell actors apart by it. */
const char *name_of_its_own(Story *s, const char *name);
Actor *add_actor(Story *s, const char *name, Connection *connection, Process *process);
void end_actors(Story *s); /* after the telling: what still runs leaves or is killed; trouble becomes the outcome */

/* stop.c: ends the telling with an outcome. Does not return. `answer` may be NULL. */
void stop_story(Story *s, Outcome outcome, Place place, const Answer *answer, const char *format, ...)
    __attribute__((noreturn)) MAPCHECK_PRINTF(5, 6);

/* call.c: portable operations */
const Answer *portable_call(Place place, Actor *actor, const char *function, size_t count, const Box *boxes);
#define PORTABLE(place, actor, function, ...) \
    portable_call(place, actor, #function, COUNT(__VA_ARGS__), (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})

#define PORTABLE0(place, actor, function) portable_call(place, actor, #function, 0, NULL)
/* call.c: sends without waiting for an answer, for operations after which nobody is left to answer. */
void portable_send(Place place, Actor *actor, const char *function, size_t count, const Box *boxes);

/* widths.c: the program of actors whose width is not the parent's, as their own system names it */
const char *program_of_other_width(Story *s, const Actor *parent);

/* children.c */
Actor *owner_of(Actor *actor); /* of a lane, the actor; else itself */

#endif
