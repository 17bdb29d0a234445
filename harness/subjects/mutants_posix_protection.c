/* What may be done with a view. */
#include "subjects/mutants_posix.h"

#include <errno.h>

/* A view that may be read may be written, where the descriptor allows it. */
static void *readable_is_writable(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = MAP_FAILED;
    if (prot & PROT_READ && !(prot & PROT_WRITE))
        place = posix_real.mmap(addr, length, prot | PROT_WRITE, flags, fd, offset);
    return place == MAP_FAILED ? posix_real.mmap(addr, length, prot, flags, fd, offset) : place;
}
REPLACES(mmap, readable_is_writable)

static void *none_is_readable(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot == PROT_NONE ? PROT_READ : prot, flags, fd, offset);
}
REPLACES(mmap, none_is_readable)

static void *readable_is_executable(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot & PROT_READ ? prot | PROT_EXEC : prot, flags, fd, offset);
}
REPLACES(mmap, readable_is_executable)

/* A writable shared view through a read-only descriptor is given, as a copy, instead of refused. */
static void *access_is_forgotten(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && errno == EACCES)
        place = posix_real.mmap(addr, length, prot, as_private(flags), fd, offset);
    return place;
}
REPLACES(mmap, access_is_forgotten)

static int mprotect_is_lost(void *addr, size_t length, int prot)
{
    (void)addr, (void)length, (void)prot;
    return 0;
}
REPLACES(mprotect, mprotect_is_lost)

/* Only the first page changes. */
static int mprotect_one_page(void *addr, size_t length, int prot)
{
    return posix_real.mprotect(addr, length > page_size() ? page_size() : length, prot);
}
REPLACES(mprotect, mprotect_one_page)

/* The page behind changes, too. */
static int mprotect_one_more(void *addr, size_t length, int prot)
{
    int result = posix_real.mprotect(addr, length, prot);
    if (result == 0 && length)
        posix_real.mprotect((char *)addr + in_pages(length), page_size(), prot);
    return result;
}
REPLACES(mprotect, mprotect_one_more)

static int mprotect_misaligned(void *addr, size_t length, int prot)
{
    size_t inside = (size_t)((uintptr_t)addr % page_size());
    return posix_real.mprotect((char *)addr - inside, length + inside, prot);
}
REPLACES(mprotect, mprotect_misaligned)

/* What must be refused is left as it is, with success. */
static int mprotect_forgives(void *addr, size_t length, int prot)
{
    int result = posix_real.mprotect(addr, length, prot);
    return result != 0 && (errno == EACCES || errno == ENOMEM) ? 0 : result;
}
REPLACES(mprotect, mprotect_forgives)

const Mutant posix_protection_mutants[] = {
    MUTANT("readable-is-writable", readable_is_writable, "a read-only view can be written"),
    MUTANT("none-is-readable", none_is_readable, "a PROT_NONE view can be read"),
    MUTANT("readable-is-executable", readable_is_executable, "a view without PROT_EXEC can be executed"),
    MUTANT("access-is-forgotten", access_is_forgotten, "mmap forgets EACCES for a read-only descriptor"),
    MUTANT("mprotect-is-lost", mprotect_is_lost, "mprotect reports success and changes nothing"),
    MUTANT("mprotect-one-page", mprotect_one_page, "mprotect changes the first page only"),
    MUTANT("mprotect-one-more", mprotect_one_more, "mprotect changes the page behind, too"),
    MUTANT("mprotect-misaligned", mprotect_misaligned, "mprotect accepts an address inside a page"),
    MUTANT("mprotect-forgives", mprotect_forgives, "mprotect reports success where EACCES or ENOMEM is due"),
    MUTANTS_END};
