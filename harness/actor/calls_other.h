/* Calls that are Linux's, for systems that lack them or have something else by that name: functions of our own stand in
 * the table (lacking_other.c). Included last, by calls_posix.h. */
#ifndef MAPCHECK_ACTOR_CALLS_OTHER_H
#define MAPCHECK_ACTOR_CALLS_OTHER_H

#include <stddef.h>
#include <sys/types.h>

#define mremap other_mremap
#define fallocate other_fallocate
#define unshare other_unshare
#define mount other_mount
#define swapon other_swapon
#define swapoff other_swapoff
#define sendfile other_sendfile
#define splice other_splice
#define remap_file_pages other_remap_file_pages
void *mremap(void *old_address, size_t old_size, size_t new_size, int flags, ...);
int fallocate(int fd, int mode, off_t offset, off_t length);
int unshare(int flags);
int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *options);
int swapon(const char *path, int flags);
int swapoff(const char *path);
ssize_t sendfile(int to, int from, off_t *offset, size_t count);
ssize_t splice(int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned flags);
int remap_file_pages(void *addr, size_t size, int prot, size_t page, int flags);

/* These some of the systems have, as Linux does: looked up at run time. */
#define memfd_create other_memfd_create
#define copy_file_range other_copy_file_range
int memfd_create(const char *name, unsigned flags);
ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned flags);

#endif
