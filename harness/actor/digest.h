/* CRC-32 as zlib has it, of memory that may fault: in a file of its own, because zlib is the actor's only library. */
#ifndef MAPCHECK_ACTOR_DIGEST_H
#define MAPCHECK_ACTOR_DIGEST_H

#include <stddef.h>
#include <stdint.h>

uint32_t digest_bytes(const void *bytes, size_t count);

#endif
