/* From a program that fails to a small one that still does: fewer actors, then fewer steps, then smaller sizes and
 * offsets, then simpler values. Pure but for the question whether a candidate still fails. */
#ifndef MAPCHECK_STRESS_SHRINK_H
#define MAPCHECK_STRESS_SHRINK_H

#include "stress/step.h"

#include <stdbool.h>

/* Does the candidate fail? Steps that the model no longer permits are left out: `done`, which stays the caller's, then has
 * what was really carried out, up to the step that failed. */
typedef bool StillFails(void *context, const Program *candidate, Program *done);

typedef struct Shrinker {
    StillFails *still_fails;
    void *context;
    bool (*enough)(void *context); /* true: no time for more */
    unsigned tried;                /* candidates */
} Shrinker;

/* `program` fails, and is replaced by the smallest one that was found. */
void shrink(Shrinker *shrinker, Program *program);

#endif
