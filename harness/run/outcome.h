/* The words for how a case ended and what that means here. Never mixed, never counted together. */
#ifndef MAPCHECK_RUN_OUTCOME_H
#define MAPCHECK_RUN_OUTCOME_H

#include <stdbool.h>

typedef enum Outcome {
    OUTCOME_PASS,
    OUTCOME_FAIL,     /* an expectation did not hold */
    OUTCOME_CRASH,    /* an actor died that the story had not killed */
    OUTCOME_HANG,     /* an operation did not answer by its deadline */
    OUTCOME_BROKEN,   /* set-up or harness trouble, noise on a channel, processes left behind, or nothing checked */
    OUTCOME_SKIP,     /* not run, with a kind and a sentence */
    OUTCOME_OBSERVED, /* recorded, not judged */
    OUTCOME_COUNT
} Outcome;

typedef enum Judgement {
    JUDGEMENT_EXPECTED,    /* as the baseline says; without an entry: pass, skip or observed */
    JUDGEMENT_REGRESSION,  /* worse than the baseline says */
    JUDGEMENT_IMPROVEMENT, /* better than the baseline says: the entry is to be taken out */
    JUDGEMENT_FLAKE,       /* repeated in one run with differing outcomes */
    JUDGEMENT_NEW,         /* not as it should be, and this platform has no baseline yet */
    JUDGEMENT_COUNT
} Judgement;

const char *outcome_word(Outcome outcome); /* "pass", "fail", ... */
bool outcome_from_word(const char *word, Outcome *outcome);
const char *judgement_word(Judgement judgement);
bool judgement_from_word(const char *word, Judgement *judgement);

#endif
