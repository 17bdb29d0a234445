/* Limits, protections that are given otherwise than asked, and signals around a fault. */
#include "subjects/mutants_posix.h"

#include <errno.h>

static void *lock_limit_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && (errno == EAGAIN || errno == EPERM))
        errno = EINVAL;
    return place;
}
REPLACES(mmap, lock_limit_wrong_error)

static void *memory_is_read_only(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if ((flags & MAP_ANONYMOUS) && (flags & MAP_TYPE_FIELD) == MAP_PRIVATE)
        prot &= ~PROT_WRITE;
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, memory_is_read_only)

static void *code_is_writable(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot & PROT_EXEC ? prot | PROT_WRITE : prot, flags, fd, offset);
}
REPLACES(mmap, code_is_writable)

static void *sync_is_dropped(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & ~MAP_SYNC, fd, offset);
}
REPLACES(mmap, sync_is_dropped)

/* Something stays behind of a request that was refused for its size. */
static void *refusal_takes_memory(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && errno == ENOMEM) {
        posix_real.mmap(NULL, page_size(), PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        errno = ENOMEM;
    }
    return place;
}
REPLACES(mmap, refusal_takes_memory)

static int blocking_is_lost(int number)
{
    (void)number;
    return 0;
}
REPLACES(block_signal, blocking_is_lost)

static int ignoring_is_lost(int number)
{
    (void)number;
    return 0;
}
REPLACES(ignore_signal, ignoring_is_lost)

static int stack_has_no_end(void)
{
    return 0;
}
REPLACES(overflow_stack, stack_has_no_end)

const Mutant posix_limit_mutants[] = {
    MUTANT("lock-limit-wrong-error", lock_limit_wrong_error, "mmap says EINVAL where locking is not allowed"),
    MUTANT("memory-is-read-only", memory_is_read_only, "private memory cannot be written"),
    MUTANT("code-is-writable", code_is_writable, "what may be executed may be written"),
    MUTANT("sync-is-dropped", sync_is_dropped, "mmap ignores MAP_SYNC where it cannot be had"),
    MUTANT("refusal-takes-memory", refusal_takes_memory, "an mmap that is refused with ENOMEM takes a page"),
    MUTANT("blocking-is-lost", blocking_is_lost, "a signal is not blocked"),
    MUTANT("ignoring-is-lost", ignoring_is_lost, "a signal is not ignored"),
    MUTANT("stack-has-no-end", stack_has_no_end, "a stack never runs out"),
    MUTANTS_END};
