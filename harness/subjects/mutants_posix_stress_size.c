/* Stress mutants of sizes, holes and remapping. */
#include "subjects/mutants_posix_stress.h"

#include <string.h>
#include <sys/stat.h>

off_t size_of_file(int fd)
{
    struct stat status;
    return posix_real.fstat(fd, &status) == 0 ? status.st_size : 0;
}

/* A file that shrinks into the middle of a page and grows again within it gets back what was there. */
static int truncation_leaves_tail(int fd, off_t length)
{
    static struct {
        int fd;
        off_t from;
        unsigned char bytes[256];
        ssize_t count;
    } tail;
    off_t size = size_of_file(fd);
    if (length < size && length % (off_t)page_size()) {
        tail.fd = fd;
        tail.from = length;
        tail.count = posix_real.pread(fd, tail.bytes, sizeof tail.bytes, length);
    }
    int result = posix_real.ftruncate(fd, length);
    off_t end = tail.from + (off_t)tail.count;
    if (result == 0 && tail.fd == fd && size == tail.from && length >= end && tail.count > 0)
        posix_real.pwrite(fd, tail.bytes, (size_t)tail.count, tail.from);
    return result;
}
REPLACES(ftruncate, truncation_leaves_tail)

/* A growth by several pages is a page short, if the size was a whole number of pages. */
static int growth_is_short(int fd, off_t length)
{
    off_t page = (off_t)page_size(), size = size_of_file(fd);
    bool wrong = size && size % page == 0 && length > size + 3 * page;
    return posix_real.ftruncate(fd, wrong ? length - page : length);
}
REPLACES(ftruncate, growth_is_short)

/* Shrinking cuts the last byte of what stays, once the file had been large. */
static int shrinking_cuts_a_byte(int fd, off_t length)
{
    off_t page = (off_t)page_size(), size = size_of_file(fd);
    int result = posix_real.ftruncate(fd, length);
    if (result == 0 && size > 4 * page && length && length < size - 2 * page)
        posix_real.pwrite(fd, "", 1, length - 1);
    return result;
}
REPLACES(ftruncate, shrinking_cuts_a_byte)

/* Of a hole of three pages the last stays as it was. */
static int punch_is_short(int fd, int mode, off_t offset, off_t length)
{
    off_t page = (off_t)page_size();
    return posix_real.fallocate(fd, mode, offset, length >= 3 * page ? length - page : length);
}
REPLACES(fallocate, punch_is_short)

/* A hole begins a page early when it does not begin at the start. */
static int punch_is_early(int fd, int mode, off_t offset, off_t length)
{
    off_t page = (off_t)page_size();
    bool wrong = offset >= 2 * page && length == page;
    return posix_real.fallocate(fd, mode, wrong ? offset - page : offset, wrong ? length + page : length);
}
REPLACES(fallocate, punch_is_early)

/* After every second remap that grows, the first page is an anonymous copy. */
static void *remap_loses_coherence(void *old, size_t old_size, size_t new_size, int flags, ...)
{
    static unsigned remaps;
    unsigned char copy[65536];
    void *view = posix_real.mremap(old, old_size, new_size, flags);
    size_t page = page_size();
    if (view == MAP_FAILED || new_size <= old_size || page > sizeof copy || !every(2, &remaps))
        return view;
    memcpy(copy, view, page);
    if (posix_real.mmap(view, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == view)
        memcpy(view, copy, page);
    return view;
}

/* Its prototype has an ellipsis that ours shares: the fifth argument, only read with MREMAP_FIXED, is not passed on. */
REPLACES(mremap, remap_loses_coherence)

/* A remap that moves a long view leaves the old one's last page where the new one's is: it shows zeros. */
static void *remap_zeroes_the_last_page(void *old, size_t old_size, size_t new_size, int flags, ...)
{
    void *view = posix_real.mremap(old, old_size, new_size, flags);
    size_t page = page_size();
    if (view != MAP_FAILED && new_size < old_size && new_size >= 3 * page)
        posix_real.mmap((char *)view + new_size - page, page, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return view;
}
REPLACES(mremap, remap_zeroes_the_last_page)

const Mutant posix_stress_size_mutants[] = {
    STRESS_MUTANT("truncation-leaves-tail", truncation_leaves_tail,
                  "what a truncation within a page cut off is back when the file grows"),
    STRESS_MUTANT("growth-is-short", growth_is_short, "a growth from whole pages by more than three is a page short"),
    STRESS_MUTANT("shrinking-cuts-a-byte", shrinking_cuts_a_byte,
                  "a truncation by more than two pages zeroes the last byte that stays"),
    STRESS_MUTANT("punch-is-short", punch_is_short, "a hole of three pages leaves the last one"),
    STRESS_MUTANT("punch-is-early", punch_is_early, "a hole of one page, from the third on, takes the page before too"),
    STRESS_MUTANT("remap-loses-coherence", remap_loses_coherence,
                  "after every second growing remap the first page is a copy"),
    STRESS_MUTANT("remap-zeroes-the-last-page", remap_zeroes_the_last_page,
                  "after a shrinking remap to three pages or more the last is zero"),
    MUTANTS_END};
