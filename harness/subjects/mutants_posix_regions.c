/* Regions that are more, less or other than was asked: commit, growth, huge pages, denied execution. */
#include "subjects/mutants_posix.h"

#include "calls/constants_posix.h"

#include <errno.h>
#include <stdbool.h>

static int denial_is_lost(unsigned long flags)
{
    (void)flags;
    return 0;
}
REPLACES(deny_write_execute, denial_is_lost)

static int growth_is_not_protected(void *addr, size_t length, int prot)
{
    return posix_real.mprotect(addr, length, prot & ~(PROT_GROWSDOWN | PROT_GROWSUP));
}
REPLACES(mprotect, growth_is_not_protected)

static int execution_is_added_quietly(void *addr, size_t length, int prot)
{
    int result = posix_real.mprotect(addr, length, prot);
    return result != 0 && prot & PROT_EXEC && errno == EACCES ? posix_real.mprotect(addr, length, prot & ~PROT_EXEC)
                                                              : result;
}
REPLACES(mprotect, execution_is_added_quietly)

/* A part is protected although the whole is refused. */
static int refusal_protects_the_first_page(void *addr, size_t length, int prot)
{
    int result = posix_real.mprotect(addr, length, prot);
    int error = errno;
    if (result != 0 && length > page_size())
        posix_real.mprotect(addr, page_size(), prot);
    errno = error;
    return result;
}
REPLACES(mprotect, refusal_protects_the_first_page)

static void *commit_is_unlimited(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & MAP_ANONYMOUS ? flags | MAP_NORESERVE : flags, fd, offset);
}
REPLACES(mmap, commit_is_unlimited)

static void *reservations_are_counted(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (prot == PROT_NONE && length > page_size() << 20)
        prot = PROT_READ | PROT_WRITE;
    return posix_real.mmap(addr, length, prot, flags & ~MAP_NORESERVE, fd, offset);
}
REPLACES(mmap, reservations_are_counted)

/* What fills a hole is of another kind than its neighbours: it cannot be merged. */
static void *holes_are_filled_shared(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (addr && flags & MAP_ANONYMOUS && (flags & MAP_TYPE_FIELD) == MAP_PRIVATE)
        flags = as_shared(flags);
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, holes_are_filled_shared)

static int collapsing_is_lost(void *addr, size_t length, int advice)
{
    return advice == MADV_COLLAPSE ? 0 : posix_real.madvise(addr, length, advice);
}
REPLACES(madvise, collapsing_is_lost)

static int huge_pages_are_lost(void *addr, size_t length, int advice)
{
    return posix_real.madvise(addr, length, advice == MADV_HUGEPAGE ? MADV_NORMAL : advice);
}
REPLACES(madvise, huge_pages_are_lost)

/* What is thrown away is two pages at least. */
static int dontneed_takes_the_next_page(void *addr, size_t length, int advice)
{
    bool one = advice == MADV_DONTNEED && length == page_size();
    return posix_real.madvise(addr, one ? 2 * length : length, advice);
}
REPLACES(madvise, dontneed_takes_the_next_page)

static int stack_is_not_protected(int prot)
{
    (void)prot;
    errno = ENOMEM;
    return -1;
}
REPLACES(protect_stack, stack_is_not_protected)

const Mutant posix_region_mutants[] = {
    MUTANT("denial-is-lost", denial_is_lost, "PR_SET_MDWE reports success and denies nothing"),
    MUTANT("growth-is-not-protected", growth_is_not_protected, "mprotect ignores PROT_GROWSDOWN"),
    MUTANT("execution-is-added-quietly", execution_is_added_quietly,
           "mprotect leaves PROT_EXEC out where it is refused"),
    MUTANT("refusal-protects-the-first-page", refusal_protects_the_first_page,
           "an mprotect that is refused changes the first page"),
    MUTANT("commit-is-unlimited", commit_is_unlimited, "mmap gives more memory than is committed to anybody"),
    MUTANT("reservations-are-counted", reservations_are_counted, "mmap counts reservations as memory"),
    MUTANT("holes-are-filled-shared", holes_are_filled_shared, "private memory at an address asked for is shared"),
    MUTANT("collapsing-is-lost", collapsing_is_lost, "MADV_COLLAPSE collapses nothing"),
    MUTANT("huge-pages-are-lost", huge_pages_are_lost, "MADV_HUGEPAGE marks nothing"),
    MUTANT("dontneed-takes-the-next-page", dontneed_takes_the_next_page, "MADV_DONTNEED of a page takes the next, too"),
    MUTANT("stack-is-not-protected", stack_is_not_protected, "mprotect of the stack is ENOMEM"),
    MUTANTS_END};
