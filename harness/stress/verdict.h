/* A reply against what the model expects. Pure. */
#ifndef MAPCHECK_STRESS_VERDICT_H
#define MAPCHECK_STRESS_VERDICT_H

#include "stress/stage.h"

typedef enum Verdict { VERDICT_LEGAL, VERDICT_ILLEGAL, VERDICT_UNUSABLE } Verdict;

typedef struct Finding {
    Verdict verdict;
    Text argument; /* ILLEGAL: what was expected, what came, whose stamp that is; UNUSABLE: why nothing can be said */
    Text seen;     /* bytes that were delivered */
} Finding;

/* The stage's last reply to this step. `finding` starts from {0}; finding_free ends it. */
void judge_reply(const Stage *stage, const Model *model, const Step *step, const Expectation *expectation,
                 Finding *finding);
void finding_free(Finding *finding);

/* What is expected, as members of the transcript's record of the step: "expect", "bytes", "requirement". */
void note_expectation(json_t *record, const Model *model, const Step *step, const Expectation *expectation);

#endif
