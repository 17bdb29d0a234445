/* Descendants that a case left behind. Once their parents have ended they are children of this process (become_reaper), in
 * whatever session or group. Killing one hands its own children to us, so it goes on until none is left; SIGKILL to a
 * group takes all its members before any of them can fork again. */
#include "platform/inside_posix.h"
#include "platform/kernel.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMED_ORPHANS = 8 };

pid_t own_helper;
static const char *actors_program; /* NULL: every orphan is a case's */

void become_reaper(const char *program)
{
    actors_program = program;
    adopt_descendants();
}

typedef struct Round {
    Text *who;
    unsigned *found; /* over all rounds */
    unsigned left;   /* in this round */
    unsigned ended;  /* in this round, by themselves */
    bool killing;
} Round;

/* What is just being started may be a child of ours already, and has no number yet. */
static bool ours(pid_t pid)
{
    if (pid == own_helper)
        return true;
    for (Process *process = all_processes; process; process = process->next) {
        if (process->pid == pid)
            return true;
    }
    for (Process *process = all_processes; process; process = process->next) {
        if (process->spawn && process_identifier(process) == (uint64_t)pid)
            return true;
    }
    return false;
}

static bool group_of_ours(pid_t group)
{
    return group <= 1 || group == getpgrp() || ours(group);
}

static void end_orphan(pid_t pid, void *context)
{
    Round *round = context;
    if (ours(pid))
        return;
    siginfo_t information = {.si_pid = 0};
    if (waitid(P_PID, (id_t)pid, &information, WEXITED | WNOHANG) != 0)
        return; /* it is of another wait by now */
    if (information.si_pid == pid) {
        round->ended++;
        return;
    }
    if (actors_program && !process_mentions(pid, actors_program))
        return;
    round->left++;
    if (!round->killing)
        return;
    if (++*round->found <= NAMED_ORPHANS) {
        text_printf(round->who, "%ld ", (long)pid);
        append_process_name(round->who, pid);
        text_append(round->who, "\n");
    }
    pid_t group = getpgid(pid);
    if (!group_of_ours(group))
        kill(-group, SIGKILL);
    kill(pid, SIGKILL);
}

/* NOLINTNEXTLINE(readability-non-const-parameter): the round counts in it */
static unsigned orphans(Text *who, unsigned *found, bool killing)
{
    Round round = {.who = who, .found = found, .killing = killing};
    do {
        /* Who ended since the children were listed has handed its own to us, and they are not on that list. */
        round.left = round.ended = 0;
        each_child(end_orphan, &round);
    } while (round.ended && !round.left);
    return round.left;
}

/* Each end interrupts the wait. */
void await_orphans(uint64_t deadline)
{
    sigset_t child, before, waiting;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    waiting = before;
    sigdelset(&waiting, SIGCHLD);
    while (orphans(NULL, NULL, false) && clock_milliseconds() < deadline)
        pump(NULL, 0, NULL, deadline, &waiting);
    sigprocmask(SIG_SETMASK, &before, NULL);
}

unsigned reap_orphans(Text *who, uint64_t deadline)
{
    prepare_signals();
    unsigned found = 0;
    while (orphans(who, &found, true)) {
        await_orphans(deadline);
        if (clock_milliseconds() < deadline)
            continue;
        unsigned left = orphans(NULL, NULL, false);
        if (left)
            text_printf(who, "%u processes still run after SIGKILL; end them by hand, then run again\n", left);
        break;
    }
    return found;
}
