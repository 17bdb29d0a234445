/* The worker: tells one case after the other, each as a Check test without fork, with fresh actors.
 *
 * `mapcheck worker` is started by the runner with its standard input and output as channel. It reads lines "CASE ATTEMPT"
 * and writes ledger records (docs/ledger.md) "begin", "operation" and "end", the last without judgement and baseline. It
 * ends at the end of its input, and then leaves no actor behind. */
#ifndef MAPCHECK_STORY_TELLER_H
#define MAPCHECK_STORY_TELLER_H

#include "wire/text.h"

#include <stdbool.h>

typedef struct TellerOptions {
    const char *folder;       /* private scratch folder of this worker; the actors' working directory is below it */
    const char *scratch;      /* NULL, or the folder (--scratch) where the actors' files go instead */
    const char *run;          /* the run's id: names and the environment mark */
    int worker;               /* its number */
    const char *const *actor; /* the actor's command, NULL-terminated (--wrap's words before it already) */
    const char *const *other_actor;     /* the same for one of the other width; NULL: there is none */
    const char *const *actor_arguments; /* further words: "--mutant" "x"; NULL-terminated; may be NULL */
    unsigned deadline;                  /* milliseconds for one operation, before scaling */
    double scale;                       /* factor on every deadline */
    unsigned ahead;                     /* actors kept started ahead of need */
} TellerOptions;

int tell_cases(const TellerOptions *options); /* exit code */

/* One actor's facts, for `mapcheck probe`, the run record and baseline conditions: calls `each` per fact. False: `problem`
 * says why no actor could be asked. */
bool ask_facts(const TellerOptions *options, void (*each)(const char *key, const char *value, void *context),
               void *context, Text *problem);

/* How many named objects of the system's kernel bear the run's id now that all its cases have ended, or -1 where the
 * actor's system has no list of them. The system may take a moment over the last process. */
int count_named_objects(const TellerOptions *options);

#endif
