/* Flags of mmap that Linux has beside POSIX's, advice to processes, and what mincore tells. */
#include "subjects/mutants_posix.h"

#include "calls/constants_posix.h"

#include <errno.h>
#include <string.h>

static void *growth_is_refused(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & ~MAP_GROWSDOWN, fd, offset);
}
REPLACES(mmap, growth_is_refused)

static void *droppable_is_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    int plain = flags & (MAP_ANONYMOUS | MAP_FIXED);
    return posix_real.mmap(addr, length, prot, flags & MAP_DROPPABLE ? plain | MAP_PRIVATE : flags, fd, offset);
}
REPLACES(mmap, droppable_is_private)

static void *huge_is_plain(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & ~MAP_HUGETLB, fd, offset);
}
REPLACES(mmap, huge_is_plain)

static void *stack_flag_is_refused(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (!(flags & (MAP_STACK | MAP_DENYWRITE | MAP_EXECUTABLE)))
        return posix_real.mmap(addr, length, prot, flags, fd, offset);
    errno = EINVAL;
    return MAP_FAILED;
}
REPLACES(mmap, stack_flag_is_refused)

/* What may be grown into is used, without leaving a gap. */
static void *growth_has_room(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (!(flags & MAP_GROWSDOWN) || !addr)
        return posix_real.mmap(addr, length, prot, flags, fd, offset);
    enum { MORE = 399 };
    size_t more = MORE * page_size();
    flags = (flags & ~(MAP_GROWSDOWN | MAP_FIXED_NOREPLACE)) | MAP_FIXED;
    posix_real.mmap((char *)addr - more, length + more, prot, flags, fd, offset);
    return addr;
}
REPLACES(mmap, growth_has_room)

static ssize_t advice_counts_ranges(int process, const Ranges *ranges, size_t count, int advice, unsigned flags)
{
    ssize_t result = posix_real.advise_process(process, ranges, count, advice, flags);
    return result > 0 ? (ssize_t)count : result;
}
REPLACES(advise_process, advice_counts_ranges)

/* The second range is not looked at. */
static ssize_t advice_takes_one_range(int process, const Ranges *ranges, size_t count, int advice, unsigned flags)
{
    return posix_real.advise_process(process, ranges, count == 2 ? 1 : count, advice, flags);
}
REPLACES(advise_process, advice_takes_one_range)

static ssize_t process_advice_wrong_error(int process, const Ranges *ranges, size_t count, int advice, unsigned flags)
{
    ssize_t result = posix_real.advise_process(process, ranges, count, advice, flags);
    if (result < 0 && errno != ENOSYS)
        errno = EIO;
    return result;
}
REPLACES(advise_process, process_advice_wrong_error)

static ssize_t advice_takes_any_flags(int process, const Ranges *ranges, size_t count, int advice, unsigned flags)
{
    (void)flags;
    return posix_real.advise_process(process, ranges, count, advice, 0);
}
REPLACES(advise_process, advice_takes_any_flags)

static int everything_is_resident(void *addr, size_t length, unsigned char *vec)
{
    int result = posix_real.mincore(addr, length, vec);
    if (result == 0)
        memset(vec, 1, in_pages(length) / page_size());
    return result;
}
REPLACES(mincore, everything_is_resident)

static int nothing_is_resident(void *addr, size_t length, unsigned char *vec)
{
    int result = posix_real.mincore(addr, length, vec);
    if (result == 0)
        memset(vec, 0, in_pages(length) / page_size());
    return result;
}
REPLACES(mincore, nothing_is_resident)

static int posix_advice_forgets_holes(void *addr, size_t length, int advice)
{
    int error = posix_real.posix_madvise(addr, length, advice);
    return error == ENOMEM ? 0 : error;
}
REPLACES(posix_madvise, posix_advice_forgets_holes)

static int posix_advice_is_rounded(void *addr, size_t length, int advice)
{
    int error = posix_real.posix_madvise(addr, length, advice);
    return error == EINVAL && advice < POSIX_MADV_DONTNEED ? 0 : error;
}
REPLACES(posix_madvise, posix_advice_is_rounded)

const Mutant posix_own_mutants[] = {
    MUTANT("growth-is-refused", growth_is_refused, "mmap ignores MAP_GROWSDOWN"),
    MUTANT("growth-has-room", growth_has_room, "a MAP_GROWSDOWN region grows up to its neighbour"),
    MUTANT("droppable-is-private", droppable_is_private, "MAP_DROPPABLE gives private memory"),
    MUTANT("huge-is-plain", huge_is_plain, "mmap ignores MAP_HUGETLB"),
    MUTANT("stack-flag-is-refused", stack_flag_is_refused, "mmap refuses flags that are to have no effect"),
    MUTANT("advice-counts-ranges", advice_counts_ranges, "process_madvise answers a number of ranges"),
    MUTANT("advice-takes-one-range", advice_takes_one_range, "process_madvise takes the first of two ranges only"),
    MUTANT("process-advice-wrong-error", process_advice_wrong_error, "process_madvise says EIO whatever is wrong"),
    MUTANT("advice-takes-any-flags", advice_takes_any_flags, "process_madvise ignores flags that there are not"),
    MUTANT("everything-is-resident", everything_is_resident, "mincore says that every page is resident"),
    MUTANT("nothing-is-resident", nothing_is_resident, "mincore says that no page is resident"),
    MUTANT("posix-advice-forgets-holes", posix_advice_forgets_holes, "posix_madvise over a hole succeeds"),
    MUTANT("posix-advice-is-rounded", posix_advice_is_rounded, "posix_madvise accepts an address inside a page"),
    MUTANTS_END};
