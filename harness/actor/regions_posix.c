#include "actor/regions_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <unistd.h>

/* So many pages in one piece, every second of which is then a region of its own: half the calls that single pages take.
 * How many regions there are of it. */
static size_t map_striped(size_t pages, size_t length)
{
    char *piece = posix_real.mmap(NULL, pages * length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED)
        return 0;
    size_t regions = 1;
    while (regions + 1 < pages && posix_real.mprotect(piece + regions * length, length, PROT_READ) == 0)
        regions += 2;
    return regions;
}

int map_until_refused(size_t most, int *refusal, void **last)
{
    int before = errno;
    *refusal = 0;
    *last = NULL;
    size_t length = (size_t)posix.sysconf(_SC_PAGESIZE);
    /* The last ones singly: mmap is to refuse one, and they lie side by side. */
    for (size_t made = map_striped(most / 16 * 15, length); made < most; made++) {
        /* Neighbours of differing protection stay regions of their own. */
        int prot = made % 2 ? PROT_READ : PROT_NONE;
        void *place = posix.mmap(NULL, length, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED) {
            *refusal = errno;
            errno = before;
            return (int)made;
        }
        *last = place;
    }
    errno = before;
    return (int)most;
}
