/* The filter, and the table of all cases, by chapter. */
#include "reports/html.h"

#include <string.h>

static void write_name(Markup *m, const ReportCase *c)
{
    size_t chapter = strlen(c->chapter);
    bool inside = chapter && !strncmp(c->id, c->chapter, chapter) && c->id[chapter] == '/';
    Text text = {0};
    markup_begin_class(m, "td", "id");
    html_link(m, c, inside ? c->id + chapter + 1 : c->id);
    text_printf(&text, " attempt %d", c->attempt);
    if (c->attempt > 1)
        markup_leaf(m, "span", "note", text.bytes);
    markup_end(m);
    text_free(&text);
}

static void write_row(Markup *m, const ReportCase *c)
{
    Text anchor = {0};
    append_anchor(&anchor, c);
    markup_begin(m, "tr");
    if (!case_is_deviation(c)) /* a deviation's anchor is where all is told of it */
        markup_attribute(m, "id", anchor.bytes);
    text_free(&anchor);
    markup_begin(m, "td");
    html_word(m, c);
    markup_end(m);
    markup_leaf(m, "td", "judgement", c->finished ? judgement_word(c->judgement) : "");
    write_name(m, c);
    html_cell(m, "claim", c->claim);
    markup_leaf(m, "td", "level", c->level);
    html_cell(m, "ids", c->requirements);
    html_time_cell(m, c);
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

void html_filter(Markup *m)
{
    markup_begin_class(m, "form", "filter");
    markup_attribute(m, "hidden", "hidden"); /* the script shows it: without one it could do nothing */
    markup_attribute(m, "role", "search");
    markup_begin(m, "label");
    markup_text(m, "Show cases with ");
    markup_begin(m, "input");
    markup_attribute(m, "type", "search");
    markup_attribute(m, "placeholder", "words of id, claim, outcome, basis, call");
    markup_end_void(m);
    markup_end(m);
    markup_begin(m, "output");
    markup_attribute(m, "aria-live", "polite");
    markup_end(m);
    markup_end(m);
}

void html_all_cases(Markup *m, const Run *run)
{
    static const char *const headings[] = {"outcome", "judgement", "case", "claim", "level", "basis", "time"};
    html_section(m, "all", "All cases", run->case_count);
    html_table(m, "plain all", "All cases", headings, 7);
    for (size_t i = 0; i < run->case_count;) {
        const char *chapter = run->cases[i].chapter;
        markup_begin(m, "tbody");
        write_chapter(m, chapter);
        for (; i < run->case_count && !strcmp(run->cases[i].chapter, chapter); i++)
            write_row(m, &run->cases[i]);
        markup_end(m);
    }
    markup_end(m);
    markup_end(m);
    markup_end(m);
}
