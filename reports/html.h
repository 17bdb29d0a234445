/* Parts of the HTML page. render_html.c puts them together; each part is a section with its heading. */
#ifndef MAPCHECK_REPORTS_HTML_H
#define MAPCHECK_REPORTS_HTML_H

#include "reports/markup.h"
#include "reports/model.h"

extern const char *const html_style[];  /* lines, ended by NULL */
extern const char *const html_script[]; /* without < and &: the page is well-formed XML too */

void html_header(Markup *m, const Run *run);     /* title, verdict, counts, facts */
void html_not_run(Markup *m, const Run *run);    /* problems of the run, cases that did not start or finish */
void html_deviations(Markup *m, const Run *run); /* unexpected ones, then known ones */
void html_skips(Markup *m, const Run *run);
void html_observations(Markup *m, const Run *run);
void html_slowest(Markup *m, const Run *run);
void html_all_cases(Markup *m, const Run *run);
void html_filter(Markup *m); /* of the sections after it, by the page's script */

/* <section id><h2>title <span>count</span></h2>; markup_end ends it. */
void html_section(Markup *m, const char *id, const char *title, size_t count);
/* The head of a table. */
void html_headings(Markup *m, const char *const *headings, size_t count);
/* A table in a box that scrolls by itself; two markup_end end it. */
void html_table(Markup *m, const char *class, const char *label, const char *const *headings, size_t count);
void html_cell(Markup *m, const char *class, const char *text);
void html_time_cell(Markup *m, const ReportCase *c);
/* The outcome's word, in its colour. */
void html_word(Markup *m, const ReportCase *c);
/* The id, able to break after its slashes. */
void html_id(Markup *m, const char *id);
/* What a case is found by on the page, the same in every report: its id, with the attempt where there are several. */
void append_anchor(Text *out, const ReportCase *c);
/* `name`, a link to the case's deviation, or to its line among all cases. */
void html_link(Markup *m, const ReportCase *c, const char *name);

/* Nothing where the run says no claims. */
void html_claims(Markup *m, const Run *run);

#endif
