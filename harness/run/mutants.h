/* The faults that an actor can be given, as it lists them itself. */
#ifndef MAPCHECK_RUN_MUTANTS_H
#define MAPCHECK_RUN_MUTANTS_H

#include "run/words.h"
#include "story/instance.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Mutant {
    char *name;
    char *family;   /* "posix", "win32", "nt", "portable" */
    char *sentence; /* what is wrong with it */
    char *calls;    /* the functions that it replaces, separated by spaces; "": it does not say */
} Mutant;

typedef struct Mutants {
    Mutant *list;
    size_t count;
} Mutants;

/* Runs `ACTOR --mutants` and reads its lines, NAME TAB FAMILY TAB SENTENCE [TAB CALLS]. False: `problem` says why not. */
bool mutants_ask(const Words *actor, uint64_t deadline, Mutants *mutants, Text *problem);

/* One such line. False: it has another shape. */
bool mutants_take_line(Mutants *mutants, const char *line);

/* Keeps those of the family (NULL: any), with one of the names (none: any). False: some name is not there. */
bool mutants_keep(Mutants *mutants, const char *family, const Words *names, Text *problem);

/* Can the fault show in this case at all? Portable operations are for every subject, and end in its family's calls. */
bool mutant_concerns(const Mutant *mutant, const Instance *instance);

void mutants_free(Mutants *mutants);

#endif
