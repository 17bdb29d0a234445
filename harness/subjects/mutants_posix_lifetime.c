/* What a view outlives: its descriptor, its name. */
#include "subjects/mutants_posix.h"

#include <errno.h>

/* The view of each descriptor that was mapped last. */
enum { MOST_DESCRIPTORS = 1024 };
static struct {
    void *place;
    size_t length;
} view_of[MOST_DESCRIPTORS];

static void *remembering_mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place != MAP_FAILED && fd >= 0 && fd < MOST_DESCRIPTORS) {
        view_of[fd].place = place;
        view_of[fd].length = length;
    }
    return place;
}

/* close takes the view of the descriptor with it. */
static int close_unmaps(int fd)
{
    int result = posix_real.close(fd);
    if (result == 0 && fd < MOST_DESCRIPTORS && view_of[fd].place) {
        posix_real.munmap(view_of[fd].place, view_of[fd].length);
        view_of[fd].place = NULL;
    }
    return result;
}

static void install_close_unmaps(void)
{
    posix.mmap = remembering_mmap;
    posix.close = close_unmaps;
}

/* Removing the name destroys what views show. */
static int unlink_destroys(const char *path)
{
    int descriptor = posix_real.open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        if (posix_real.ftruncate(descriptor, 0) != 0)
            errno = 0; /* a mutant that fails to destroy is a subject that works */
        posix_real.close(descriptor);
    }
    return posix_real.unlink(path);
}
REPLACES(unlink, unlink_destroys)

static int shm_unlink_destroys(const char *name)
{
    int descriptor = posix_real.shm_open(name, O_RDWR, 0);
    if (descriptor >= 0) {
        if (posix_real.ftruncate(descriptor, 0) != 0)
            errno = 0;
        posix_real.close(descriptor);
    }
    return posix_real.shm_unlink(name);
}
REPLACES(shm_unlink, shm_unlink_destroys)

/* Whoever closes an object empties it for everybody. */
static int close_empties(int fd)
{
    struct stat status;
    if (posix_real.fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && posix_real.ftruncate(fd, 0) != 0)
        errno = 0;
    return posix_real.close(fd);
}
REPLACES(close, close_empties)

/* Closing what is not open succeeds. */
static int close_forgives(int fd)
{
    posix_real.close(fd);
    return 0;
}
REPLACES(close, close_forgives)

const Mutant posix_lifetime_mutants[] = {
    MUTANT("close-unmaps", close_unmaps, "close takes the descriptor's view with it"),
    MUTANT("unlink-destroys", unlink_destroys, "unlink destroys the data that views still show"),
    MUTANT("shm-unlink-destroys", shm_unlink_destroys, "shm_unlink destroys the data that views still show"),
    MUTANT("close-empties", close_empties, "close empties the object"),
    MUTANT("close-forgives", close_forgives, "close of a descriptor that is not open succeeds"),
    MUTANTS_END};
