/* Typed memory objects: looked up at run time, for no system at hand has the option in its headers. */
#include "actor/other_ways_posix.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <sys/types.h>

typedef struct TypedMemoryInformation {
    size_t posix_tmi_length; /* the standard has this member first; room for others of the system */
    char others[256];
} TypedMemoryInformation;

typedef int Open(const char *name, int flags, int typed);
typedef int Information(int fd, TypedMemoryInformation *information);
typedef int Offset(const void *addr, size_t length, off_t *offset, size_t *contiguous, int *fd);

static int missing(void)
{
    errno = ENOSYS;
    return -1;
}

int typed_memory_open(const char *name, int flags, int typed)
{
    Open *function;
    void *symbol = dlsym(RTLD_DEFAULT, "posix_typed_mem_open");
    memcpy(&function, &symbol, sizeof function);
    return function ? function(name, flags, typed) : missing();
}

int typed_memory_room(int fd, size_t *room)
{
    Information *function;
    void *symbol = dlsym(RTLD_DEFAULT, "posix_typed_mem_get_info");
    memcpy(&function, &symbol, sizeof function);
    if (!function)
        return missing();
    TypedMemoryInformation information;
    int result = function(fd, &information);
    if (result == 0)
        *room = information.posix_tmi_length;
    return result;
}

int typed_memory_offset(const void *addr, size_t length, uint64_t *offset, size_t *contiguous, int *fd)
{
    Offset *function;
    void *symbol = dlsym(RTLD_DEFAULT, "posix_mem_offset");
    memcpy(&function, &symbol, sizeof function);
    if (!function)
        return missing();
    off_t where = 0;
    int result = function(addr, length, &where, contiguous, fd);
    if (result == 0)
        *offset = (uint64_t)where;
    return result;
}
