/* Sections that are lists and tables: skips, observations, slowest, all cases. */
#include "reports/html.h"
#include "reports/pick.h"
#include "reports/transcript.h"

#include <stdlib.h>
#include <string.h>

enum { SLOWEST = 15, LONGEST = 1000 };

static void write_cell(Markup *m, const char *class, const char *text)
{
    Text clipped = {0};
    append_clipped(&clipped, text, LONGEST, true);
    markup_leaf(m, "td", class, clipped.bytes ? clipped.bytes : "");
    text_free(&clipped);
}

static void write_id_cell(Markup *m, const char *id)
{
    markup_begin_class(m, "td", "id");
    html_id(m, id);
    markup_end(m);
}

static void write_time_cell(Markup *m, const ReportCase *c)
{
    Text text = {0};
    append_duration(&text, c->milliseconds);
    markup_leaf(m, "td", "time", c->finished ? text.bytes : "");
    text_free(&text);
}

static void write_skip_group(Markup *m, Picked skipped, size_t at, size_t length)
{
    Text text = {0};
    const ReportCase *first = skipped.cases[at];
    text_printf(&text, "%s%s%zu case%s", first->skip.kind, *first->skip.kind ? ", " : "", length, length == 1 ? "" : "s");
    markup_begin(m, "details");
    markup_begin(m, "summary");
    markup_text(m, first->skip.sentence);
    markup_text(m, " ");
    markup_leaf(m, "span", "number", text.bytes);
    markup_end(m);
    markup_begin(m, "ul");
    for (size_t i = at; i < at + length; i++) {
        markup_begin_class(m, "li", "id");
        html_id(m, skipped.cases[i]->id);
        if (*skipped.cases[i]->baseline.reason) {
            markup_text(m, " ");
            markup_leaf(m, "span", "note", skipped.cases[i]->baseline.reason);
        }
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
    text_free(&text);
}

void html_skips(Markup *m, const Run *run)
{
    Picked skipped = pick_skipped(run);
    size_t length;
    html_section(m, "skipped", "Skipped", skipped.count);
    if (!skipped.count)
        markup_leaf(m, "p", "none", "Nothing was skipped.");
    for (size_t at = 0; at < skipped.count; at += length) {
        length = skip_group(skipped, at);
        write_skip_group(m, skipped, at, length);
    }
    markup_end(m);
    free(skipped.cases);
}

static void begin_table(Markup *m, const char *class, const char *label, const char *const *headings, size_t count)
{
    markup_begin_class(m, "div", "box");
    markup_attribute(m, "tabindex", "0");
    markup_attribute(m, "role", "region");
    markup_attribute(m, "aria-label", label);
    markup_begin_class(m, "table", class);
    html_headings(m, headings, count);
}

void html_observations(Markup *m, const Run *run)
{
    static const char *const headings[] = {"case", "what", "expected", "seen"};
    Picked observed = pick_observed(run);
    html_section(m, "observed", "Observed", observed.count);
    markup_leaf(m, "p", "note", "Where a standard leaves freedom: recorded beside what is expected, never judged.");
    if (observed.count) {
        begin_table(m, "plain", "Observations", headings, 4);
        markup_begin(m, "tbody");
        for (size_t i = 0; i < observed.count; i++) {
            const ReportCase *c = observed.cases[i];
            for (size_t j = 0; j < c->observation_count; j++) {
                const ReportObservation *observation = &c->observations[j];
                const char *expected = observation->expected;
                bool other = expected && strcmp(expected, observation->value) != 0;
                markup_begin(m, "tr");
                write_id_cell(m, c->id);
                write_cell(m, NULL, observation->key);
                write_cell(m, "mono", expected ? expected : "\xE2\x80\x93");
                write_cell(m, other ? "mono other" : "mono", observation->value);
                markup_end(m);
            }
        }
        markup_end(m);
        markup_end(m);
        markup_end(m);
    }
    markup_end(m);
    free(observed.cases);
}

void html_slowest(Markup *m, const Run *run)
{
    static const char *const headings[] = {"case", "time"};
    Picked slowest = pick_slowest(run, SLOWEST);
    html_section(m, "slowest", "Slowest", slowest.count);
    begin_table(m, "plain narrow", "Slowest cases", headings, 2);
    markup_begin(m, "tbody");
    for (size_t i = 0; i < slowest.count; i++) {
        markup_begin(m, "tr");
        write_id_cell(m, slowest.cases[i]->id);
        write_time_cell(m, slowest.cases[i]);
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
    markup_end(m);
    markup_end(m);
    free(slowest.cases);
}

static void write_name(Markup *m, const Run *run, const ReportCase *c)
{
    size_t chapter = strlen(c->chapter);
    bool inside = chapter && !strncmp(c->id, c->chapter, chapter) && c->id[chapter] == '/';
    Text text = {0};
    text_printf(&text, "#case-%zu", (size_t)(c - run->cases));
    markup_begin_class(m, "td", "id");
    if (case_is_deviation(c)) {
        markup_begin(m, "a");
        markup_attribute(m, "href", text.bytes);
    }
    html_id(m, inside ? c->id + chapter + 1 : c->id);
    if (case_is_deviation(c))
        markup_end(m);
    text_clear(&text);
    text_printf(&text, " attempt %d", c->attempt);
    if (c->attempt > 1)
        markup_leaf(m, "span", "note", text.bytes);
    markup_end(m);
    text_free(&text);
}

static void write_row(Markup *m, const Run *run, const ReportCase *c)
{
    markup_begin(m, "tr");
    markup_begin(m, "td");
    html_word(m, c);
    markup_end(m);
    markup_leaf(m, "td", "judgement", c->finished ? judgement_word(c->judgement) : "");
    write_name(m, run, c);
    write_cell(m, "claim", c->claim);
    markup_leaf(m, "td", "level", c->level);
    write_cell(m, "ids", c->requirements);
    write_time_cell(m, c);
    markup_end(m);
}

static void write_chapter(Markup *m, const char *chapter)
{
    markup_begin_class(m, "tr", "chapter");
    markup_begin(m, "th");
    markup_attribute(m, "colspan", "7");
    markup_attribute(m, "scope", "rowgroup");
    markup_text(m, *chapter ? chapter : "no chapter");
    markup_end(m);
    markup_end(m);
}

void html_all_cases(Markup *m, const Run *run)
{
    static const char *const headings[] = {"outcome", "judgement", "case", "claim", "level", "basis", "time"};
    html_section(m, "all", "All cases", run->case_count);
    markup_begin_class(m, "form", "filter");
    markup_attribute(m, "hidden", "hidden"); /* the script shows it: without one it could do nothing */
    markup_attribute(m, "role", "search");
    markup_begin(m, "label");
    markup_text(m, "Show cases with ");
    markup_begin(m, "input");
    markup_attribute(m, "type", "search");
    markup_attribute(m, "placeholder", "words of id, claim, outcome, basis");
    markup_end_void(m);
    markup_end(m);
    markup_begin(m, "output");
    markup_attribute(m, "aria-live", "polite");
    markup_end(m);
    markup_end(m);
    begin_table(m, "plain all", "All cases", headings, 7);
    for (size_t i = 0; i < run->case_count;) {
        const char *chapter = run->cases[i].chapter;
        markup_begin(m, "tbody");
        write_chapter(m, chapter);
        for (; i < run->case_count && !strcmp(run->cases[i].chapter, chapter); i++)
            write_row(m, run, &run->cases[i]);
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
    markup_end(m);
}
