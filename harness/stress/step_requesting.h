/* Inside stage_step: a step as requests.
 *
 *   step_requests.c          processes and objects, and which file has which step
 *   step_requests_views.c    views
 *   step_requests_churn.c    views that come and go, sent ahead
 *   step_requests_windows.c  what Windows does by exact calls */
#ifndef MAPCHECK_STRESS_STEP_REQUESTING_H
#define MAPCHECK_STRESS_STEP_REQUESTING_H

#include "stress/stage.h"

StagedActor *staged(Stage *stage, const Step *step);
const char *backing_word(const Stage *stage);
const char *access_word(unsigned access);
void begin_at_object(Stage *stage, const Step *step, const char *function);
/* The bytes that the step stores, and how many. */
void request_stamp(Stage *stage, const Step *step);

/* Where there is no transcript; `word`: what is there before the first round. */
void churn_ahead(Stage *stage, const Step *step, unsigned char *word, uint32_t rounds);

void view_step(Stage *stage, const Model *model, const Step *step);
/* False: the step is carried out as everywhere. `carried_out` false: `problem` says why it could not be. */
bool windows_step(Stage *stage, const Model *model, const Step *step, bool *carried_out, Text *problem);

#endif
