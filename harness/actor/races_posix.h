/* Loops that run in one lane or process while the story changes the memory from another.
 *
 * `control` is two 64-bit words in memory that both see: the loop sets the first to 1 when it has gone round once, and ends
 * when the second is not 0, or when the parent of its process has gone. So the story knows that the loop runs, and the loop that the story is over. */
#ifndef MAPCHECK_ACTOR_RACES_POSIX_H
#define MAPCHECK_ACTOR_RACES_POSIX_H

#include <stdint.h>

typedef struct Watch {
    uint64_t done;   /* accesses that went through */
    uint64_t wrong;  /* ... of those, loads of a byte that is not allowed */
    uint64_t last;   /* the last wrong byte */
    uint64_t segv;   /* accesses that raised SIGSEGV */
    uint64_t others; /* accesses that raised another signal */
} Watch;

/* Loads the byte again and again; `allowed` holds the bytes that may be seen, one letter each, `~` for a zero. 0. */
int watch_byte(void *place, const char *allowed, void *control, Watch *seen);
/* Adds 1 to the 64-bit word again and again; an addition that faults is counted and not made. 0. */
int count_stores(void *word, void *control, Watch *seen);

#endif
