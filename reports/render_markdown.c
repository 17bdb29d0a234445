/* Markdown as code hosts read it; published as reports/published/PLATFORM.md, so nothing in it depends on where or in
 * which order the cases ran, other than times. */
#include "reports/basis.h"
#include "reports/claims.h"
#include "reports/markdown.h"
#include "reports/pick.h"
#include "reports/report.h"
#include "reports/transcript.h"

#include <stdlib.h>
#include <string.h>

enum { SLOWEST = 10 };

static void append_counts(Text *out, const Run *run)
{
    Tally tally;
    tally_run(run, &tally);
    text_append(out, "| outcome | cases |\n|---|---:|\n");
    for (int i = 0; i < OUTCOME_COUNT; i++)
        text_printf(out, "| %s | %zu |\n", outcome_word((Outcome)i), tally.outcomes[i]);
    if (tally.unfinished)
        text_printf(out, "| not finished | %zu |\n", tally.unfinished);
    if (tally.unstarted)
        text_printf(out, "| not started | %zu |\n", tally.unstarted);
    text_append(out, "\n| judgement | cases |\n|---|---:|\n");
    for (int i = 0; i < JUDGEMENT_COUNT; i++)
        text_printf(out, "| %s | %zu |\n", judgement_word((Judgement)i), tally.judgements[i]);
}

static void append_head(Text *out, const Run *run)
{
    text_append(out, "# mapcheck on ");
    markdown_plain(out, run->platform);
    text_append(out, "\n\n");
    append_run_verdict(out, run);
    text_append(out, "\n\n");
    append_counts(out, run);
    text_append(out, "\n## Platform\n\n| fact | value |\n|---|---|\n");
    for (size_t i = 0; i < run->fact_count; i++) {
        text_append(out, "| ");
        markdown_plain(out, run->facts[i].key);
        text_append(out, " | ");
        markdown_plain(out, run->facts[i].value);
        text_append(out, " |\n");
    }
    text_printf(out, "\nmapcheck %s; ", run->version);
    if (*run->baseline_path)
        text_printf(out, "baseline `%s`, %d entr%s.\n", run->baseline_path, run->baseline_entries,
                    run->baseline_entries == 1 ? "y" : "ies");
    else
        text_append(out, "this platform has no baseline.\n");
}

static void append_problems(Text *out, const Run *run)
{
    if (run->problem_count)
        text_append(out, "\n## Problems\n\n");
    for (size_t i = 0; i < run->problem_count; i++) {
        text_append(out, "- ");
        markdown_plain(out, run->problems[i].message);
        if (*run->problems[i].file)
            text_printf(out, " (`%s:%d`)", run->problems[i].file, run->problems[i].line);
        text_append(out, "\n");
    }
}

static void append_deviations(Text *out, const Run *run, const char *title, Picked picked)
{
    text_printf(out, "\n## %s\n", title);
    if (!picked.count)
        text_append(out, "\nNone.\n");
    for (size_t i = 0; i < picked.count; i++)
        markdown_deviation(out, run, picked.cases[i]);
    free(picked.cases);
}

static void append_skips(Text *out, const Run *run)
{
    Picked skipped = pick_skipped(run);
    size_t length;
    text_append(out, "\n## Skipped\n\n");
    if (!skipped.count)
        text_append(out, "Nothing was skipped.\n");
    for (size_t at = 0; at < skipped.count; at += length) {
        length = skip_group(skipped, at);
        const ReportCase *first = skipped.cases[at];
        text_append(out, "<details><summary>");
        markdown_html(out, first->skip.sentence);
        text_append(out, " (");
        markdown_html(out, *first->skip.kind ? first->skip.kind : "skip");
        text_printf(out, ", %zu case%s)</summary>\n\n", length, length == 1 ? "" : "s");
        for (size_t i = at; i < at + length; i++) {
            text_append(out, "- ");
            markdown_plain(out, skipped.cases[i]->id);
            text_append(out, "\n");
        }
        text_append(out, "\n</details>\n\n");
    }
    free(skipped.cases);
}

static void append_observations(Text *out, const Run *run)
{
    Picked observed = pick_observed(run);
    if (observed.count)
        text_append(out, "\n## Observed\n\nWhere a standard leaves freedom: recorded, not judged.\n\n"
                         "| case | what | expected | seen |\n|---|---|---|---|\n");
    for (size_t i = 0; i < observed.count; i++) {
        const ReportCase *c = observed.cases[i];
        for (size_t j = 0; j < c->observation_count; j++) {
            const char *expected = c->observations[j].expected;
            const char *cells[] = {c->id, c->observations[j].key, expected ? expected : "", c->observations[j].value};
            for (size_t k = 0; k < 4; k++) {
                text_append(out, "| ");
                markdown_plain(out, cells[k]);
                text_append(out, " ");
            }
            text_append(out, "|\n");
        }
    }
    free(observed.cases);
}

static void append_slowest(Text *out, const Run *run)
{
    Picked slowest = pick_slowest(run, SLOWEST);
    if (slowest.count)
        text_append(out, "\n## Slowest\n\n| case | time |\n|---|---:|\n");
    for (size_t i = 0; i < slowest.count; i++) {
        text_append(out, "| ");
        markdown_plain(out, slowest.cases[i]->id);
        text_append(out, " | ");
        append_duration(out, slowest.cases[i]->milliseconds);
        text_append(out, " |\n");
    }
    free(slowest.cases);
}

static void append_claims(Text *out, const Run *run)
{
    if (run->claim_count)
        text_append(out, "\n## Claims\n\n| claim | says | today | here | cases |\n|---|---|---|---|---|\n");
    for (size_t i = 0; i < run->claim_count; i++) {
        const ReportClaim *claim = &run->claims[i];
        ClaimTally tally = tally_claim(run, claim);
        Text cases = {0};
        append_claim_cases(&cases, &tally);
        const char *cells[] = {claim->id, claim->statement, claim->today, claim_word(claim, &tally), cases.bytes};
        for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
            text_append(out, "| ");
            markdown_plain(out, cells[k]);
            text_append(out, " ");
        }
        text_append(out, "|\n");
        text_free(&cases);
    }
}

bool render_markdown(Text *out, const Run *run)
{
    append_head(out, run);
    append_problems(out, run);
    append_deviations(out, run, "Not as expected", pick_unexpected(run));
    append_deviations(out, run, "Known deviations", pick_known_deviations(run));
    append_claims(out, run);
    append_skips(out, run);
    append_observations(out, run);
    append_slowest(out, run);
    return true;
}
