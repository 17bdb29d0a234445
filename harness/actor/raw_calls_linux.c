/* System calls that C libraries lack, or have had for a short time only. */
#include "actor/other_ways_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

/* New calls have one number on every machine but alpha, whose kernels are not ours to test. */
#ifndef SYS_mseal
#define SYS_mseal 462
#endif
#ifndef SYS_memfd_secret
#define SYS_memfd_secret 447
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

int seal_memory(void *addr, size_t length, unsigned long flags)
{
    return (int)syscall(SYS_mseal, addr, length, flags);
}

int secret_memory(unsigned flags)
{
    return (int)syscall(SYS_memfd_secret, flags);
}

int key_alloc(unsigned flags, unsigned rights)
{
    return (int)syscall(SYS_pkey_alloc, (unsigned long)flags, (unsigned long)rights);
}

int key_free(int key)
{
    return (int)syscall(SYS_pkey_free, (long)key);
}

int key_mprotect(void *addr, size_t length, int prot, int key)
{
    return (int)syscall(SYS_pkey_mprotect, addr, length, (unsigned long)prot, (long)key);
}

int descriptor_of(int pid, int fd)
{
    long process = syscall(SYS_pidfd_open, (long)pid, 0L);
    if (process < 0)
        return -1;
    long copy = syscall(SYS_pidfd_getfd, process, (long)fd, 0L);
    int error = errno;
    close((int)process);
    errno = error;
    return (int)copy;
}

int open_descriptor_of(int pid, int fd, int flags)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/fd/%d", pid, fd);
    return posix.open(path, flags, 0);
}

ssize_t name_of_descriptor(int fd, void *buffer, size_t count)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return posix.readlink(path, buffer, count);
}

ssize_t read_process(int pid, void *addr, void *buffer, size_t count)
{
    struct iovec here = {buffer, count};
    struct iovec there = {addr, count};
    return process_vm_readv(pid, &here, 1, &there, 1, 0);
}

ssize_t write_process(int pid, void *addr, const void *buffer, size_t count)
{
    union {
        const void *given;
        void *taken;
    } bytes = {buffer}; /* an iovec serves both directions */
    struct iovec here = {bytes.taken, count};
    struct iovec there = {addr, count};
    return process_vm_writev(pid, &here, 1, &there, 1, 0);
}
