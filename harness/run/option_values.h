/* Values of options (options.c), each from getopt's optarg. False: it was not understood, which was said. */
#ifndef MAPCHECK_RUN_OPTION_VALUES_H
#define MAPCHECK_RUN_OPTION_VALUES_H

#include "run/options.h"

/* The options that say who carries operations out, and with how much patience: the same for every verb that starts actors.
 * ACTOR_OPTION_ROWS are their rows of a getopt table; numbers above those that a verb gives its own options. */
enum { OPTION_WRAP = 1024, OPTION_ACTOR, OPTION_SCRATCH, OPTION_MUTANT, OPTION_LIBRARY, OPTION_DEADLINE, OPTION_SCALE };
#define ACTOR_OPTION_ROWS                                                                                         \
    {"wrap", required_argument, NULL, OPTION_WRAP}, {"actor", required_argument, NULL, OPTION_ACTOR},             \
        {"scratch", required_argument, NULL, OPTION_SCRATCH}, {"mutant", required_argument, NULL, OPTION_MUTANT}, \
        {"subject-library", required_argument, NULL, OPTION_LIBRARY},                                             \
        {"deadline", required_argument, NULL, OPTION_DEADLINE},                                                   \
    {                                                                                                             \
        "scale", required_argument, NULL, OPTION_SCALE                                                            \
    }
bool is_actor_option(int option);
bool take_actor_option(const char *verb, int option, RunOptions *options);

bool option_count(const char *verb, const char *option, unsigned most, unsigned *into); /* 1 to most */
bool option_command(const char *verb, const char *option, Words *into);                 /* split as a shell would */
bool option_scale(const char *verb, double *into);
bool option_shuffle(const char *verb, RunOptions *options); /* without a seed it makes one */

#endif
