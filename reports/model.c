#include "reports/model.h"

#include <string.h>

void tally_run(const Run *run, Tally *tally)
{
    *tally = (Tally){0};
    size_t different = 0;
    for (size_t i = 0; i < run->case_count; i++) {
        const ReportCase *c = &run->cases[i];
        different += !i || strcmp(c->id, run->cases[i - 1].id) != 0;
        if (!c->finished) {
            tally->unfinished++;
            continue;
        }
        tally->outcomes[c->outcome]++;
        tally->judgements[c->judgement]++;
    }
    if (run->selected > 0 && (size_t)run->selected > different)
        tally->unstarted = (size_t)run->selected - different;
}

bool case_is_unexpected(const ReportCase *c)
{
    return !c->finished || c->judgement != JUDGEMENT_EXPECTED;
}

bool case_is_deviation(const ReportCase *c)
{
    if (case_is_unexpected(c))
        return true;
    return c->outcome != OUTCOME_PASS && c->outcome != OUTCOME_SKIP && c->outcome != OUTCOME_OBSERVED;
}

const char *case_word(const ReportCase *c)
{
    return c->finished ? outcome_word(c->outcome) : "not finished";
}

void append_case_message(Text *out, const ReportCase *c)
{
    if (*c->failure.message)
        text_append(out, c->failure.message);
    else if (!c->finished)
        text_append(out, "It began, and the ledger has no end of it: the run was cut short; --resume runs it again.");
    else if (c->judgement == JUDGEMENT_IMPROVEMENT)
        text_printf(out, "It ended as %s where line %d of %s says %s: take that entry out.", outcome_word(c->outcome),
                    c->baseline.line, *c->baseline.file ? c->baseline.file : "the baseline",
                    *c->baseline.outcome ? c->baseline.outcome : "otherwise");
    else if (c->judgement == JUDGEMENT_FLAKE)
        text_append(out, "Its attempts in this run ended differently.");
    else if (*c->skip.sentence)
        text_append(out, c->skip.sentence);
    else
        text_printf(out, "It ended as %s; the ledger has no message.", outcome_word(c->outcome));
}

void append_run_verdict(Text *out, const Run *run)
{
    size_t unexpected = 0;
    for (size_t i = 0; i < run->case_count; i++)
        unexpected += case_is_unexpected(&run->cases[i]);
    bool known = *run->baseline_path != '\0';
    if (unexpected)
        text_printf(out, "%zu case%s did not end as %s.", unexpected, unexpected == 1 ? "" : "s",
                    known ? "this platform's baseline expects" : "expected; this platform has no baseline yet");
    else
        text_printf(out, "%s as %s.", *run->ended ? "Every case ended" : "The run was cut short; what ran ended",
                    known ? "this platform's baseline expects" : "expected");
}
