#include "actor/regions_posix.h"

#include "actor/calls_posix.h"
#include "actor/own_memory_posix.h"

#include <errno.h>
#include <unistd.h>

#ifdef MADV_DONTDUMP
/* By one call for many stripes, where the system lets a process advise itself so. How many regions there are then. */
/* NOLINTNEXTLINE(readability-non-const-parameter): the stripes are parts of it */
static size_t advise_stripes(char *piece, size_t pages, size_t length)
{
    enum { AT_ONCE = 1024 };
    struct iovec stripes[AT_ONCE];
    int self = process_descriptor((int)getpid());
    size_t regions = 1;
    ssize_t done = self < 0 ? -1 : 1;
    while (done > 0 && regions + 1 < pages) {
        size_t count = 0;
        for (size_t at = regions; count < AT_ONCE && at + 1 < pages; at += 2)
            stripes[count++] = (struct iovec){piece + at * length, length};
        done = advise_process(self, (const Ranges *)(const void *)stripes, count, MADV_DONTDUMP, 0);
        regions += done > 0 ? 2 * ((size_t)done / length) : 0;
    }
    if (self >= 0)
        posix_real.close(self);
    return regions;
}
#else
static size_t advise_stripes(char *piece, size_t pages, size_t length)
{
    return (void)piece, (void)pages, (void)length, 1;
}
#endif

/* So many pages in one piece, every second of which is then a region of its own: half the calls that single pages take.
 * How many regions there are of it. */
static size_t map_striped(size_t pages, size_t length)
{
    char *piece = posix_real.mmap(NULL, pages * length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (piece == MAP_FAILED)
        return 0;
    size_t regions = advise_stripes(piece, pages, length);
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
    /* The last ones singly, more than a process has at its start: mmap is to refuse one, and they lie side by side. */
    size_t singly = most / 64 + 256;
    for (size_t made = most > singly ? map_striped(most - singly, length) : 0; made < most; made++) {
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
