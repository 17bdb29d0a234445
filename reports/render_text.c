#include "reports/report.h"
#include "reports/transcript.h"

#include <ctype.h>
#include <string.h>

enum { INDENT = 6, MOST_OPERATIONS = 24 };

static void append_word(Text *out, const ReportCase *c, bool colour)
{
    bool good = c->finished && (c->outcome == OUTCOME_PASS || c->outcome == OUTCOME_OBSERVED);
    const char *code = case_is_unexpected(c) ? "31" : good ? "32" : "33";
    if (colour)
        text_printf(out, "\033[1;%sm", code);
    for (const char *word = case_word(c); *word; word++)
        text_printf(out, "%c", toupper((unsigned char)*word));
    if (colour)
        text_append(out, "\033[0m");
    for (size_t used = strlen(case_word(c)); used < INDENT - 2; used++)
        text_append(out, " ");
    text_append(out, "  ");
}

/* Word, id, and at the right edge level and time. */
static void append_head(Text *out, const ReportCase *c, bool colour, size_t width)
{
    Text id = {0}, right = {0};
    append_printable(&id, c->id, false);
    if (c->attempt > 1)
        text_printf(&id, "  attempt %d", c->attempt);
    text_append(&right, c->level);
    if (c->finished) {
        text_append(&right, "   ");
        append_duration(&right, c->milliseconds);
    }
    append_word(out, c, colour);
    size_t word = strlen(case_word(c)) + 2;
    size_t used = (word > INDENT ? word : INDENT) + id.length;
    text_append(out, id.bytes);
    text_printf(out, "%*s%s\n", used + right.length + 2 < width ? (int)(width - used - right.length) : 2, "",
                right.bytes ? right.bytes : "");
    text_free(&id);
    text_free(&right);
}

/* Breaks at spaces; later lines are indented like the first. */
static void append_wrapped(Text *out, const char *prose, size_t width)
{
    size_t room = width > INDENT + 20 ? width - INDENT : 20;
    while (*prose) {
        size_t length = strcspn(prose, "\n");
        if (length > room) {
            length = room;
            while (length && prose[length] != ' ')
                length--;
            if (!length)
                length = strcspn(prose, " \n");
        }
        text_printf(out, "%*s%.*s\n", INDENT, "", (int)length, prose);
        prose += length;
        prose += strspn(prose, " \n");
    }
}

static void append_prose(Text *out, const char *prose, size_t most, size_t width)
{
    Text printable = {0};
    append_clipped(&printable, prose, most, true);
    if (printable.length)
        append_wrapped(out, printable.bytes, width);
    text_free(&printable);
}

static void append_claim(Text *out, const ReportCase *c, size_t width)
{
    Text claim = {0};
    text_append(&claim, c->claim);
    if (*c->requirements)
        text_printf(&claim, "%s%s", claim.length ? "   " : "", c->requirements);
    append_prose(out, claim.bytes, 2000, width);
    text_free(&claim);
}

static void append_judgement(Text *out, const ReportCase *c, size_t width)
{
    if (!case_is_deviation(c) && !*c->skip.sentence)
        return;
    Text line = {0};
    append_place(&line, c);
    if (line.length)
        text_append(&line, "  ");
    append_case_message(&line, c);
    append_prose(out, line.bytes, 4000, width);
    text_free(&line);
}

typedef struct Console {
    Text *out;
    bool colour;
} Console;

static void append_operation(const char *line, bool here, void *context)
{
    const Console *console = context;
    bool shine = here && console->colour;
    text_printf(console->out, "%*s%s%s%s\n", INDENT, "", shine ? "\033[1m" : "", line, shine ? "\033[0m" : "");
}

static void append_observations(Text *out, const ReportCase *c, size_t width)
{
    for (size_t i = 0; i < c->observation_count; i++) {
        const ReportObservation *observation = &c->observations[i];
        Text line = {0};
        text_printf(&line, "%s: saw %s", observation->key, observation->value);
        if (observation->expected)
            text_printf(&line, ", expected %s", observation->expected);
        append_prose(out, line.bytes, 1000, width);
        text_free(&line);
    }
}

static void append_labelled(Text *out, const char *label, const char *prose, size_t width)
{
    Text line = {0};
    text_printf(&line, "%s  %s", label, prose);
    append_prose(out, line.bytes, 2000, width);
    text_free(&line);
}

void render_case_text(Text *out, const Run *run, const ReportCase *c, bool colour, int width)
{
    size_t columns = width > 0 ? (size_t)width : 100;
    append_head(out, c, colour, columns);
    append_claim(out, c, columns);
    append_judgement(out, c, columns);
    each_transcript_line(c, MOST_OPERATIONS, append_operation, &(Console){out, colour});
    append_observations(out, c, columns);
    if (*c->noise)
        append_labelled(out, "noise:", c->noise, columns);
    if (*c->baseline.reason)
        append_labelled(out, "baseline:", c->baseline.reason, columns);
    if (case_is_deviation(c)) {
        Text again = {0};
        append_again(&again, run, c);
        text_printf(out, "%*sagain:  %s\n", INDENT, "", again.bytes);
        text_clear(&again);
        append_alone(&again, run, c);
        text_printf(out, "%*salone:  %s\n", INDENT, "", again.bytes);
        text_free(&again);
    }
}
