/* The lists of mutants of the posix family, one per file mutants_posix_*.c, and what those files share. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_POSIX_H
#define MAPCHECK_SUBJECTS_MUTANTS_POSIX_H

#include "actor/calls_posix.h"
#include "subjects/mutant.h"

#endif
