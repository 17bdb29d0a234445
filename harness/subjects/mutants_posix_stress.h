/* Stress mutants: right nearly always. No case of a handful of operations is expected to notice them; `mapcheck stress`
 * is. A list per file mutants_posix_stress_*.c. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_POSIX_STRESS_H
#define MAPCHECK_SUBJECTS_MUTANTS_POSIX_STRESS_H

#include "subjects/mutants_posix.h"

#include <stdbool.h>

extern const Mutant posix_stress_coherence_mutants[], posix_stress_size_mutants[], posix_stress_life_mutants[],
    posix_stress_race_mutants[], posix_stress_refusal_mutants[];

/* Their family is "stress": `mapcheck prove` leaves them to the stress tests unless they are named. */
#define STRESS_MUTANT(name, function, sentence)      \
    {                                                \
        name, "stress", sentence, install_##function \
    }

/* True at every `often`th call of the one counter, counted in this process. */
static inline bool every(unsigned often, unsigned *counter)
{
    return ++*counter % often == 0;
}

static inline bool of_file(int flags)
{
    return !(flags & MAP_ANONYMOUS);
}

/* The size of the file; 0 where it cannot be asked. */
off_t size_of_file(int fd);

#endif
