#include "subjects/mutants_posix_stress.h"

const Mutant *const mutant_lists[] = {
    posix_sharing_mutants,     posix_naming_mutants,      posix_size_mutants,
    posix_lifetime_mutants,    posix_inheritance_mutants, posix_placement_mutants,
    posix_protection_mutants,  posix_flush_mutants,       posix_unmap_mutants,
    posix_segment_mutants,     posix_advice_mutants,      posix_answer_mutants,
    posix_refusal_mutants,     posix_object_mutants,      posix_synchronisation_mutants,
    posix_way_mutants,         posix_limit_mutants,       posix_stress_coherence_mutants,
    posix_stress_size_mutants, posix_stress_life_mutants, posix_header_mutants,
    posix_time_mutants,        posix_effect_mutants,      posix_locking_mutants,
    posix_remap_mutants,       posix_own_mutants,         NULL};
