/* Names of the constants of mapping calls: mmap, mprotect, msync, mremap, madvise.
 *
 * Constants that some Linux headers lack are guarded: a request that names a lacking one is answered as bad, an answer has
 * the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

static const Name prot_[] = {NAME(PROT_NONE) NAME(PROT_READ) NAME(PROT_WRITE) NAME(PROT_EXEC)
#ifdef PROT_SEM
                                 NAME(PROT_SEM)
#endif
#ifdef PROT_GROWSDOWN
                                     NAME(PROT_GROWSDOWN)
#endif
#ifdef PROT_GROWSUP
                                         NAME(PROT_GROWSUP)
#endif
};
TABLE(prot, 32)

static const Name map_[] = {NAME(MAP_SHARED) NAME(MAP_PRIVATE) NAME(MAP_FIXED) NAME(MAP_ANONYMOUS)
#ifdef MAP_GROWSDOWN
                                NAME(MAP_GROWSDOWN)
#endif
#ifdef MAP_DENYWRITE
                                    NAME(MAP_DENYWRITE) NAME(MAP_EXECUTABLE)
#endif
#ifdef MAP_LOCKED
                                        NAME(MAP_LOCKED)
#endif
#ifdef MAP_NORESERVE
                                            NAME(MAP_NORESERVE)
#endif
#ifdef MAP_POPULATE
                                                NAME(MAP_POPULATE)
#endif
#ifdef MAP_NONBLOCK
                                                    NAME(MAP_NONBLOCK)
#endif
#ifdef MAP_STACK
                                                        NAME(MAP_STACK)
#endif
#ifdef MAP_HUGETLB
                                                            NAME(MAP_HUGETLB)
#endif
#ifdef MAP_SHARED_VALIDATE
                                                                NAME(MAP_SHARED_VALIDATE)
#endif
#ifdef MAP_FIXED_NOREPLACE
                                                                    NAME(MAP_FIXED_NOREPLACE)
#endif
#ifdef MAP_SYNC
                                                                        NAME(MAP_SYNC)
#endif
#ifdef MAP_32BIT
                                                                            NAME(MAP_32BIT)
#endif
#ifdef MAP_DROPPABLE
                                                                                NAME(MAP_DROPPABLE)
#endif
};
TABLE(map, 32)

static const Name msync_[] = {NAME(MS_ASYNC) NAME(MS_SYNC) NAME(MS_INVALIDATE)};
TABLE(msync, 32)

#ifdef MREMAP_MAYMOVE
static const Name mremap_[] = {NAME(MREMAP_MAYMOVE) NAME(MREMAP_FIXED)
#ifdef MREMAP_DONTUNMAP
                                   NAME(MREMAP_DONTUNMAP)
#endif
};
TABLE(mremap, 32)
#else
ABSENT_TABLE(mremap);
#endif

static const Name mcl_[] = {NAME(MCL_CURRENT) NAME(MCL_FUTURE)
#ifdef MCL_ONFAULT
                                NAME(MCL_ONFAULT)
#endif
};
TABLE(mcl, 32)

#ifdef MLOCK_ONFAULT
static const Name mlock_[] = {NAME(MLOCK_ONFAULT)};
TABLE(mlock, 32)
#else
ABSENT_TABLE(mlock);
#endif

static const Name madvice_[] = {
    NAME(MADV_NORMAL) NAME(MADV_RANDOM) NAME(MADV_SEQUENTIAL) NAME(MADV_WILLNEED) NAME(MADV_DONTNEED)
#ifdef MADV_REMOVE
        NAME(MADV_REMOVE)
#endif
#ifdef MADV_DONTFORK
            NAME(MADV_DONTFORK)
#endif
#ifdef MADV_DOFORK
                NAME(MADV_DOFORK)
#endif
#ifdef MADV_MERGEABLE
                    NAME(MADV_MERGEABLE)
#endif
#ifdef MADV_UNMERGEABLE
                        NAME(MADV_UNMERGEABLE)
#endif
#ifdef MADV_HUGEPAGE
                            NAME(MADV_HUGEPAGE)
#endif
#ifdef MADV_NOHUGEPAGE
                                NAME(MADV_NOHUGEPAGE)
#endif
#ifdef MADV_DONTDUMP
                                    NAME(MADV_DONTDUMP)
#endif
#ifdef MADV_DODUMP
                                        NAME(MADV_DODUMP)
#endif
#ifdef MADV_HWPOISON
                                            NAME(MADV_HWPOISON)
#endif
#ifdef MADV_FREE
                                                NAME(MADV_FREE)
#endif
#ifdef MADV_WIPEONFORK
                                                    NAME(MADV_WIPEONFORK)
#endif
#ifdef MADV_KEEPONFORK
                                                        NAME(MADV_KEEPONFORK)
#endif
#ifdef MADV_COLD
                                                            NAME(MADV_COLD)
#endif
#ifdef MADV_PAGEOUT
                                                                NAME(MADV_PAGEOUT)
#endif
#ifdef MADV_POPULATE_READ
                                                                    NAME(MADV_POPULATE_READ)
#endif
#ifdef MADV_POPULATE_WRITE
                                                                        NAME(MADV_POPULATE_WRITE)
#endif
#ifdef MADV_DONTNEED_LOCKED
                                                                            NAME(MADV_DONTNEED_LOCKED)
#endif
#ifdef MADV_COLLAPSE
                                                                                NAME(MADV_COLLAPSE)
#endif
#ifdef MADV_GUARD_INSTALL
                                                                                    NAME(MADV_GUARD_INSTALL)
                                                                                        NAME(MADV_GUARD_REMOVE)
#endif
};
TABLE(madvice, 32)

static const Name posix_madvice_[] = {NAME(POSIX_MADV_NORMAL) NAME(POSIX_MADV_RANDOM) NAME(POSIX_MADV_SEQUENTIAL)
                                          NAME(POSIX_MADV_WILLNEED) NAME(POSIX_MADV_DONTNEED)};
TABLE(posix_madvice, 32)
