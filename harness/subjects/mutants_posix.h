/* The mutants of the posix family: a list per file mutants_posix_*.c, and what those files share. */
#ifndef MAPCHECK_SUBJECTS_MUTANTS_POSIX_H
#define MAPCHECK_SUBJECTS_MUTANTS_POSIX_H

#include "actor/calls_posix.h"
#include "subjects/mutant.h"

/* `function` stands where `call` stood. */
#define REPLACES(call, function)         \
    static void install_##function(void) \
    {                                    \
        posix.call = function;           \
    }
#define MUTANT(name, function, sentence)            \
    {                                               \
        name, "posix", sentence, install_##function \
    }
#define MUTANTS_END            \
    {                          \
        NULL, NULL, NULL, NULL \
    }

extern const Mutant posix_sharing_mutants[], posix_naming_mutants[], posix_size_mutants[], posix_lifetime_mutants[],
    posix_inheritance_mutants[], posix_placement_mutants[], posix_protection_mutants[], posix_flush_mutants[],
    posix_unmap_mutants[], posix_segment_mutants[], posix_advice_mutants[], posix_answer_mutants[],
    posix_refusal_mutants[], posix_object_mutants[], posix_synchronisation_mutants[], posix_way_mutants[],
    posix_limit_mutants[], posix_header_mutants[], posix_time_mutants[], posix_effect_mutants[],
    posix_locking_mutants[], posix_remap_mutants[], posix_own_mutants[], posix_region_mutants[],
    posix_two_way_mutants[], posix_leaving_mutants[];

/* MAP_SHARED, MAP_PRIVATE and MAP_SHARED_VALIDATE are values of one field, not bits. */
enum { MAP_TYPE_FIELD = MAP_SHARED | MAP_PRIVATE };

static inline int as_private(int flags)
{
    return (flags & ~MAP_TYPE_FIELD) | MAP_PRIVATE;
}

static inline int as_shared(int flags)
{
    return (flags & ~MAP_TYPE_FIELD) | MAP_SHARED;
}

static inline size_t page_size(void)
{
    return (size_t)posix_real.sysconf(_SC_PAGESIZE);
}

static inline size_t in_pages(size_t length)
{
    return (length + page_size() - 1) / page_size() * page_size();
}

#endif
