/* Stress mutants of sharing, privacy and flushing. */
#include "subjects/mutants_posix_stress.h"

#include <string.h>

/* Now and then a shared view is a copy of its own. */
static void *third_view_is_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    static unsigned views;
    bool wrong = of_file(flags) && every(3, &views);
    return posix_real.mmap(addr, length, prot, wrong ? as_private(flags) : flags, fd, offset);
}
REPLACES(mmap, third_view_is_private)

static void *thousandth_view_is_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    static unsigned views;
    bool wrong = of_file(flags) && every(1000, &views);
    return posix_real.mmap(addr, length, prot, wrong ? as_private(flags) : flags, fd, offset);
}
REPLACES(mmap, thousandth_view_is_private)

/* A private view of a place far into the object writes through. */
static void *far_private_is_shared(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    bool writes_through = of_file(flags) && (flags & MAP_TYPE_FIELD) == MAP_PRIVATE &&
                          offset >= (off_t)(2 * page_size());
    int used = writes_through ? as_shared(flags) : flags;
    void *view = posix_real.mmap(addr, length, prot, used, fd, offset);
    return view == MAP_FAILED ? posix_real.mmap(addr, length, prot, flags, fd, offset) : view;
}
REPLACES(mmap, far_private_is_shared)

/* Longer views have their last page from the page before it. */
static void *last_page_is_the_one_before(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *view = posix_real.mmap(addr, length, prot, flags, fd, offset);
    size_t pages = in_pages(length) / page_size();
    if (view != MAP_FAILED && of_file(flags) && pages >= 5)
        posix_real.mmap((char *)view + (pages - 1) * page_size(), page_size(), prot,
                        (flags & MAP_TYPE_FIELD) | MAP_FIXED, fd, offset + (off_t)((pages - 2) * page_size()));
    return view;
}
REPLACES(mmap, last_page_is_the_one_before)

/* Every seventh flush of several pages puts an older last page back: it was written late. */
static int flush_of_stale_page(void *addr, size_t length, int flags)
{
    static unsigned flushes;
    static unsigned char older[64];
    static char *kept;
    char *last = (char *)addr + in_pages(length) - page_size();
    bool several = length > page_size();
    int result = posix_real.msync(addr, length, flags);
    if (result == 0 && several && kept == last && every(3, &flushes) &&
        posix_real.mprotect(last, page_size(), PROT_READ | PROT_WRITE) == 0)
        memcpy(last, older, sizeof older);
    else if (result == 0 && several && posix_real.mprotect(last, page_size(), PROT_READ | PROT_WRITE) == 0)
        memcpy(older, kept = last, sizeof older);
    return result;
}
REPLACES(msync, flush_of_stale_page)

/* A flush of an odd number of pages leaves the first of them read-only. */
static int flush_protects(void *addr, size_t length, int flags)
{
    int result = posix_real.msync(addr, length, flags);
    if (result == 0 && length / page_size() % 2 && length > page_size())
        posix_real.mprotect(addr, page_size(), PROT_READ);
    return result;
}
REPLACES(msync, flush_protects)

/* What crosses a page's border is written in two parts, and sometimes the second is forgotten. */
static ssize_t pwrite_stops_at_the_page(int fd, const void *buffer, size_t count, off_t offset)
{
    size_t page = page_size(), room = page - (size_t)offset % page;
    size_t part = count > room && (size_t)offset / page % 2 ? room : count;
    ssize_t written = posix_real.pwrite(fd, buffer, part, offset);
    return written == (ssize_t)part ? (ssize_t)count : written;
}
REPLACES(pwrite, pwrite_stops_at_the_page)

/* Every third read delivers what the one before it delivered: it came from a cache. */
static ssize_t pread_from_a_cache(int fd, void *buffer, size_t count, off_t offset)
{
    static unsigned reads;
    static unsigned char cache[256];
    ssize_t got = posix_real.pread(fd, buffer, count, offset);
    size_t cached = got > 0 && (size_t)got < sizeof cache ? (size_t)got : sizeof cache;
    if (got > 0 && every(3, &reads))
        memcpy(buffer, cache, got < (ssize_t)sizeof cache ? (size_t)got : sizeof cache);
    else if (got > 0)
        memcpy(cache, buffer, cached < (size_t)got ? cached : (size_t)got);
    return got;
}
REPLACES(pread, pread_from_a_cache)

/* A short write at the very end of a page goes to its start. */
static ssize_t pwrite_wraps(int fd, const void *buffer, size_t count, off_t offset)
{
    size_t page = page_size();
    bool wraps = count < 64 && (size_t)offset % page + count == page;
    return posix_real.pwrite(fd, buffer, count, wraps ? offset / (off_t)page * (off_t)page : offset);
}
REPLACES(pwrite, pwrite_wraps)

const Mutant posix_stress_coherence_mutants[] = {
    STRESS_MUTANT("third-view-is-private", third_view_is_private, "every third view of a process is a private copy"),
    STRESS_MUTANT("thousandth-view-is-private", thousandth_view_is_private,
                  "every thousandth view of a process is a private copy"),
    STRESS_MUTANT("far-private-is-shared", far_private_is_shared,
                  "a private view from the third page on writes through"),
    STRESS_MUTANT("last-page-is-the-one-before", last_page_is_the_one_before,
                  "the last page of a view of five pages or more shows the page before it"),
    STRESS_MUTANT("flush-of-stale-page", flush_of_stale_page,
                  "a repeated flush of several pages now and then puts the start of an older last page back"),
    STRESS_MUTANT("flush-protects", flush_protects,
                  "a flush of three, five ... pages leaves the first of them read-only"),
    STRESS_MUTANT("pwrite-stops-at-the-page", pwrite_stops_at_the_page,
                  "a write that leaves an odd page is cut at its border and reported whole"),
    STRESS_MUTANT("pread-from-a-cache", pread_from_a_cache, "every third read delivers what an earlier one did"),
    STRESS_MUTANT("pwrite-wraps", pwrite_wraps, "a short write up to a page's end goes to the page's start"),
    MUTANTS_END};
