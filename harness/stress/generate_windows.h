/* What random programs have on Windows besides what is made everywhere. */
#ifndef MAPCHECK_STRESS_GENERATE_WINDOWS_H
#define MAPCHECK_STRESS_GENERATE_WINDOWS_H

#include "stress/generate.h"

/* Can there be such steps on this kind of system? */
bool kind_is_of(unsigned kind, bool windows);

/* A step that generate.c has filled gets what only Windows has; may change it. */
void fill_windows_step(Generator *generator, const Model *model, Step *step);

/* What follows a duplicate: a view with every right is asked of it. False: nothing. */
bool follow_duplicate(const Model *model, const Step *last, Step *step);

/* What follows a close: the next handle of the same section is closed, or when none is left, its name is asked for. False: nothing. */
bool follow_close(Generator *generator, const Model *model, Step *step);

#endif
