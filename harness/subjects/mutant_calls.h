/* Which functions a mutant replaces. */
#ifndef MAPCHECK_SUBJECTS_MUTANT_CALLS_H
#define MAPCHECK_SUBJECTS_MUTANT_CALLS_H

#include "subjects/mutant.h"
#include "wire/text.h"

/* Their names, separated by spaces; nothing where it replaces portable operations only. Found by installing it: for a process that
 * ends soon. */
void append_replaced_calls(Text *out, const Mutant *mutant);

#endif
