/* Calls that the BSDs, macOS or illumos have, looked up at run time: the actor is built alike everywhere. Each is -1 and
 * ENOSYS where the system has none, and what the system says otherwise. */
#ifndef MAPCHECK_ACTOR_BSD_POSIX_H
#define MAPCHECK_ACTOR_BSD_POSIX_H

#include <stddef.h>

/* minherit: what a child of fork gets of the range. */
int inherit_memory(void *addr, size_t length, int inheritance);
/* shm_rename of FreeBSD. */
int rename_shm(const char *from, const char *to, int flags);
/* shm_create_largepage of FreeBSD: an object of pages of the index's size. The descriptor. */
int large_shm(const char *name, int flags, int index, int policy, unsigned mode);
/* mimmutable of OpenBSD. */
int immutable_memory(void *addr, size_t length);
/* mquery of OpenBSD: where mmap would put it. */
void *query_memory(void *addr, size_t length, int prot, int flags, int fd, long long offset);
/* mremap as NetBSD has it: with an address of its own, and without MREMAP_MAYMOVE. */
void *netbsd_mremap(void *old, size_t old_size, void *new_address, size_t new_size, int flags);

#endif
