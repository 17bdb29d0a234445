/* Inside shrink: the reductions. Each gives true if it made the program smaller.
 *
 *   shrink.c         the order of all; actors, steps, pairs of steps
 *   shrink_merge.c   two actors made one; numbers in order
 *   shrink_values.c  sizes, offsets, values, rounds */
#ifndef MAPCHECK_STRESS_SHRINKING_H
#define MAPCHECK_STRESS_SHRINKING_H

#include "stress/free_plan.h"
#include "stress/shrink.h"

enum { FEW = 40 /* steps: so many may be tried in pairs */, LINES_OF_A_PROGRAM = 4000, MORE_ROUNDS = 4 };

/* Takes the candidate over if it fails. */
bool shrink_accept(Shrinker *shrinker, Program *program, const Program *candidate);

bool shrink_merge(Shrinker *shrinker, Program *program);
/* By the order of first use. No reduction: what it gives has still to be tried. */
void shrink_renumber(Program *program);

bool shrink_sizes(Shrinker *shrinker, Program *program);
bool shrink_values(Shrinker *shrinker, Program *program);
bool shrink_things(Shrinker *shrinker, Program *program);
/* A race that is left with few steps is given more rounds, so that it shows every time, and loses at the very end those that
 * it does not need. With few rounds it would show so seldom that further reductions would not be believed. */
void shrink_make_louder(Shrinker *shrinker, Program *program);
void shrink_rounds(Shrinker *shrinker, Program *program);

#endif
