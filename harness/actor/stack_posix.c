/* The stack of the thread that answers. */
#include "actor/own_memory_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

/* The frame is left before the address is used: it names a page of the stack, not an object. */
void *stack_address(void)
{
    volatile char here = 0;
    volatile uintptr_t place = (uintptr_t)&here;
    return (void *)place; /* NOLINT(clang-analyzer-core.StackAddressEscape) */
}

int protect_stack(int prot)
{
    enum { PAGES = 3, LARGEST_PAGE = 65536 };
    char room[PAGES * LARGEST_PAGE];
    memset(room, 0, sizeof room);
    uintptr_t size = (uintptr_t)posix_real.sysconf(_SC_PAGESIZE);
    void *place = (void *)(((uintptr_t)room + 2 * size - 1) / size * size);
    int result = posix.mprotect(place, size, prot);
    int error = errno;
    if (posix_real.mprotect(place, size, PROT_READ | PROT_WRITE) != 0)
        return -1;
    errno = error;
    return result;
}
