/* mremap and remap_file_pages. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <stdarg.h>

/* The fifth argument is there with one flag only. */
#define TARGET_OF(flags, target)                                       \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    void *target = flags & MREMAP_FIXED ? va_arg(more, void *) : NULL; \
    va_end(more)

/* What cannot be done is said to be done, in place. */
static void *remap_pretends(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    int before = errno;
    void *place = posix_real.mremap(old, from, to, flags, target);
    if (place != MAP_FAILED)
        return place;
    errno = before;
    return old;
}
REPLACES(mremap, remap_pretends)

/* Pages by which a view grows are memory, whatever the view shows. */
static void *growth_is_memory(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    char *place = posix_real.mremap(old, from, to, flags, target);
    size_t had = in_pages(from), has = in_pages(to);
    if (place != MAP_FAILED && from && has > had && has < (size_t)1 << 30)
        posix_real.mmap(place + had, has - had, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return place;
}
REPLACES(mremap, growth_is_memory)

#ifdef MREMAP_DONTUNMAP
/* The old range goes all the same. */
static void *dontunmap_unmaps(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    void *place = posix_real.mremap(old, from, to, flags, target);
    if (place != MAP_FAILED && flags & MREMAP_DONTUNMAP)
        posix_real.munmap(old, from);
    return place;
}
REPLACES(mremap, dontunmap_unmaps)
#endif

/* What has grown is two regions. */
static void *growth_stays_apart(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    char *place = posix_real.mremap(old, from, to, flags, target);
    if (place != MAP_FAILED && from && in_pages(to) > in_pages(from))
        posix_real.madvise(place, in_pages(from), MADV_DONTFORK);
    return place;
}
REPLACES(mremap, growth_stays_apart)

/* A move loses the last byte of the first page. */
static void *move_loses_a_byte(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    char *place = posix_real.mremap(old, from, to, flags, target);
    if (place != MAP_FAILED && flags & MREMAP_FIXED && from == to)
        place[page_size() - 1] ^= 1;
    return place;
}
REPLACES(mremap, move_loses_a_byte)

static void *limit_wrong_error(void *old, size_t from, size_t to, int flags, ...)
{
    TARGET_OF(flags, target);
    void *place = posix_real.mremap(old, from, to, flags, target);
    if (place == MAP_FAILED && (errno == EFAULT || errno == EAGAIN || errno == ENOMEM))
        errno = EACCES;
    return place;
}
REPLACES(mremap, limit_wrong_error)

static int file_pages_stay(void *addr, size_t size, int prot, size_t page, int flags)
{
    (void)addr, (void)size, (void)prot, (void)page, (void)flags;
    return 0;
}
REPLACES(remap_file_pages, file_pages_stay)

const Mutant posix_remap_mutants[] = {
    MUTANT("remap-pretends", remap_pretends, "mremap says that it did what it could not do"),
    MUTANT("growth-is-memory", growth_is_memory, "mremap grows every view by private memory"),
#ifdef MREMAP_DONTUNMAP
    MUTANT("dontunmap-unmaps", dontunmap_unmaps, "mremap ignores MREMAP_DONTUNMAP"),
#endif
    MUTANT("growth-stays-apart", growth_stays_apart, "mremap never joins what grew with its neighbour"),
    MUTANT("move-loses-a-byte", move_loses_a_byte, "mremap damages the first page of what it moves"),
    MUTANT("limit-wrong-error", limit_wrong_error, "mremap says EACCES where EFAULT, EAGAIN or ENOMEM is due"),
    MUTANT("file-pages-stay", file_pages_stay, "remap_file_pages reports success and does nothing"),
    MUTANTS_END};
