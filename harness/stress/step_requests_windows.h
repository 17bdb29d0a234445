/* Steps that only Windows has, as exact calls. */
#ifndef MAPCHECK_STRESS_STEP_REQUESTS_WINDOWS_H
#define MAPCHECK_STRESS_STEP_REQUESTS_WINDOWS_H

#include "stress/stage.h"

/* False: the step is carried out as everywhere (step_requests.c). `carried_out` false: `problem` says why it could not be. */
bool windows_step(Stage *stage, const Model *model, const Step *step, bool *carried_out, Text *problem);

#endif
