/* Memory of this process by other calls than mmap's relatives: locks and advice by newer system calls, what a core file has
 * of it, and memory that mmap did not make. */
#ifndef MAPCHECK_ACTOR_OWN_MEMORY_POSIX_H
#define MAPCHECK_ACTOR_OWN_MEMORY_POSIX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

/* Two ranges of addresses; the first alone where a call is told of one. */
typedef struct Ranges {
    struct iovec first;
    struct iovec second;
} Ranges;

/* mlock2(2), pidfd_open(2), process_madvise(2) and prctl(PR_SET_MDWE). -1 and errno, ENOSYS or EINVAL where the system has
 * no such call. */
int lock_memory(void *addr, size_t length, int flags);
int process_descriptor(int pid);
ssize_t advise_process(int process, const Ranges *ranges, size_t count, int advice, unsigned flags);
int deny_write_execute(unsigned long flags);

/* The page's number in /proc/self/pagemap. -1 and errno; ENODATA: the list ends before it. */
int page_entry(void *addr, uint64_t *entry);

/* What the kernel knows of the page at an address (/proc/kpageflags: bit 4 is "dirty"). -1 and errno: ENXIO where no page
 * is there, EPERM where the process may not know. */
int page_flags(const void *addr, uint64_t *flags);

/* What a core file of this machine's kind has at the address: so many bytes. Fewer, 0 among them, where the file has no
 * more of that range; -1 and ENOENT: there is no such file; ENOEXEC: it is no core. */
ssize_t core_bytes(const char *path, void *addr, void *buffer, size_t count);

/* An address in the stack of the thread that answers. */
void *stack_address(void);
/* mprotect of one page of the stack, which nothing else uses, and back again. -1 and errno. */
int protect_stack(int prot);

#endif
