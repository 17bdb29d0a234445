/* The ledger file: written by `run`, read by everything that tells about a run. docs/ledger.md has the records. */
#ifndef MAPCHECK_RUN_LEDGER_H
#define MAPCHECK_RUN_LEDGER_H

#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>

/* Writing: whole lines go to the system in one write, so a killed run leaves whole lines behind. */
typedef struct Ledger Ledger;

/* Opens for appending; makes the file where there is none. NULL: `problem` says why. */
Ledger *ledger_open(const char *path, Text *problem);

/* False: the record is not, or only partly, in the file (disk full, ...), and `problem` says why. After a false
 * nothing more is written: what is there stays readable up to its last whole line. */
bool ledger_write(Ledger *ledger, const json_t *record, Text *problem);

/* The record as a line of the ledger, without its newline: `rest` are members as text, each with a comma before it, which go
 * behind the record's others. False as for ledger_write. */
bool ledger_line(Ledger *ledger, const json_t *record, const char *rest, Text *line, Text *problem);

/* The same as ledger_write for a record that is one line of JSON already, and may wait for others that come at the same time. */
bool ledger_write_line(Ledger *ledger, const char *line, size_t length, Text *problem);

/* Nothing waits any more. */
bool ledger_flush(Ledger *ledger, Text *problem);

/* False: the system reported at the end that something was not written. Harmless on NULL. */
bool ledger_close(Ledger *ledger, Text *problem);

/* Reading. `record` is borrowed; json_incref keeps it. False ends the reading: the visitor has then filled
 * `problem`. */
typedef bool LedgerVisit(json_t *record, unsigned line, void *context, Text *problem);

/* Hands over every record in order. A last line without its newline is what a killed run leaves: it is left out and
 * `*torn` is set (torn may be NULL). False: `problem` names file and line and what was expected there. Every record has
 * a known shape then: "record" is a string, the first record is "run" of version 1, "begin", "operation" and "end"
 * have a string "case", and the outcome of an "end" is a word of outcome.h. */
bool ledger_read(const char *path, LedgerVisit *visit, void *context, bool *torn, Text *problem);

/* A string member, or `otherwise` where there is none. */
const char *record_text(const json_t *record, const char *key, const char *otherwise);

/* A record's kind. */
bool record_is(const json_t *record, const char *kind);

#endif
