/* Where views come to stand, and what mmap refuses. */
#include "subjects/mutants_posix.h"

#include <errno.h>

/* Neither kind of fixed address is kept. */
static void *address_is_ignored(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    (void)addr;
    return posix_real.mmap(NULL, length, prot, flags & ~(MAP_FIXED | MAP_FIXED_NOREPLACE), fd, offset);
}
REPLACES(mmap, address_is_ignored)

static void *noreplace_replaces(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    if (flags & MAP_FIXED_NOREPLACE)
        flags = (flags & ~MAP_FIXED_NOREPLACE) | MAP_FIXED;
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, noreplace_replaces)

/* An address that is only a wish replaces what is there. */
static void *hint_replaces(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    bool wish = addr && !(flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) && (uintptr_t)addr % page_size() == 0;
    return posix_real.mmap(addr, length, prot, wish ? flags | MAP_FIXED : flags, fd, offset);
}
REPLACES(mmap, hint_replaces)

/* MAP_FIXED spares what is there. */
static void *fixed_refuses(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & MAP_FIXED ? flags | MAP_FIXED_NOREPLACE : flags, fd, offset);
}
REPLACES(mmap, fixed_refuses)

/* mmap with one error in another's place. */
static void *mmap_instead(int due, int said, void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place == MAP_FAILED && errno == due)
        errno = said;
    return place;
}

static void *occupied_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(EEXIST, ENOMEM, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, occupied_wrong_error)

static void *invalid_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(EINVAL, ENOMEM, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, invalid_wrong_error)

static void *descriptor_wrong_error(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return mmap_instead(EBADF, EINVAL, addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, descriptor_wrong_error)

/* Offsets are rounded down instead of refused. */
static void *offset_is_rounded(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags, fd, offset - offset % (off_t)page_size());
}
REPLACES(mmap, offset_is_rounded)

/* Neither MAP_SHARED nor MAP_PRIVATE is taken for MAP_PRIVATE. */
static void *sharing_is_optional(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    return posix_real.mmap(addr, length, prot, flags & MAP_TYPE_FIELD ? flags : as_private(flags), fd, offset);
}
REPLACES(mmap, sharing_is_optional)

/* A success sets errno to 0. */
static void *errno_is_cleared(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place != MAP_FAILED)
        errno = 0;
    return place;
}
REPLACES(mmap, errno_is_cleared)

/* Every process gets the same addresses. */
static void *addresses_are_the_same(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    uintptr_t first = (uintptr_t)1 << (sizeof(void *) == 8 ? 44 : 29);
    return posix_real.mmap(addr ? addr : (void *)first, length, prot, flags, fd, offset);
}
REPLACES(mmap, addresses_are_the_same)

static void *low_half_is_ignored(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
#ifdef MAP_32BIT
    flags &= ~MAP_32BIT;
#endif
    return posix_real.mmap(addr, length, prot, flags, fd, offset);
}
REPLACES(mmap, low_half_is_ignored)

const Mutant posix_placement_mutants[] = {
    MUTANT("address-is-ignored", address_is_ignored, "mmap ignores fixed addresses"),
    MUTANT("noreplace-replaces", noreplace_replaces, "MAP_FIXED_NOREPLACE replaces what is there"),
    MUTANT("hint-replaces", hint_replaces, "an address without MAP_FIXED replaces what is there"),
    MUTANT("fixed-refuses", fixed_refuses, "MAP_FIXED refuses to replace what is there"),
    MUTANT("occupied-wrong-error", occupied_wrong_error, "mmap says ENOMEM where EEXIST is due"),
    MUTANT("invalid-wrong-error", invalid_wrong_error, "mmap says ENOMEM where EINVAL is due"),
    MUTANT("descriptor-wrong-error", descriptor_wrong_error, "mmap says EINVAL where EBADF is due"),
    MUTANT("offset-is-rounded", offset_is_rounded, "mmap rounds odd offsets down instead of refusing them"),
    MUTANT("sharing-is-optional", sharing_is_optional, "mmap takes flags without MAP_SHARED and MAP_PRIVATE"),
    MUTANT("errno-is-cleared", errno_is_cleared, "a successful mmap sets errno to 0"),
    MUTANT("addresses-are-the-same", addresses_are_the_same, "mmap gives the same addresses in each process"),
    MUTANT("low-half-is-ignored", low_half_is_ignored, "mmap ignores MAP_32BIT"),
    MUTANTS_END};
