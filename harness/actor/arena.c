#include "actor/layout.h"

#include <stdlib.h>

typedef struct ArenaBlock {
    struct ArenaBlock *next;
} ArenaBlock;

enum { HEADER = 16 }; /* keeps what follows aligned for every type */

void *arena_take(Arena *arena, size_t size)
{
    if (size > SIZE_MAX - HEADER)
        return NULL;
    ArenaBlock *block = calloc(1, HEADER + size);
    if (!block)
        return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
    return (char *)block + HEADER;
}

void arena_clear(Arena *arena)
{
    while (arena->blocks) {
        ArenaBlock *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
