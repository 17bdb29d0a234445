/* The actor: a program that reads requests from its channel, carries them out, and answers (docs/wire.md).
 *
 * main.c        options, start, the loop over request lines
 * request.c     one request: tokens into words and memory, by the row's parameters
 * reply.c       the answer's line
 * exact.c       calls of the API tables, through thunks (thunk.h)
 * portable*.c   our own operations (portable.h)
 * program*.c    operations that were sent ahead (program.h)
 * Platform code: channel_*.c, guard_*.c, lane_*.c, layouts_*.c, calls_*.c, facts_*.c, start_*.c. */
#ifndef MAPCHECK_ACTOR_ACTOR_H
#define MAPCHECK_ACTOR_ACTOR_H

#include "actor/guard.h"
#include "actor/layout.h"
#include "calls/call.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One argument, decoded. */
typedef struct Argument {
    uint64_t word;        /* what the call gets */
    void *memory;         /* where it points, when the request described the contents or asked for room; else NULL */
    size_t room;          /* bytes there */
    const Layout *layout; /* of that memory; NULL: not a structure */
} Argument;

/* A request on its way to its answer. Lives in one lane; everything in it until that lane's next request. */
typedef struct Request {
    uint64_t number;
    const CallRow *row;
    const struct Family *family; /* the row's; NULL: it is none of the exact calls */
    Argument arguments[MAX_PARAMETERS];
    Arena *arena;
    Text *answer; /* the answer's line, empty until a reply_... function was called */
    Text *fields; /* " name=token" words that reply_ok and reply_error put behind the result */
    bool lacking; /* what could not be read is a constant or a width that this system lacks, no mistake */
    bool quiet;   /* no text of an answer is wanted, only whether it succeeded and its result */
    bool keeps;   /* of a success, no text either, but the bytes that it delivered */
    bool succeeded;
    uint64_t result; /* as the row's function gave it */
    void *bytes;     /* kept, in the arena; NULL: none */
    size_t byte_count;
} Request;

static inline uint64_t argument_word(const Request *request, size_t index)
{
    return request->arguments[index].word;
}

static inline void *argument_address(const Request *request, size_t index)
{
    return (void *)(uintptr_t)request->arguments[index].word;
}

static inline const char *argument_text(const Request *request, size_t index)
{
    return (const char *)argument_address(request, index);
}

/* Replies: exactly one per request. reply_field comes before it, `token` as on the wire. */
void reply_field(Request *request, const char *name, const char *format, ...) MAPCHECK_PRINTF(3, 4);
void reply_bytes_field(Request *request, const char *name, const void *bytes, size_t length);
void reply_ok(Request *request, uint64_t result); /* `result` in the form of the row's result */
void reply_error(Request *request, const NameTable *domain, uint64_t code, uint64_t result);
const char *fault_access_word(FaultAccess access); /* "read" */
void reply_fault(Request *request, const Fault *fault, bool by_call);
void reply_unsupported(Request *request, const char *format, ...) MAPCHECK_PRINTF(2, 3);
void reply_bad(Request *request, const char *format, ...) MAPCHECK_PRINTF(2, 3);

/* A value in the form of its kind, as one token. */
void append_value(Text *out, const Parameter *kind, uint64_t value);

/* Reads one request's tokens ("posix.mmap NULL 4096 ...") and carries it out; `request->answer` is filled. */
void request_run(Request *request, const char *tokens);
/* The same in two parts, for programs (program.h). request_read fills row and arguments; false: `problem`. */
bool request_read(Request *request, const char *tokens, Text *problem);
void request_carry_out(Request *request);

/* Options of the command line, kept because children are started with the same. */
enum { MAX_LIBRARIES = 8 };
typedef struct ActorOptions {
    const char *program;                  /* absolute path of this executable */
    const char *join;                     /* NULL: standard input and output */
    const char *mutant;                   /* NULL: none */
    const char *libraries[MAX_LIBRARIES]; /* FAMILY=PATH */
    size_t library_count;
} ActorOptions;
extern ActorOptions actor_options;

/* Says hello and serves requests until the channel ends, then leaves the process. Called by main, and by a forked child
 * once it has joined its own channel. */
_Noreturn void actor_serve(void);

/* Platform: start_posix.c, start_win32.c ------------------------------------------------------------------------------ */

/* Before anything else: guard, unhandled crashes end the process without asking anybody. */
void platform_start(void);
/* The actor's own absolute path, into static memory. */
const char *platform_program(const char *argument0);
/* "pid=1 system=linux arch=x86_64 bits=64 page=4096 granularity=4096 join=unix" */
void append_hello(Text *out);
/* ` key="value"` words: facts_posix.c, facts_win32.c. Values are escaped by append_fact. */
void append_facts(Text *out);
void append_fact(Text *out, const char *key, const char *format, ...) MAPCHECK_PRINTF(3, 4); /* facts.c */
/* Ends this process at once with this status: no exit handlers. */
_Noreturn void leave_process(int status);
/* NULL and a `problem`: cannot be opened. Symbols: NULL where the library lacks the name. */
void *library_open(const char *path, Text *problem);
void (*library_symbol(void *library, const char *name))(void);

#endif
