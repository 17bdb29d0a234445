/* Compares an outcome with what this platform's baseline says. */
#ifndef MAPCHECK_RUN_JUDGE_H
#define MAPCHECK_RUN_JUDGE_H

#include "run/baseline.h"
#include "run/outcome.h"

#include <stdbool.h>

/* `entry` is the baseline's entry for the case, NULL where it has none; `has_baseline`: the platform has one at all.
 * `earlier`: the or-ed 1 << Outcome of this case's earlier attempts in this run, 0 for the first. */
Judgement judge(const BaselineEntry *entry, bool has_baseline, Outcome outcome, unsigned earlier);

/* Is this what makes a run exit with 1? */
bool judgement_is_unexpected(Judgement judgement);

#endif
