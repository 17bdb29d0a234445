/* What `mapcheck prove` tells next, and how much there is to tell. The first three are a PoolClient's `next`, with a Proof as context. */
#ifndef MAPCHECK_RUN_PROVE_NEXT_H
#define MAPCHECK_RUN_PROVE_NEXT_H

#include "run/job.h"
#include "run/prove_tell.h"

bool next_without(void *context, long variant, Job *job);
bool next_of_all(void *context, long variant, Job *job);
bool next_likely(void *context, long variant, Job *job);

size_t count_tellings(const Proof *proof); /* of the first pass */
size_t count_work(const Proof *proof);     /* of the second: tellings, or, when it is to be quick, mutants and cases */

#endif
