#include "actor/mounts_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* As in <linux/fs.h>, which is not everywhere beside the C library's headers (musl). C libraries differ in the type of
 * the request, the kernel takes its 32 bits. */
#define GET_FLAGS ((int)_IOR('f', 1, long))
#define SET_FLAGS ((int)_IOW('f', 2, long))
enum { APPEND_FLAG = 0x20 };

extern char **environ;

static bool write_line(const char *path, const char *line)
{
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool written = write(file, line, strlen(line)) == (ssize_t)strlen(line);
    close(file);
    return written;
}

/* A user namespace in which we are who we were: what gives an ordinary user mounts of his own, where that is allowed. */
static int enter_user_namespace(void)
{
    char users[64], groups[64];
    snprintf(users, sizeof users, "%u %u 1", (unsigned)geteuid(), (unsigned)geteuid());
    snprintf(groups, sizeof groups, "%u %u 1", (unsigned)getegid(), (unsigned)getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return -1;
    if (write_line("/proc/self/setgroups", "deny") && write_line("/proc/self/uid_map", users) &&
        write_line("/proc/self/gid_map", groups))
        return 0;
    errno = EPERM;
    return -1;
}

static int enter_namespace(void)
{
    if (unshare(CLONE_NEWNS) != 0 && enter_user_namespace() != 0)
        return -1;
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}

/* Runs a program to its end, without a word of its output. True: it exited with 0. */
static bool ran_well(const char *const *arguments)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    /* posix_spawnp takes the arguments as not const and does not change them. */
    char *copies[12];
    size_t count = 0;
    for (; arguments[count]; count++)
        copies[count] = (char *)(uintptr_t)arguments[count];
    copies[count] = NULL;
    int error = posix_spawnp(&child, copies[0], &actions, NULL, copies, environ);
    posix_spawn_file_actions_destroy(&actions);
    int status;
    return !error && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool make_image(const char *image, const char *kind, size_t size)
{
    int file = open(image, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return errno == EEXIST; /* one that the story made */
    bool sized = ftruncate(file, (off_t)size) == 0;
    close(file);
    char program[64];
    snprintf(program, sizeof program, "mkfs.%s", kind);
    const char *const arguments[] = {program, "-q", image, NULL};
    return sized && ran_well(arguments);
}

static int mount_image(const char *path, const char *kind, size_t size, const char *options)
{
    char image[4096], with_loop[512];
    snprintf(image, sizeof image, "%s.image", path);
    snprintf(with_loop, sizeof with_loop, "loop%s%s", *options ? "," : "", options);
    const char *const arguments[] = {"mount", "-n", "-t", kind, "-o", with_loop, image, path, NULL};
    if (make_image(image, kind, size) && ran_well(arguments))
        return 0;
    errno = ENOSYS;
    return -1;
}

static int mount_memory(const char *path, size_t size, const char *options)
{
    char with_size[512];
    snprintf(with_size, sizeof with_size, "size=%zu%s%s", size, *options ? "," : "", options);
    return mount("mapcheck", path, "tmpfs", 0, with_size);
}

int private_mount(const char *path, const char *kind, size_t size, const char *options)
{
    int before = errno;
    if (enter_namespace() != 0)
        return -1;
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        return -1;
    int result = strcmp(kind, "tmpfs") == 0 ? mount_memory(path, size, options)
                                            : mount_image(path, kind, size, options);
    if (result == 0)
        errno = before;
    return result;
}

int set_append_only(int fd, int on)
{
    int flags = 0;
    if (ioctl(fd, GET_FLAGS, &flags) != 0)
        return -1;
    flags = on ? flags | APPEND_FLAG : flags & ~APPEND_FLAG;
    return ioctl(fd, SET_FLAGS, &flags);
}
