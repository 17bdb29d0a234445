#include "platform/process.h"

#include "platform/inside_win32.h"
#include "platform/spawn_win32.h"
#include "platform/system.h"
#include "platform/wide_win32.h"

#include <stdio.h>
#include <stdlib.h>

enum { LONGEST_DYING = 10000 };

static void prepare(void)
{
    /* Inherited by every program that we start: none of them may wait for somebody to click. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

/* The job ends whatever is in it when its last handle is closed: also when we are killed. */
static HANDLE new_job(void)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {
        .BasicLimitInformation = {.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE |
                                                JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION}};
    HANDLE job = CreateJobObjectW(NULL, NULL);
    if (job && !SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
        close_handle(&job);
    return job;
}

static bool open_streams(HANDLE ours[3], HANDLE theirs[3])
{
    return open_pipe(false, &ours[0], &theirs[0]) && open_pipe(true, &ours[1], &theirs[1]) &&
           open_pipe(true, &ours[2], &theirs[2]);
}

static void close_handles(HANDLE handles[3])
{
    for (int i = 0; i < 3; i++)
        close_handle(&handles[i]);
}

static bool put_in_job(HANDLE job, PROCESS_INFORMATION *started, const char *program, Text *problem)
{
    bool inside = job && AssignProcessToJobObject(job, started->hProcess) &&
                  ResumeThread(started->hThread) != (DWORD)-1;
    if (!inside) {
        text_printf(problem, "cannot start \"%s\": its job object: ", program);
        append_system_error(problem, GetLastError());
        TerminateProcess(started->hProcess, KILLED_CODE);
        close_handle(&started->hProcess);
    }
    close_handle(&started->hThread);
    return inside;
}

Process *process_start(const StartOptions *options, Channel **channel, Text *problem)
{
    prepare();
    HANDLE ours[3] = {NULL}, theirs[3] = {NULL};
    PROCESS_INFORMATION started = {0};
    HANDLE job = new_job();
    bool runs = false;
    if (open_streams(ours, theirs)) {
        runs = spawn_program(options, theirs, &started, problem) &&
               put_in_job(job, &started, options->arguments[0], problem);
    } else {
        text_printf(problem, "cannot start \"%s\": no pipe for its standard streams: ", options->arguments[0]);
        append_system_error(problem, GetLastError());
    }
    close_handles(theirs);
    if (!runs) {
        close_handles(ours);
        close_handle(&job);
        return NULL;
    }
    Process *process = calloc(1, sizeof *process);
    if (!process) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    process->handle = started.hProcess;
    process->identifier = started.dwProcessId;
    process->job = job;
    process->own_group = options->own_group;
    process->noise_pipe = ours[2];
    noise_read_on(process);
    *channel = channel_new(ours[1], ours[0], process);
    return process;
}

/* Starting waits until the program runs. */
bool process_started(Process *process, Text *problem)
{
    (void)process;
    (void)problem;
    return true;
}

uint64_t process_identifier(Process *process)
{
    return process->identifier;
}

const Text *process_noise(Process *process, uint64_t *dropped)
{
    /* What lies in the pipe comes in pieces, each of which is here before the next is asked for. */
    DWORD there = 0;
    pump(NULL, 0);
    while (!process->noise_transfer.failed && PeekNamedPipe(process->noise_pipe, NULL, 0, NULL, &there, NULL) && there)
        pump(NULL, 0);
    const Text *kept = noise_kept(&process->noise);
    if (dropped)
        *dropped = process->noise.dropped;
    return kept;
}

static bool has_ended(Process *process)
{
    if (process->ending.how != ENDED_NOT_YET)
        return true;
    DWORD code;
    if (WaitForSingleObject(process->handle, 0) != WAIT_OBJECT_0 || !GetExitCodeProcess(process->handle, &code))
        return false;
    process->ending.how = code == KILLED_CODE ? ENDED_KILLED : ENDED_EXITED;
    process->ending.code = (int)code;
    return true;
}

Ending process_wait(Process *process, uint64_t deadline)
{
    while (!has_ended(process) && clock_milliseconds() < deadline)
        pump(process->handle, deadline);
    return process->ending;
}

void process_kill(Process *process)
{
    if (process->own_group)
        TerminateJobObject(process->job, KILLED_CODE);
    if (has_ended(process))
        return;
    TerminateProcess(process->handle, KILLED_CODE);
    process_wait(process, clock_milliseconds() + LONGEST_DYING);
}

Ending process_end(Process *process, uint64_t deadline)
{
    if (process_wait(process, deadline).how == ENDED_NOT_YET)
        process_kill(process);
    Ending ending = process->ending;
    if (process->channel)
        process->channel->process = NULL;
    transfer_stop(process->noise_pipe, &process->noise_transfer);
    close_handle(&process->noise_pipe);
    close_handle(&process->handle);
    keep_orphans(process->job);
    text_free(&process->noise.kept);
    free(process);
    return ending;
}

/* Both are documented for drivers only, and exported by every Windows since XP. */
static bool ask_ntdll(const char *function, HANDLE process)
{
    typedef LONG(NTAPI * Request)(HANDLE);
    union {
        FARPROC found;
        Request request;
    } address = {.found = GetProcAddress(GetModuleHandleW(L"ntdll.dll"), function)};
    return address.found && address.request(process) >= 0;
}

bool process_stop(Process *process)
{
    return !has_ended(process) && ask_ntdll("NtSuspendProcess", process->handle);
}

bool process_continue(Process *process)
{
    return !has_ended(process) && ask_ntdll("NtResumeProcess", process->handle);
}

void kill_identifier(uint64_t identifier)
{
    HANDLE process = identifier ? OpenProcess(PROCESS_TERMINATE, FALSE, (DWORD)identifier) : NULL;
    if (process)
        TerminateProcess(process, KILLED_CODE);
    close_handle(&process);
}

bool identifier_alive(uint64_t identifier)
{
    HANDLE process = identifier ? OpenProcess(SYNCHRONIZE, FALSE, (DWORD)identifier) : NULL;
    if (!process)
        return identifier && GetLastError() == ERROR_ACCESS_DENIED;
    bool alive = WaitForSingleObject(process, 0) == WAIT_TIMEOUT;
    close_handle(&process);
    return alive;
}
