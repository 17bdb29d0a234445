/* What should be refused and is not, and what is refused and should not be. */
#include "subjects/mutants_posix.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

static bool is_shared_object(int flags, int fd)
{
    return fd >= 0 && (flags & MAP_TYPE_FIELD) == MAP_SHARED && !(flags & MAP_ANONYMOUS);
}

/* One file in the actors' working directory stands for every object. */
static void *objects_are_one(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    int one = is_shared_object(flags, fd) ? posix_real.open("the-one-object", O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    struct stat status;
    if (one < 0)
        return posix_real.mmap(addr, length, prot, flags, fd, offset);
    off_t end = offset + (off_t)in_pages(length);
    bool there = posix_real.fstat(one, &status) == 0 && (status.st_size >= end || posix_real.ftruncate(one, end) == 0);
    void *place = there ? posix_real.mmap(addr, length, prot, flags, one, offset) : MAP_FAILED;
    int error = errno;
    posix_real.close(one);
    errno = error;
    return place;
}
REPLACES(mmap, objects_are_one)

/* A descriptor that cannot be read gives fresh memory. */
static void *write_only_maps(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && errno == EACCES && (posix_real.fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY)
        place = posix_real.mmap(addr, length, prot, flags | MAP_ANONYMOUS, -1, 0);
    return place;
}
REPLACES(mmap, write_only_maps)

static void *hint_is_an_order(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    int order = addr && !(flags & MAP_FIXED_NOREPLACE) ? MAP_FIXED : 0;
    return posix_real.mmap(addr, length, prot, flags | order, fd, offset);
}
REPLACES(mmap, hint_is_an_order)

/* A lock does not keep pages from being invalidated. */
static int msync_ignores_locks(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    return result != 0 && errno == EBUSY ? 0 : result;
}
REPLACES(msync, msync_ignores_locks)

static int msync_needs_flags(void *addr, size_t length, int flags)
{
    if (flags)
        return posix_real.msync(addr, length, flags);
    errno = EINVAL;
    return -1;
}
REPLACES(msync, msync_needs_flags)

/* Names that differ in case only are one object. */
static int shm_ignores_case(const char *name, int flags, mode_t mode)
{
    char lower[NAME_MAX + 2];
    size_t length = strlen(name);
    if (length >= sizeof lower)
        return posix_real.shm_open(name, flags, mode);
    for (size_t i = 0; i <= length; i++)
        lower[i] = (char)tolower((unsigned char)name[i]);
    return posix_real.shm_open(lower, flags, mode);
}
REPLACES(shm_open, shm_ignores_case)

static int shmctl_takes_any_command(int id, int command, struct shmid_ds *buffer)
{
    int result = posix_real.shmctl(id, command, buffer);
    return result != 0 && errno == EINVAL ? 0 : result;
}
REPLACES(shmctl, shmctl_takes_any_command)

static void *mremap_wrong_error(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *new_address = va_arg(arguments, void *);
    va_end(arguments);
    void *place = posix_real.mremap(old_address, old_size, new_size, flags, new_address);
    if (place == MAP_FAILED && errno == EINVAL)
        errno = EPERM;
    return place;
}
REPLACES(mremap, mremap_wrong_error)

const Mutant posix_refusal_mutants[] = {
    MUTANT("objects-are-one", objects_are_one, "every shared view shows one and the same object"),
    MUTANT("write-only-maps", write_only_maps, "a descriptor that cannot be read is mapped"),
    MUTANT("hint-is-an-order", hint_is_an_order, "mmap takes every hint for MAP_FIXED"),
    MUTANT("msync-ignores-locks", msync_ignores_locks, "MS_INVALIDATE of locked pages succeeds"),
    MUTANT("msync-needs-flags", msync_needs_flags, "msync refuses to be called without flags"),
    MUTANT("shm-ignores-case", shm_ignores_case, "shm_open takes names that differ in case for one"),
    MUTANT("shmctl-takes-any-command", shmctl_takes_any_command, "shmctl accepts commands that there are not"),
    MUTANT("mremap-wrong-error", mremap_wrong_error, "mremap says EPERM where EINVAL is due"),
    MUTANTS_END};
