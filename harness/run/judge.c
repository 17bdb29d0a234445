#include "run/judge.h"

/* Worse is higher. A skip is between: less than a pass, but nothing was seen to be wrong. */
static int rank(Outcome outcome)
{
    switch (outcome) {
    case OUTCOME_PASS:
    case OUTCOME_OBSERVED:
        return 0;
    case OUTCOME_SKIP:
        return 1;
    case OUTCOME_FAIL:
        return 2;
    default:
        return 3;
    }
}

static bool better_than_all(Outcome outcome, unsigned expected)
{
    for (int other = 0; other < OUTCOME_COUNT; other++) {
        if ((expected & 1u << other) && rank((Outcome)other) <= rank(outcome))
            return false;
    }
    return true;
}

Judgement judge(const BaselineEntry *entry, bool has_baseline, Outcome outcome, unsigned earlier)
{
    if (entry && (entry->outcomes & 1u << outcome))
        return JUDGEMENT_EXPECTED; /* pass|fail also allows that attempts differ */
    if (earlier & ~(1u << outcome))
        return JUDGEMENT_FLAKE;
    if (entry && better_than_all(outcome, entry->outcomes))
        return JUDGEMENT_IMPROVEMENT;
    if (!entry && rank(outcome) <= 1)
        return JUDGEMENT_EXPECTED;
    return has_baseline ? JUDGEMENT_REGRESSION : JUDGEMENT_NEW;
}

bool judgement_is_unexpected(Judgement judgement)
{
    return judgement != JUDGEMENT_EXPECTED;
}
