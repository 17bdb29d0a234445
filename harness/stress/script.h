/* What a file tells: the operations of a repro, or of one case of a ledger. */
#ifndef MAPCHECK_STRESS_SCRIPT_H
#define MAPCHECK_STRESS_SCRIPT_H

#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>

typedef struct Script {
    json_t *operations;
    json_t *end;   /* the case's end; NULL: a repro, or a case that did not end */
    json_t *repro; /* the repro's head, or NULL */
    Text run, of;  /* the run's id, the case */
} Script;

/* `chosen`: the case; NULL: the only one. Of several attempts the last counts. False: `problem`. */
bool script_read(Script *script, const char *path, const char *chosen, Text *problem);
void script_free(Script *script);

/* What did not hold in a failed case, where only its own code can see that: a condition, or a comparison without a value of
 * an answer. NULL: something else did not, or everything held. */
const char *script_own_failure(const Script *script);

/* What the case expected (docs/ledger.md); NULL: the file does not say. */
const json_t *script_expectations(const Script *script);

#endif
