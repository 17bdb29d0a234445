/* Chance that is the same in every run: xorshift from a seed that the case names. */
#ifndef MAPCHECK_CASES_WIN32_SEEDED_H
#define MAPCHECK_CASES_WIN32_SEEDED_H

#include <stdint.h>

static inline uint64_t seeded_below(uint64_t *state, uint64_t limit)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state % limit;
}

#endif
