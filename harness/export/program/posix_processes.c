/* Processes and their channels, on POSIX. ----------------------------------------------------------------------------- */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/sendfile.h>
#include <sys/swap.h>
#endif

#ifndef TRUE
#define TRUE 1
#define FALSE 0
#endif

extern char **environ;

enum { PATIENCE_MILLISECONDS = 20000, MOST_CHANNELS = 64 };

typedef struct Times { /* what futimens takes as an array */
    struct timespec access, modification;
} Times;

static char program[4096];              /* this one's absolute path */
static char folder[80];                 /* of this run: the sockets, and below it the files of the story */
static _Thread_local int channel = -1;  /* of a role: its own */
static int own_channels[MOST_CHANNELS]; /* of the roles that this process plays, 0: none */
static pid_t player;                    /* the process that has them */
static char run[33];                    /* what names of this run carry */

static inline void give_up(const char *what)
{
    fprintf(stderr, "cannot go on: %s: %s\n", what, strerror(errno));
    exit(2);
}

static inline struct sockaddr_un address_of_role(int role)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    snprintf(address.sun_path, sizeof address.sun_path, "%s/%d", folder, role);
    return address;
}

static inline int listen_for(int role)
{
    struct sockaddr_un address = address_of_role(role);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    unlink(address.sun_path);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 1) != 0)
        give_up("no socket for a role");
    return listener;
}

static inline int is_ready(int descriptor)
{
    struct pollfd one = {.fd = descriptor, .events = POLLIN};
    int ready;
    do
        ready = poll(&one, 1, PATIENCE_MILLISECONDS);
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/* -1: nobody came. */
static inline int welcome(int listener)
{
    int joined = is_ready(listener) ? accept4(listener, NULL, NULL, SOCK_CLOEXEC) : -1;
    close(listener);
    return joined;
}

static inline void close_channel(int which)
{
    close(which);
}

/* A child that was forked has its parent's, whose end would not show while they are open. */
static inline void forget_channels(void)
{
    for (int role = 0; role < MOST_CHANNELS; role++) {
        if (own_channels[role])
            close(own_channels[role]);
        own_channels[role] = 0;
    }
    player = getpid();
}

static inline int is_own_channel(int descriptor)
{
    int role = 0;
    while (role < MOST_CHANNELS && (!descriptor || own_channels[role] != descriptor))
        role++;
    return role < MOST_CHANNELS;
}

static inline void join_as(int role)
{
    struct sockaddr_un address = address_of_role(role);
    if (player != getpid())
        forget_channels();
    channel = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (channel < 0 || connect(channel, (struct sockaddr *)&address, sizeof address) != 0)
        _exit(2);
    own_channels[role] = channel;
}

/* 1: all of it; 0: the other side is gone; -1: it takes too long. */
static inline int receive_from(int from, void *into, size_t length)
{
    for (size_t done = 0; done < length;) {
        if (from != channel && !is_ready(from))
            return -1;
        ssize_t got = recv(from, (char *)into + done, length - done, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return 0;
        done += (size_t)got;
    }
    return 1;
}

static inline int send_to(int to, const void *from, size_t length)
{
    for (size_t done = 0; done < length;) {
        ssize_t sent = send(to, (const char *)from + done, length - done, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return 0;
        done += (size_t)sent;
    }
    return 1;
}

/* The command line of a role. */
static inline pid_t start_role(int role, pid_t (*start)(char **words))
{
    char number[16];
    snprintf(number, sizeof number, "%d", role);
    char *words[] = {program, "--role", number, folder, run, NULL};
    return start(words);
}

static inline pid_t spawn_words(char **words)
{
    pid_t child = -1;
    int error = posix_spawn(&child, words[0], NULL, NULL, words, environ);
    if (error)
        errno = error;
    return error ? -1 : child;
}

static inline void end_at_once(void)
{
    raise(SIGKILL);
}

static inline void leave(int code)
{
    _exit(code);
}

static inline uint64_t hold_process(uint64_t identifier)
{
    return identifier;
}

static inline void end_process(uint64_t process)
{
    kill((pid_t)process, SIGKILL);
}

static inline void stop_process(uint64_t process, int go_on)
{
    kill((pid_t)process, go_on ? SIGCONT : SIGSTOP);
}

static inline void wait_for_process(uint64_t process)
{
    waitpid((pid_t)process, NULL, 0);
}

static inline void find_program(const char *argument)
{
    ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
    if (length <= 0 && !realpath(argument, program))
        give_up(argument);
}

static inline void make_folder(void)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, sizeof folder, "%.60s/repro-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(folder))
        give_up(folder);
    char files[300];
    snprintf(files, sizeof files, "%s/files", folder);
    if (mkdir(files, 0700) != 0 || chdir(files) != 0)
        give_up(files);
}

static inline void remove_all_of(const char *path)
{
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (unlink(below) != 0)
            remove_all_of(below);
    }
    if (directory)
        closedir(directory);
    rmdir(path);
}

static inline void remove_folder(void)
{
    if (chdir("/") == 0)
        remove_all_of(folder);
}

static inline uint64_t own_number(void)
{
    return (uint64_t)getpid();
}

static inline uint64_t clock_number(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
