/* JUnit XML: one testsuite per chapter. What the baseline expects is never a failure: an expected deviation counts as
 * skipped, with its reason; an unexpected pass is a failure, as it is for the exit code of the run. */
#include "reports/markup.h"
#include "reports/report.h"
#include "reports/transcript.h"

#include <string.h>

enum { MOST_OPERATIONS = 200 };

typedef enum Verdict { VERDICT_PASSED, VERDICT_SKIPPED, VERDICT_FAILURE, VERDICT_ERROR, VERDICT_COUNT } Verdict;

typedef struct Counts {
    size_t tests, of[VERDICT_COUNT];
    double seconds;
} Counts;

static Verdict verdict(const ReportCase *c)
{
    if (!case_is_deviation(c))
        return c->outcome == OUTCOME_SKIP ? VERDICT_SKIPPED : VERDICT_PASSED;
    if (!case_is_unexpected(c))
        return VERDICT_SKIPPED;
    bool stopped = !c->finished || c->outcome == OUTCOME_CRASH || c->outcome == OUTCOME_HANG ||
                   c->outcome == OUTCOME_BROKEN;
    return stopped ? VERDICT_ERROR : VERDICT_FAILURE;
}

static Counts count(const ReportCase *cases, size_t length)
{
    Counts counts = {.tests = length};
    for (size_t i = 0; i < length; i++) {
        counts.of[verdict(&cases[i])]++;
        counts.seconds += cases[i].milliseconds / 1000;
    }
    return counts;
}

static void write_counts(Markup *m, Counts counts)
{
    markup_number(m, "tests", (double)counts.tests, 0);
    markup_number(m, "failures", (double)counts.of[VERDICT_FAILURE], 0);
    markup_number(m, "errors", (double)counts.of[VERDICT_ERROR], 0);
    markup_number(m, "skipped", (double)counts.of[VERDICT_SKIPPED], 0);
    markup_number(m, "time", counts.seconds, 3);
}

static void write_property(Markup *m, const char *name, const char *value)
{
    if (!*value)
        return;
    markup_begin(m, "property");
    markup_attribute(m, "name", name);
    markup_attribute(m, "value", value);
    markup_end(m);
}

static void write_facts(Markup *m, const Run *run)
{
    markup_begin(m, "properties");
    write_property(m, "platform", run->platform);
    write_property(m, "mapcheck", run->version);
    write_property(m, "run", run->id);
    for (size_t i = 0; i < run->fact_count; i++)
        write_property(m, run->facts[i].key, run->facts[i].value);
    markup_end(m);
}

static void append_transcript_line(const char *line, bool here, void *context)
{
    (void)here;
    text_printf(context, "%s\n", line);
}

static void write_transcript(Markup *m, const ReportCase *c)
{
    Text lines = {0};
    each_transcript_line(c, MOST_OPERATIONS, append_transcript_line, &lines);
    if (lines.length)
        markup_leaf(m, "system-out", NULL, lines.bytes);
    text_free(&lines);
    if (*c->noise)
        markup_leaf(m, "system-err", NULL, c->noise);
}

static void write_verdict(Markup *m, const ReportCase *c)
{
    static const char *const elements[] = {NULL, "skipped", "failure", "error"};
    const char *element = elements[verdict(c)];
    if (!element)
        return;
    Text message = {0}, place = {0};
    if (case_is_deviation(c) && !case_is_unexpected(c))
        text_printf(&message, "expected %s: %s", case_word(c), c->baseline.reason);
    else
        append_case_message(&message, c);
    append_place(&place, c);
    markup_begin(m, element);
    if (verdict(c) != VERDICT_SKIPPED)
        markup_attribute(m, "type", c->finished ? judgement_word(c->judgement) : "not-finished");
    markup_attribute(m, "message", message.bytes);
    if (verdict(c) != VERDICT_SKIPPED && place.length)
        markup_text(m, place.bytes);
    markup_end(m);
    text_free(&message);
    text_free(&place);
}

static void write_case(Markup *m, const ReportCase *c)
{
    size_t chapter = strlen(c->chapter);
    bool inside = !strncmp(c->id, c->chapter, chapter) && c->id[chapter] == '/';
    Text name = {0};
    text_append(&name, inside ? c->id + chapter + 1 : c->id);
    if (c->attempt > 1)
        text_printf(&name, " attempt %d", c->attempt);
    markup_begin(m, "testcase");
    markup_attribute(m, "classname", c->chapter);
    markup_attribute(m, "name", name.bytes);
    markup_number(m, "time", c->milliseconds / 1000, 3);
    text_free(&name);
    markup_begin(m, "properties");
    write_property(m, "outcome", case_word(c));
    write_property(m, "judgement", c->finished ? judgement_word(c->judgement) : "");
    write_property(m, "level", c->level);
    write_property(m, "subject", c->subject);
    write_property(m, "claim", c->claim);
    write_property(m, "requirements", c->requirements);
    markup_end(m);
    write_verdict(m, c);
    if (case_is_deviation(c))
        write_transcript(m, c);
    markup_end(m);
}

bool render_junit(Text *out, const Run *run)
{
    Markup m;
    markup_open(&m, out, false);
    markup_begin(&m, "testsuites");
    markup_attribute(&m, "name", "mapcheck");
    write_counts(&m, count(run->cases, run->case_count));
    for (size_t i = 0; i < run->case_count;) {
        size_t end = i;
        while (end < run->case_count && !strcmp(run->cases[end].chapter, run->cases[i].chapter))
            end++;
        markup_begin(&m, "testsuite");
        markup_attribute(&m, "name", run->cases[i].chapter);
        write_counts(&m, count(run->cases + i, end - i));
        markup_attribute(&m, "timestamp", run->started);
        write_facts(&m, run);
        for (; i < end; i++)
            write_case(&m, &run->cases[i]);
        markup_end(&m);
    }
    return markup_close(&m);
}
