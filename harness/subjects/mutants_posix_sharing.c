/* Coherence of shared views, privacy of private ones, and their agreement with read and write. */
#include "subjects/mutants_posix.h"

#include <string.h>

/* A shared view is a private copy. */
static void *shared_is_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, as_private(flags), fd, offset);
}
REPLACES(mmap, shared_is_private)

/* Shared memory without a file becomes private, which only a fork shows. */
static void *anonymous_is_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & MAP_ANONYMOUS ? as_private(flags) : flags, fd, offset);
}
REPLACES(mmap, anonymous_is_private)

/* A private view of a file writes through to it. */
static void *private_is_shared(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    bool file = !(flags & MAP_ANONYMOUS);
    return posix_real.mmap(addr, length, prot, file ? as_shared(flags) : flags, fd, offset);
}
REPLACES(mmap, private_is_shared)

/* Private memory without a file is shared with children of a fork. */
static void *anonymous_is_shared(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    bool reserved = prot == PROT_NONE;
    return posix_real.mmap(addr, length, prot, flags & MAP_ANONYMOUS && !reserved ? as_shared(flags) : flags, fd,
                           offset);
}
REPLACES(mmap, anonymous_is_shared)

/* write at an offset says it wrote, and did not. */
static ssize_t pwrite_is_lost(int fd, const void *buffer, size_t count, off_t offset)
{
    (void)buffer, (void)offset;
    return posix_real.fcntl(fd, F_GETFD) < 0 ? -1 : (ssize_t)count;
}
REPLACES(pwrite, pwrite_is_lost)

/* read at an offset does not see what views stored: it delivers zeros. */
static ssize_t pread_is_stale(int fd, void *buffer, size_t count, off_t offset)
{
    ssize_t got = posix_real.pread(fd, buffer, count, offset);
    if (got > 0)
        memset(buffer, 0, (size_t)got);
    return got;
}
REPLACES(pread, pread_is_stale)

/* Every view shows the object from its start. */
static void *offset_is_ignored(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags, fd, offset % (off_t)page_size() ? offset : 0);
}
REPLACES(mmap, offset_is_ignored)

static bool is_zero_device(int flags, int fd)
{
    struct stat device, given;
    return !(flags & MAP_ANONYMOUS) && posix_real.fstat(fd, &given) == 0 && stat("/dev/zero", &device) == 0 &&
           given.st_rdev == device.st_rdev && S_ISCHR(given.st_mode);
}

/* What one view of /dev/zero holds, the next one shows. */
static void *zero_device_remembers(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    static int memory = -1;
    if (!is_zero_device(flags, fd))
        return posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (memory < 0)
        memory = posix_real.memfd_create("zero", MFD_CLOEXEC);
    if (memory < 0 || posix_real.ftruncate(memory, (off_t)1 << 30) != 0)
        return MAP_FAILED;
    return posix_real.mmap(addr, length, prot, flags, memory, 0);
}
REPLACES(mmap, zero_device_remembers)

static void *zero_device_has_no_offsets(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags, fd, is_zero_device(flags, fd) ? 0 : offset);
}
REPLACES(mmap, zero_device_has_no_offsets)

const Mutant posix_sharing_mutants[] = {
    MUTANT("shared-is-private", shared_is_private, "a shared view is a private copy"),
    MUTANT("anonymous-shared-is-private", anonymous_is_private, "shared anonymous memory is a copy after fork"),
    MUTANT("private-is-shared", private_is_shared, "a private view writes through to the file"),
    MUTANT("anonymous-private-is-shared", anonymous_is_shared, "private anonymous memory is shared after fork"),
    MUTANT("pwrite-is-lost", pwrite_is_lost, "pwrite reports success and writes nothing"),
    MUTANT("pread-is-stale", pread_is_stale, "pread delivers zeros instead of what views stored"),
    MUTANT("offset-is-ignored", offset_is_ignored, "every view shows the object from its start"),
    MUTANT("zero-device-remembers", zero_device_remembers, "views of /dev/zero show what earlier ones held"),
    MUTANT("zero-device-has-no-offsets", zero_device_has_no_offsets, "mmap of /dev/zero takes no notice of the offset"),
    MUTANTS_END};
