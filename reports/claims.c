#include "reports/claims.h"

#include <string.h>

static bool cites(const char *requirements, const char *id)
{
    size_t length = strlen(id);
    for (const char *at = requirements; length && (at = strstr(at, id)); at += length) {
        bool begins = at == requirements || at[-1] == ' ';
        if (begins && (at[length] == ' ' || !at[length]))
            return true;
    }
    return false;
}

bool claim_is_of(const ReportClaim *claim, const ReportCase *c)
{
    return cites(c->requirements, claim->id);
}

ClaimTally tally_claim(const Run *run, const ReportClaim *claim)
{
    ClaimTally tally = {0};
    for (size_t i = 0; i < run->case_count; i++) {
        const ReportCase *c = &run->cases[i];
        if (!c->finished || !claim_is_of(claim, c))
            continue;
        if (c->outcome == OUTCOME_PASS)
            tally.passed++;
        else if (c->outcome == OUTCOME_OBSERVED)
            tally.observed++;
        else if (c->outcome == OUTCOME_SKIP)
            tally.skipped++;
        else
            tally.failed++;
    }
    return tally;
}

static bool begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

/* Cases assert what holds today, so a claim that is false today is refuted by cases that pass. */
const char *claim_word(const ReportClaim *claim, const ClaimTally *tally)
{
    if (!tally->passed && !tally->failed && !tally->observed)
        return "not tried";
    if (tally->failed || !tally->passed)
        return "depends";
    if (begins(claim->today, "refuted"))
        return "refuted";
    bool holds = begins(claim->today, "true") || begins(claim->today, "works");
    return holds && !strstr(claim->today, "refuted") ? "confirmed" : "depends";
}

static void append_count(Text *out, size_t count, Outcome outcome)
{
    if (count)
        text_printf(out, "%s%zu %s", out->length ? ", " : "", count, outcome_word(outcome));
}

void append_claim_cases(Text *out, const ClaimTally *tally)
{
    append_count(out, tally->passed, OUTCOME_PASS);
    append_count(out, tally->failed, OUTCOME_FAIL);
    append_count(out, tally->observed, OUTCOME_OBSERVED);
    append_count(out, tally->skipped, OUTCOME_SKIP);
    if (!out->length)
        text_append(out, "none");
}
