/* The baseline of a platform: what is known to differ here, and why. docs/baselines.md is the long form. */
#ifndef MAPCHECK_RUN_BASELINE_H
#define MAPCHECK_RUN_BASELINE_H

#include "run/outcome.h"
#include "run/registry.h"
#include "story/instance.h"
#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { BASELINE_NOT_RUN = 1u << OUTCOME_COUNT };

typedef struct BaselineEntry {
    char *pattern;     /* glob over case ids */
    char *outcome;     /* as written: "fail", "pass|fail", "not-run" */
    unsigned outcomes; /* 1 << Outcome, or-ed; or BASELINE_NOT_RUN */
    char *condition;   /* "wine=8.0,bits=64"; NULL: always */
    char *reason;
    char *file; /* where it stands: the baseline, or a file that it includes */
    unsigned line;
} BaselineEntry;

typedef struct Baseline {
    char *path; /* NULL: this platform has none */
    BaselineEntry *entries;
    size_t count;
} Baseline;

/* What `baseline --suggest` writes instead of a reason; an entry that still has it is refused. */
#define BASELINE_REASON_MARKER "REASON-MISSING"

/* False: `problem` names file, line and what was expected. */
bool baseline_read(const char *path, Baseline *baseline, Text *problem);
void baseline_free(Baseline *baseline);

/* False: some reason cites no id of the registry. */
bool baseline_check_reasons(const Baseline *baseline, const Registry *registry, Text *problem);

/* Does an entry's pattern name some case of the suite, on whatever platform? */
bool baseline_entry_matches_any(const BaselineEntry *entry, const Instance *cases, size_t count);

/* The first entry whose pattern matches the id and whose condition holds for the facts (an object of strings); the
 * values of a condition are globs. NULL: none. */
const BaselineEntry *baseline_find(const Baseline *baseline, const char *id, const json_t *facts);

#endif
