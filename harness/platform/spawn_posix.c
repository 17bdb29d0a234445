#include "platform/spawn_posix.h"

#include "platform/inside_posix.h"
#include "platform/kernel.h"
#include "platform/processors.h"

#include <errno.h>
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

/* Everything that the child needs is made before it starts: it has our memory until it execs, and only makes system calls. */
typedef struct Plan {
    const char *program;
    char *const *arguments;
    char **environment;
    const char *directory;
    const int *streams;
    pid_t parent;
    bool own_group;
    bool beside; /* it starts on any processor; else on ours */
    int report;  /* close-on-exec: its end without a Failure means that the program runs */
} Plan;

typedef struct Failure {
    enum { IN_DIRECTORY, IN_STREAMS, IN_EXEC } step;
    int error;
} Failure;

static _Noreturn void give_up(const Plan *plan, int step)
{
    Failure failure = {.step = step, .error = errno};
    ssize_t written = write(plan->report, &failure, sizeof failure);
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

static _Noreturn void become_program(const Plan *plan)
{
    if (plan->own_group)
        setpgid(0, 0);
    tie_to_parent(plan->parent);
    if (plan->beside)
        processors_part(0); /* starting takes longest of all */
    forget_signals();
    /* Actors crash as part of their work; nobody reads their core files. */
    struct rlimit core;
    if (getrlimit(RLIMIT_CORE, &core) == 0) {
        core.rlim_cur = 0;
        setrlimit(RLIMIT_CORE, &core);
    }
    for (int i = 0; i < 3; i++) {
        if (dup2(plan->streams[i], i) < 0)
            give_up(plan, IN_STREAMS);
    }
    close_from(3, true);
    if (plan->directory && chdir(plan->directory) != 0)
        give_up(plan, IN_DIRECTORY);
    environ = plan->environment;
    execvp(plan->program, plan->arguments);
    give_up(plan, IN_EXEC);
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

static pid_t fork_program(Plan *plan, int report[2])
{
    /* No handler of ours may run in the child before forget_signals. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    char **own_environment = environ;
    pid_t pid = new_process();
    if (pid == 0)
        become_program(plan); /* NOLINT(clang-analyzer-unix.Vfork): see new_process */
    int error = errno;
    environ = own_environment; /* become_program has set it, in the memory that it shares with us */
    sigprocmask(SIG_SETMASK, &before, NULL);
    close_descriptor(&report[1]);
    errno = error;
    return pid;
}

pid_t spawn_program(const StartOptions *options, const int streams[3], Text *problem)
{
    int report[2];
    Text program = {0}, mark = {0};
    if (!full_program(options, &program) || !open_pipe(report)) {
        text_printf(problem, "cannot start \"%s\": %s", options->arguments[0], strerror(errno));
        text_free(&program);
        return -1;
    }
    Plan plan = {.program = program.bytes,
                 .arguments = (char *const *)options->arguments,
                 .environment = environment_with(options->run_mark, &mark),
                 .directory = options->directory,
                 .streams = streams,
                 .parent = getpid(),
                 .own_group = options->own_group,
                 .beside = processors_have_room(),
                 .report = report[1]};
    pid_t pid = fork_program(&plan, report);
    Failure failure = {.step = IN_EXEC, .error = errno};
    if (pid > 0) {
        ssize_t count;
        while ((count = read(report[0], &failure, sizeof failure)) < 0 && errno == EINTR)
            continue;
        if (count == sizeof failure) {
            while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
                continue;
            pid = -1;
        }
    }
    if (pid < 0)
        say(options, failure, problem);
    close_descriptor(&report[0]);
    free(plan.environment);
    text_free(&program);
    text_free(&mark);
    return pid;
}
