/* msync. */
#include "subjects/mutants_posix.h"

#include <errno.h>

/* Anything is in order, mapped or not. */
static int msync_forgets_holes(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    return result != 0 && errno == ENOMEM ? 0 : result;
}
REPLACES(msync, msync_forgets_holes)

static int msync_takes_both(void *addr, size_t length, int flags)
{
    return posix_real.msync(addr, length, flags & MS_SYNC ? flags & ~MS_ASYNC : flags);
}
REPLACES(msync, msync_takes_both)

static int msync_misaligned(void *addr, size_t length, int flags)
{
    size_t inside = (size_t)((uintptr_t)addr % page_size());
    return posix_real.msync((char *)addr - inside, length + inside, flags);
}
REPLACES(msync, msync_misaligned)

/* The first byte of what is flushed is lost on the way. */
static int msync_damages(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    if (result == 0 && length)
        *(volatile char *)addr = 0;
    return result;
}
REPLACES(msync, msync_damages)

/* Flushing a private view throws its changes away. */
static int msync_discards(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    if (result == 0)
        posix_real.madvise(addr, length, MADV_DONTNEED);
    return result;
}
REPLACES(msync, msync_discards)

/* A thread that is to end comes out of msync all the same. */
static int flush_is_not_cancelled(void *addr, size_t length, int flags)
{
    return posix_real.msync(addr, length, flags);
}
REPLACES(msync_cancelled, flush_is_not_cancelled)

static int page_stays_dirty(const void *addr, uint64_t *flags)
{
    enum { DIRTY = 1 << 4 };
    int result = posix_real.page_flags(addr, flags);
    *flags |= DIRTY;
    return result;
}
REPLACES(page_flags, page_stays_dirty)

/* What could not be written is nobody's business. */
static int write_error_is_dropped(void *addr, size_t length, int flags)
{
    int before = errno, result = posix_real.msync(addr, length, flags);
    if (result == 0 || (errno != EIO && errno != ENOSPC))
        return result;
    errno = before;
    return 0;
}
REPLACES(msync, write_error_is_dropped)

/* It refuses what it must, and writes nothing. */
static int msync_is_lost(void *addr, size_t length, int flags)
{
    return flags & MS_SYNC && !(flags & MS_INVALIDATE) ? posix_real.msync(addr, length, (flags & ~MS_SYNC) | MS_ASYNC)
                                                       : posix_real.msync(addr, length, flags);
}
REPLACES(msync, msync_is_lost)

const Mutant posix_flush_mutants[] = {
    MUTANT("msync-forgets-holes", msync_forgets_holes, "msync of what is not mapped succeeds"),
    MUTANT("msync-takes-both", msync_takes_both, "msync accepts MS_SYNC together with MS_ASYNC"),
    MUTANT("msync-misaligned", msync_misaligned, "msync accepts an address inside a page"),
    MUTANT("msync-damages", msync_damages, "msync loses the first byte"),
    MUTANT("msync-discards", msync_discards, "msync discards the changes of a private view"),
    MUTANT("flush-is-not-cancelled", flush_is_not_cancelled, "msync is no cancellation point"),
    MUTANT("page-stays-dirty", page_stays_dirty, "a page is dirty after msync"),
    MUTANT("write-error-is-dropped", write_error_is_dropped, "msync does not tell that pages could not be written"),
    MUTANT("msync-is-lost", msync_is_lost, "MS_SYNC writes nothing"),
    MUTANTS_END};
