/* A repro: a program as a file of JSON lines in the ledger's form, each operation with what is expected of it. */
#ifndef MAPCHECK_STRESS_REPRO_H
#define MAPCHECK_STRESS_REPRO_H

#include "stress/lockstep.h"

typedef struct ReproHead {
    const char *subject, *profile, *mutant, *run; /* mutant: NULL or its name */
    const char *argument, *requirement;           /* what is wrong */
    uint64_t seed;
    unsigned failed, tries; /* how often the program failed */
} ReproHead;

/* Writes PATH. False: `problem`. */
bool repro_write(const char *path, const ReproHead *head, const Program *program, const json_t *operations,
                 Text *problem);

/* The steps as lines for people. */
json_t *program_lines(const Program *program);

#endif
