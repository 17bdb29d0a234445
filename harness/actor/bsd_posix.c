#include "actor/bsd_posix.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>

/* The function of this name, into a pointer of its type; false, and ENOSYS: there is none. */
static int found(const char *name, void *pointer, size_t size)
{
    void *symbol = dlsym(RTLD_DEFAULT, name);
    memcpy(pointer, &symbol, size);
    if (!symbol)
        errno = ENOSYS;
    return symbol != NULL;
}
#define FOUND(name, pointer) found(name, &(pointer), sizeof(pointer))

int inherit_memory(void *addr, size_t length, int inheritance)
{
    int (*function)(void *, size_t, int);
    return FOUND("minherit", function) ? function(addr, length, inheritance) : -1;
}

int rename_shm(const char *from, const char *to, int flags)
{
    int (*function)(const char *, const char *, int);
    return FOUND("shm_rename", function) ? function(from, to, flags) : -1;
}

int large_shm(const char *name, int flags, int index, int policy, unsigned mode)
{
    int (*function)(const char *, int, int, int, mode_t);
    return FOUND("shm_create_largepage", function) ? function(name, flags, index, policy, (mode_t)mode) : -1;
}

int immutable_memory(void *addr, size_t length)
{
    int (*function)(void *, size_t);
    return FOUND("mimmutable", function) ? function(addr, length) : -1;
}

void *query_memory(void *addr, size_t length, int prot, int flags, int fd, long long offset)
{
    void *(*function)(void *, size_t, int, int, int, off_t);
    return FOUND("mquery", function) ? function(addr, length, prot, flags, fd, (off_t)offset) : MAP_FAILED;
}

void *netbsd_mremap(void *old, size_t old_size, void *new_address, size_t new_size, int flags)
{
#ifdef __NetBSD__
    return mremap(old, old_size, new_address, new_size, flags);
#else
    (void)old, (void)old_size, (void)new_address, (void)new_size, (void)flags;
    errno = ENOSYS;
    return MAP_FAILED;
#endif
}
