/* Refusals that change something: the error is right, and a page is mapped all the same. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <stdarg.h>

/* Hands the answer on. A page that nobody asked for is there where it is a refusal; the error stays. */
static intptr_t leaving(intptr_t answer, bool refused)
{
    int error = errno;
    if (refused)
        posix_real.mmap(NULL, page_size(), PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    errno = error;
    return answer;
}

/* A call that answers -1, and one that answers an errno value. */
#define LEAVES(result, call, parameters, arguments)            \
    static result leaving_##call parameters                    \
    {                                                          \
        intptr_t answer = (intptr_t)posix_real.call arguments; \
        return (result)leaving(answer, answer == -1);          \
    }
#define LEAVES_ERRNO(call, parameters, arguments) \
    static int leaving_##call parameters          \
    {                                             \
        int answer = posix_real.call arguments;   \
        return (int)leaving(answer, answer != 0); \
    }

LEAVES(void *, mmap, (void *addr, size_t length, int prot, int flags, int fd, off_t offset),
       (addr, length, prot, flags, fd, offset))
LEAVES(int, munmap, (void *addr, size_t length), (addr, length))
LEAVES(int, mprotect, (void *addr, size_t length, int prot), (addr, length, prot))
LEAVES(int, msync, (void *addr, size_t length, int flags), (addr, length, flags))
LEAVES(int, madvise, (void *addr, size_t length, int advice), (addr, length, advice))
LEAVES_ERRNO(posix_madvise, (void *addr, size_t length, int advice), (addr, length, advice))
LEAVES(int, lock_memory, (void *addr, size_t length, int flags), (addr, length, flags))
LEAVES(int, mincore, (void *addr, size_t length, unsigned char *vec), (addr, length, vec))
LEAVES(int, seal_memory, (void *addr, size_t length, unsigned long flags), (addr, length, flags))
LEAVES(int, key_mprotect, (void *addr, size_t length, int prot, int key), (addr, length, prot, key))
LEAVES(ssize_t, advise_process, (int process, const Ranges *ranges, size_t count, int advice, unsigned flags),
       (process, ranges, count, advice, flags))
LEAVES(int, shm_open, (const char *name, int flags, mode_t mode), (name, flags, mode))
LEAVES(int, memfd_create, (const char *name, unsigned flags), (name, flags))
LEAVES(int, ftruncate, (int fd, off_t length), (fd, length))
LEAVES_ERRNO(posix_fallocate, (int fd, off_t offset, off_t length), (fd, offset, length))
LEAVES(int, fallocate, (int fd, int mode, off_t offset, off_t length), (fd, mode, offset, length))
LEAVES(ssize_t, read, (int fd, void *buffer, size_t count), (fd, buffer, count))
LEAVES(ssize_t, pread, (int fd, void *buffer, size_t count, off_t offset), (fd, buffer, count, offset))
LEAVES(ssize_t, pwrite, (int fd, const void *buffer, size_t count, off_t offset), (fd, buffer, count, offset))
LEAVES(int, shmget, (key_t key, size_t size, int flags), (key, size, flags))
LEAVES(void *, shmat, (int id, const void *addr, int flags), (id, addr, flags))
LEAVES(int, shmctl, (int id, int command, struct shmid_ds *buffer), (id, command, buffer))

static off_t leaving_lseek(int fd, off_t offset, int whence)
{
    off_t place = posix_real.lseek(fd, offset, whence);
    leaving(0, place == -1);
    return place;
}

static int leaving_open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    int mode = va_arg(arguments, int);
    va_end(arguments);
    int fd = posix_real.open(path, flags, mode);
    return (int)leaving(fd, fd == -1);
}

static int leaving_fcntl(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    int answer = posix_real.fcntl(fd, command, argument);
    return (int)leaving(answer, answer == -1);
}

static void *leaving_mremap(void *old, size_t old_size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *new_address = va_arg(arguments, void *);
    va_end(arguments);
    void *place = posix_real.mremap(old, old_size, new_size, flags, new_address);
    return (void *)leaving((intptr_t)place, place == MAP_FAILED);
}

static void install_refusals_leave_a_page(void)
{
#define INSTALL(call) posix.call = leaving_##call
    INSTALL(mmap), INSTALL(munmap), INSTALL(mprotect), INSTALL(msync), INSTALL(mremap);
    INSTALL(madvise), INSTALL(posix_madvise), INSTALL(advise_process), INSTALL(lock_memory), INSTALL(mincore);
    INSTALL(seal_memory), INSTALL(key_mprotect), INSTALL(shm_open), INSTALL(open), INSTALL(memfd_create);
    INSTALL(fcntl), INSTALL(ftruncate), INSTALL(posix_fallocate), INSTALL(fallocate), INSTALL(lseek);
    INSTALL(read), INSTALL(pread), INSTALL(pwrite), INSTALL(shmget), INSTALL(shmat), INSTALL(shmctl);
}

/* A negative size is taken for none, and refused afterwards. */
static int refused_sizes_cut(int fd, off_t length)
{
    int result = posix_real.ftruncate(fd, length);
    int error = errno;
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    result = result != 0 && length < 0 && truncate(path, 0) == 0 ? -1 : result;
    errno = error;
    return result;
}
REPLACES(ftruncate, refused_sizes_cut)

const Mutant posix_leaving_mutants[] = {
    MUTANT("refusals-leave-a-page", refusals_leave_a_page, "what a call refuses maps a page all the same"),
    MUTANT("refused-sizes-cut", refused_sizes_cut, "ftruncate empties a file whose new size it refuses"), MUTANTS_END};
