/* Which case of a run comes next: attempts in rounds over the selected cases, made as they are asked for. */
#ifndef MAPCHECK_RUN_JOBS_H
#define MAPCHECK_RUN_JOBS_H

#include "run/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Jobs {
    const Instance *const *cases;
    size_t count;
    uint64_t rounds; /* 0: without end */
    uint64_t next;   /* how many were handed out */
} Jobs;

/* False: that was all. */
bool jobs_next(Jobs *jobs, Job *job);

/* All of them; 0 where there is no end. */
uint64_t jobs_total(const Jobs *jobs);

#endif
