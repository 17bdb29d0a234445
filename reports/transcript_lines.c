#include "reports/transcript.h"

#include <string.h>

enum { LONGEST_CALL = 400, LONGEST_ANSWER = 300 };

static void append_line(Text *out, const ReportOperation *operation, size_t actor, size_t call, bool here)
{
    Text words = {0}, answer = {0};
    append_clipped(&words, call_words(operation), LONGEST_CALL, false);
    append_answer(&answer, operation);
    text_printf(out, "%3u  ", operation->number);
    size_t before = out->length;
    append_clipped(out, operation->actor, 40, false);
    text_printf(out, "%*s", out->length - before < actor ? (int)(actor - (out->length - before)) + 2 : 2, "");
    text_printf(out, "%-*s  ", (int)call, words.bytes ? words.bytes : "");
    append_clipped(out, answer.bytes ? answer.bytes : "", LONGEST_ANSWER, false);
    if (here)
        text_append(out, "   <-- here");
    text_free(&words);
    text_free(&answer);
}

void each_transcript_line(const ReportCase *c, size_t most, void (*each)(const char *line, bool here, void *context),
                          void *context)
{
    Window window = transcript_window(c, most);
    size_t actor = 0, call = 0, judged = judged_operation(c);
    for (size_t i = 0; i < window.end; i++) {
        if (i >= window.head && i < window.tail)
            continue;
        size_t name = strlen(c->operations[i].actor), words = strlen(call_words(&c->operations[i]));
        actor = name > actor && name <= 40 ? name : actor;
        call = words > call && words <= WIDEST_CALL ? words : call;
    }
    Text line = {0};
    for (size_t i = 0; i < window.end; i++) {
        if (i == window.head && window.tail > window.head) {
            text_clear(&line);
            text_printf(&line, "...  %zu more operations", window.tail - window.head);
            each(line.bytes, false, context);
        }
        if (i >= window.head && i < window.tail)
            continue;
        text_clear(&line);
        append_line(&line, &c->operations[i], actor, call, i == judged);
        each(line.bytes, i == judged, context);
    }
    if (c->operation_count > window.end) {
        text_clear(&line);
        text_printf(&line, "...  %zu more operations", c->operation_count - window.end);
        each(line.bytes, false, context);
    }
    text_free(&line);
}
