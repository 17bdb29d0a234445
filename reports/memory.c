#include "reports/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK = 64 * 1024 };

typedef struct Chunk {
    struct Chunk *next;
    size_t room;
    char bytes[];
} Chunk;

static void *must(void *memory)
{
    if (!memory) {
        fputs("mapcheck: out of memory while reading a ledger\n", stderr);
        abort();
    }
    return memory;
}

RunMemory *run_memory(Run *run)
{
    if (!run->memory) {
        run->memory = must(calloc(1, sizeof(RunMemory)));
        run->memory->places = must(json_object());
    }
    return run->memory;
}

void run_memory_free(RunMemory *memory)
{
    if (!memory)
        return;
    for (Chunk *chunk = memory->chunks; chunk;) {
        Chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    json_decref(memory->places);
    free(memory);
}

static char *take(RunMemory *memory, size_t length)
{
    if (!memory->chunks || memory->chunks->room - memory->used < length) {
        size_t room = length > CHUNK ? length : CHUNK;
        Chunk *chunk = must(malloc(sizeof(Chunk) + room));
        chunk->next = memory->chunks;
        chunk->room = room;
        memory->chunks = chunk;
        memory->used = 0;
    }
    char *place = memory->chunks->bytes + memory->used;
    memory->used += length;
    return place;
}

const char *keep_bytes(Run *run, const char *bytes, size_t length)
{
    if (!length)
        return "";
    size_t zeros = 0;
    for (size_t i = 0; i < length; i++)
        zeros += bytes[i] == '\0';
    char *copy = take(run_memory(run), length + 3 * zeros + 1);
    char *to = copy;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\0') {
            memcpy(to, "\\x00", 4);
            to += 4;
        } else {
            *to++ = bytes[i];
        }
    }
    *to = '\0';
    return copy;
}

const char *run_text(Run *run, const char *text)
{
    return text ? keep_bytes(run, text, strlen(text)) : "";
}

void *grown(void *array, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return array;
    *room = *room ? *room * 2 : 8;
    return must(realloc(array, *room * size));
}
