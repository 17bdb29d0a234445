#include "run/outcome.h"

#include <string.h>

static const char *const outcome_words[OUTCOME_COUNT] = {
    [OUTCOME_PASS] = "pass",     [OUTCOME_FAIL] = "fail", [OUTCOME_CRASH] = "crash",       [OUTCOME_HANG] = "hang",
    [OUTCOME_BROKEN] = "broken", [OUTCOME_SKIP] = "skip", [OUTCOME_OBSERVED] = "observed",
};

static const char *const judgement_words[JUDGEMENT_COUNT] = {
    [JUDGEMENT_EXPECTED] = "expected",
    [JUDGEMENT_REGRESSION] = "regression",
    [JUDGEMENT_IMPROVEMENT] = "improvement",
    [JUDGEMENT_FLAKE] = "flake",
    [JUDGEMENT_NEW] = "new",
};

static int find_word(const char *const *words, int count, const char *word)
{
    for (int i = 0; i < count; i++) {
        if (!strcmp(words[i], word))
            return i;
    }
    return -1;
}

const char *outcome_word(Outcome outcome)
{
    return outcome_words[outcome];
}

bool outcome_from_word(const char *word, Outcome *outcome)
{
    int found = find_word(outcome_words, OUTCOME_COUNT, word);
    if (found < 0)
        return false;
    *outcome = (Outcome)found;
    return true;
}

const char *judgement_word(Judgement judgement)
{
    return judgement_words[judgement];
}

bool judgement_from_word(const char *word, Judgement *judgement)
{
    int found = find_word(judgement_words, JUDGEMENT_COUNT, word);
    if (found < 0)
        return false;
    *judgement = (Judgement)found;
    return true;
}
