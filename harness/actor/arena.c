#include "actor/layout.h"

#include <stdlib.h>

typedef struct ArenaBlock {
    struct ArenaBlock *next;
    size_t used, room;
} ArenaBlock;

enum { ALIGNED = 16, HEADER = (sizeof(ArenaBlock) + ALIGNED - 1) / ALIGNED * ALIGNED };

static ArenaBlock *add_block(Arena *arena, size_t room)
{
    ArenaBlock *block = calloc(1, HEADER + room);
    if (!block)
        return NULL;
    *block = (ArenaBlock){.next = arena->blocks, .room = room};
    arena->blocks = block;
    return block;
}

void *arena_take(Arena *arena, size_t size)
{
    ArenaBlock *block = arena->blocks;
    if (size > SIZE_MAX - HEADER - ALIGNED)
        return NULL;
    if (!block || block->room - block->used < size)
        block = add_block(arena, size > arena->piece ? size : arena->piece);
    if (!block)
        return NULL;
    char *taken = (char *)block + HEADER + block->used;
    size_t whole = (size + ALIGNED - 1) / ALIGNED * ALIGNED;
    block->used = whole < block->room - block->used ? block->used + whole : block->room;
    return taken;
}

void arena_clear(Arena *arena)
{
    while (arena->blocks) {
        ArenaBlock *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}
