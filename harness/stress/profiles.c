/* How often each profile does what. */
#include "stress/generate.h"

#include <string.h>

/* Every profile loads, stores and maps: without these nothing is ever found. A profile adds to these weights. */
static const uint8_t common[STEP_KINDS] = {
    [STEP_CREATE] = 6, [STEP_OPEN] = 8,   [STEP_CLOSE] = 3, [STEP_SIZE] = 1,   [STEP_READ] = 6,      [STEP_WRITE] = 6,
    [STEP_MAP] = 12,   [STEP_UNMAP] = 6,  [STEP_LOAD] = 30, [STEP_STORE] = 30, [STEP_DIGEST] = 6,    [STEP_FORK] = 1,
    [STEP_LEAVE] = 1,  [STEP_REMOVE] = 1, [STEP_SPAWN] = 1, [STEP_COMMIT] = 3, [STEP_DUPLICATE] = 1,
};

const Profile stress_profiles[] = {
    {"map-heavy",
     "maps and unmaps, whole and in part, remaps, the same memory again and again",
     {[STEP_MAP] = 28, [STEP_UNMAP] = 24, [STEP_REMAP] = 12, [STEP_CHURN] = 5},
     4,
     12},
    {"flush-heavy",
     "flushes while others store, read and write",
     {[STEP_FLUSH] = 40, [STEP_STORE] = 10, [STEP_READ] = 14, [STEP_WRITE] = 4},
     4,
     12},
    {"resize-heavy",
     "objects grow, shrink and get holes under their views",
     {[STEP_RESIZE] = 20, [STEP_PUNCH] = 8, [STEP_WRITE] = 8, [STEP_SIZE] = 5, [STEP_REMAP] = 4, [STEP_COMMIT] = 20},
     4,
     12},
    {"copy-on-write",
     "private views beside shared ones, and forks of both",
     {[STEP_MAP] = 12, [STEP_STORE] = 20, [STEP_FORK] = 3, [STEP_LEAVE] = 1, [STEP_READ] = 6},
     2,
     12},
    {"naming",
     "names made, opened, removed and used again",
     {[STEP_CREATE] = 19, [STEP_OPEN] = 22, [STEP_REMOVE] = 14, [STEP_CLOSE] = 22, [STEP_DUPLICATE] = 8},
     4,
     12},
    {"protection",
     "the protection of pages changes between loads and stores, also those that must fault",
     {[STEP_PROTECT] = 30, [STEP_STORE] = 15, [STEP_COMMIT] = 6},
     4,
     12},
    {"die-often",
     "processes fork, leave and are killed, and others go on",
     {[STEP_FORK] = 5, [STEP_DIE] = 4, [STEP_LEAVE] = 1, [STEP_OPEN] = 8, [STEP_SPAWN] = 5, [STEP_DUPLICATE] = 5},
     3,
     12},
    {"placement",
     "views at places that were asked for, free ones and taken ones",
     {[STEP_MAP] = 38, [STEP_UNMAP] = 19},
     4,
     2},
    {"everything",
     "a little of all of them",
     {[STEP_FLUSH] = 6,
      [STEP_RESIZE] = 4,
      [STEP_PUNCH] = 2,
      [STEP_PROTECT] = 6,
      [STEP_REMAP] = 4,
      [STEP_FORK] = 1,
      [STEP_DIE] = 1,
      [STEP_CHURN] = 2,
      [STEP_REMOVE] = 2,
      [STEP_DUPLICATE] = 2},
     3,
     8},
    {NULL, NULL, {0}, 0, 0},
};

uint32_t profile_weight(const Profile *profile, unsigned kind)
{
    return (uint32_t)common[kind] + profile->more[kind];
}

const Profile *find_profile(const char *name)
{
    for (const Profile *profile = stress_profiles; profile->name; profile++) {
        if (!strcmp(profile->name, name))
            return profile;
    }
    return NULL;
}
