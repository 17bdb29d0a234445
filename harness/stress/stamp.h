/* Stamps: what a store writes says who wrote it, with which of its stores, and which word of that store it is.
 *
 * A stamp is a sequence of 8-byte words, the lowest byte first: actor, count (4 bytes), word, and a check of these (2
 * bytes). So a foreign, stale, torn or misplaced word can be told apart by looking at it alone. */
#ifndef MAPCHECK_STRESS_STAMP_H
#define MAPCHECK_STRESS_STAMP_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STAMP_WORD = 8 };

/* `length` bytes of the stamp of this actor's `count`th store. */
void stamp_bytes(unsigned actor, uint32_t count, unsigned char *to, size_t length);

typedef struct Stamp {
    unsigned actor;
    uint32_t count;
    unsigned word; /* modulo 256 */
} Stamp;

/* False: these 8 bytes are no word of a stamp. */
bool stamp_read(const unsigned char *word, Stamp *stamp);

/* Says what is around bytes[at]: "word 3 of a's store 17", "zero", "no whole stamp". */
void stamp_describe(const unsigned char *bytes, size_t length, size_t at, Text *out);

#endif
