/* Locked memory: not locked, not resident, not counted, or of somebody else. */
#include "subjects/mutants_posix.h"

#include "calls/constants_posix.h"

#include <errno.h>
#include <stdarg.h>

static int locking_is_lost(const void *addr, size_t length)
{
    (void)addr, (void)length;
    return 0;
}
REPLACES(mlock, locking_is_lost)

/* Pages are locked only as they are touched. */
static int locking_is_lazy(const void *addr, size_t length)
{
    union {
        const void *given;
        void *taken;
    } place = {addr}; /* nothing is stored there */
    return posix_real.lock_memory(place.taken, length, MLOCK_ONFAULT);
}
REPLACES(mlock, locking_is_lazy)

static int failed_lock_unlocks(const void *addr, size_t length)
{
    int result = posix_real.mlock(addr, length);
    int error = errno;
    if (result != 0)
        posix_real.munlock(addr, length);
    errno = error;
    return result;
}
REPLACES(mlock, failed_lock_unlocks)

static int lock_wrong_error(const void *addr, size_t length)
{
    int result = posix_real.mlock(addr, length);
    if (result != 0)
        errno = EAGAIN;
    return result;
}
REPLACES(mlock, lock_wrong_error)

static int odd_lock_is_refused(const void *addr, size_t length)
{
    if ((size_t)addr % page_size() == 0 && length)
        return posix_real.mlock(addr, length);
    errno = EINVAL;
    return -1;
}
REPLACES(mlock, odd_lock_is_refused)

static int unlocking_is_lost(const void *addr, size_t length)
{
    (void)addr, (void)length;
    return 0;
}
REPLACES(munlock, unlocking_is_lost)

static int unlocking_needs_a_lock(const void *addr, size_t length)
{
    if (posix_real.msync((void *)((size_t)addr / page_size() * page_size()), length, MS_INVALIDATE) != 0)
        return posix_real.munlock(addr, length);
    errno = EINVAL;
    return -1;
}
REPLACES(munlock, unlocking_needs_a_lock)

static int future_is_lost(int flags)
{
    return flags == MCL_FUTURE ? 0 : posix_real.mlockall(flags);
}
REPLACES(mlockall, future_is_lost)

static int mlockall_takes_any_flags(int flags)
{
    int result = posix_real.mlockall(flags);
    return result != 0 && errno == EINVAL ? 0 : result;
}
REPLACES(mlockall, mlockall_takes_any_flags)

static int mlockall_wrong_error(int flags)
{
    int result = posix_real.mlockall(flags);
    if (result != 0 && errno == ENOMEM)
        errno = EAGAIN;
    return result;
}
REPLACES(mlockall, mlockall_wrong_error)

static int unlocking_all_is_lost(void)
{
    return 0;
}
REPLACES(munlockall, unlocking_all_is_lost)

static int on_fault_is_at_once(void *addr, size_t length, int flags)
{
    return posix_real.lock_memory(addr, length, flags & ~MLOCK_ONFAULT);
}
REPLACES(lock_memory, on_fault_is_at_once)

static int lock_takes_any_flags(void *addr, size_t length, int flags)
{
    return posix_real.lock_memory(addr, length, flags & MLOCK_ONFAULT);
}
REPLACES(lock_memory, lock_takes_any_flags)

static void *mapped_unlocked(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & ~MAP_LOCKED, fd, offset);
}
REPLACES(mmap, mapped_unlocked)

static void *mapped_unpopulated(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & ~MAP_POPULATE, fd, offset);
}
REPLACES(mmap, mapped_unpopulated)

static void *moving_unlocks(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *new_address = va_arg(arguments, void *);
    va_end(arguments);
    void *place = posix_real.mremap(old_address, old_size, new_size, flags, new_address);
    if (place != MAP_FAILED)
        posix_real.munlock(place, new_size);
    return place;
}
REPLACES(mremap, moving_unlocks)

/* A child goes on locking what it maps, as its parent did. */
static pid_t future_is_inherited(void)
{
    pid_t child = fork();
    if (child == 0)
        posix_real.mlockall(MCL_FUTURE);
    return child;
}

static void install_future_is_inherited(void)
{
    posix_process.fork = future_is_inherited;
}

const Mutant posix_locking_mutants[] = {
    MUTANT("locking-is-lost", locking_is_lost, "mlock reports success and locks nothing"),
    MUTANT("locking-is-lazy", locking_is_lazy, "mlock makes no page resident"),
    MUTANT("failed-lock-unlocks", failed_lock_unlocks, "an mlock that fails takes locks away"),
    MUTANT("lock-wrong-error", lock_wrong_error, "mlock says EAGAIN where ENOMEM or EPERM is due"),
    MUTANT("odd-lock-is-refused", odd_lock_is_refused, "mlock refuses addresses inside a page and a length of 0"),
    MUTANT("unlocking-is-lost", unlocking_is_lost, "munlock reports success and unlocks nothing"),
    MUTANT("unlocking-needs-a-lock", unlocking_needs_a_lock, "munlock of what is not locked is EINVAL"),
    MUTANT("future-is-lost", future_is_lost, "mlockall(MCL_FUTURE) locks nothing"),
    MUTANT("mlockall-takes-any-flags", mlockall_takes_any_flags, "mlockall accepts flags that there are not"),
    MUTANT("mlockall-wrong-error", mlockall_wrong_error, "mlockall says EAGAIN where ENOMEM is due"),
    MUTANT("unlocking-all-is-lost", unlocking_all_is_lost, "munlockall unlocks nothing"),
    MUTANT("on-fault-is-at-once", on_fault_is_at_once, "mlock2 ignores MLOCK_ONFAULT"),
    MUTANT("lock-takes-any-flags", lock_takes_any_flags, "mlock2 ignores flags that there are not"),
    MUTANT("mapped-unlocked", mapped_unlocked, "mmap ignores MAP_LOCKED"),
    MUTANT("mapped-unpopulated", mapped_unpopulated, "mmap ignores MAP_POPULATE"),
    MUTANT("moving-unlocks", moving_unlocks, "mremap drops the lock"),
    MUTANT("future-is-inherited", future_is_inherited, "the child of a fork locks what it maps"),
    MUTANTS_END};
