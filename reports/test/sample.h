/* A ledger with everything that reports have to tell: all outcomes and judgements, names that no format may take as its
 * own syntax, long transcripts. */
#ifndef MAPCHECK_REPORTS_TEST_SAMPLE_H
#define MAPCHECK_REPORTS_TEST_SAMPLE_H

#include "wire/text.h"

#include <stddef.h>

/* What sample_ledger tells, for the tests to hold reports to. */
enum {
    SAMPLE_CASES = 18,
    SAMPLE_UNEXPECTED = 8, /* one of them not finished */
    SAMPLE_KNOWN = 2,
    SAMPLE_SKIPPED = 3,
    SAMPLE_FAILURES = 4, /* in JUnit's words */
    SAMPLE_ERRORS = 4
};

/* Appends the ledger: the cases above, then `more` that pass, then the summary. */
void sample_ledger(Text *out, size_t more);

/* A folder of this process's own for files of tests, below the temporary directory; made at first use. */
const char *sample_folder(void);
/* Writes `text` to FOLDER/name and returns the path, until the next call. */
const char *sample_file(const char *name, const Text *text);

#endif
