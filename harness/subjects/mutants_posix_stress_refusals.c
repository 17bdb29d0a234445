/* Stress mutants whose calls do something although they are refused, for want of room: only a nemesis makes them so. */
#include "subjects/mutants_posix_stress.h"

#include "actor/guard.h"

#include <errno.h>
#include <string.h>

static void clear_page(void *place)
{
    memset(place, 0, page_size());
}

static void *refused_remap_clears(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    void *view = posix_real.mremap(old_address, old_size, new_size, flags & ~MREMAP_FIXED, NULL);
    int error = errno;
    Fault fault;
    if (view == MAP_FAILED && error == ENOMEM)
        guard_run(clear_page, old_address, FAULT_WRITE, &fault);
    errno = error;
    return view;
}
REPLACES(mremap, refused_remap_clears)

/* The file's first page is zero when a write behind the limit of its size was refused. */
static ssize_t refused_write_clears(int fd, const void *buffer, size_t count, off_t offset)
{
    ssize_t written = posix_real.pwrite(fd, buffer, count, offset);
    int error = errno;
    if (written < 0 && error == EFBIG) {
        void *start = posix_real.mmap(NULL, page_size(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        Fault fault;
        if (start != MAP_FAILED && guard_run(clear_page, start, FAULT_WRITE, &fault))
            posix_real.munmap(start, page_size());
    }
    errno = error;
    return written;
}
REPLACES(pwrite, refused_write_clears)

/* Which is what delayed allocation would do, if it did not reserve. */
static ssize_t write_without_room_succeeds(int fd, const void *buffer, size_t count, off_t offset)
{
    ssize_t written = posix_real.pwrite(fd, buffer, count, offset);
    return written < 0 && errno == ENOSPC ? (ssize_t)count : written;
}
REPLACES(pwrite, write_without_room_succeeds)

/* The first view of a file that the process has shows zeros when a map was refused. */
static void *first;

static void *refused_map_replaces(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *view = posix_real.mmap(addr, length, prot, flags, fd, offset);
    int error = errno;
    bool file = of_file(flags);
    if (view == MAP_FAILED && error == ENOMEM && file && first)
        posix_real.mmap(first, page_size(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    else if (view != MAP_FAILED && file && !first)
        first = view;
    errno = error;
    return view;
}
REPLACES(mmap, refused_map_replaces)

const Mutant posix_stress_refusal_mutants[] = {
    STRESS_MUTANT("refused-remap-clears", refused_remap_clears,
                  "a remap for which there is no room clears the view's first page"),
    STRESS_MUTANT("refused-write-clears", refused_write_clears,
                  "a write beyond the limit of sizes clears the file's first page"),
    STRESS_MUTANT("write-without-room-succeeds", write_without_room_succeeds,
                  "a write on a full disk is reported done, and is lost"),
    STRESS_MUTANT("refused-map-replaces", refused_map_replaces,
                  "a map for which there is no room leaves another view's first page zero"),
    MUTANTS_END};
