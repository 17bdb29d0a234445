/* Names: creation, collision, opening, removal. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <stdarg.h>

/* O_EXCL does not keep shm_open from opening what is there. */
static int shm_exclusive_ignored(const char *name, int flags, mode_t mode)
{
    return posix_real.shm_open(name, flags & ~O_EXCL, mode);
}
REPLACES(shm_open, shm_exclusive_ignored)

/* The third argument of open is there only with O_CREAT, but the actor always passes it. */
static mode_t mode_argument(va_list arguments)
{
    return (mode_t)va_arg(arguments, int);
}

/* O_EXCL does not keep open from opening what is there. */
static int file_exclusive_ignored(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_argument(arguments);
    va_end(arguments);
    return posix_real.open(path, flags & ~O_EXCL, mode);
}
REPLACES(open, file_exclusive_ignored)

/* Opening what is not there makes it. */
static int shm_always_creates(const char *name, int flags, mode_t mode)
{
    return posix_real.shm_open(name, flags | O_CREAT, mode ? mode : 0600);
}
REPLACES(shm_open, shm_always_creates)

static int shm_exists_wrong_error(const char *name, int flags, mode_t mode)
{
    int descriptor = posix_real.shm_open(name, flags, mode);
    if (descriptor < 0 && errno == EEXIST)
        errno = EINVAL;
    return descriptor;
}
REPLACES(shm_open, shm_exists_wrong_error)

static int shm_missing_wrong_error(const char *name, int flags, mode_t mode)
{
    int descriptor = posix_real.shm_open(name, flags, mode);
    if (descriptor < 0 && errno == ENOENT)
        errno = EINVAL;
    return descriptor;
}
REPLACES(shm_open, shm_missing_wrong_error)

static int file_missing_wrong_error(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_argument(arguments);
    va_end(arguments);
    int descriptor = posix_real.open(path, flags, mode);
    if (descriptor < 0 && errno == ENOENT)
        errno = EACCES;
    return descriptor;
}
REPLACES(open, file_missing_wrong_error)

static int shm_long_name_wrong_error(const char *name, int flags, mode_t mode)
{
    int descriptor = posix_real.shm_open(name, flags, mode);
    if (descriptor < 0 && errno == ENAMETOOLONG)
        errno = EINVAL;
    return descriptor;
}
REPLACES(shm_open, shm_long_name_wrong_error)

/* O_TRUNC leaves the contents. */
static int shm_truncate_ignored(const char *name, int flags, mode_t mode)
{
    return posix_real.shm_open(name, flags & ~O_TRUNC, mode);
}
REPLACES(shm_open, shm_truncate_ignored)

static int shm_unlink_is_lost(const char *name)
{
    (void)name;
    return 0;
}
REPLACES(shm_unlink, shm_unlink_is_lost)

static int file_unlink_is_lost(const char *path)
{
    (void)path;
    return 0;
}
REPLACES(unlink, file_unlink_is_lost)

/* Removing what is not there succeeds. */
static int shm_unlink_missing_succeeds(const char *name)
{
    posix_real.shm_unlink(name);
    return 0;
}
REPLACES(shm_unlink, shm_unlink_missing_succeeds)

/* What is renamed over a file is copied into it, so who has that file open or mapped sees it change. */
static int rename_copies_over(const char *from, const char *to)
{
    int source = posix_real.open(from, O_RDONLY | O_CLOEXEC), target = posix_real.open(to, O_WRONLY | O_CLOEXEC);
    char bytes[4096];
    ssize_t count = source >= 0 && target >= 0 ? posix_real.pread(source, bytes, sizeof bytes, 0) : -1;
    bool copied = count >= 0 && posix_real.pwrite(target, bytes, (size_t)count, 0) == count;
    posix_real.close(source);
    posix_real.close(target);
    return copied ? posix_real.unlink(from) : posix_real.rename(from, to);
}
REPLACES(rename, rename_copies_over)

const Mutant posix_naming_mutants[] = {
    MUTANT("shm-exclusive-ignored", shm_exclusive_ignored, "shm_open ignores O_EXCL"),
    MUTANT("file-exclusive-ignored", file_exclusive_ignored, "open ignores O_EXCL"),
    MUTANT("shm-always-creates", shm_always_creates, "shm_open creates without O_CREAT"),
    MUTANT("shm-exists-wrong-error", shm_exists_wrong_error, "shm_open says EINVAL where EEXIST is due"),
    MUTANT("shm-missing-wrong-error", shm_missing_wrong_error, "shm_open says EINVAL where ENOENT is due"),
    MUTANT("file-missing-wrong-error", file_missing_wrong_error, "open says EACCES where ENOENT is due"),
    MUTANT("shm-long-name-wrong-error", shm_long_name_wrong_error, "shm_open says EINVAL where ENAMETOOLONG is due"),
    MUTANT("shm-truncate-ignored", shm_truncate_ignored, "shm_open ignores O_TRUNC"),
    MUTANT("shm-unlink-is-lost", shm_unlink_is_lost, "shm_unlink reports success and removes nothing"),
    MUTANT("file-unlink-is-lost", file_unlink_is_lost, "unlink reports success and removes nothing"),
    MUTANT("shm-unlink-missing-succeeds", shm_unlink_missing_succeeds, "shm_unlink of a missing name succeeds"),
    MUTANT("rename-copies-over", rename_copies_over,
           "a file that another is renamed over gets its bytes and keeps its views"),
    MUTANTS_END};
