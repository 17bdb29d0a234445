/* What the kernel tells of single pages. */
#include "actor/own_memory_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <unistd.h>

/* The 64-bit number of this index in a file of such numbers. */
static int number_at(const char *path, uint64_t index, uint64_t *number)
{
    int before = errno;
    int file = posix_real.open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t count = posix_real.pread(file, number, sizeof *number, (off_t)(index * sizeof *number));
    bool whole = count == (ssize_t)sizeof *number;
    int error = whole ? before : count < 0 ? errno : ENODATA;
    posix_real.close(file);
    errno = error;
    return whole ? 0 : -1;
}

static int entry_at(const void *addr, uint64_t *entry)
{
    return number_at("/proc/self/pagemap", (uintptr_t)addr / (uint64_t)posix_real.sysconf(_SC_PAGESIZE), entry);
}

int page_entry(void *addr, uint64_t *entry)
{
    return entry_at(addr, entry);
}

int page_flags(const void *addr, uint64_t *flags)
{
    static const uint64_t present = (uint64_t)1 << 63, frame_bits = ((uint64_t)1 << 55) - 1;
    uint64_t entry;
    if (entry_at(addr, &entry) != 0)
        return -1;
    if (!(entry & present)) {
        errno = ENXIO;
        return -1;
    }
    if (!(entry & frame_bits)) { /* what a process without the privilege is told */
        errno = EPERM;
        return -1;
    }
    return number_at("/proc/kpageflags", entry & frame_bits, flags);
}
