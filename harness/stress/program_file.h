/* A program in a file, to be run again: `mapcheck stress --program FILE`, and the kept ones of regressions.h.
 *
 * Of a free program the file has that alone, as one object. Of a lockstep program it is the repro (repro.h), whose first line
 * has the program among the rest. */
#ifndef MAPCHECK_STRESS_PROGRAM_FILE_H
#define MAPCHECK_STRESS_PROGRAM_FILE_H

#include "stress/nemesis.h"
#include "stress/repro.h"

typedef struct ProgramFile {
    Program program;
    NemesisPlan nemesis;
    Text profile;
    uint64_t seed;
} ProgramFile;

/* Writes PATH, for a free program. False: `problem`. */
bool free_program_write(const char *path, const ReproHead *head, const NemesisPlan *nemesis, const Program *program,
                        Text *problem);
/* Of either kind. `file` starts from {0}. False: `problem` says what is wrong with it. */
bool program_file_read(const char *path, ProgramFile *file, Text *problem);
void program_file_free(ProgramFile *file);

/* The steps, a string of a word and numbers each. */
json_t *program_numbers(const Program *program);

#endif
