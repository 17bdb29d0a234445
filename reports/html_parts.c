/* What the sections share, and the section about what did not run. */
#include "reports/html.h"
#include "reports/pick.h"

#include <stdlib.h>
#include <string.h>

void html_section(Markup *m, const char *id, const char *title, size_t count)
{
    Text number = {0};
    text_printf(&number, "%zu", count);
    markup_begin(m, "section");
    markup_attribute(m, "id", id);
    markup_begin(m, "h2");
    markup_text(m, title);
    markup_text(m, " ");
    markup_leaf(m, "span", "number", number.bytes);
    markup_end(m);
    text_free(&number);
}

void html_word(Markup *m, const ReportCase *c)
{
    Text class = {0};
    text_printf(&class, "word %s", c->finished ? outcome_word(c->outcome) : "unfinished");
    markup_leaf(m, "span", class.bytes, case_word(c));
    text_free(&class);
}

void html_id(Markup *m, const char *id)
{
    for (const char *from = id; *from;) {
        size_t length = strcspn(from, "/@_");
        length += from[length] != '\0';
        Text part = {0};
        text_append_bytes(&part, from, length);
        markup_text(m, part.bytes);
        text_free(&part);
        from += length;
        if (*from) {
            markup_begin(m, "wbr");
            markup_end_void(m);
        }
    }
}

void html_headings(Markup *m, const char *const *headings, size_t count)
{
    markup_begin(m, "thead");
    markup_begin(m, "tr");
    for (size_t i = 0; i < count; i++) {
        markup_begin(m, "th");
        markup_attribute(m, "scope", "col");
        markup_text(m, headings[i]);
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
}

static bool is_unfinished(const ReportCase *c)
{
    return !c->finished;
}

static void write_item(Markup *m, const char *text, const char *file, int line)
{
    Text item = {0};
    text_append(&item, text);
    if (*file)
        text_printf(&item, " (%s:%d)", file, line);
    markup_leaf(m, "li", NULL, item.bytes);
    text_free(&item);
}

static void write_unstarted(Markup *m, size_t count)
{
    Text text = {0};
    text_printf(&text, "%zu selected case%s did not start.", count, count == 1 ? "" : "s");
    write_item(m, text.bytes, "", 0);
    text_free(&text);
}

void html_not_run(Markup *m, const Run *run)
{
    Tally tally;
    tally_run(run, &tally);
    bool cut = !*run->ended;
    size_t count = run->problem_count + tally.unfinished + (tally.unstarted != 0) + run->left_behind_count + cut;
    if (!count)
        return;
    html_section(m, "trouble", "Trouble with this run", count);
    markup_begin(m, "ul");
    for (size_t i = 0; i < run->problem_count; i++)
        write_item(m, run->problems[i].message, run->problems[i].file, run->problems[i].line);
    if (cut)
        write_item(m, "The ledger has no summary: the run was cut short, or still runs.", "", 0);
    if (run->torn)
        write_item(m, "The ledger ends within a line; that line was left out.", "", 0);
    if (tally.unstarted)
        write_unstarted(m, tally.unstarted);
    for (size_t i = 0; i < run->left_behind_count; i++) {
        Text text = {0};
        text_printf(&text, "Left behind and swept: %s", run->left_behind[i]);
        write_item(m, text.bytes, "", 0);
        text_free(&text);
    }
    Picked unfinished = pick_cases(run, is_unfinished);
    for (size_t i = 0; i < unfinished.count; i++) {
        Text text = {0};
        text_printf(&text, "Not finished: %s", unfinished.cases[i]->id);
        write_item(m, text.bytes, "", 0);
        text_free(&text);
    }
    free(unfinished.cases);
    markup_end(m);
    markup_end(m);
}
