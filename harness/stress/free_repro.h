/* A free program as a file, to be run again: `mapcheck stress --program FILE`. */
#ifndef MAPCHECK_STRESS_FREE_REPRO_H
#define MAPCHECK_STRESS_FREE_REPRO_H

#include "stress/nemesis.h"
#include "stress/repro.h"

/* Writes PATH. False: `problem`. */
bool free_repro_write(const char *path, const ReproHead *head, const NemesisPlan *nemesis, const Program *program,
                      Text *problem);
/* False: `problem` says what is wrong with the file. */
bool free_repro_read(const char *path, Program *program, NemesisPlan *nemesis, Text *problem);

#endif
