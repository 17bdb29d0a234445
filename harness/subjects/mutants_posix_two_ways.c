/* Calls around a refusal, through the library and past it: errors that are lost, errors where none is due, and refusals
 * that leave something behind. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <stdarg.h>

/* A refusal becomes a success. */
static int loses(int result)
{
    return result == -1 ? 0 : result;
}

/* Where nothing was wrong: an error. */
static int invents(int result)
{
    if (result != 0)
        return result;
    errno = EPERM;
    return -1;
}

/* A refusal has mapped a page all the same. */
static int litters(int result)
{
    int error = errno;
    if (result == -1)
        posix_real.mmap(NULL, page_size(), PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    errno = error;
    return result;
}

static void *loses_place(void *place)
{
    return place == MAP_FAILED ? NULL : place;
}

static void *litters_place(void *place)
{
    litters(place == MAP_FAILED ? -1 : 0);
    return place;
}

/* WRAP(way, effect, call, parameters, arguments) for the calls that answer 0 or -1, and for those that answer a place. The
 * way is `kernel_`, or nothing for the library's functions. */
#define NUMBER_CALLS(WRAP, way, effect)                                                              \
    WRAP(way, effect, munmap, (void *addr, size_t length), (addr, length))                           \
    WRAP(way, effect, mprotect, (void *addr, size_t length, int prot), (addr, length, prot))         \
    WRAP(way, effect, msync, (void *addr, size_t length, int flags), (addr, length, flags))          \
    WRAP(way, effect, madvise, (void *addr, size_t length, int advice), (addr, length, advice))      \
    WRAP(way, effect, mlock, (const void *addr, size_t length), (addr, length))                      \
    WRAP(way, effect, munlock, (const void *addr, size_t length), (addr, length))                    \
    WRAP(way, effect, mincore, (void *addr, size_t length, unsigned char *vec), (addr, length, vec)) \
    WRAP(way, effect, shmdt, (const void *addr), (addr))                                             \
    WRAP(way, effect, ftruncate, (int fd, off_t length), (fd, length))
#define PLACE_CALLS(WRAP, way, effect)                                                              \
    WRAP(way, effect, mmap, (void *addr, size_t length, int prot, int flags, int fd, off_t offset), \
         (addr, length, prot, flags, fd, offset))                                                   \
    WRAP(way, effect, shmat, (int id, const void *addr, int flags), (id, addr, flags))
#define MREMAP_CALL(WRAP, way, effect)                                                             \
    WRAP(way, effect, mremap, (void *from, size_t old_size, size_t new_size, int flags, void *to), \
         (from, old_size, new_size, flags, to))

#define DEFINE_NUMBER(way, effect, call, parameters, arguments) \
    static int effect##_##way##call parameters                  \
    {                                                           \
        return effect(posix_real.way##call arguments);          \
    }
#define DEFINE_PLACE(way, effect, call, parameters, arguments) \
    static void *effect##_##way##call parameters               \
    {                                                          \
        return effect##_place(posix_real.way##call arguments); \
    }
#define INSTALL(way, effect, call, parameters, arguments) posix.way##call = effect##_##way##call;

NUMBER_CALLS(DEFINE_NUMBER, kernel_, loses)
PLACE_CALLS(DEFINE_PLACE, kernel_, loses)
MREMAP_CALL(DEFINE_PLACE, kernel_, loses)
NUMBER_CALLS(DEFINE_NUMBER, kernel_, litters)
PLACE_CALLS(DEFINE_PLACE, kernel_, litters)
MREMAP_CALL(DEFINE_PLACE, kernel_, litters)
NUMBER_CALLS(DEFINE_NUMBER, kernel_, invents)
NUMBER_CALLS(DEFINE_NUMBER, , loses)
PLACE_CALLS(DEFINE_PLACE, , loses)
NUMBER_CALLS(DEFINE_NUMBER, , litters)
PLACE_CALLS(DEFINE_PLACE, , litters)

static void *litters_mremap(void *from, size_t old_size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *to = va_arg(arguments, void *);
    va_end(arguments);
    return litters_place(posix_real.mremap(from, old_size, new_size, flags, to));
}

/* posix_madvise answers its error. */
static int loses_posix_madvise(void *addr, size_t length, int advice)
{
    (void)posix_real.posix_madvise(addr, length, advice);
    return 0;
}

static int litters_posix_madvise(void *addr, size_t length, int advice)
{
    int result = posix_real.posix_madvise(addr, length, advice);
    litters(result ? -1 : 0);
    return result;
}

static void install_kernel_loses_errors(void)
{
    NUMBER_CALLS(INSTALL, kernel_, loses)
    PLACE_CALLS(INSTALL, kernel_, loses)
    MREMAP_CALL(INSTALL, kernel_, loses)
}

static void install_kernel_invents_errors(void)
{
    NUMBER_CALLS(INSTALL, kernel_, invents)
}

static void install_kernel_litters(void)
{
    NUMBER_CALLS(INSTALL, kernel_, litters)
    PLACE_CALLS(INSTALL, kernel_, litters)
    MREMAP_CALL(INSTALL, kernel_, litters)
}

static void install_library_loses_errors(void)
{
    NUMBER_CALLS(INSTALL, , loses)
    PLACE_CALLS(INSTALL, , loses)
    posix.posix_madvise = loses_posix_madvise;
}

static void install_library_litters(void)
{
    NUMBER_CALLS(INSTALL, , litters)
    PLACE_CALLS(INSTALL, , litters)
    posix.mremap = litters_mremap;
    posix.posix_madvise = litters_posix_madvise;
}

const Mutant posix_two_way_mutants[] = {
    MUTANT("kernel-loses-errors", kernel_loses_errors, "system calls past the library never fail"),
    MUTANT("kernel-invents-errors", kernel_invents_errors, "system calls past the library say EPERM for no reason"),
    MUTANT("kernel-litters", kernel_litters, "a refused system call past the library has mapped a page"),
    MUTANT("library-loses-errors", library_loses_errors, "the library's functions never fail"),
    MUTANT("library-litters", library_litters, "a function of the library that refuses has mapped a page"),
    MUTANTS_END};
