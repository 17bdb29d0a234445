/* Sizes: growing, shrinking, the last page's tail, lengths of views, and what lies behind the end. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <string.h>

static int resize_is_lost(int fd, off_t length)
{
    struct stat status;
    if (posix_real.fstat(fd, &status) != 0 || status.st_size == 0)
        return posix_real.ftruncate(fd, length);
    return 0;
}
REPLACES(ftruncate, resize_is_lost)

/* Objects are whole pages. */
static int size_in_pages(int fd, off_t length)
{
    return posix_real.ftruncate(fd, length < 0 ? length : (off_t)in_pages((size_t)length));
}
REPLACES(ftruncate, size_in_pages)

static int shrink_is_refused(int fd, off_t length)
{
    struct stat status;
    if (posix_real.fstat(fd, &status) == 0 && length < status.st_size) {
        errno = EINVAL;
        return -1;
    }
    return posix_real.ftruncate(fd, length);
}
REPLACES(ftruncate, shrink_is_refused)

/* What an object grows by is not zero. */
static int growth_is_dirty(int fd, off_t length)
{
    struct stat status;
    int known = posix_real.fstat(fd, &status);
    int result = posix_real.ftruncate(fd, length);
    if (known == 0 && result == 0 && length > status.st_size)
        result = posix_real.pwrite(fd, "\xee", 1, status.st_size) == 1 ? 0 : -1;
    return result;
}
REPLACES(ftruncate, growth_is_dirty)

/* The size of a file's part from `offset`; -1: no plain file. */
static off_t left_of_file(int fd, int flags, off_t offset)
{
    struct stat status;
    if (flags & MAP_ANONYMOUS || posix_real.fstat(fd, &status) != 0)
        return -1;
    return status.st_size > offset ? status.st_size - offset : 0;
}

/* The bytes between the object's end and the end of its last page are not zero. */
static void *tail_is_dirty(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    char *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    off_t left = left_of_file(fd, flags, offset);
    bool has_tail = left > 0 && (size_t)left < in_pages(length) && left % (off_t)page_size();
    if (place != MAP_FAILED && has_tail && prot & PROT_WRITE)
        memset(place + left, 0xee, in_pages((size_t)left) - (size_t)left);
    return place;
}
REPLACES(mmap, tail_is_dirty)

/* Pages wholly behind the object's end are zeros, not a bus error. */
static void *end_is_soft(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    char *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    off_t left = left_of_file(fd, flags, offset);
    if (place == MAP_FAILED || left < 0 || in_pages((size_t)left) >= in_pages(length))
        return place;
    size_t inside = in_pages((size_t)left);
    posix_real.mmap(place + inside, in_pages(length) - inside, prot, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    return place;
}
REPLACES(mmap, end_is_soft)

/* A length of 0 is taken for a page. */
static void *empty_view(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length ? length : 1, prot, flags, fd, offset);
}
REPLACES(mmap, empty_view)

/* fstat counts whole pages. */
static int status_in_pages(int fd, struct stat *status)
{
    int result = posix_real.fstat(fd, status);
    if (result == 0)
        status->st_size = (off_t)in_pages((size_t)status->st_size);
    return result;
}
REPLACES(fstat, status_in_pages)

const Mutant posix_size_mutants[] = {
    MUTANT("resize-is-lost", resize_is_lost, "ftruncate of an object that has a size does nothing"),
    MUTANT("size-in-pages", size_in_pages, "ftruncate rounds sizes up to whole pages"),
    MUTANT("shrink-is-refused", shrink_is_refused, "ftruncate refuses to make an object smaller"),
    MUTANT("growth-is-dirty", growth_is_dirty, "what an object grows by is not zero"),
    MUTANT("tail-is-dirty", tail_is_dirty, "the last page's tail behind the object's end is not zero"),
    MUTANT("end-is-soft", end_is_soft, "pages behind the object's end read as zeros instead of SIGBUS"),
    MUTANT("empty-view", empty_view, "mmap accepts a length of 0"),
    MUTANT("status-in-pages", status_in_pages, "fstat reports sizes in whole pages"),
    MUTANTS_END};
