/* What only Linux has, on other systems: every call answers ENOSYS, and those that go by the system's own names are not
 * there at all for cases ("this system has no mremap"). */
#include "actor/calls_posix.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>

#define LACKING1(result, name, A)                   \
    result name(A a)                                \
    {                                               \
        return (void)a, errno = ENOSYS, (result)-1; \
    }
#define LACKING2(result, name, A, B)                         \
    result name(A a, B b)                                    \
    {                                                        \
        return (void)a, (void)b, errno = ENOSYS, (result)-1; \
    }
#define LACKING3(result, name, A, B, C)                               \
    result name(A a, B b, C c)                                        \
    {                                                                 \
        return (void)a, (void)b, (void)c, errno = ENOSYS, (result)-1; \
    }
#define LACKING4(result, name, A, B, C, D)                                     \
    result name(A a, B b, C c, D d)                                            \
    {                                                                          \
        return (void)a, (void)b, (void)c, (void)d, errno = ENOSYS, (result)-1; \
    }
#define LACKING5(result, name, A, B, C, D, E)                                           \
    result name(A a, B b, C c, D d, E e)                                                \
    {                                                                                   \
        return (void)a, (void)b, (void)c, (void)d, (void)e, errno = ENOSYS, (result)-1; \
    }
#define LACKING6(result, name, A, B, C, D, E, F)                                                 \
    result name(A a, B b, C c, D d, E e, F f)                                                    \
    {                                                                                            \
        return (void)a, (void)b, (void)c, (void)d, (void)e, (void)f, errno = ENOSYS, (result)-1; \
    }

typedef void *Address;

/* The table's names (calls_other.h) --------------------------------------------------------------------------------------- */

void *mremap(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    return (void)old_address, (void)old_size, (void)new_size, (void)flags, errno = ENOSYS, MAP_FAILED;
}

LACKING4(int, fallocate, int, int, off_t, off_t)
LACKING1(int, unshare, int)
LACKING5(int, mount, const char *, const char *, const char *, unsigned long, const void *)
LACKING2(int, swapon, const char *, int)
LACKING1(int, swapoff, const char *)
LACKING4(ssize_t, sendfile, int, int, off_t *, size_t)
LACKING6(ssize_t, splice, int, off_t *, int, off_t *, size_t, unsigned)
LACKING5(int, remap_file_pages, void *, size_t, int, size_t, int)

/* The function of this name, into a pointer of its type; false: this system has none. */
static bool found(const char *name, void *pointer, size_t size)
{
    void *symbol = dlsym(RTLD_DEFAULT, name);
    memcpy(pointer, &symbol, size);
    errno = symbol ? errno : ENOSYS;
    return symbol != NULL;
}

int memfd_create(const char *name, unsigned flags)
{
    int (*function)(const char *, unsigned);
    return found("memfd_create", &function, sizeof function) ? function(name, flags) : -1;
}

ssize_t copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t count, unsigned flags)
{
    ssize_t (*function)(int, off_t *, int, off_t *, size_t, unsigned);
    return found("copy_file_range", &function, sizeof function)
               ? function(from, from_offset, to, to_offset, count, flags)
               : -1;
}

/* Before main: what is not in the table is not there. */
__attribute__((constructor)) static void leave_out(void)
{
    posix.mremap = NULL;
    posix.fallocate = NULL;
    posix.unshare = NULL;
    posix.mount = NULL;
    posix.swapon = NULL;
    posix.swapoff = NULL;
    posix.sendfile = NULL;
    posix.splice = NULL;
    posix.remap_file_pages = NULL;
    if (!MFD_CLOEXEC || !dlsym(RTLD_DEFAULT, "memfd_create"))
        posix.memfd_create = NULL;
    if (!dlsym(RTLD_DEFAULT, "copy_file_range"))
        posix.copy_file_range = NULL;
}

/* Names of our own for Linux's calls and lists ---------------------------------------------------------------------------- */

LACKING3(int, seal_memory, void *, size_t, unsigned long)
LACKING1(int, secret_memory, unsigned)
LACKING2(int, key_alloc, unsigned, unsigned)
LACKING1(int, key_free, int)
LACKING4(int, key_mprotect, void *, size_t, int, int)
LACKING2(int, descriptor_of, int, int)
LACKING3(int, open_descriptor_of, int, int, int)
LACKING3(ssize_t, name_of_descriptor, int, void *, size_t)
LACKING4(ssize_t, read_process, int, void *, void *, size_t)
LACKING4(ssize_t, write_process, int, void *, const void *, size_t)

LACKING3(int, lock_memory, void *, size_t, int)
LACKING1(int, process_descriptor, int)
LACKING5(ssize_t, advise_process, int, const Ranges *, size_t, int, unsigned)
LACKING1(int, deny_write_execute, unsigned long)
LACKING2(int, page_entry, void *, uint64_t *)
LACKING2(int, page_flags, const void *, uint64_t *)
LACKING4(ssize_t, core_bytes, const char *, void *, void *, size_t)

LACKING4(int, private_mount, const char *, const char *, size_t, const char *)
LACKING2(int, set_append_only, int, int)
LACKING2(int, futex_wait, void *, uint32_t)
LACKING2(int, futex_wake, void *, int)

LACKING2(int, region_at, void *, Region *)
LACKING3(int, region_amount, void *, const char *, uint64_t *)
LACKING2(int, region_flag, void *, const char *)

int digest_regions(void)
{
    return 0; /* no list: nothing to compare, and nothing that differs */
}

LACKING6(Address, kernel_mmap, void *, size_t, int, int, int, off_t)
LACKING2(int, kernel_munmap, void *, size_t)
LACKING3(int, kernel_mprotect, void *, size_t, int)
LACKING3(int, kernel_msync, void *, size_t, int)
LACKING3(int, kernel_madvise, void *, size_t, int)
LACKING2(int, kernel_mlock, const void *, size_t)
LACKING2(int, kernel_munlock, const void *, size_t)
LACKING3(int, kernel_mincore, void *, size_t, unsigned char *)
LACKING5(Address, kernel_mremap, void *, size_t, size_t, int, void *)
LACKING3(Address, kernel_shmat, int, const void *, int)
LACKING1(int, kernel_shmdt, const void *)
LACKING2(int, kernel_ftruncate, int, off_t)
