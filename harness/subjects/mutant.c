#include "subjects/mutant.h"

#include <stddef.h>
#include <string.h>

const Mutant *find_mutant(const char *name)
{
    for (const Mutant *const *list = mutant_lists; *list; list++) {
        for (const Mutant *mutant = *list; mutant->name; mutant++) {
            if (strcmp(mutant->name, name) == 0)
                return mutant;
        }
    }
    return NULL;
}
