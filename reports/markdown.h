/* The parts of the Markdown report. Only render_markdown.c and markdown_*.c include this. */
#ifndef MAPCHECK_REPORTS_MARKDOWN_H
#define MAPCHECK_REPORTS_MARKDOWN_H

#include "reports/model.h"

/* Text that says what it says wherever it stands, table cells too. */
void markdown_plain(Text *out, const char *text);

/* Text within an HTML tag, where Markdown does not look. */
void markdown_html(Text *out, const char *text);

/* One case that was not as expected: claim, basis, what happened, and its transcript. */
void markdown_deviation(Text *out, const Run *run, const ReportCase *c);

#endif
