/* The mutants of a Windows actor. */
#include "subjects/mutants_win32.h"

#include <stddef.h>

const Mutant *const mutant_lists[] = {NULL};
