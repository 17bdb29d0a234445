/* Sections that are lists and short tables: skips, observations, slowest. */
#include "reports/html.h"
#include "reports/pick.h"

#include <stdlib.h>
#include <string.h>

enum { SLOWEST = 15 };

static void write_id_cell(Markup *m, const ReportCase *c)
{
    markup_begin_class(m, "td", "id");
    html_link(m, c, c->id);
    markup_end(m);
}

static void write_skip_group(Markup *m, Picked skipped, size_t at, size_t length)
{
    Text text = {0};
    const ReportCase *first = skipped.cases[at];
    text_printf(&text, "%s%s%zu case%s", first->skip.kind, *first->skip.kind ? ", " : "", length,
                length == 1 ? "" : "s");
    markup_begin(m, "details");
    markup_begin(m, "summary");
    markup_text(m, first->skip.sentence);
    markup_text(m, " ");
    markup_leaf(m, "span", "number", text.bytes);
    markup_end(m);
    markup_begin(m, "ul");
    for (size_t i = at; i < at + length; i++) {
        markup_begin_class(m, "li", "id");
        html_link(m, skipped.cases[i], skipped.cases[i]->id);
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

static void write_observation(Markup *m, const ReportCase *c, const ReportObservation *observation)
{
    const char *expected = observation->expected;
    markup_begin(m, "tr");
    write_id_cell(m, c);
    html_cell(m, NULL, observation->key);
    html_cell(m, "mono", expected ? expected : "\xE2\x80\x93");
    html_cell(m, observation_differs(observation) ? "mono other" : "mono", observation->value);
    markup_end(m);
}

static size_t count_observations(Picked observed, bool differing)
{
    size_t count = 0;
    for (size_t i = 0; i < observed.count; i++) {
        for (size_t j = 0; j < observed.cases[i]->observation_count; j++)
            count += observation_differs(&observed.cases[i]->observations[j]) == differing;
    }
    return count;
}

static void write_observations(Markup *m, Picked observed, bool differing, const char *id, const char *title)
{
    static const char *const headings[] = {"case", "what", "expected", "seen"};
    size_t count = count_observations(observed, differing);
    html_section(m, id, title, count);
    markup_leaf(m, "p", "note", "Where a standard leaves freedom: recorded beside what is expected, never judged.");
    if (count) {
        html_table(m, "plain observations", title, headings, 4);
        markup_begin(m, "tbody");
        for (size_t i = 0; i < observed.count; i++) {
            for (size_t j = 0; j < observed.cases[i]->observation_count; j++) {
                if (observation_differs(&observed.cases[i]->observations[j]) == differing)
                    write_observation(m, observed.cases[i], &observed.cases[i]->observations[j]);
            }
        }
        markup_end(m);
        markup_end(m);
        markup_end(m);
    }
    markup_end(m);
}

/* Those that differ come first: who works on the platform looks for them. */
void html_observations(Markup *m, const Run *run)
{
    Picked observed = pick_observed(run);
    write_observations(m, observed, true, "differing", "Observed, other than expected");
    write_observations(m, observed, false, "observed", "Observed");
    free(observed.cases);
}

void html_slowest(Markup *m, const Run *run)
{
    static const char *const headings[] = {"case", "time"};
    Picked slowest = pick_slowest(run, SLOWEST);
    html_section(m, "slowest", "Slowest", slowest.count);
    html_table(m, "plain narrow", "Slowest cases", headings, 2);
    markup_begin(m, "tbody");
    for (size_t i = 0; i < slowest.count; i++) {
        markup_begin(m, "tr");
        write_id_cell(m, slowest.cases[i]);
        html_time_cell(m, slowest.cases[i]);
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
    markup_end(m);
    markup_end(m);
    free(slowest.cases);
}
