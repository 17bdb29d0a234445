/* The chapters of cases/posix and cases/sysv. Their constants are those of the POSIX system that the conductor is built
 * on, so a conductor for Windows has none of them. */
#ifndef MAPCHECK_CASES_POSIX_CHAPTERS_H
#define MAPCHECK_CASES_POSIX_CHAPTERS_H

#ifdef _WIN32
#define POSIX_CHAPTERS(CHAPTER)
#else
#define POSIX_CHAPTERS(CHAPTER)    \
    CHAPTER(posix_mmap)            \
    CHAPTER(posix_errors)          \
    CHAPTER(posix_munmap)          \
    CHAPTER(posix_mprotect)        \
    CHAPTER(posix_msync)           \
    CHAPTER(posix_lock)            \
    CHAPTER(posix_private)         \
    CHAPTER(posix_shm)             \
    CHAPTER(posix_inheritance)     \
    CHAPTER(posix_placement)       \
    CHAPTER(posix_faults)          \
    CHAPTER(posix_truncation)      \
    CHAPTER(sysv_segments)         \
    CHAPTER(posix_shm_names)       \
    CHAPTER(posix_shm_ways)        \
    CHAPTER(sysv_rights)           \
    CHAPTER(sysv_attachments)      \
    CHAPTER(posix_processes)       \
    CHAPTER(posix_synchronisation) \
    CHAPTER(posix_robust)          \
    CHAPTER(posix_buffers)         \
    CHAPTER(posix_typed_memory)    \
    CHAPTER(posix_limits)          \
    CHAPTER(posix_refusals)        \
    CHAPTER(posix_signals)         \
    CHAPTER(posix_headers)         \
    CHAPTER(posix_holes)           \
    CHAPTER(posix_times)           \
    CHAPTER(posix_coherence)       \
    CHAPTER(posix_msync_rules)     \
    CHAPTER(posix_locking)         \
    CHAPTER(posix_advice)          \
    CHAPTER(posix_boundaries)      \
    CHAPTER(posix_races)           \
    CHAPTER(posix_crowds)          \
    CHAPTER(posix_random)          \
    CHAPTER(posix_bsd_flags)       \
    CHAPTER(posix_precedence)      \
    CHAPTER(posix_bsd_calls)       \
    CHAPTER(posix_bsd_systems)
#endif

#endif
