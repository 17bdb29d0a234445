/* The fault guard: a fault while `body` runs is an answer, not the actor's end. guard_posix.c, guard_win32.c.
 *
 * Works in every lane (guard_lane_start first), nests, and survives any number of faults. What `body` held (locks,
 * memory) stays held after a fault: bodies are single calls and memory accesses. */
#ifndef MAPCHECK_ACTOR_GUARD_H
#define MAPCHECK_ACTOR_GUARD_H

#include <stdbool.h>
#include <stdint.h>

typedef enum FaultAccess { FAULT_READ, FAULT_WRITE, FAULT_EXECUTE } FaultAccess;

typedef struct Fault {
    FaultAccess access;
    uint64_t address;
    char code[48]; /* "SIGSEGV:SEGV_ACCERR", "EXCEPTION_ACCESS_VIOLATION", or a number */
} Fault;

/* Once per process, before the first guard_run. */
void guard_start(void);
/* Once per thread that runs guarded bodies (alternative signal stack). */
void guard_lane_start(void);

/* Runs body(context). False: it faulted, and `fault` says how; `doing` is the access reported where the machine does not
 * tell which it was. Leaves the last error (errno, GetLastError) of the body alone when it returns true. */
bool guard_run(void (*body)(void *context), void *context, FaultAccess doing, Fault *fault);

/* For functions that touch memory under test: neither sanitizer may judge their accesses. */
#if defined(__clang__)
#define UNCHECKED_ACCESS __attribute__((no_sanitize("address", "undefined", "thread"), noinline))
#else
#define UNCHECKED_ACCESS __attribute__((no_sanitize_address, no_sanitize_undefined, no_sanitize_thread, noinline))
#endif

#endif
