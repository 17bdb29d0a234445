/* What ci/bench measures with: bare starts of an actor, round trips over bare pipes, and what a command took. Nothing of
 * the conductor is used here: this is the floor that it is measured against.
 *
 *     mapcheck-bench starts N CMD...                  milliseconds of N starts and reaps, one after the other
 *     mapcheck-bench trips N REQUEST_LINE CMD...      microseconds per round trip, bytes asked, bytes told, peak KiB
 *     mapcheck-bench took CMD...                      milliseconds, peak KiB of the command (not of its children) */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

typedef struct Started {
    pid_t process;
    int to, from;
} Started;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int give_up(const char *what)
{
    fprintf(stderr, "mapcheck-bench: %s: %s\n", what, strerror(errno));
    exit(2);
}

static Started start(char **command)
{
    int to[2], from[2];
    posix_spawn_file_actions_t actions;
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0 || posix_spawn_file_actions_init(&actions) != 0)
        give_up("pipes");
    posix_spawn_file_actions_adddup2(&actions, to[0], 0);
    posix_spawn_file_actions_adddup2(&actions, from[1], 1);
    Started started = {.to = to[1], .from = from[0]};
    errno = posix_spawnp(&started.process, command[0], &actions, NULL, command, environ);
    if (errno)
        give_up(command[0]);
    posix_spawn_file_actions_destroy(&actions);
    close(to[0]);
    close(from[1]);
    return started;
}

/* Kilobytes at its peak; -1: it did not end with 0. */
static long reap(Started *started)
{
    close(started->to);
    char rest[4096];
    while (read(started->from, rest, sizeof rest) > 0)
        continue;
    close(started->from);
    int status;
    struct rusage usage;
    if (wait4(started->process, &status, 0, &usage) != started->process)
        give_up("wait4");
    return status ? -1 : usage.ru_maxrss;
}

/* Bytes of one line, its newline included. */
static size_t read_line(int from, char *line, size_t room)
{
    size_t length = 0;
    while (length < room && (!length || line[length - 1] != '\n')) {
        ssize_t got = read(from, line + length, room - length);
        if (got <= 0)
            give_up("the command ended too early");
        length += (size_t)got;
    }
    return length;
}

static int starts(unsigned count, char **command)
{
    double begin = now();
    unsigned failed = 0;
    for (unsigned i = 0; i < count; i++) {
        Started started = start(command);
        failed += reap(&started) < 0;
    }
    /* Under Wine on a busy machine one start in thousands fails by itself. */
    if (failed > 1 + count / 500) {
        fprintf(stderr, "mapcheck-bench: %u of %u starts did not end with 0\n", failed, count);
        return 2;
    }
    printf("%.0f\n", (now() - begin) / 1e3);
    return 0;
}

static int trips(unsigned count, const char *request, char **command)
{
    char line[4096], answer[4096];
    size_t asked = strlen(request) + 1, told = 0;
    Started started = start(command);
    if (strchr(request, ' '))
        read_line(started.from, answer, sizeof answer); /* an actor says hello; an echo waits */
    memcpy(line, request, asked - 1);
    line[asked - 1] = '\n';
    double begin = 0;
    for (unsigned i = 0; i < count + count / 10; i++) {
        if (i == count / 10)
            begin = now();
        if (write(started.to, line, asked) != (ssize_t)asked)
            give_up("write");
        told = read_line(started.from, answer, sizeof answer);
    }
    double per_trip = (now() - begin) / count;
    if (memmem(answer, told, " bad ", 5))
        give_up("the actor does not know the request");
    printf("%.2f %zu %zu ", per_trip, asked, told);
    printf("%ld\n", reap(&started));
    return 0;
}

static int took(char **command)
{
    double begin = now();
    Started started = start(command);
    long peak = reap(&started);
    if (peak < 0) {
        fputs("mapcheck-bench: the command did not end with 0\n", stderr);
        return 2;
    }
    printf("%.0f %ld\n", (now() - begin) / 1e3, peak);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc >= 4 && !strcmp(argv[1], "starts"))
        return starts((unsigned)strtoul(argv[2], NULL, 10), argv + 3);
    if (argc >= 5 && !strcmp(argv[1], "trips"))
        return trips((unsigned)strtoul(argv[2], NULL, 10), argv[3], argv + 4);
    if (argc >= 3 && !strcmp(argv[1], "took"))
        return took(argv + 2);
    fputs("usage: mapcheck-bench starts N CMD... | trips N REQUEST_LINE CMD... | took CMD...\n", stderr);
    return 2;
}
