/* Members of a ledger record, each with its check: the one place that says what a wrong member was expected to be. */
#ifndef MAPCHECK_REPORTS_MEMBERS_H
#define MAPCHECK_REPORTS_MEMBERS_H

#include "reports/model.h"

#include <jansson.h>

/* A record that is being read. The first wrong member fills `problem`; what follows reads as empty. */
typedef struct Members {
    Run *run;
    const json_t *object;
    const char *record; /* for the message: "end" */
    Text *problem;
    bool wrong;
} Members;

const char *needed_text(Members *members, const char *name);
const char *optional_text(Members *members, const char *name); /* "" where it is missing or null */
long long needed_whole(Members *members, const char *name);
long long optional_whole(Members *members, const char *name, long long otherwise);
double optional_number(Members *members, const char *name);
/* An object or array member: NULL where it is missing or null. */
const json_t *optional_object(Members *members, const char *name);
const json_t *optional_array(Members *members, const char *name);
/* The same record's inner object, for the functions above. */
Members inner(Members *members, const json_t *object);
/* Says what was expected, once. */
void expected_instead(Members *members, const char *name, const char *what);

#endif
