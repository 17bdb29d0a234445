/* One free program, carried out by its actors and checked. */
#ifndef MAPCHECK_STRESS_FREE_RUN_H
#define MAPCHECK_STRESS_FREE_RUN_H

#include "stress/checker.h"
#include "stress/free_plan.h"
#include "stress/lockstep.h"
#include "stress/nemesis.h"

/* Carries the program out. `done` gets the steps that mean something. The outcome's argument, for an illegal history, has
 * the operations that the checker's argument rests on too. */
void episode_free(const Episode *episode, const Program *program, const NemesisPlan *nemesis, Program *done,
                  EpisodeOutcome *outcome);

bool program_is_free(const Program *program); /* it has a gate */

#endif
