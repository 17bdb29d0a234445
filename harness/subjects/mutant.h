/* Mutants: the subject with one known fault, to see the suite fail.
 *
 * A mutant replaces one or two entries of a call table (or a portable operation) at the actor's start, before the
 * channel opens; children of the actor inherit it. `mapcheck prove` runs every case against every mutant. */
#ifndef MAPCHECK_SUBJECTS_MUTANT_H
#define MAPCHECK_SUBJECTS_MUTANT_H

typedef struct Mutant {
    const char *name;     /* lower-case-words */
    const char *family;   /* "posix", "win32", "nt" */
    const char *sentence; /* what it does wrong */
    void (*install)(void);
} Mutant;

/* A list per file, ends with a mutant without name; mutant_lists (mutant_list_posix.c, mutant_list_win32.c) ends with
 * NULL. */
extern const Mutant *const mutant_lists[];

/* NULL: no mutant of this name. */
const Mutant *find_mutant(const char *name);

#endif
