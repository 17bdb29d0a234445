#include "reports/markdown.h"

#include "reports/basis.h"
#include "reports/transcript.h"

#include <string.h>

enum { MOST_OPERATIONS = 60 };

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
    markdown_plain(out, text);
    text_append(out, "\n\n");
}

static void append_basis(Text *out, const Run *run, const ReportCase *c)
{
    size_t before = out->length;
    const char *ids = c->requirements;
    for (const ReportStatement *one; (one = next_statement(run, &ids));) {
        text_append(out, "- ");
        markdown_plain(out, one->id);
        text_append(out, ": ");
        markdown_plain(out, one->statement);
        text_append(out, "\n");
    }
    if (out->length > before)
        text_append(out, "\n");
}

void markdown_deviation(Text *out, const Run *run, const ReportCase *c)
{
    Text text = {0};
    text_append(out, "\n### ");
    markdown_plain(out, c->id);
    text_printf(out, "\n\n**%s**", case_word(c));
    if (c->finished)
        text_printf(out, ", %s", judgement_word(c->judgement));
    if (c->attempt > 1)
        text_printf(out, ", attempt %d", c->attempt);
    if (*c->level) {
        text_append(out, " \xC2\xB7 ");
        markdown_plain(out, c->level);
    }
    if (*c->requirements) {
        text_append(out, " \xC2\xB7 ");
        markdown_plain(out, c->requirements);
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
