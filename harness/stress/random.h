/* Random numbers that are the same for the same seed on every platform (splitmix64). */
#ifndef MAPCHECK_STRESS_RANDOM_H
#define MAPCHECK_STRESS_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Random {
    uint64_t state;
} Random;

static inline uint64_t random_next(Random *random)
{
    uint64_t mixed = random->state += 0x9e3779b97f4a7c15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return mixed ^ (mixed >> 31);
}

/* 0 .. limit-1; limit is not 0. */
static inline uint32_t random_below(Random *random, uint32_t limit)
{
    return (uint32_t)((random_next(random) >> 32) * limit >> 32);
}

/* True once in `often` times. */
static inline bool random_once_in(Random *random, uint32_t often)
{
    return random_below(random, often) == 0;
}

#endif
