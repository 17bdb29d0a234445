/* Values of options (options.c), each from getopt's optarg. False: it was not understood, which was said. */
#ifndef MAPCHECK_RUN_OPTION_VALUES_H
#define MAPCHECK_RUN_OPTION_VALUES_H

#include "run/options.h"

bool option_count(const char *verb, const char *option, unsigned most, unsigned *into); /* 1 to most */
bool option_command(const char *verb, const char *option, Words *into);                 /* split as a shell would */
bool option_scale(const char *verb, double *into);
bool option_shuffle(const char *verb, RunOptions *options); /* without a seed it makes one */
bool option_library(const char *verb, RunOptions *options);
void option_mutant(const char *verb, RunOptions *options);

#endif
