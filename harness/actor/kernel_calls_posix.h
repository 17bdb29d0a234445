/* System calls past the C library, which checks and changes arguments by itself. As the functions of the same names
 * without `kernel_`; ENOSYS where the call has no number here or no room for the argument. */
#ifndef MAPCHECK_ACTOR_KERNEL_CALLS_POSIX_H
#define MAPCHECK_ACTOR_KERNEL_CALLS_POSIX_H

#include <stddef.h>
#include <sys/types.h>

void *kernel_mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
int kernel_munmap(void *addr, size_t length);
int kernel_mprotect(void *addr, size_t length, int prot);
int kernel_msync(void *addr, size_t length, int flags);
int kernel_madvise(void *addr, size_t length, int advice);
int kernel_mlock(const void *addr, size_t length);
int kernel_munlock(const void *addr, size_t length);
int kernel_mincore(void *addr, size_t length, unsigned char *vec);
void *kernel_mremap(void *old_address, size_t old_size, size_t new_size, int flags, void *new_address);
void *kernel_shmat(int id, const void *addr, int flags);
int kernel_shmdt(const void *addr);
int kernel_ftruncate(int fd, off_t length);

#endif
