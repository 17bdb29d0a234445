/* The folder of a run's results. */
#ifndef MAPCHECK_RUN_PLACE_H
#define MAPCHECK_RUN_PLACE_H

#include "wire/text.h"

#include <stdbool.h>

/* Makes the folder and a place for the ledger in it: `path` is DIR/ledger.jsonl, which is not there then. One of an
 * earlier run is kept as DIR/previous.jsonl, in the place of an older one; `kept` says so. `resume` is the ledger that
 * is to be resumed, or NULL: a previous.jsonl that is to be resumed is not replaced. */
bool prepare_place(const char *directory, const char *resume, Text *path, Text *kept, Text *problem);

#endif
