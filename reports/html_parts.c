/* What the sections share. */
#include "reports/html.h"
#include "reports/transcript.h"

#include <ctype.h>
#include <string.h>

enum { LONGEST_CELL = 1000 };

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

/* As in a link's fragment: what may not stand there is percent-encoded, in the name itself too, so that both agree. */
void append_anchor(Text *out, const ReportCase *c)
{
    for (const char *at = c->id; *at; at++) {
        bool plain = isalnum((unsigned char)*at) || strchr("-._~/@,+=:!", *at);
        if (plain && (unsigned char)*at < 0x80)
            text_append_bytes(out, at, 1);
        else
            text_printf(out, "%%%02X", (unsigned char)*at);
    }
    if (c->attempt > 1)
        text_printf(out, ".attempt-%d", c->attempt);
}

void html_link(Markup *m, const ReportCase *c, const char *name)
{
    Text place = {0};
    text_append(&place, "#");
    append_anchor(&place, c);
    markup_begin(m, "a");
    markup_attribute(m, "href", place.bytes);
    html_id(m, name);
    markup_end(m);
    text_free(&place);
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

void html_cell(Markup *m, const char *class, const char *text)
{
    Text clipped = {0};
    append_clipped(&clipped, text, LONGEST_CELL, true);
    markup_leaf(m, "td", class, clipped.bytes ? clipped.bytes : "");
    text_free(&clipped);
}

void html_time_cell(Markup *m, const ReportCase *c)
{
    Text text = {0};
    append_duration(&text, c->milliseconds);
    markup_leaf(m, "td", "time", c->finished ? text.bytes : "");
    text_free(&text);
}

void html_table(Markup *m, const char *class, const char *label, const char *const *headings, size_t count)
{
    markup_begin_class(m, "div", "box");
    markup_attribute(m, "tabindex", "0");
    markup_attribute(m, "role", "region");
    markup_attribute(m, "aria-label", label);
    markup_begin_class(m, "table", class);
    html_headings(m, headings, count);
}
