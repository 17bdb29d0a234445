/* What `run` and `prove` were asked to do. */
#ifndef MAPCHECK_RUN_OPTIONS_H
#define MAPCHECK_RUN_OPTIONS_H

#include "run/words.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum Colour { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER } Colour;

/* Strings point into argv. */
typedef struct RunOptions {
    Words patterns;
    Words subjects;        /* --subject */
    Words wrap;            /* --wrap, split */
    Words actor;           /* --actor, split; empty: the program mapcheck-actor beside this one */
    Words other_actor;     /* --other-actor, split: one of the other width; empty: there is none */
    Words actor_arguments; /* --mutant X and --subject-library X, as the actor takes them */
    Words arguments;       /* the command line as it was, for the run record */
    const char *out;
    const char *data;
    const char *scratch;
    const char *resume;
    const char *baseline; /* NULL: the platform's own; "none": none */
    const char *platform; /* NULL: from the facts */
    const char *matrix;   /* prove */
    const char *family;   /* prove */
    Words mutants;        /* prove: only these */
    unsigned jobs;
    unsigned shard, shards;
    unsigned repeat; /* 0: once, or with until_fail without end */
    bool until_fail;
    bool shuffle;
    uint64_t seed;
    unsigned deadline; /* milliseconds for one operation */
    double scale;
    bool trace, quiet, no_reports, quick, json;
    Colour colour;
} RunOptions;

/* -1: go on. Else the exit code: it was misused, which was said, or it was --help, which was printed. `verb` is "run",
 * "prove" or "probe". */
int parse_run_options(const char *verb, int argc, char **argv, RunOptions *options);
void run_options_free(RunOptions *options);

/* "auto", "always" or "never"; false: it is none of them, which was said. */
bool parse_colour(const char *verb, const char *word, Colour *into);

/* Colour on this standard output? */
bool use_colour(Colour colour);

#endif
