/* Where a run's strings and tables live while a ledger is read: one arena, freed whole with the run. */
#ifndef MAPCHECK_REPORTS_MEMORY_H
#define MAPCHECK_REPORTS_MEMORY_H

#include "reports/model.h"

#include <jansson.h>
#include <stddef.h>

typedef struct RunMemory {
    struct Chunk *chunks;
    size_t used;    /* of the first chunk */
    json_t *places; /* id -> index of its latest attempt in run->cases, until run_complete */
    size_t case_room;
    size_t problem_room;
    size_t statement_room;
} RunMemory;

RunMemory *run_memory(Run *run); /* made at first use */
void run_memory_free(RunMemory *memory);

/* `length` bytes copied and terminated. A NUL among them becomes \x00, so that the copy is one C string. */
const char *keep_bytes(Run *run, const char *bytes, size_t length);
const char *run_text(Run *run, const char *text);

/* `array` with room for one more than `count` elements of `size` bytes; it grows by doubling. Ends the program when
 * there is no memory, as text_append does. */
void *grown(void *array, size_t count, size_t *room, size_t size);

#endif
