#include "platform/spawn_posix.h"

#include "platform/inside_posix.h"
#include "platform/kernel.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* fork copies our page tables, and then each page that we touch, which costs as much as the start of an actor. The child of
 * vfork has our memory until it execs: on Linux it may make system calls, and that is all that it does here; POSIX grants
 * it less, so other systems get fork. */
#ifdef __linux__
#define new_process vfork /* NOLINT(clang-analyzer-security.insecureAPI.vfork) */
#else
#define new_process fork
#endif

typedef struct Failure {
    enum { IN_DIRECTORY, IN_STREAMS, IN_EXEC } step;
    int error;
} Failure;

/* Everything that the child needs is made before it starts: it has our memory until it execs, and only makes system calls. */
struct Spawn {
    StartOptions options;
    Text program, mark;
    char **environment;
    int streams[3];
    pid_t parent;
    int report[2]; /* close-on-exec: its end without a Failure means that the program runs */
    pid_t pid;     /* -1: see failure */
    Failure failure;
};

static _Noreturn void give_up(const Spawn *spawn, int step)
{
    Failure failure = {.step = step, .error = errno};
    ssize_t written = write(spawn->report[1], &failure, sizeof failure);
    _exit(written == sizeof failure ? 127 : 126);
}

static void forget_signals(void)
{
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++)
        sigaction(number, &standard, NULL); /* fails for SIGKILL, SIGSTOP and the C library's own, which is right */
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Other threads of ours go on and may read `environ` while a child of vfork has our memory. */
static void exec(const Spawn *spawn)
{
    char *const *arguments = (char *const *)spawn->options.arguments;
#ifdef __linux__
    execvpe(spawn->program.bytes, arguments, spawn->environment);
#else
    environ = spawn->environment;
    execvp(spawn->program.bytes, arguments);
#endif
}

static _Noreturn void become_program(const Spawn *spawn)
{
    if (spawn->options.own_group)
        setpgid(0, 0);
    tie_to_parent(spawn->parent);
    forget_signals();
    /* Actors crash as part of their work; nobody reads their core files. */
    struct rlimit core;
    if (getrlimit(RLIMIT_CORE, &core) == 0) {
        core.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &core);
    }
    for (int i = 0; i < 3; i++) {
        if (dup2(spawn->streams[i], i) < 0)
            give_up(spawn, IN_STREAMS);
    }
    close_from(3, true);
    if (spawn->options.directory && chdir(spawn->options.directory) != 0)
        give_up(spawn, IN_DIRECTORY);
    exec(spawn);
    give_up(spawn, IN_EXEC);
}

/* A copy of the list of our environment's strings with MAPCHECK_RUN replaced; `mark` keeps the new string. */
static char **environment_with(const char *run_mark, Text *mark)
{
    static const char name[] = "MAPCHECK_RUN=";
    size_t count = 0;
    while (environ[count])
        count++;
    char **copy = malloc((count + 2) * sizeof *copy);
    if (!copy) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!run_mark || strncmp(environ[i], name, sizeof name - 1) != 0)
            copy[kept++] = environ[i];
    }
    if (run_mark) {
        text_printf(mark, "%s%s", name, run_mark);
        copy[kept++] = mark->bytes;
    }
    copy[kept] = NULL;
    return copy;
}

/* A relative path of the program means: from our directory, not from the one that the program will work in. */
static bool full_program(const StartOptions *options, Text *program)
{
    const char *name = options->arguments[0];
    if (options->directory && name[0] != '/' && strchr(name, '/')) {
        char *here = getcwd(NULL, 0);
        if (!here)
            return false;
        text_printf(program, "%s/", here);
        free(here);
    }
    text_append(program, name);
    return true;
}

static void say(const StartOptions *options, Failure failure, Text *problem)
{
    const char *reason = strerror(failure.error);
    if (failure.step == IN_DIRECTORY)
        text_printf(problem, "cannot start \"%s\": its working directory \"%s\": %s", options->arguments[0],
                    options->directory, reason);
    else if (failure.step == IN_STREAMS)
        text_printf(problem, "cannot start \"%s\": its standard streams: %s", options->arguments[0], reason);
    else
        text_printf(problem, "cannot start \"%s\": %s; check that the path is right and the file executable",
                    options->arguments[0], reason);
}

static pid_t fork_program(const Spawn *spawn)
{
    /* No handler of ours may run in the child before forget_signals. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t pid = new_process();
    if (pid == 0)
        become_program(spawn); /* NOLINT(clang-analyzer-unix.Vfork): see new_process */
    int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return pid;
}

Spawn *spawn_prepare(const StartOptions *options, const int streams[3], Text *problem)
{
    Spawn *spawn = calloc(1, sizeof *spawn);
    if (!spawn)
        abort();
    spawn->options = *options;
    spawn->parent = getpid();
    memcpy(spawn->streams, streams, sizeof spawn->streams);
    if (full_program(options, &spawn->program) && open_pipe(spawn->report)) {
        spawn->environment = environment_with(options->run_mark, &spawn->mark);
        return spawn;
    }
    text_printf(problem, "cannot start \"%s\": %s", options->arguments[0], strerror(errno));
    text_free(&spawn->program);
    free(spawn);
    return NULL;
}

void spawn_run(Spawn *spawn)
{
    spawn->pid = fork_program(spawn);
    Failure failure = {.step = IN_EXEC, .error = errno};
    close_descriptor(&spawn->report[1]);
    for (int i = 0; i < 3; i++)
        close_descriptor(&spawn->streams[i]); /* the end of the program is to be the end of its streams */
    ssize_t count = 0;
    while (spawn->pid > 0 && (count = read(spawn->report[0], &failure, sizeof failure)) < 0 && errno == EINTR)
        continue;
    spawn->failure = failure;
    if (count == sizeof failure) {
        while (waitpid(spawn->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
        spawn->pid = -1;
    }
    close_descriptor(&spawn->report[0]);
}

pid_t spawn_finish(Spawn *spawn, Text *problem)
{
    pid_t pid = spawn->pid;
    if (pid < 0)
        say(&spawn->options, spawn->failure, problem);
    free(spawn->environment);
    text_free(&spawn->program);
    text_free(&spawn->mark);
    free(spawn);
    return pid;
}
