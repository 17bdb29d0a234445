/* Portable operations in the actor: one function portable_NAME per row of calls/portable.calls.
 *
 * portable_memory.c has the memory operations of every platform, objects.c the table of objects; the rest is in
 * portable_posix_*.c and portable_win32_*.c, which define every other row (what the platform cannot do answers
 * reply_unsupported). They call the API only through the tables that mutants replace (posix.mmap, win32.MapViewOfFile), so
 * that a mutant of a call is seen by portable operations too. */
#ifndef MAPCHECK_ACTOR_PORTABLE_H
#define MAPCHECK_ACTOR_PORTABLE_H

#include "actor/actor.h"
#include "calls/vocabulary.h"

#define CALL(name, ...) void portable_##name(Request *request);
#define CALL0(name, ...) void portable_##name(Request *request);
#include "calls/portable.calls"
#undef CALL
#undef CALL0

/* Carries out the request's row. */
void portable_run(Request *request);

/* A row run through a function of the same shape, so that mutants can replace whole operations too. */
typedef void PortableOperation(Request *request);
PortableOperation **portable_entry(const char *name); /* NULL: no such row */

typedef struct Object {
    Backing backing;
    uint64_t size;   /* as created; 0 when opened */
    intptr_t handle; /* descriptor, shared memory id, section handle; NO_HANDLE: none */
    intptr_t file;   /* Windows: the file's handle; NO_HANDLE: none */
    unsigned access; /* Windows: READ, WRITE, EXECUTE as opened, for the section that is made of the file later */
} Object;
#define NO_HANDLE ((intptr_t)-1)

/* Numbers count from 1. 0: the table is full (the caller closes what it holds and replies bad). */
uint64_t object_add(Object object);
/* The object of the request's argument; NULL: there is none, and the request is already answered as bad. */
Object *object_of(Request *request, size_t index);
void object_forget(uint64_t number);

#endif
