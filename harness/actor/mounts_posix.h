/* File systems that only this process and its children see, and that go with the last of them. */
#ifndef MAPCHECK_ACTOR_MOUNTS_POSIX_H
#define MAPCHECK_ACTOR_MOUNTS_POSIX_H

#include <stddef.h>

/* Makes a folder at `path`, and mounts there, in a mount namespace of this process, a fresh file system: `kind` is tmpfs,
 * or one that mkfs.KIND can make, which is then put into the file PATH.image of `size` bytes and mounted through a loop
 * device; where PATH.image is there already, it is mounted as it is. `options` are the file system's own. -1 and errno:
 * EPERM: not allowed; ENOSYS: mkfs.KIND or mount is missing, or it refused; else as mount(2). */
int private_mount(const char *path, const char *kind, size_t size, const char *options);

/* Sets or clears the append-only attribute of an open file. -1 and errno. */
int set_append_only(int fd, int on);

#endif
