/* The verbs of the command line. argv[0] is the verb; each returns the exit code: 0, 1 or 2 (docs/command-line.md). */
#ifndef MAPCHECK_RUN_VERBS_H
#define MAPCHECK_RUN_VERBS_H

#include "wire/text.h"

enum { EXIT_AS_EXPECTED = 0, EXIT_UNEXPECTED = 1, EXIT_NOT_DONE = 2 };

int list_command(int argc, char **argv);
int run_command(int argc, char **argv);
int show_command(int argc, char **argv);
int probe_command(int argc, char **argv);
int baseline_command(int argc, char **argv);
int requirements_command(int argc, char **argv);
int prove_command(int argc, char **argv);
int worker_command(int argc, char **argv);
int help_command(int argc, char **argv);

/* The text of `mapcheck VERB --help`; NULL: there is no such verb. */
const char *help_of(const char *verb);

/* Prints "mapcheck VERB: sentence" to standard error; EXIT_NOT_DONE. */
int cannot(const char *verb, const char *format, ...) MAPCHECK_PRINTF(2, 3);

/* The same, and where to read how it is meant. */
int misused(const char *verb, const char *format, ...) MAPCHECK_PRINTF(2, 3);

/* What getopt_long returned '?' or ':' for. */
int misused_option(const char *verb, char **argv, int answer);

#endif
