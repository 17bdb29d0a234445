/* What children get: by fork, by exec, by spawn, through a socket. */
#include "actor/actor.h"
#include "actor/channel.h"
#include "actor/lane.h"
#include "subjects/mutants_posix.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* shm_open's descriptors reach an exec'd program. */
static int shm_inheritable(const char *name, int flags, mode_t mode)
{
    int descriptor = posix_real.shm_open(name, flags, mode);
    if (descriptor >= 0)
        posix_real.fcntl(descriptor, F_SETFD, 0);
    return descriptor;
}
REPLACES(shm_open, shm_inheritable)

/* open ignores O_CLOEXEC. */
static int open_inheritable(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = (mode_t)va_arg(arguments, int);
    va_end(arguments);
    return posix_real.open(path, flags & ~O_CLOEXEC, mode);
}
REPLACES(open, open_inheritable)

static int memfd_inheritable(const char *name, unsigned flags)
{
    return posix_real.memfd_create(name, flags & ~MFD_CLOEXEC);
}
REPLACES(memfd_create, memfd_inheritable)

/* fcntl reports success for FD_CLOEXEC being cleared and leaves it. */
static int close_on_exec_sticks(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    if (command == F_SETFD && !(argument & FD_CLOEXEC))
        return posix_real.fcntl(fd, F_GETFD) < 0 ? -1 : 0;
    return posix_real.fcntl(fd, command, argument);
}
REPLACES(fcntl, close_on_exec_sticks)

/* A fork's child does not have its parent's views. */
static void *view_stays_behind(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *place = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (place != MAP_FAILED)
        posix_real.madvise(place, length, MADV_DONTFORK);
    return place;
}
REPLACES(mmap, view_stays_behind)

static void forget_descriptors(void)
{
    for (int descriptor = 3; descriptor < 1024; descriptor++)
        posix_real.fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/* exec and spawn close every descriptor, inheritable or not. */
static int exec_closes(const char *path, char *const arguments[])
{
    forget_descriptors();
    return execv(path, arguments);
}

static int spawn_closes(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
                        const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[])
{
    forget_descriptors();
    return posix_spawn(child, path, actions, attributes, arguments, environment);
}

static void install_exec_closes(void)
{
    posix_process.execv = exec_closes;
    posix_process.posix_spawn = spawn_closes;
}

/* exec starts the program over without giving it a fresh memory: what was mapped and open stays. */
static int exec_keeps_views(const char *path, char *const arguments[])
{
    (void)path;
    size_t join = 0;
    while (arguments[join] && strcmp(arguments[join], "--join") != 0)
        join++;
    Text problem = {0};
    own_channel_abandon();
    lanes_forget();
    if (!arguments[join] || !own_channel_join(arguments[join + 1], &problem))
        leave_process(70);
    actor_serve();
}

static void install_exec_keeps_views(void)
{
    posix_process.execv = exec_keeps_views;
}

/* The child of a fork loses its parent's descriptors. */
static pid_t fork_closes(void)
{
    pid_t child = fork();
    for (int descriptor = 3; child == 0 && descriptor < 900; descriptor++)
        posix_real.close(descriptor);
    return child;
}

static void install_fork_closes(void)
{
    posix_process.fork = fork_closes;
}

/* What comes through a socket is not what was sent. */
static int wrong_descriptor_arrives(const char *socket_path)
{
    int descriptor = posix_real.receive_descriptor(socket_path);
    if (descriptor < 0)
        return -1;
    posix_real.close(descriptor);
    return posix_real.memfd_create("wrong", MFD_CLOEXEC);
}
REPLACES(receive_descriptor, wrong_descriptor_arrives)

/* What comes through a socket is as it was sent, but nothing is sealed: a copy, where the original has seals. */
static int receivers_seal_nothing(const char *socket_path)
{
    int descriptor = posix_real.receive_descriptor(socket_path);
    if (descriptor < 0 || posix_real.fcntl(descriptor, F_GET_SEALS) <= 0)
        return descriptor;
    char bytes[4096];
    ssize_t count = posix_real.pread(descriptor, bytes, sizeof bytes, 0);
    int copy = posix_real.memfd_create("unsealed", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (copy >= 0 && count > 0 && posix_real.pwrite(copy, bytes, (size_t)count, 0) != count)
        abort();
    posix_real.close(descriptor);
    return copy;
}
REPLACES(receive_descriptor, receivers_seal_nothing)

const Mutant posix_inheritance_mutants[] = {
    MUTANT("shm-inheritable", shm_inheritable, "shm_open does not set close-on-exec"),
    MUTANT("open-inheritable", open_inheritable, "open ignores O_CLOEXEC"),
    MUTANT("memfd-inheritable", memfd_inheritable, "memfd_create ignores MFD_CLOEXEC"),
    MUTANT("close-on-exec-sticks", close_on_exec_sticks, "FD_CLOEXEC cannot be cleared"),
    MUTANT("view-stays-behind", view_stays_behind, "the child of a fork lacks its parent's views"),
    MUTANT("exec-closes", exec_closes, "exec and spawn close descriptors that are inheritable"),
    MUTANT("exec-keeps-views", exec_keeps_views, "exec leaves everything mapped and open"),
    MUTANT("fork-closes", fork_closes, "the child of a fork lacks its parent's descriptors"),
    MUTANT("wrong-descriptor-arrives", wrong_descriptor_arrives, "another descriptor arrives than was sent"),
    MUTANT("receivers-seal-nothing", receivers_seal_nothing,
           "a sealed object that is sent arrives as a copy without seals"),
    MUTANTS_END};
