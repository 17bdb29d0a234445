/* A judgement of a history, for people. Pure. */
#ifndef MAPCHECK_STRESS_FREE_TELL_H
#define MAPCHECK_STRESS_FREE_TELL_H

#include "stress/checker.h"
#include "stress/free_plan.h"

/* The argument, and under it what happened to that word, counter, name or size around that time: a line each, by the time
 * of call, those that the argument rests on with a star. `answers`: by line of the plan. */
void free_tell(const FreePlan *plan, const LineAnswer *answers, const History *history, const Judgement *judgement,
               Text *out);

#endif
