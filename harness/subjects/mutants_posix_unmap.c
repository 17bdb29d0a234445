/* munmap and mremap. */
#include "subjects/mutants_posix.h"

#include <stdarg.h>

static int munmap_is_lost(void *addr, size_t length)
{
    return (uintptr_t)addr % page_size() || !length ? posix_real.munmap(addr, length) : 0;
}
REPLACES(munmap, munmap_is_lost)

/* The page behind goes, too. */
static int munmap_takes_more(void *addr, size_t length)
{
    return posix_real.munmap(addr, length ? in_pages(length) + page_size() : length);
}
REPLACES(munmap, munmap_takes_more)

/* Of several pages the last one stays. */
static int munmap_leaves_one(void *addr, size_t length)
{
    return posix_real.munmap(addr, length > page_size() ? in_pages(length) - page_size() : length);
}
REPLACES(munmap, munmap_leaves_one)

static int munmap_takes_nothing(void *addr, size_t length)
{
    return length ? posix_real.munmap(addr, length) : 0;
}
REPLACES(munmap, munmap_takes_nothing)

static int munmap_misaligned(void *addr, size_t length)
{
    size_t inside = (size_t)((uintptr_t)addr % page_size());
    return posix_real.munmap((char *)addr - inside, length + inside);
}
REPLACES(munmap, munmap_misaligned)

/* What was mapped is lost when mremap moves or grows it. */
static void *mremap_loses(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *wanted = va_arg(arguments, void *);
    va_end(arguments);
    void *place = posix_real.mremap(old_address, old_size, new_size, flags, wanted);
    if (place != MAP_FAILED && new_size)
        *(volatile char *)place = 0;
    return place;
}
REPLACES(mremap, mremap_loses)

const Mutant posix_unmap_mutants[] = {
    MUTANT("munmap-is-lost", munmap_is_lost, "munmap reports success and leaves the view"),
    MUTANT("munmap-takes-more", munmap_takes_more, "munmap takes the page behind, too"),
    MUTANT("munmap-leaves-one", munmap_leaves_one, "munmap leaves the last of several pages"),
    MUTANT("munmap-takes-nothing", munmap_takes_nothing, "munmap accepts a length of 0"),
    MUTANT("munmap-misaligned", munmap_misaligned, "munmap accepts an address inside a page"),
    MUTANT("mremap-loses", mremap_loses, "mremap loses the first byte"),
    MUTANTS_END};
