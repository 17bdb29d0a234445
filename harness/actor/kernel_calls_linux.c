#include "actor/kernel_calls_posix.h"

#include <errno.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

void *kernel_mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
#ifdef SYS_mmap2 /* in units of 4096 bytes, and 32 bits of them */
    enum { UNIT = 4096 };
    if (offset < 0 || offset % UNIT || offset / UNIT > INT32_MAX) {
        errno = ENOSYS;
        return MAP_FAILED;
    }
    return (void *)syscall(SYS_mmap2, addr, length, (long)prot, (long)flags, (long)fd, (long)(offset / UNIT));
#else
    return (void *)syscall(SYS_mmap, addr, length, (long)prot, (long)flags, (long)fd, offset);
#endif
}

int kernel_munmap(void *addr, size_t length)
{
    return (int)syscall(SYS_munmap, addr, length);
}

int kernel_mprotect(void *addr, size_t length, int prot)
{
    return (int)syscall(SYS_mprotect, addr, length, (long)prot);
}

int kernel_msync(void *addr, size_t length, int flags)
{
    return (int)syscall(SYS_msync, addr, length, (long)flags);
}

int kernel_madvise(void *addr, size_t length, int advice)
{
    return (int)syscall(SYS_madvise, addr, length, (long)advice);
}

int kernel_mlock(const void *addr, size_t length)
{
    return (int)syscall(SYS_mlock, addr, length);
}

int kernel_munlock(const void *addr, size_t length)
{
    return (int)syscall(SYS_munlock, addr, length);
}

int kernel_mincore(void *addr, size_t length, unsigned char *vec)
{
    return (int)syscall(SYS_mincore, addr, length, vec);
}

void *kernel_mremap(void *old_address, size_t old_size, size_t new_size, int flags, void *new_address)
{
    return (void *)syscall(SYS_mremap, old_address, old_size, new_size, (long)flags, new_address);
}

/* 32-bit kernels before 5.1 have one number for all calls of System V. */
#ifdef SYS_shmat
void *kernel_shmat(int id, const void *addr, int flags)
{
    return (void *)syscall(SYS_shmat, (long)id, addr, (long)flags);
}

int kernel_shmdt(const void *addr)
{
    return (int)syscall(SYS_shmdt, addr);
}
#else
void *kernel_shmat(int id, const void *addr, int flags)
{
    (void)id, (void)addr, (void)flags;
    errno = ENOSYS;
    return MAP_FAILED;
}

int kernel_shmdt(const void *addr)
{
    (void)addr;
    errno = ENOSYS;
    return -1;
}
#endif

int kernel_ftruncate(int fd, off_t length)
{
    if (length != (off_t)(long)length) {
        errno = ENOSYS;
        return -1;
    }
    return (int)syscall(SYS_ftruncate, (long)fd, (long)length);
}
