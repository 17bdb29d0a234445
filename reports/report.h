/* Reports: folds over a ledger. Called by the command line and, at the end of a run, by the runner. */
#ifndef MAPCHECK_REPORTS_REPORT_H
#define MAPCHECK_REPORTS_REPORT_H

#include "reports/model.h"
#include "wire/text.h"

#include <stdbool.h>

/* Writes report.html, report.md, junit.xml and report.tap into `directory`, which exists. False: `problem` says why,
 * with the path; files written before it are whole, the others as they were. */
bool write_reports(const char *ledger_path, const char *directory, Text *problem);

/* `mapcheck report LEDGER ...` and `mapcheck compare OLD NEW ...`: argv[0] is the verb. Exit codes: 0 done (compare:
 * the same), 1 compare: different, 2 it could not do what was asked. */
int report_command(int argc, char **argv);
int compare_command(int argc, char **argv);

/* One case as the console and `mapcheck show` print it, several lines, each with its newline. Colour is ANSI. Lines of
 * prose keep to `width` columns (0: 100); transcript lines may be longer. */
void render_case_text(Text *out, const ReportCase *c, bool colour, int width);

/* The formats, each a whole document appended to `out`. False: out of memory in the XML writer. */
bool render_html(Text *out, const Run *run);
bool render_junit(Text *out, const Run *run);
void render_markdown(Text *out, const Run *run);
void render_tap(Text *out, const Run *run);

#endif
