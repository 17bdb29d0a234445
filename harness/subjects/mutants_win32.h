/* The lists of mutants of Windows, one per file. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_WIN32_H
#define MAPCHECK_SUBJECTS_MUTANTS_WIN32_H

#include "subjects/mutant.h"

#endif
