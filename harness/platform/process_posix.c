#include "platform/process.h"

#include "platform/inside_posix.h"
#include "platform/kernel.h"
#include "platform/spawn_posix.h"
#include "platform/system.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A killed process that does not end within this time hangs in the kernel; waiting on would hang us too. */
enum { LONGEST_DYING = 10000 };

Process *all_processes;

static void note_child(int signal_number)
{
    (void)signal_number; /* that it came ends the wait */
}

void prepare_signals(void)
{
    static bool done;
    if (done)
        return;
    done = true;
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, NULL);
    struct sigaction note = {.sa_handler = note_child, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
    sigaction(SIGCHLD, &note, NULL);
}

/* pipes[0]: its input, [1]: its output, [2]: its standard error. `ours` and `theirs` get the ends. */
static bool open_streams(int ours[3], int theirs[3])
{
    for (int i = 0; i < 3; i++)
        ours[i] = theirs[i] = -1;
    for (int i = 0; i < 3; i++) {
        int ends[2];
        if (!open_pipe(ends))
            return false;
        ours[i] = ends[i == 0 ? 1 : 0];
        theirs[i] = ends[i == 0 ? 0 : 1];
    }
    return true;
}

static void close_streams(int descriptors[3])
{
    for (int i = 0; i < 3; i++)
        close_descriptor(&descriptors[i]);
}

Process *process_start(const StartOptions *options, Channel **channel, Text *problem)
{
    prepare_signals();
    int ours[3], theirs[3];
    Spawn *spawn = NULL;
    if (open_streams(ours, theirs))
        spawn = spawn_prepare(options, theirs, problem);
    else
        text_printf(problem, "cannot start \"%s\": no pipe for its standard streams: %s", options->arguments[0],
                    strerror(errno));
    if (!spawn) {
        close_streams(theirs);
        close_streams(ours);
        return NULL;
    }
    if (options->ahead)
        starter_take(spawn);
    else
        spawn_run(spawn);
    Process *process = calloc(1, sizeof *process);
    if (!process)
        abort();
    *process = (Process){
        .spawn = spawn, .own_group = options->own_group, .noise_descriptor = ours[2], .next = all_processes};
    all_processes = process;
    set_non_blocking(ours[2]);
    *channel = channel_new(ours[1], ours[0], process);
    if (options->ahead || process_started(process, problem))
        return process;
    channel_close(*channel);
    *channel = NULL;
    process_end(process, 0);
    return NULL;
}

bool process_started(Process *process, Text *problem)
{
    if (!process->spawn)
        return process->pid > 0;
    starter_await(process->spawn);
    process->pid = spawn_finish(process->spawn, problem);
    process->spawn = NULL;
    if (process->pid < 0) {
        process->ending.how = ENDED_EXITED;
        process->reaped = true;
    }
    return process->pid > 0;
}

/* Its number, as soon as it has one. */
static pid_t number_of(Process *process)
{
    Text problem = {0};
    process_started(process, &problem); /* who cares asks for the problem first */
    text_free(&problem);
    return process->pid;
}

uint64_t process_identifier(Process *process)
{
    pid_t pid = number_of(process);
    return pid > 0 ? (uint64_t)pid : 0;
}

const Text *process_noise(Process *process, uint64_t *dropped)
{
    pump(NULL, 0, NULL, 0, NULL);
    const Text *kept = noise_kept(&process->noise);
    if (dropped)
        *dropped = process->noise.dropped;
    return kept;
}

/* The ended process stays a zombie until it is killed or freed: so long its number, and its group's, stay its own. */
static bool has_ended(Process *process)
{
    pid_t pid = number_of(process);
    if (process->ending.how != ENDED_NOT_YET)
        return true;
    siginfo_t information = {.si_pid = 0};
    if (waitid(P_PID, (id_t)pid, &information, WEXITED | WNOHANG | WNOWAIT) != 0 || information.si_pid == 0)
        return false;
    process->ending.how = information.si_code == CLD_EXITED ? ENDED_EXITED : ENDED_KILLED;
    process->ending.code = information.si_status;
    return true;
}

Ending process_wait(Process *process, uint64_t deadline)
{
    /* SIGCHLD is let in only while we wait: it cannot come between the look and the wait and be missed. */
    sigset_t child, before, waiting;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    waiting = before;
    sigdelset(&waiting, SIGCHLD);
    while (!has_ended(process) && clock_milliseconds() < deadline)
        pump(&process->channel, process->channel ? 1 : 0, NULL, deadline, &waiting);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return process->ending;
}

void process_kill(Process *process)
{
    pid_t pid = number_of(process);
    if (process->reaped)
        return;
    if (process->own_group)
        kill(-pid, SIGKILL);
    kill(pid, SIGKILL);
    process_wait(process, clock_milliseconds() + LONGEST_DYING);
    if (process->ending.how != ENDED_NOT_YET) {
        waitpid(pid, NULL, WNOHANG);
        process->reaped = true;
    }
}

static void forget_process(Process *process)
{
    Process **at = &all_processes;
    while (*at != process)
        at = &(*at)->next;
    *at = process->next;
    if (process->channel)
        process->channel->process = NULL;
    close_descriptor(&process->noise_descriptor);
    text_free(&process->noise.kept);
    free(process);
}

Ending process_end(Process *process, uint64_t deadline)
{
    if (process_wait(process, deadline).how == ENDED_NOT_YET)
        process_kill(process);
    /* After an orderly end its children are left to go on: a story may want them. reap_orphans ends them. */
    Ending ending = process->ending;
    if (!process->reaped && ending.how != ENDED_NOT_YET)
        waitpid(process->pid, NULL, WNOHANG);
    forget_process(process);
    return ending;
}

bool process_stop(Process *process)
{
    if (has_ended(process) || kill(process->pid, SIGSTOP) != 0)
        return false;
    siginfo_t information;
    while (waitid(P_PID, (id_t)process->pid, &information, WSTOPPED | WEXITED | WNOWAIT) != 0) {
        if (errno != EINTR)
            return false;
    }
    if (information.si_code != CLD_STOPPED)
        return false;
    return waitid(P_PID, (id_t)process->pid, &information, WSTOPPED | WNOHANG) == 0;
}

bool process_continue(Process *process)
{
    return !has_ended(process) && kill(process->pid, SIGCONT) == 0;
}

void kill_identifier(uint64_t identifier)
{
    if (identifier > 1 && identifier <= INT32_MAX)
        kill((pid_t)identifier, SIGKILL);
}

bool identifier_alive(uint64_t identifier)
{
    return identifier > 0 && identifier <= INT32_MAX && process_runs((pid_t)identifier);
}
