/* What this system's headers say, as the actor was compiled: constants by name, and prototypes against the standard. */
#ifndef MAPCHECK_ACTOR_HEADERS_POSIX_H
#define MAPCHECK_ACTOR_HEADERS_POSIX_H

#include <stdint.h>

/* 0, and the constant's value, sign-extended; -1 and ENOENT where these headers have no such constant. */
int header_constant(const char *name, uint64_t *value);

/* 1: the function has exactly the type that the standard gives it; 0: it has another; -1 and ENOENT: not a function of
 * <sys/mman.h> that we know. */
int header_prototype(const char *name);

#endif
