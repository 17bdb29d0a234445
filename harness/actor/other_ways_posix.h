/* Other ways to memory: calls that C libraries lack or wrap, and sequences that only a process itself can carry out. */
#ifndef MAPCHECK_ACTOR_OTHER_WAYS_POSIX_H
#define MAPCHECK_ACTOR_OTHER_WAYS_POSIX_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* System calls by number: mseal(2), memfd_secret(2), pkey_alloc(2), pkey_free(2), pkey_mprotect(2). -1 and errno, ENOSYS
 * where the system or its headers have no such call. */
int seal_memory(void *addr, size_t length, unsigned long flags);
int secret_memory(unsigned flags);
int key_alloc(unsigned flags, unsigned rights);
int key_free(int key);
int key_mprotect(void *addr, size_t length, int prot, int key);

/* pidfd_open(2) and pidfd_getfd(2): another process's descriptor under a number of our own. -1 and errno. */
int descriptor_of(int pid, int fd);
/* Another process's descriptor, or one of our own, opened anew through /proc/PID/fd: another open file of the same
 * object. And what /proc/self/fd says that a descriptor leads to, as readlink does. -1 and errno. */
int open_descriptor_of(int pid, int fd, int flags);
ssize_t name_of_descriptor(int fd, void *buffer, size_t count);
/* process_vm_readv(2), or process_vm_writev(2) where `write` is asked for. Bytes; -1 and errno. */
ssize_t read_process(int pid, void *addr, void *buffer, size_t count);
ssize_t write_process(int pid, void *addr, const void *buffer, size_t count);

/* Runs the program in this process's place; answers only when that was refused. -1 and errno. */
int exec_program(const char *path);
/* Stores one byte in a child made by vfork, which then ends. -1 and errno. */
int vfork_and_store(void *addr, int byte);
/* Forks so often while a second thread maps and unmaps; each child looks at its memory, maps a page and ends. How many
 * children found something wrong or died; -1 and errno. */
int fork_while_mapping(unsigned times);
/* Attaches the segment, adds 1 to its first 64-bit word in one step, detaches it; so often. -1 and errno. */
int attach_often(int id, unsigned times);
/* shm_open in a thread that has been asked to end (pthread_cancel). The descriptor; -1 and ECANCELED: the thread ended
 * without one; -1 and the error of shm_open. */
int shm_open_cancelled(const char *name, int flags, unsigned mode);

/* msync in a thread that has been asked to end. 0 or -1 as msync says; -1 and ECANCELED: the thread ended in msync. */
int msync_cancelled(void *addr, size_t length, int flags);

/* The first number behind `word` in a small file: "" in a file of /proc/sys, "Shmem:" in /proc/meminfo. -1 and errno,
 * ENOMSG where there is none. */
int number_in(const char *path, const char *word, uint64_t *value);

/* posix_typed_mem_open, posix_typed_mem_get_info and posix_mem_offset, looked up at run time: most systems lack the option
 * Typed Memory Objects. -1 and ENOSYS where there is none; otherwise as the standard says. */
int typed_memory_open(const char *name, int flags, int typed);
int typed_memory_room(int fd, size_t *room);
int typed_memory_offset(const void *addr, size_t length, uint64_t *offset, size_t *contiguous, int *fd);

#endif
