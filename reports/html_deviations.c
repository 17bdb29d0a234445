#include "reports/basis.h"
#include "reports/html.h"
#include "reports/pick.h"
#include "reports/transcript.h"

#include <stdlib.h>
#include <string.h>

/* All transcripts together keep the page small however much failed; a single failure is shown nearly whole. */
enum {
    ALL_ROWS = 12000,
    FEWEST_ROWS = 5,
    MOST_ROWS = 400,
    LONGEST_CALL = 300,
    LONGEST_JUDGED_CALL = 1000,
    LONGEST_MESSAGE = 4000
};

static void write_clipped(Markup *m, const char *element, const char *class, const char *text, size_t most)
{
    Text clipped = {0};
    append_clipped(&clipped, text, most, true);
    markup_leaf(m, element, class, clipped.bytes ? clipped.bytes : "");
    text_free(&clipped);
}

static void write_gap(Markup *m, size_t count)
{
    Text text = {0};
    text_printf(&text, "%zu more operations; the ledger has them", count);
    markup_begin_class(m, "tr", "gap");
    markup_leaf(m, "td", NULL, "");
    markup_begin(m, "td");
    markup_attribute(m, "colspan", "3");
    markup_text(m, text.bytes);
    markup_end(m);
    markup_end(m);
    text_free(&text);
}

static void write_operation(Markup *m, const ReportOperation *operation, bool here)
{
    Text number = {0}, answer = {0};
    text_printf(&number, "%u", operation->number);
    append_answer(&answer, operation);
    markup_begin(m, "tr");
    if (here)
        markup_attribute(m, "class", "here");
    markup_leaf(m, "td", NULL, number.bytes);
    write_clipped(m, "td", NULL, operation->actor, 60);
    write_clipped(m, "td", NULL, call_words(operation), here ? LONGEST_JUDGED_CALL : LONGEST_CALL);
    markup_begin(m, "td");
    bool ok = !strcmp(operation->kind, "ok");
    write_clipped(m, "span", ok ? "ok" : "other", answer.bytes ? answer.bytes : "",
                  here ? LONGEST_JUDGED_CALL : LONGEST_CALL);
    if (here)
        markup_leaf(m, "strong", NULL, " \xE2\x97\x80 here");
    markup_end(m);
    markup_end(m);
    text_free(&number);
    text_free(&answer);
}

static void write_transcript(Markup *m, const ReportCase *c, size_t most)
{
    static const char *const headings[] = {"#", "actor", "call", "answer"};
    if (!c->operation_count)
        return;
    Window window = transcript_window(c, most);
    size_t judged = judged_operation(c);
    markup_begin_class(m, "div", "box");
    markup_attribute(m, "tabindex", "0");
    markup_attribute(m, "role", "region");
    markup_attribute(m, "aria-label", "Transcript");
    markup_begin_class(m, "table", "transcript");
    html_headings(m, headings, 4);
    markup_begin(m, "tbody");
    for (size_t i = 0; i < window.end; i++) {
        if (i == window.head && window.tail > window.head)
            write_gap(m, window.tail - window.head);
        if (i < window.head || i >= window.tail)
            write_operation(m, &c->operations[i], i == judged);
    }
    if (c->operation_count > window.end)
        write_gap(m, c->operation_count - window.end);
    markup_end(m);
    markup_end(m);
    markup_end(m);
}

static void write_meta(Markup *m, const ReportCase *c)
{
    Text text = {0};
    markup_begin_class(m, "p", "meta");
    if (c->finished)
        markup_leaf(m, "span", "judgement", judgement_word(c->judgement));
    if (*c->level)
        markup_leaf(m, "span", NULL, c->level);
    if (*c->requirements)
        markup_leaf(m, "span", "ids", c->requirements);
    if (c->attempt > 1) {
        text_printf(&text, "attempt %d", c->attempt);
        markup_leaf(m, "span", NULL, text.bytes);
        text_clear(&text);
    }
    append_duration(&text, c->milliseconds);
    if (c->finished)
        markup_leaf(m, "span", NULL, text.bytes);
    markup_end(m);
    text_free(&text);
}

/* The requirements in the registry's words, each with its source. */
static void write_basis(Markup *m, const Run *run, const ReportCase *c)
{
    const char *ids = c->requirements;
    const ReportStatement *one = next_statement(run, &ids);
    if (!one)
        return;
    markup_begin_class(m, "ul", "basis");
    for (; one; one = next_statement(run, &ids)) {
        markup_begin(m, "li");
        markup_leaf(m, "b", NULL, one->id);
        markup_text(m, " ");
        write_clipped(m, "span", NULL, one->statement, LONGEST_MESSAGE);
        markup_text(m, " ");
        write_clipped(m, "span", "source", one->source, LONGEST_MESSAGE);
        markup_end(m);
    }
    markup_end(m);
}

static void write_labelled(Markup *m, const char *class, const char *label, const char *text)
{
    if (!*text)
        return;
    markup_begin_class(m, "p", class);
    markup_leaf(m, "b", NULL, label);
    markup_text(m, " ");
    write_clipped(m, "span", NULL, text, LONGEST_MESSAGE);
    markup_end(m);
}

static void write_command(Markup *m, const char *label, const char *command)
{
    markup_begin_class(m, "p", "again");
    markup_text(m, label);
    markup_text(m, " ");
    markup_leaf(m, "code", NULL, command);
    markup_end(m);
}

static void write_deviation(Markup *m, const Run *run, const ReportCase *c, size_t most)
{
    Text text = {0};
    append_anchor(&text, c);
    markup_begin_class(m, "article", case_is_unexpected(c) ? "unexpected" : "known");
    markup_attribute(m, "id", text.bytes);
    markup_begin(m, "h3");
    html_word(m, c);
    markup_text(m, " ");
    html_link(m, c, c->id);
    markup_end(m);
    if (*c->claim)
        markup_leaf(m, "p", "claim", c->claim);
    write_meta(m, c);
    write_basis(m, run, c);
    text_clear(&text);
    append_place(&text, c);
    markup_begin_class(m, "p", "message");
    if (text.length) {
        markup_leaf(m, "span", "place", text.bytes);
        markup_text(m, "  ");
    }
    text_clear(&text);
    append_case_message(&text, c);
    write_clipped(m, "span", NULL, text.bytes, LONGEST_MESSAGE);
    markup_end(m);
    write_labelled(m, "reason", "Baseline", c->baseline.reason);
    write_transcript(m, c, most);
    write_labelled(m, "noise", "Noise", c->noise);
    text_clear(&text);
    append_again(&text, run, c);
    write_command(m, "again", text.bytes);
    text_clear(&text);
    append_alone(&text, run, c);
    write_command(m, "as a C program", text.bytes);
    markup_end(m);
    text_free(&text);
}

static void write_list(Markup *m, const Run *run, const char *id, const char *title, Picked picked, size_t most)
{
    html_section(m, id, title, picked.count);
    if (!picked.count)
        markup_leaf(m, "p", "none", "None.");
    for (size_t i = 0; i < picked.count; i++)
        write_deviation(m, run, picked.cases[i], most);
    markup_end(m);
    free(picked.cases);
}

void html_deviations(Markup *m, const Run *run)
{
    Picked unexpected = pick_unexpected(run), known = pick_known_deviations(run);
    size_t count = unexpected.count + known.count;
    size_t most = count ? ALL_ROWS / count : MOST_ROWS;
    most = most < FEWEST_ROWS ? FEWEST_ROWS : most > MOST_ROWS ? MOST_ROWS : most;
    write_list(m, run, "unexpected", "Not as expected", unexpected, most);
    write_list(m, run, "known", "Known deviations", known, most);
}
