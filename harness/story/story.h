/* The one header that a case includes: actors, exact calls, portable operations, expectations.
 *
 * A story is told by the conductor, from top to bottom; each line names the actor that acts and returns when the actor
 * has answered. Everything handed out lives until the story ends. An expectation that does not hold ends the story as
 * failed; an answer "unsupported" that is expected to be something else ends it as skipped, with the actor's sentence. A
 * story in which no expectation and no observation was made is broken. docs/writing-a-case.md is the long form. */
#ifndef MAPCHECK_STORY_STORY_H
#define MAPCHECK_STORY_STORY_H

#include "calls/arity.h"
#include "calls/call.h"
#include "calls/constants.h"
#include "calls/macros.h"
#include "calls/vocabulary.h"
#include "story/box.h"
#include "story/case.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Actor Actor;

typedef enum AnswerKind {
    ANSWER_OK,
    ANSWER_ERROR,
    ANSWER_FAULT,
    ANSWER_DIED,
    ANSWER_LATE,
    ANSWER_UNSUPPORTED
} AnswerKind;

typedef struct Answer Answer; /* opaque: ask with the functions below */

typedef struct Place {
    const char *file;
    int line;
} Place;
#define HERE ((Place){__FILE__, __LINE__})

/* Actors ----------------------------------------------------------------------------------------------------------- */

Actor *cast(Story *s, const char *name); /* a fresh process */
Actor *cast_other_width(Story *s,
                        const char *name);      /* of 32 bits beside 64, or the reverse; .needs = CAP(OTHER_WIDTH) */
Actor *lane_of(Actor *actor, const char *name); /* a second thread of the actor's process; acts like an actor */
void kill_actor(Actor *actor);                  /* at once, no clean-up; returns when the process is gone */
void leave(Actor *actor);                       /* orderly exit, waited for */
bool stop_actor(Actor *actor);                  /* SIGSTOP; continue_actor undoes it */
void continue_actor(Actor *actor);

/* Children of an actor. They get a channel of their own, which outlives the parent. */
Actor *fork_actor(Actor *parent, const char *name);
void exec_actor(Actor *actor); /* the same actor in a fresh image: earlier views are gone */
typedef struct SpawnOptions {
    int zero;
    bool inherit;     /* CreateProcess with bInheritHandles; POSIX: descriptors without close-on-exec always pass */
    Value handles[4]; /* Windows: only these (STARTUPINFOEX handle list) */
    size_t handle_count;
    bool other_width; /* runs the program of an actor whose width is not the parent's */
    bool suspended;   /* Windows: CREATE_SUSPENDED; resume_actor before its first operation */
} SpawnOptions;
Actor *spawn_actor_(Place place, Actor *parent, const char *name, SpawnOptions options);
#define spawn_actor(parent, ...) spawn_actor_x_(HERE, parent, __VA_ARGS__, .zero = 0)
#define spawn_actor_x_(place, parent, name, ...) spawn_actor_(place, parent, name, (SpawnOptions){__VA_ARGS__})
void resume_actor(Actor *parent, Actor *child);
Value process_of(Actor *parent, Actor *child); /* Windows: the parent's handle of the child process */

/* Facts and names -------------------------------------------------------------------------------------------------- */

uint64_t page(Story *s);         /* bytes */
uint64_t granularity(Story *s);  /* of view addresses and offsets: page on POSIX, 64 KiB on Windows */
unsigned pointer_bits(Story *s); /* of the usual actors */
unsigned actor_bits(const Actor *actor);
Backing backing(Story *s); /* common cases: the backing of this instance */
size_t story_cell(Story *s);
void record_name(Story *s, const char *name); /* one that a case made of a unique name: a wrong system may create it */
const char *unique_name(Story *s, const char *word);  /* for object names; carries the run's id */
uint64_t unique_key(Story *s);                        /* for System V segments */
const char *scratch_name(Story *s, const char *word); /* for files; relative to the actors' working directory */
uint64_t fact_number(Story *s, const char *key, uint64_t otherwise);
const char *fact_text(Story *s, const char *key);                         /* "" when the actor did not say */
void skip_story(Story *s, const char *format, ...) MAPCHECK_PRINTF(2, 3); /* ends it as skipped, with a sentence */

/* Exact calls ------------------------------------------------------------------------------------------------------ */

/* CALL(actor, mmap, NULL, 4096, PROT_READ, MAP_SHARED, fd, 0): one call of the table of the chapter's family; a
 * wrong number of arguments does not compile. CALL_IN names the family. Arguments: numbers, strings, WIDE("..."),
 * BYTES(pointer, n), NULL, Values, OUT, OUT_ROOM(n), FIELDS(F(member, value), ...). */
#define CALL(actor, function, ...)                                                 \
    story_call(HERE, actor, NULL, #function, CHECKED_COUNT(function, __VA_ARGS__), \
               (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})
#define CALL0(actor, function) story_call(HERE, actor, NULL, #function, 0, NULL)
#define CALL0_IN(family, actor, function) story_call(HERE, actor, #family, #function, 0, NULL)
#define CALL_IN(family, actor, function, ...)                                         \
    story_call(HERE, actor, #family, #function, CHECKED_COUNT(function, __VA_ARGS__), \
               (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})
const Answer *story_call(Place place, Actor *actor, const char *family, const char *function, size_t count,
                         const Box *boxes);

/* BEGIN_CALL sends and returns; finish_call waits for the answer. For calls of two actors or lanes at one time. */
#define BEGIN_CALL(actor, function, ...)                                            \
    story_begin(HERE, actor, NULL, #function, CHECKED_COUNT(function, __VA_ARGS__), \
                (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})
#define BEGIN_CALL_IN(family, actor, function, ...)                                    \
    story_begin(HERE, actor, #family, #function, CHECKED_COUNT(function, __VA_ARGS__), \
                (const Box[]){EACH_COMMA(BOX_EACH, , __VA_ARGS__)})
const Answer *story_begin(Place place, Actor *actor, const char *family, const char *function, size_t count,
                          const Box *boxes);
const Answer *finish_call(const Answer *pending);

/* Portable operations ---------------------------------------------------------------------------------------------- */

typedef struct Object {
    Value number; /* the actor's name for it */
    Backing backing;
    const char *name; /* path or object name; "" unnamed */
    uint64_t size;    /* as created; 0 when opened */
} Object;

typedef struct View {
    Value address;
    uint64_t length; /* as asked for; 0: to the object's end */
    Backing backing;
} View;

/* The name of a new object of this story's backing: a scratch file, an object name, or "" where it has none. */
const char *object_name(Story *s, const char *word);

Object create_object(Actor *actor, const char *name, uint64_t size); /* expects success */
Object create_inheritable(Actor *actor, const char *name, uint64_t size);
Object open_object(Actor *actor, const char *name, unsigned access); /* expects success */
const Answer *try_create(Actor *actor, const char *name, uint64_t size);
const Answer *try_open(Actor *actor, const char *name, unsigned access);
Object inherited_object(Actor *child, Object parents); /* after fork_actor: the same number; nothing is sent */
Object adopt_object(Actor *actor, Value handle);       /* from a handle or descriptor that reached this process */
Value handle_of(Actor *actor, Object object);

typedef struct MapOptions {
    int zero;
    uint64_t offset;
    uint64_t length; /* 0: to the end */
    unsigned access; /* 0: READ | WRITE */
    Sharing sharing; /* 0: SHARED */
    Value at;        /* exactly here; unset: anywhere */
} MapOptions;
View map_object_(Place place, Actor *actor, Object object, MapOptions options);
const Answer *try_map_(Place place, Actor *actor, Object object, MapOptions options);
/* map_object(actor, object), map_object(actor, object, .length = n, .access = READ) */
#define map_object(actor, ...) map_object_x_(HERE, actor, __VA_ARGS__, .zero = 0)
#define map_object_x_(place, actor, object, ...) map_object_(place, actor, object, (MapOptions){__VA_ARGS__})
#define try_map(actor, ...) try_map_x_(HERE, actor, __VA_ARGS__, .zero = 0)
#define try_map_x_(place, actor, object, ...) try_map_(place, actor, object, (MapOptions){__VA_ARGS__})
View view_at(View view, uint64_t offset, uint64_t length); /* a part of a view; nothing is sent */
View inherited_view(View parents);                         /* after fork_actor: the same address */

/* The rest: one operation, one answer, judged by expect_*. */
#define STORY_OPERATION(name, ...) const Answer *name(Place place, __VA_ARGS__)
STORY_OPERATION(unmap_, Actor *actor, View view);
STORY_OPERATION(flush_, Actor *actor, View view);
STORY_OPERATION(protect_, Actor *actor, View view, unsigned access);
STORY_OPERATION(resize_, Actor *actor, Object object, uint64_t size);
STORY_OPERATION(size_of_object_, Actor *actor, Object object);
STORY_OPERATION(close_object_, Actor *actor, Object object);
STORY_OPERATION(remove_object_, Actor *actor, const char *name);
STORY_OPERATION(write_object_, Actor *actor, Object object, uint64_t offset, const char *text);
STORY_OPERATION(read_object_, Actor *actor, Object object, uint64_t offset, uint64_t count); /* field "bytes" */
STORY_OPERATION(load_, Actor *actor, View view, uint64_t offset, uint64_t count);            /* field "bytes" */
STORY_OPERATION(store_, Actor *actor, View view, uint64_t offset, const char *text);
STORY_OPERATION(load_word_, Actor *actor, View view, uint64_t offset, unsigned width);
STORY_OPERATION(store_word_, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t value);
STORY_OPERATION(store_unaligned_, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t value);
STORY_OPERATION(add_word_, Actor *actor, View view, uint64_t offset, unsigned width, uint64_t addend, uint64_t times);
STORY_OPERATION(fill_, Actor *actor, View view, uint64_t offset, uint64_t count, unsigned char byte);
STORY_OPERATION(digest_, Actor *actor, View view, uint64_t offset, uint64_t count);
STORY_OPERATION(execute_, Actor *actor, View view, uint64_t offset);
STORY_OPERATION(reserve_, Actor *actor, uint64_t length, Value hint);
STORY_OPERATION(release_, Actor *actor, Value address, uint64_t length);
STORY_OPERATION(wait_for_child_, Actor *parent, Actor *child); /* fields "how", "code" */
STORY_OPERATION(count_handles_, Actor *actor);
#define unmap(...) unmap_(HERE, __VA_ARGS__)
#define flush(...) flush_(HERE, __VA_ARGS__)
#define protect(...) protect_(HERE, __VA_ARGS__)
#define resize(...) resize_(HERE, __VA_ARGS__)
#define size_of_object(...) size_of_object_(HERE, __VA_ARGS__)
#define close_object(...) close_object_(HERE, __VA_ARGS__)
#define remove_object(...) remove_object_(HERE, __VA_ARGS__)
#define write_object(...) write_object_(HERE, __VA_ARGS__)
#define read_object(...) read_object_(HERE, __VA_ARGS__)
#define load(...) load_(HERE, __VA_ARGS__)
#define store(...) store_(HERE, __VA_ARGS__)
#define load_word(...) load_word_(HERE, __VA_ARGS__)
#define store_word(...) store_word_(HERE, __VA_ARGS__)
#define store_unaligned(...) store_unaligned_(HERE, __VA_ARGS__)
#define add_word(...) add_word_(HERE, __VA_ARGS__)
#define fill(...) fill_(HERE, __VA_ARGS__)
#define digest(...) digest_(HERE, __VA_ARGS__)
#define execute(...) execute_(HERE, __VA_ARGS__)
#define reserve(...) reserve_(HERE, __VA_ARGS__)
#define release(...) release_(HERE, __VA_ARGS__)
#define wait_for_child(...) wait_for_child_(HERE, __VA_ARGS__)
#define count_handles(...) count_handles_(HERE, __VA_ARGS__)

/* Many accesses in one operation, each with what it is to show. An access is an aligned word of `width` bytes. The code of a
 * fault is the part before the colon: "SIGBUS". */
typedef struct Accesses Accesses;
Accesses *access_list(Story *s, unsigned width);
void then_load(Accesses *list, uint64_t offset, uint64_t value);
void then_store(Accesses *list, uint64_t offset, uint64_t value);
void then_load_faults(Accesses *list, uint64_t offset, const char *code);
void then_store_faults(Accesses *list, uint64_t offset, uint64_t value, const char *code);
#define expect_accesses(actor, view, list) expect_accesses_(HERE, actor, view, list)
void expect_accesses_(Place place, Actor *actor, View view, const Accesses *list);

/* A view made by an exact call, for load, store and the others: VIEW_AT(value, length). */
#define VIEW_AT(value, bytes) ((View){.address = (value), .length = (bytes)})

/* Values and answers ----------------------------------------------------------------------------------------------- */

Value at(Value value, int64_t offset);                      /* value + offset, still a symbol in the transcript */
Value answer_value(const Answer *answer);                   /* its result */
Value answer_field(const Answer *answer, const char *path); /* "old", "information.State"; breaks the case if absent */
AnswerKind answer_kind(const Answer *answer);
const char *
answer_fault_code(const Answer *answer);        /* "SIGBUS:BUS_ADRERR", an exception's name; "" if it is no fault */
const char *answer_error(const Answer *answer); /* "EINVAL", "ERROR_ACCESS_DENIED"; "" if it is no error */

/* Expectations ----------------------------------------------------------------------------------------------------- */

#define expect_ok(answer) expect_ok_(HERE, answer)                              /* Value: the result */
#define expect_error(answer, name) expect_error_(HERE, answer, #name)           /* exactly this error */
#define expect_one_error(answer, ...) expect_error_(HERE, answer, #__VA_ARGS__) /* one of these */
#define expect_refused(answer) expect_refused_(HERE, answer)                    /* any error */
#define expect_result(answer, number) \
    expect_result_(HERE, answer, BOX(number)) /* success with this result; a Value too */
#define expect_field(answer, path, number) expect_field_(HERE, answer, path, BOX(number)) /* success, and the field */
#define expect_field_text(answer, path, bytes, count) expect_field_text_(HERE, answer, path, bytes, count)
#define expect_last_error(answer, name) expect_last_error_(HERE, answer, #name) /* UNTOUCHED, ERROR_SUCCESS, ... */
#define expect_bytes(actor, view, offset, text) expect_bytes_(HERE, actor, view, offset, text)
#define expect_filled(actor, view, offset, count, byte) expect_filled_(HERE, actor, view, offset, count, byte)
#define expect_same(actor, view, offset, bytes, count) \
    expect_same_(HERE, actor, view, offset, bytes, count) /* many bytes: by their digest, loaded only if it differs */
#define expect_object_bytes(actor, object, offset, text) expect_object_bytes_(HERE, actor, object, offset, text)
#define expect_fault(answer) expect_fault_(HERE, answer, 0, NULL, NULL)
/* how: READ, WRITE or EXECUTE; address: NULL or the exact byte; code: "SIGBUS:BUS_ADRERR", "SIGSEGV", NULL */
#define expect_fault_at(answer, how, address) expect_fault_(HERE, answer, how, &(address), NULL)
#define expect_fault_code(answer, how, code) expect_fault_(HERE, answer, how, NULL, code)
#define expect_equal(s, seen, expected, what) expect_equal_(HERE, s, seen, expected, what)
#define expect_different(s, seen, other, what) expect_different_(HERE, s, seen, other, what)
#define expect_true(s, condition, what) expect_true_(HERE, s, condition, what)
Value expect_ok_(Place place, const Answer *answer);
void expect_error_(Place place, const Answer *answer, const char *names);
void expect_refused_(Place place, const Answer *answer);
void expect_result_(Place place, const Answer *answer, Box box);
void expect_field_(Place place, const Answer *answer, const char *path, Box box);
void expect_field_text_(Place place, const Answer *answer, const char *path, const void *bytes, size_t count);
void expect_last_error_(Place place, const Answer *answer, const char *name);
void expect_bytes_(Place place, Actor *actor, View view, uint64_t offset, const char *text);
void expect_filled_(Place place, Actor *actor, View view, uint64_t offset, uint64_t count, unsigned char byte);
void expect_same_(Place place, Actor *actor, View view, uint64_t offset, const void *bytes, size_t count);
void expect_object_bytes_(Place place, Actor *actor, Object object, uint64_t offset, const char *text);
void expect_fault_(Place place, const Answer *answer, unsigned how, const Value *address, const char *code);
void expect_equal_(Place place, Story *s, Value seen, Value wanted, const char *what);
void expect_different_(Place place, Story *s, Value seen, Value other, const char *what);
void expect_true_(Place place, Story *s, bool condition, const char *what);

/* Where a standard leaves freedom: recorded beside what is expected (NULL: nothing is), never judged. */
#define observe(s, key, answer, expected) observe_(HERE, s, key, answer, expected)
#define observe_number(s, key, number, expected) observe_number_(HERE, s, key, number, expected)
#define observe_text(s, key, text, expected) observe_text_(HERE, s, key, text, expected)
/* What the call left as the last error: its name, or UNTOUCHED. */
#define observe_last_error(s, key, answer, expected) observe_last_error_(HERE, s, key, answer, expected)
void observe_(Place place, Story *s, const char *key, const Answer *answer, const char *expected);
void observe_last_error_(Place place, Story *s, const char *key, const Answer *answer, const char *expected);
void observe_number_(Place place, Story *s, const char *key, uint64_t number, const char *expected);
void observe_text_(Place place, Story *s, const char *key, const char *text, const char *expected);

#endif
