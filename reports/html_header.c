#include "reports/html.h"
#include "reports/transcript.h"

#include <string.h>

static void write_verdict(Markup *m, const Run *run)
{
    Tally tally;
    Text sentence = {0};
    tally_run(run, &tally);
    bool fine = *run->ended && !run->problem_count && !tally.unfinished;
    for (int i = 0; i < JUDGEMENT_COUNT; i++)
        fine = fine && (i == JUDGEMENT_EXPECTED || !tally.judgements[i]);
    append_run_verdict(&sentence, run);
    if (run->problem_count)
        text_printf(&sentence, " The run had %zu problem%s.", run->problem_count, run->problem_count == 1 ? "" : "s");
    markup_leaf(m, "p", fine ? "verdict good" : "verdict bad", sentence.bytes);
    text_free(&sentence);
}

static void write_count(Markup *m, const char *word, size_t count)
{
    Text text = {0};
    text_printf(&text, "%zu", count);
    markup_begin_class(m, "div", count ? "count" : "count none");
    markup_leaf(m, "dt", word, word);
    markup_leaf(m, "dd", NULL, text.bytes);
    markup_end(m);
    text_free(&text);
}

static void write_counts(Markup *m, const Run *run)
{
    Tally tally;
    tally_run(run, &tally);
    markup_begin_class(m, "div", "counts");
    markup_begin(m, "section");
    markup_leaf(m, "h2", NULL, "Outcomes");
    markup_begin(m, "dl");
    for (int i = 0; i < OUTCOME_COUNT; i++)
        write_count(m, outcome_word((Outcome)i), tally.outcomes[i]);
    if (tally.unfinished)
        write_count(m, "not finished", tally.unfinished);
    if (tally.unstarted)
        write_count(m, "not started", tally.unstarted);
    markup_end(m);
    markup_end(m);
    markup_begin(m, "section");
    markup_leaf(m, "h2", NULL, "Judgements");
    markup_begin(m, "dl");
    for (int i = 0; i < JUDGEMENT_COUNT; i++)
        write_count(m, judgement_word((Judgement)i), tally.judgements[i]);
    markup_end(m);
    markup_end(m);
    markup_end(m);
}

static void write_fact_of(Markup *m, const char *class, const char *key, const char *value)
{
    if (!*value)
        return;
    markup_begin(m, "div");
    if (class)
        markup_attribute(m, "class", class);
    markup_leaf(m, "dt", NULL, key);
    markup_leaf(m, "dd", NULL, value);
    markup_end(m);
}

static void write_fact(Markup *m, const char *key, const char *value)
{
    write_fact_of(m, NULL, key, value);
}

static void write_facts(Markup *m, const Run *run)
{
    Text text = {0};
    markup_begin_class(m, "dl", "facts");
    for (size_t i = 0; i < run->fact_count; i++)
        write_fact(m, run->facts[i].key, run->facts[i].value);
    write_fact(m, "mapcheck", run->version);
    write_fact(m, "started", run->started);
    append_duration(&text, run->milliseconds);
    write_fact(m, "took", run->milliseconds > 0 ? text.bytes : "");
    text_clear(&text);
    text_printf(&text, "%d", run->jobs);
    write_fact(m, "jobs", run->jobs > 0 ? text.bytes : "");
    write_fact(m, "seed", run->seed);
    text_clear(&text);
    if (*run->baseline_path)
        text_printf(&text, "%s, %d entr%s", run->baseline_path, run->baseline_entries,
                    run->baseline_entries == 1 ? "y" : "ies");
    write_fact(m, "baseline", text.length ? text.bytes : "none for this platform");
    write_fact(m, "run", run->id);
    text_clear(&text);
    text_printf(&text, "mapcheck %s", run->arguments);
    write_fact_of(m, "wide", "command", text.bytes);
    markup_end(m);
    text_free(&text);
}

static void write_contents(Markup *m, const Run *run)
{
    static const char *const parts[][2] = {
        {"#unexpected", "Not as expected"},
        {"#known", "Known deviations"},
        {"#claims", "Claims"},
        {"#skipped", "Skipped"},
        {"#differing", "Observed, other than expected"},
        {"#observed", "Observed"},
        {"#slowest", "Slowest"},
        {"#all", "All cases"},
    };
    markup_begin(m, "nav");
    markup_attribute(m, "aria-label", "Parts of this report");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!strcmp(parts[i][0], "#claims") && !run->claim_count)
            continue;
        markup_begin(m, "a");
        markup_attribute(m, "href", parts[i][0]);
        markup_text(m, parts[i][1]);
        markup_end(m);
        markup_text(m, " ");
    }
    markup_end(m);
}

void html_header(Markup *m, const Run *run)
{
    markup_begin(m, "header");
    markup_leaf(m, "p", "product", "mapcheck report");
    markup_leaf(m, "h1", NULL, *run->platform ? run->platform : "unknown platform");
    write_verdict(m, run);
    write_counts(m, run);
    write_facts(m, run);
    write_contents(m, run);
    markup_end(m);
}
