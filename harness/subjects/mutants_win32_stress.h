/* Stress mutants of Windows: right nearly always. No case of a handful of operations is expected to notice them; `mapcheck
 * stress` is. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_WIN32_STRESS_H
#define MAPCHECK_SUBJECTS_MUTANTS_WIN32_STRESS_H

#include "subjects/mutants_win32.h"

#include <stdbool.h>

extern const Mutant mutants_win32_stress_views[], mutants_win32_stress_objects[];

/* Their family is "stress": `mapcheck prove` leaves them to the stress tests unless they are named. */
#define STRESS_MUTANT(name, function, sentence)      \
    {                                                \
        name, "stress", sentence, install_##function \
    }

enum { PAGE_BYTES = 4096 };

/* True at every `often`th call of the one counter, counted in this process. */
static inline bool every(unsigned often, unsigned *counter)
{
    return ++*counter % often == 0;
}

static inline SIZE_T whole_pages(SIZE_T length)
{
    return (length + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

#endif
