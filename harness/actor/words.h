/* One aligned machine access of 1, 2, 4 or 8 bytes (portable_words.c). */
#ifndef MAPCHECK_ACTOR_WORDS_H
#define MAPCHECK_ACTOR_WORDS_H

#include "actor/portable.h"

typedef struct WordAccess {
    volatile void *place;
    size_t width;
    uint64_t value;
    uint64_t times;
    uint64_t result;
} WordAccess;

/* The request's first two arguments, address and width. False: answered as bad. */
bool word_access(Request *request, WordAccess *access);

/* Bodies for guard_run, of a WordAccess. */
void load_one_word(void *context);
void store_one_word(void *context);

#endif
