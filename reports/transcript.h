/* The words that all renderers share: bytes made fit to read, an operation's call and answer as people write them, and
 * which part of a long transcript is shown. */
#ifndef MAPCHECK_REPORTS_TRANSCRIPT_H
#define MAPCHECK_REPORTS_TRANSCRIPT_H

#include "reports/model.h"

/* Appends `text` as valid UTF-8 that XML 1.0 can carry. Each byte of a control character (newline and tab too, unless
 * `lines`) and of what is not UTF-8 becomes \xNN. */
void append_printable(Text *out, const char *text, bool lines);

/* The same, at most about `most` bytes of it: the rest is told as a number. */
void append_clipped(Text *out, const char *text, size_t most, bool lines);

/* "mmap(NULL, 4096, PROT_READ, MAP_SHARED, $2, 0)": the call without its family. */
const char *call_words(const ReportOperation *operation);

/* The answer: "= 0x7f0000", "= -1 EINVAL", "ok", "fault: write at 0x7f0000, SIGSEGV:SEGV_ACCERR", "late". */
void append_answer(Text *out, const ReportOperation *operation);

/* "cases/common/lifetime.c:41" of the failure, else of the case; nothing where neither is known. */
void append_place(Text *out, const ReportCase *c);

/* The command that runs the case again, with the same actors. */
void append_again(Text *out, const Run *run, const ReportCase *c);
/* The command that writes it as a program of its own. */
void append_alone(Text *out, const Run *run, const ReportCase *c);

/* Of a long transcript the beginning, [0, head), and what leads to the judged operation, [tail, end), are shown. */
typedef struct Window {
    size_t head, tail, end;
} Window;
Window transcript_window(const ReportCase *c, size_t most);
/* Index of the operation that was judged; operation_count when there is none. */
size_t judged_operation(const ReportCase *c);

/* The transcript as aligned lines of plain text without newlines, the judged one marked: for the console, TAP, JUnit
 * and Markdown. At most `most` operations, and a line that says how many more there are. */
enum { WIDEST_CALL = 76 };
void each_transcript_line(const ReportCase *c, size_t most, void (*each)(const char *line, bool here, void *context),
                          void *context);

/* "58 ms", "0.4 ms", "8.1 s", "2 min 5 s". */
void append_duration(Text *out, double milliseconds);

#endif
