/* TAP 14. "ok" means "as the baseline expects"; a deviation that the baseline knows is "not ok ... # TODO". */
#include "reports/report.h"
#include "reports/transcript.h"

#include <string.h>

enum { MOST_OPERATIONS = 100 };

/* One line; `#` and `\` would begin a directive or an escape. */
static void append_description(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, 1000, false);
    for (size_t i = 0; i < printable.length; i++) {
        if (printable.bytes[i] == '#' || printable.bytes[i] == '\\')
            text_append(out, "\\");
        text_append_bytes(out, printable.bytes + i, 1);
    }
    text_free(&printable);
}

/* A double-quoted YAML scalar. */
static void append_scalar(Text *out, const char *text)
{
    Text printable = {0};
    append_clipped(&printable, text, 4000, true);
    text_append(out, "\"");
    for (size_t i = 0; i < printable.length; i++) {
        char byte = printable.bytes[i];
        if (byte == '\n' || byte == '\t')
            text_append(out, byte == '\n' ? "\\n" : "\\t");
        else
            text_printf(out, byte == '"' || byte == '\\' ? "\\%c" : "%c", byte);
    }
    text_append(out, "\"\n");
    text_free(&printable);
}

static void append_pair(Text *out, const char *key, const char *value)
{
    if (!*value)
        return;
    text_printf(out, "  %s: ", key);
    append_scalar(out, value);
}

static void append_transcript_line(const char *line, bool here, void *context)
{
    (void)here;
    text_append(context, "    - ");
    append_scalar(context, line);
}

static void append_diagnostics(Text *out, const ReportCase *c)
{
    Text text = {0};
    text_append(out, "  ---\n");
    append_pair(out, "outcome", case_word(c));
    append_pair(out, "judgement", c->finished ? judgement_word(c->judgement) : "");
    append_pair(out, "level", c->level);
    append_pair(out, "claim", c->claim);
    append_pair(out, "basis", c->requirements);
    append_case_message(&text, c);
    append_pair(out, "message", text.bytes);
    text_clear(&text);
    append_place(&text, c);
    append_pair(out, "at", text.bytes ? text.bytes : "");
    append_pair(out, "baseline", c->baseline.reason);
    text_printf(out, "  duration_ms: %.3f\n", c->milliseconds);
    if (c->operation_count) {
        text_append(out, "  transcript:\n");
        each_transcript_line(c, MOST_OPERATIONS, append_transcript_line, out);
    }
    text_append(out, "  ...\n");
    text_free(&text);
}

static void append_case(Text *out, const ReportCase *c, size_t number)
{
    bool deviates = case_is_deviation(c);
    text_printf(out, "%sok %zu - ", deviates ? "not " : "", number);
    append_description(out, c->id);
    if (c->attempt > 1)
        text_printf(out, " attempt %d", c->attempt);
    if (!case_is_unexpected(c) && deviates) {
        text_append(out, " # TODO ");
        append_description(out, *c->baseline.reason ? c->baseline.reason : "expected by the baseline");
    } else if (!deviates && c->outcome == OUTCOME_SKIP) {
        text_append(out, " # SKIP ");
        append_description(out, c->skip.sentence);
    }
    text_append(out, "\n");
    if (deviates)
        append_diagnostics(out, c);
}

bool render_tap(Text *out, const Run *run)
{
    text_append(out, "TAP version 14\n");
    text_printf(out, "1..%zu%s\n", run->case_count, run->case_count ? "" : " # SKIP no case was run");
    for (size_t i = 0; i < run->case_count; i++)
        append_case(out, &run->cases[i], i + 1);
    for (size_t i = 0; i < run->problem_count; i++) {
        text_append(out, "# problem: ");
        append_clipped(out, run->problems[i].message, 1000, false);
        text_append(out, "\n");
    }
    return true;
}
