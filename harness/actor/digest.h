/* CRC-32 as zlib has it, of memory that may fault. Our own, so that an actor needs nothing but a C library: it is built
 * for systems on which nobody has packaged zlib. harness/test/digest_test.c compares the two. */
#ifndef MAPCHECK_ACTOR_DIGEST_H
#define MAPCHECK_ACTOR_DIGEST_H

#include <stddef.h>
#include <stdint.h>

uint32_t digest_bytes(const void *bytes, size_t count);

#endif
