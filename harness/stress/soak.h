/* A long run's figures over time: rates, and what the conductor holds. Pure, but for whoever takes the samples. */
#ifndef MAPCHECK_STRESS_SOAK_H
#define MAPCHECK_STRESS_SOAK_H

#include "platform/resources.h"
#include "wire/text.h"

typedef struct Sample {
    uint64_t milliseconds; /* since the run began */
    uint64_t programs, steps;
    Resources resources; /* between two programs */
} Sample;

typedef struct Soak {
    Sample *samples;
    size_t count, room;
} Soak;

void soak_take(Soak *soak, const Sample *sample);
void soak_free(Soak *soak);

/* Is the least that it held in the last quarter what it held in the second one, but for a little? Fewer than 8 samples say
 * nothing. False: `problem` names what grew. */
bool soak_is_level(const Soak *soak, Text *problem);

/* KiB that were resident at most, or RESOURCE_NOT_KNOWN. */
uint64_t soak_peak(const Soak *soak);

typedef struct SoakHead {
    const char *subject, *profile, *speed, *outcome;
    bool good;
    uint64_t seed, programs, free_programs, unknown, steps, operations;
    double seconds;
} SoakHead;

/* The HTML page: what was done, what came of it, and the curves. False: out of memory. */
bool soak_report(const Soak *soak, const SoakHead *head, Text *out);

#endif
