/* Names of the constants of mapping calls: mmap, mprotect, msync, mremap, madvise.
 *
 * What this system's headers lack is left out: a request that names it is answered as bad, an answer has the number. */
#include "calls/name_tables.h"

#include "calls/constants_posix.h"

#define NAME(constant) {#constant, (uint64_t)(constant)},
#define TABLE(id, bits) const NameTable names_##id = {#id, id##_, sizeof id##_ / sizeof id##_[0], bits};

static const Name prot_[] = {
#ifdef PROT_NONE
    NAME(PROT_NONE)
#endif
#ifdef PROT_READ
    NAME(PROT_READ)
#endif
#ifdef PROT_WRITE
    NAME(PROT_WRITE)
#endif
#ifdef PROT_EXEC
    NAME(PROT_EXEC)
#endif
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

static const Name map_[] = {
#ifdef MAP_SHARED_VALIDATE
    NAME(MAP_SHARED_VALIDATE)
#endif
#ifdef MAP_SHARED
    NAME(MAP_SHARED)
#endif
#ifdef MAP_PRIVATE
    NAME(MAP_PRIVATE)
#endif
#ifdef MAP_FIXED_NOREPLACE
    NAME(MAP_FIXED_NOREPLACE)
#endif
#ifdef MAP_FIXED
    NAME(MAP_FIXED)
#endif
#ifdef MAP_ANONYMOUS
    NAME(MAP_ANONYMOUS)
#endif
#ifdef MAP_GROWSDOWN
    NAME(MAP_GROWSDOWN)
#endif
#ifdef MAP_DENYWRITE
    NAME(MAP_DENYWRITE)
#endif
#ifdef MAP_EXECUTABLE
    NAME(MAP_EXECUTABLE)
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
#ifdef MAP_SYNC
    NAME(MAP_SYNC)
#endif
#ifdef MAP_32BIT
    NAME(MAP_32BIT)
#endif
};
TABLE(map, 32)

static const Name msync_[] = {
#ifdef MS_ASYNC
    NAME(MS_ASYNC)
#endif
#ifdef MS_SYNC
    NAME(MS_SYNC)
#endif
#ifdef MS_INVALIDATE
    NAME(MS_INVALIDATE)
#endif
};
TABLE(msync, 32)

static const Name mremap_[] = {
#ifdef MREMAP_MAYMOVE
    NAME(MREMAP_MAYMOVE)
#endif
#ifdef MREMAP_FIXED
    NAME(MREMAP_FIXED)
#endif
#ifdef MREMAP_DONTUNMAP
    NAME(MREMAP_DONTUNMAP)
#endif
};
TABLE(mremap, 32)

static const Name mcl_[] = {
#ifdef MCL_CURRENT
    NAME(MCL_CURRENT)
#endif
#ifdef MCL_FUTURE
    NAME(MCL_FUTURE)
#endif
#ifdef MCL_ONFAULT
    NAME(MCL_ONFAULT)
#endif
};
TABLE(mcl, 32)

static const Name madvice_[] = {
#ifdef MADV_NORMAL
    NAME(MADV_NORMAL)
#endif
#ifdef MADV_RANDOM
    NAME(MADV_RANDOM)
#endif
#ifdef MADV_SEQUENTIAL
    NAME(MADV_SEQUENTIAL)
#endif
#ifdef MADV_WILLNEED
    NAME(MADV_WILLNEED)
#endif
#ifdef MADV_DONTNEED
    NAME(MADV_DONTNEED)
#endif
#ifdef MADV_FREE
    NAME(MADV_FREE)
#endif
#ifdef MADV_REMOVE
    NAME(MADV_REMOVE)
#endif
#ifdef MADV_DONTFORK
    NAME(MADV_DONTFORK)
#endif
#ifdef MADV_DOFORK
    NAME(MADV_DOFORK)
#endif
#ifdef MADV_HWPOISON
    NAME(MADV_HWPOISON)
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
};
TABLE(madvice, 32)

static const Name posix_madvice_[] = {
#ifdef POSIX_MADV_NORMAL
    NAME(POSIX_MADV_NORMAL)
#endif
#ifdef POSIX_MADV_RANDOM
    NAME(POSIX_MADV_RANDOM)
#endif
#ifdef POSIX_MADV_SEQUENTIAL
    NAME(POSIX_MADV_SEQUENTIAL)
#endif
#ifdef POSIX_MADV_WILLNEED
    NAME(POSIX_MADV_WILLNEED)
#endif
#ifdef POSIX_MADV_DONTNEED
    NAME(POSIX_MADV_DONTNEED)
#endif
};
TABLE(posix_madvice, 32)
