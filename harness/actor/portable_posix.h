/* What the files portable_posix_*.c share. */
#ifndef MAPCHECK_ACTOR_PORTABLE_POSIX_H
#define MAPCHECK_ACTOR_PORTABLE_POSIX_H

#include "actor/calls_posix.h"
#include "actor/portable.h"

/* Replies with errno as the error. */
void reply_errno(Request *request);

/* Replies "unsupported" with the first of the calls that is missing; true: it did. NEEDS(request, mmap). */
bool lacks_call(Request *request, AnyFunction function, const char *name);
#define LACKS(request, call) lacks_call(request, (AnyFunction)posix.call, #call)

/* The System V key that a name stands for; "" is IPC_PRIVATE. */
key_t key_of_name(const char *name);

/* Whole pages: what mmap made of a length. */
size_t whole_pages(size_t length);

int protection_of(uint64_t access);

#endif
