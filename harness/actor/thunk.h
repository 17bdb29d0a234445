/* From a call table to function pointers and thunks.
 *
 * For family `posix`, calls_posix.h makes the struct of pointers:
 *
 *     typedef struct PosixCalls {
 *     #define CALL(name, ...) CALL_POINTER(name)
 *     #define CALL0(name, ...) CALL_POINTER(name)
 *     #include "calls/posix.calls"
 *     #undef CALL
 *     #undef CALL0
 *     } PosixCalls;
 *     extern PosixCalls posix;            what is called; mutants and --subject-library replace entries; NULL: unavailable
 *     extern const PosixCalls posix_real; the system's own, for mutants to call
 *
 * and calls_posix.c the thunks, compiled against the true prototypes:
 *
 *     #define CALL(name, result, failure, ...) CALL_THUNK(posix, name, result, __VA_ARGS__)
 *     #define CALL0(name, result, failure) CALL_THUNK0(posix, name, result)
 *     #include "calls/posix.calls"
 *
 * A family whose headers lack a prototype declares pointers of its own type instead of CALL_POINTER. */
#ifndef MAPCHECK_ACTOR_THUNK_H
#define MAPCHECK_ACTOR_THUNK_H

#include "actor/guard.h"
#include "calls/call.h"
#include "calls/kinds.h"
#include "calls/macros.h"

#include <stdint.h>

#define CALL_POINTER(name) __typeof__(&name) name;

/* The classes of kinds.h: how a word is handed to C. */
#define THUNK_AS_W(word) (word)
#define THUNK_AS_I(word) ((int)(word))
#define THUNK_AS_P(word) ((void *)(uintptr_t)(word))

#define THUNK_PASTE_(a, b) a##b
#define THUNK_PASTE(a, b) THUNK_PASTE_(a, b)
#define THUNK_CLASS(kind, name) KIND_APPLY(KIND_CLASS, KIND_##kind)
#define THUNK_ARGUMENT(context, index, tuple) THUNK_PASTE(THUNK_AS_, THUNK_CLASS tuple)(words[index])

#define THUNK_RETURN_W(call) return (uint64_t)(call)
#define THUNK_RETURN_P(call) return thunk_address((const void *)(call))
#define THUNK_RETURN_V(call) \
    call;                    \
    return 0

/* On 32 bits MAP_FAILED, INVALID_HANDLE_VALUE and the pseudo handles keep being small negative numbers. */
static inline uint64_t thunk_address(const void *pointer)
{
    uintptr_t value = (uintptr_t)pointer;
    return value >= (uintptr_t)-16 ? (uint64_t)(intptr_t)value : value;
}

#define CALL_THUNK(table, name, result, ...)                              \
    UNCHECKED_ACCESS static uint64_t thunk_##name(const uint64_t *words)  \
    {                                                                     \
        THUNK_PASTE(THUNK_RETURN_, KIND_APPLY(KIND_CLASS, KIND_##result)) \
        (table.name(EACH_COMMA(THUNK_ARGUMENT, , __VA_ARGS__)));          \
    }
#define CALL_THUNK0(table, name, result)                                  \
    UNCHECKED_ACCESS static uint64_t thunk_##name(const uint64_t *words)  \
    {                                                                     \
        (void)words;                                                      \
        THUNK_PASTE(THUNK_RETURN_, KIND_APPLY(KIND_CLASS, KIND_##result)) \
        (table.name());                                                   \
    }

typedef uint64_t Thunk(const uint64_t *words);
typedef void (*AnyFunction)(void);

/* The thread's last error, as far as the family has one. */
typedef struct LastError {
    const NameTable *names;
    uint64_t poison;    /* a value that no call sets */
    const char *reader; /* the call that reads it and finds what the previous call left, not the poison; or NULL */
    void (*set)(uint64_t value);
    uint64_t (*get)(void);
} LastError;

typedef struct Family {
    const char *name;
    Thunk *const *thunks;  /* one per row, in the table's order */
    void *pointers;        /* the struct of function pointers, one per row, in the table's order */
    const LastError *last; /* NULL: results carry the error (nt) */
    const char *source;    /* "this system", or the library that replaced it: for "... has no mmap" */
} Family;

extern Family *const families[]; /* this platform's, ends with NULL: calls_posix.c, calls_win32.c */

/* The pointer behind a row; NULL: unavailable. call_pointer_set replaces it. */
AnyFunction call_pointer(const Family *family, size_t row);
void call_pointer_set(Family *family, size_t row, AnyFunction function);

/* Carries out an exact call and replies. exact.c */
struct Request;
void exact_run(const Family *family, struct Request *request);

/* `FAMILY=PATH`: every function of the family comes from that library from now on. False: `problem` says why. */
bool library_replace(const char *option, Text *problem);

#endif
