/* System V segments are named by a number; portable operations name objects by text. Both sides make the key the same
 * way: the conductor puts it on record before the actor can make the segment. */
#ifndef MAPCHECK_CALLS_SEGMENT_KEY_H
#define MAPCHECK_CALLS_SEGMENT_KEY_H

#include <stdint.h>

/* FNV-1a, folded to 31 bits; never 0, which would be IPC_PRIVATE. Not a matter of security: the names carry a random
 * run id. */
static inline uint64_t segment_key(const char *name)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    hash &= 0x7fffffff;
    return hash ? hash : 1;
}

#endif
