/* The chapters of cases/linux, for a conductor that is built where their constants are. */
#ifndef MAPCHECK_CASES_LINUX_CHAPTERS_H
#define MAPCHECK_CASES_LINUX_CHAPTERS_H

#ifdef __linux__
#define LINUX_CHAPTERS(CHAPTER)   \
    CHAPTER(linux_memory)         \
    CHAPTER(linux_mremap)         \
    CHAPTER(linux_memfd)          \
    CHAPTER(linux_memfd_seals)    \
    CHAPTER(linux_seal_table)     \
    CHAPTER(linux_seal)           \
    CHAPTER(linux_placement)      \
    CHAPTER(linux_madvise)        \
    CHAPTER(linux_advice_effects) \
    CHAPTER(linux_advice_at_fork) \
    CHAPTER(linux_populate)       \
    CHAPTER(linux_guards)         \
    CHAPTER(linux_locking)        \
    CHAPTER(linux_mremap_views)   \
    CHAPTER(linux_mremap_sizes)   \
    CHAPTER(linux_full)           \
    CHAPTER(linux_room_again)     \
    CHAPTER(linux_process_advice) \
    CHAPTER(linux_residency)      \
    CHAPTER(linux_flags)          \
    CHAPTER(linux_regions)        \
    CHAPTER(linux_commit)         \
    CHAPTER(linux_huge_pages)     \
    CHAPTER(linux_transparent)    \
    CHAPTER(linux_endurance)      \
    CHAPTER(linux_forced_stores)  \
    CHAPTER(linux_resources)      \
    CHAPTER(linux_two_ways)
#else
#define LINUX_CHAPTERS(CHAPTER)
#endif

#endif
