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

/* What --help of the two verbs prints, for `mapcheck help VERB` too. */
extern const char report_usage[];
extern const char compare_usage[];

/* A ledger as a command line names it: the file, or the folder that holds a ledger.jsonl. */
void append_ledger_path(Text *out, const char *argument);

/* One case as the console and `mapcheck show` print it, several lines, each with its newline. Colour is ANSI. Lines of
 * prose keep to `width` columns (0: 100); transcript lines may be longer. */
void render_case_text(Text *out, const Run *run, const ReportCase *c, bool colour, int width);

/* A format is a whole document appended to `out`. False: out of memory in the XML writer. */
typedef struct ReportFormat {
    const char *name; /* as after --format */
    const char *file; /* its name in the run's folder */
    bool (*render)(Text *out, const Run *run);
} ReportFormat;
extern const ReportFormat report_formats[]; /* ends with a format without name */
bool render_html(Text *out, const Run *run);
bool render_markdown(Text *out, const Run *run);
bool render_junit(Text *out, const Run *run);
bool render_tap(Text *out, const Run *run);

/* Files are written whole or left as they were. `only` NULL: every format. */
bool write_report(const ReportFormat *format, const Run *run, const char *path, Text *problem);
bool write_report_files(const Run *run, const ReportFormat *only, const char *directory, Text *problem);

#endif
