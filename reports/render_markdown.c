/* Markdown as code hosts read it; published as reports/published/PLATFORM.md, so nothing in it depends on where or in
 * which order the cases ran, other than times. */
#include "reports/basis.h"
#include "reports/claims.h"
#include "reports/pick.h"
#include "reports/report.h"
#include "reports/transcript.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_OPERATIONS = 60, SLOWEST = 10, LONGEST = 2000 };

/* There an underscore is only an underscore. */
static bool within_word(const Text *text, size_t at)
{
    return at && isalnum((unsigned char)text->bytes[at - 1]) && isalnum((unsigned char)text->bytes[at + 1]);
}

/* Text that says what it says wherever it stands, table cells too. */
static void append_plain(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, LONGEST, true);
    for (size_t i = 0; i < printable.length; i++) {
        char byte = printable.bytes[i];
        if (byte == '\n' || byte == '\t')
            byte = ' ';
        else if (strchr("\\`*[]<>|#~&$", byte) || (byte == '_' && !within_word(&printable, i)))
            text_append(out, "\\");
        text_append_bytes(out, &byte, 1);
    }
    text_free(&printable);
}

/* Text within an HTML tag, where Markdown does not look. */
static void append_html(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, LONGEST, false);
    for (size_t i = 0; i < printable.length; i++) {
        char byte = printable.bytes[i];
        if (byte == '<' || byte == '>' || byte == '&')
            text_append(out, byte == '<' ? "&lt;" : byte == '>' ? "&gt;" : "&amp;");
        else
            text_append_bytes(out, &byte, 1);
    }
    text_free(&printable);
}

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
    append_plain(out, run->platform);
    text_append(out, "\n\n");
    append_run_verdict(out, run);
    text_append(out, "\n\n");
    append_counts(out, run);
    text_append(out, "\n## Platform\n\n| fact | value |\n|---|---|\n");
    for (size_t i = 0; i < run->fact_count; i++) {
        text_append(out, "| ");
        append_plain(out, run->facts[i].key);
        text_append(out, " | ");
        append_plain(out, run->facts[i].value);
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
        append_plain(out, run->problems[i].message);
        if (*run->problems[i].file)
            text_printf(out, " (`%s:%d`)", run->problems[i].file, run->problems[i].line);
        text_append(out, "\n");
    }
}

typedef struct Listing {
    Text *out;
    const char *run; /* its id */
} Listing;

/* The run's id, and the folder up to it where it is part of an absolute path, are RUN: they say nothing to a reader,
 * and would make every published transcript differ from the one before. */
static void append_line(const char *line, bool here, void *context)
{
    const Listing *listing = context;
    (void)here;
    for (const char *id; *listing->run && (id = strstr(line, listing->run)); line = id + strlen(listing->run)) {
        const char *word = id;
        while (word > line && !strchr("\":= ", word[-1]))
            word--;
        text_append_bytes(listing->out, line, (size_t)((*word == '/' ? word : id) - line));
        text_append(listing->out, "RUN");
    }
    text_printf(listing->out, "%s\n", line);
}

static void append_paragraph(Text *out, const char *label, const char *text)
{
    if (!*text)
        return;
    text_printf(out, "%s", label);
    append_plain(out, text);
    text_append(out, "\n\n");
}

static void append_basis(Text *out, const Run *run, const ReportCase *c)
{
    size_t before = out->length;
    const char *ids = c->requirements;
    for (const ReportStatement *one; (one = next_statement(run, &ids));) {
        text_append(out, "- ");
        append_plain(out, one->id);
        text_append(out, ": ");
        append_plain(out, one->statement);
        text_append(out, "\n");
    }
    if (out->length > before)
        text_append(out, "\n");
}

static void append_deviation(Text *out, const Run *run, const ReportCase *c)
{
    Text text = {0};
    text_append(out, "\n### ");
    append_plain(out, c->id);
    text_printf(out, "\n\n**%s**", case_word(c));
    if (c->finished)
        text_printf(out, ", %s", judgement_word(c->judgement));
    if (c->attempt > 1)
        text_printf(out, ", attempt %d", c->attempt);
    if (*c->level) {
        text_append(out, " \xC2\xB7 ");
        append_plain(out, c->level);
    }
    if (*c->requirements) {
        text_append(out, " \xC2\xB7 ");
        append_plain(out, c->requirements);
    }
    text_append(out, "\n\n");
    append_paragraph(out, "", c->claim);
    append_basis(out, run, c);
    append_place(&text, c);
    if (text.length)
        text_append(&text, ": ");
    append_case_message(&text, c);
    append_paragraph(out, "", text.bytes);
    append_paragraph(out, "Baseline: ", c->baseline.reason);
    if (c->operation_count) {
        text_append(out, "```text\n");
        each_transcript_line(c, MOST_OPERATIONS, append_line, &(Listing){out, run->id});
        text_append(out, "```\n");
    }
    text_free(&text);
}

static void append_deviations(Text *out, const Run *run, const char *title, Picked picked)
{
    text_printf(out, "\n## %s\n", title);
    if (!picked.count)
        text_append(out, "\nNone.\n");
    for (size_t i = 0; i < picked.count; i++)
        append_deviation(out, run, picked.cases[i]);
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
        append_html(out, first->skip.sentence);
        text_append(out, " (");
        append_html(out, *first->skip.kind ? first->skip.kind : "skip");
        text_printf(out, ", %zu case%s)</summary>\n\n", length, length == 1 ? "" : "s");
        for (size_t i = at; i < at + length; i++) {
            text_append(out, "- ");
            append_plain(out, skipped.cases[i]->id);
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
                append_plain(out, cells[k]);
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
        append_plain(out, slowest.cases[i]->id);
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
            append_plain(out, cells[k]);
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
