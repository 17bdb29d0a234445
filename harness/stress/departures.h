/* Rules that this system is known not to keep: programs must go on behind them, or they would find nothing else.
 *
 * What a system does wrong stands once, as a case with an entry in the platform's baseline (docs/baselines.md). Steps that
 * rest on what such a case says are left out of random programs, and the run says so. */
#ifndef MAPCHECK_STRESS_DEPARTURES_H
#define MAPCHECK_STRESS_DEPARTURES_H

#include "run/baseline.h"
#include "run/options.h"
#include "stress/stage.h"

/* Takes from `can` what the baseline of the actor's platform says of it. `said`: a line for each. False: `problem`. */
bool find_departures(const StageOptions *stage, const RunOptions *options, Abilities *can, Text *said, Text *problem);

/* What the baseline (entries and facts) takes from `can`. Pure. */
void apply_departures(const Baseline *baseline, const json_t *facts, Abilities *can, Text *said);

#endif
