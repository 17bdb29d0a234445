/* Random free programs (free_plan.h). The same seed makes the same program. */
#ifndef MAPCHECK_STRESS_FREE_GENERATE_H
#define MAPCHECK_STRESS_FREE_GENERATE_H

#include "stress/generate.h"

/* `actors`: of most programs; those that churn names have more. */
void free_generate(uint64_t seed, const Profile *profile, const Abilities *can, unsigned actors, Program *program);

#endif
