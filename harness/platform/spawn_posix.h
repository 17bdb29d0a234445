/* Starting a program: fork, arrange, exec. Used by process_posix.c. */
#ifndef MAPCHECK_PLATFORM_SPAWN_POSIX_H
#define MAPCHECK_PLATFORM_SPAWN_POSIX_H

#include "platform/process.h"

#include <sys/types.h>

/* The child's standard streams become `streams` (each above 2). Returns its number once the program runs; -1: `problem`
 * says what failed. */
pid_t spawn_program(const StartOptions *options, const int streams[3], Text *problem);

#endif
