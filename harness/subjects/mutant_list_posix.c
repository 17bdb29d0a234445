#include "subjects/mutants_posix.h"

const Mutant *const mutant_lists[] = {NULL};
