/* Random free programs (free_plan.h). The same seed makes the same program. */
#ifndef MAPCHECK_STRESS_FREE_GENERATE_H
#define MAPCHECK_STRESS_FREE_GENERATE_H

#include "stress/generate.h"

/* `actors`: of most programs; those that churn names have more. `nemesis`: the program is about something that this one
 * concerns (0: none). */
void free_generate(uint64_t seed, const Profile *profile, const Abilities *can, unsigned actors, unsigned nemesis,
                   Program *program);

/* The nemesis "truncate": one more actor, which only shortens and lengthens the object that all share. False: there can be none
 * (objects of this subject cannot shrink under views, or there are as many actors as there may be). */
bool free_add_truncation(const Abilities *can, Program *program);

#endif
