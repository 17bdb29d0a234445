/* Children of this actor, and its own end. */
#include "actor/channel.h"
#include "actor/lane.h"
#include "actor/portable_posix.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

extern char **environ;

enum { MAX_WORDS = 8 + 2 * MAX_LIBRARIES };

/* The command line of a child: this program (or another actor's) with the same options, and its own address. */
static void child_arguments(const char *program, const char *rendezvous, const char *words[MAX_WORDS])
{
    size_t count = 0;
    words[count++] = *program ? program : actor_options.program;
    words[count++] = "--join";
    words[count++] = rendezvous;
    if (actor_options.mutant) {
        words[count++] = "--mutant";
        words[count++] = actor_options.mutant;
    }
    for (size_t i = 0; i < actor_options.library_count; i++) {
        words[count++] = "--subject-library";
        words[count++] = actor_options.libraries[i];
    }
    words[count] = NULL;
}

/* In the child of a fork: same memory and objects, but a channel of its own. Does not return. */
static _Noreturn void live_as_child(const char *rendezvous)
{
    own_channel_abandon();
    lanes_forget();
    Text problem = {0};
    if (!own_channel_join(rendezvous, &problem)) {
        fprintf(stderr, "mapcheck-actor: %s\n", problem.bytes);
        leave_process(70);
    }
    actor_serve();
}

void portable_process_fork(Request *request)
{
    pid_t child = posix_process.fork();
    if (child == 0)
        live_as_child(argument_text(request, 0));
    if (child < 0)
        reply_errno(request);
    else
        reply_ok(request, (uint64_t)child);
}

/* Success has no answer: this channel ends with the image, and the fresh one says hello at the rendezvous. */
void portable_process_exec(Request *request)
{
    const char *words[MAX_WORDS];
    child_arguments("", argument_text(request, 0), words);
    posix_process.execv(words[0], (char *const *)words);
    reply_errno(request);
}

void portable_process_spawn(Request *request)
{
    if (strcmp(argument_text(request, 1), "none") != 0 && strcmp(argument_text(request, 1), "all") != 0) {
        reply_unsupported(request, "POSIX has no list of handles for a child: close-on-exec decides");
        return;
    }
    if (argument_word(request, 2)) {
        reply_unsupported(request, "POSIX starts no process suspended");
        return;
    }
    const char *words[MAX_WORDS];
    child_arguments(argument_text(request, 3), argument_text(request, 0), words);
    pid_t child;
    int error = posix_process.posix_spawn(&child, words[0], NULL, NULL, (char *const *)words, environ);
    if (error) {
        errno = error;
        reply_errno(request);
    } else {
        reply_ok(request, (uint64_t)child);
    }
}

void portable_process_resume(Request *request)
{
    reply_unsupported(request, "POSIX starts no process suspended");
}

void portable_process_handle(Request *request)
{
    reply_unsupported(request, "POSIX has no handles of processes");
}

void portable_process_wait(Request *request)
{
    int status;
    pid_t child;
    do
        child = posix_process.waitpid((pid_t)argument_word(request, 0), &status, 0);
    while (child < 0 && errno == EINTR);
    if (child < 0) {
        reply_errno(request);
        return;
    }
    reply_field(request, "how", WIFEXITED(status) ? "exited" : "killed");
    reply_field(request, "code", "%d", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
    reply_ok(request, (uint64_t)child);
}

UNCHECKED_ACCESS static void add_one(void *word)
{
    __atomic_add_fetch((volatile uint64_t *)word, 1, __ATOMIC_SEQ_CST);
}

/* In the child of a burst: a fault is its exit status. */
static _Noreturn void live_for_one_addition(void *word)
{
    Fault fault = {0};
    leave_process(guard_run(add_one, word, FAULT_WRITE, &fault) ? 0 : 1);
}

static bool ended_well(pid_t child)
{
    int status;
    pid_t waited;
    do
        waited = posix_process.waitpid(child, &status, 0);
    while (waited < 0 && errno == EINTR);
    return waited == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void portable_process_burst(Request *request)
{
    uint64_t well = 0;
    for (uint64_t i = 0; i < argument_word(request, 1); i++) {
        pid_t child = posix_process.fork();
        if (child == 0)
            live_for_one_addition(argument_address(request, 0));
        if (child < 0) {
            reply_errno(request);
            return;
        }
        well += ended_well(child);
    }
    reply_ok(request, well);
}

void portable_process_leave(Request *request)
{
    leave_process((int)argument_word(request, 0));
}

void portable_process_die(Request *request)
{
    raise(SIGKILL);
    reply_bad(request, "this process survived SIGKILL");
}

void portable_process_handles(Request *request)
{
    /* By asking for each number, a call for many: /proc may be missing, and listing it would open one more. */
    enum { AT_ONCE = 512 };
    struct rlimit limit;
    int top = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
    unsigned count = 0;
    for (int first = 0; first < top; first += AT_ONCE) {
        struct pollfd asked[AT_ONCE];
        int some = top - first < AT_ONCE ? top - first : AT_ONCE;
        for (int i = 0; i < some; i++)
            asked[i] = (struct pollfd){.fd = first + i};
        if (poll(asked, (nfds_t)some, 0) < 0) {
            reply_errno(request);
            return;
        }
        for (int i = 0; i < some; i++)
            count += !(asked[i].revents & POLLNVAL);
    }
    reply_ok(request, count - own_channel_handles());
}

/* Window messages are Windows' matter. */
#define NO_MESSAGES(name)                                         \
    void portable_message_##name(Request *request)                \
    {                                                             \
        reply_unsupported(request, "this system has no windows"); \
    }
NO_MESSAGES(window)
NO_MESSAGES(take)
NO_MESSAGES(send)
NO_MESSAGES(post)
