/* Records as a person reads them. */
#ifndef MAPCHECK_RUN_CONSOLE_H
#define MAPCHECK_RUN_CONSOLE_H

#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>

/* One case with its transcript, as in the reports. `run` is the run record, `records` an array: begin, operations,
 * end. */
void console_case(Text *out, const json_t *run, const json_t *records, bool colour);

/* --trace: one line per operation and per end; nothing for other records. */
void console_trace(Text *out, const json_t *record);

#endif
