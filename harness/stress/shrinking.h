/* Inside shrink: the reductions. Each gives true if it made the program smaller.
 *
 *   shrink.c         the order of all; actors, steps, pairs of steps
 *   shrink_many.c    steps that have something in common
 *   shrink_merge.c   two actors made one; numbers in order
 *   shrink_values.c  sizes, offsets, values, rounds */
#ifndef MAPCHECK_STRESS_SHRINKING_H
#define MAPCHECK_STRESS_SHRINKING_H

#include "stress/free_plan.h"
#include "stress/shrink.h"

enum {
    FEW = 40 /* steps: so many may be tried in pairs */,
    LINES_OF_A_PROGRAM = 4000,
    CHURNS_TRIED = 3,
    MORE_ROUNDS = 4
};

/* Takes the candidate over if it fails. */
bool shrink_accept(Shrinker *shrinker, Program *program, const Program *candidate);

/* Only of a program that has more than FEW steps. */
bool shrink_many(Shrinker *shrinker, Program *program);
bool shrink_merge(Shrinker *shrinker, Program *program);
/* By the order of first use. No reduction: what it gives has still to be tried. */
void shrink_renumber(Program *program);

/* What shows only after so many views would keep all of them: a churn takes their place, which maps as often by itself. */
void shrink_churn_more(Shrinker *shrinker, Program *program);
bool shrink_sizes(Shrinker *shrinker, Program *program);
bool shrink_values(Shrinker *shrinker, Program *program);
bool shrink_things(Shrinker *shrinker, Program *program);
/* A race that is left with few steps is given more rounds, so that it shows every time, and loses at the very end those that
 * it does not need. With few rounds it would show so seldom that further reductions would not be believed. */
void shrink_make_louder(Shrinker *shrinker, Program *program);
void shrink_rounds(Shrinker *shrinker, Program *program);

#endif
