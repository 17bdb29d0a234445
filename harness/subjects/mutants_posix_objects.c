/* shm_open and memfd_create where the standard leaves freedom, and at their limits. */
#include "subjects/mutants_posix.h"

#include "calls/constants_posix.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

/* Replaces an error of a call that has failed. */
static int instead(int result, int due, int said)
{
    if (result < 0 && errno == due)
        errno = said;
    return result;
}

static int shm_wants_one_slash(const char *name, int flags, mode_t mode)
{
    if (name && name[0] == '/' && name[1] != '/')
        return posix_real.shm_open(name, flags, mode);
    errno = EINVAL;
    return -1;
}
REPLACES(shm_open, shm_wants_one_slash)

static int shm_plain_flags_only(const char *name, int flags, mode_t mode)
{
    enum { PLAIN = O_RDWR | O_CREAT | O_EXCL | O_TRUNC | O_CLOEXEC };
    if (!(flags & ~PLAIN) && (flags & O_ACCMODE) != O_WRONLY)
        return posix_real.shm_open(name, flags, mode);
    errno = EINVAL;
    return -1;
}
REPLACES(shm_open, shm_plain_flags_only)

static int shm_nonblocking(const char *name, int flags, mode_t mode)
{
    return posix_real.shm_open(name, flags | O_NONBLOCK, mode);
}
REPLACES(shm_open, shm_nonblocking)

static int shm_no_room_wrong_error(const char *name, int flags, mode_t mode)
{
    return instead(posix_real.shm_open(name, flags, mode), ENOSPC, ENOMEM);
}
REPLACES(shm_open, shm_no_room_wrong_error)

static int shm_access_wrong_error(const char *name, int flags, mode_t mode)
{
    return instead(posix_real.shm_open(name, flags, mode), EACCES, EPERM);
}
REPLACES(shm_open, shm_access_wrong_error)

/* Descriptors that nobody knows: each opening leaves one behind. */
static int shm_leaks_descriptor(const char *name, int flags, mode_t mode)
{
    int descriptor = posix_real.shm_open(name, flags, mode);
    if (descriptor >= 0)
        (void)posix_real.dup(descriptor);
    return descriptor;
}
REPLACES(shm_open, shm_leaks_descriptor)

static int memfd_name_is_cut(const char *name, unsigned flags)
{
    enum { LONGEST = 249 };
    char cut[LONGEST + 1] = {0};
    if (name)
        strncpy(cut, name, LONGEST);
    return posix_real.memfd_create(name ? cut : name, flags);
}
REPLACES(memfd_create, memfd_name_is_cut)

static int memfd_always_executable(const char *name, unsigned flags)
{
    return posix_real.memfd_create(name, flags & MFD_NOEXEC_SEAL ? (flags & ~MFD_NOEXEC_SEAL) | MFD_EXEC : flags);
}
REPLACES(memfd_create, memfd_always_executable)

static int memfd_mode_is_private(const char *name, unsigned flags)
{
    int descriptor = posix_real.memfd_create(name, flags);
    if (descriptor >= 0)
        posix_real.fchmod(descriptor, 0600);
    return descriptor;
}
REPLACES(memfd_create, memfd_mode_is_private)

static int memfd_always_sealable(const char *name, unsigned flags)
{
    return posix_real.memfd_create(name, flags | MFD_ALLOW_SEALING);
}
REPLACES(memfd_create, memfd_always_sealable)

/* Whatever is sealed, growth is too. */
static int every_seal_is_of_growth(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    return posix_real.fcntl(fd, command, command == F_ADD_SEALS ? argument | F_SEAL_GROW : argument);
}
REPLACES(fcntl, every_seal_is_of_growth)

/* Who looks at the seal of growth when a file is to grow: ftruncate does, fallocate forgets. */
static int sealed_sizes_are_allocated(int fd, int mode, off_t offset, off_t length)
{
    int result = posix_real.fallocate(fd, mode, offset, length);
    return result != 0 && errno == EPERM && !(mode & FALLOC_FL_PUNCH_HOLE) ? 0 : result;
}
REPLACES(fallocate, sealed_sizes_are_allocated)

const Mutant posix_object_mutants[] = {
    MUTANT("shm-wants-one-slash", shm_wants_one_slash, "shm_open refuses names without exactly one slash at the start"),
    MUTANT("shm-plain-flags-only", shm_plain_flags_only, "shm_open refuses flags that the standard does not give it"),
    MUTANT("shm-nonblocking", shm_nonblocking, "shm_open adds O_NONBLOCK"),
    MUTANT("shm-no-room-wrong-error", shm_no_room_wrong_error, "shm_open says ENOMEM where ENOSPC is due"),
    MUTANT("shm-access-wrong-error", shm_access_wrong_error, "shm_open says EPERM where EACCES is due"),
    MUTANT("shm-leaks-descriptor", shm_leaks_descriptor, "shm_open leaves a second descriptor open"),
    MUTANT("memfd-name-is-cut", memfd_name_is_cut, "memfd_create cuts names that are too long"),
    MUTANT("memfd-always-executable", memfd_always_executable, "memfd_create ignores MFD_NOEXEC_SEAL"),
    MUTANT("memfd-mode-is-private", memfd_mode_is_private, "memfd_create gives the mode 0600"),
    MUTANT("memfd-always-sealable", memfd_always_sealable, "memfd_create allows seals where nobody asked for them"),
    MUTANT("every-seal-is-of-growth", every_seal_is_of_growth, "adding any seal adds F_SEAL_GROW"),
    MUTANT("sealed-sizes-are-allocated", sealed_sizes_are_allocated, "fallocate takes no notice of F_SEAL_GROW"),
    MUTANTS_END};
