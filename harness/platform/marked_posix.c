/* Processes that a run can leave: found by the mark in their environment. */
#include "platform/sweep_inside.h"

#include "platform/kernel.h"
#include "platform/system.h"

#include <signal.h>
#include <unistd.h>

enum { LONGEST_KILLING = 10000, NAMED_PROCESSES = 8, BETWEEN_LOOKS = 2 };

typedef struct Hunt {
    Text *left;
    unsigned named;
    unsigned found; /* in this look */
} Hunt;

/* The first actor under Wine brings a whole Wine with it, and that inherits the mark. It belongs to its prefix, not to the
 * run: it leaves by itself when it is no longer used, and killed it would lose its registry. */
static bool belongs_to_wine(pid_t pid)
{
    return process_mentions(pid, "wineserver") || process_mentions(pid, "C:\\windows\\");
}

static void end_process(pid_t pid, void *context)
{
    Hunt *hunt = context;
    if (pid == getpid() || belongs_to_wine(pid))
        return;
    hunt->found++;
    if (hunt->named++ < NAMED_PROCESSES) {
        text_printf(hunt->left, "process %ld (", (long)pid);
        append_process_name(hunt->left, pid);
        text_append(hunt->left, ") was still running\n");
    }
    kill(pid, SIGKILL);
}

void end_marked_processes(const char *id, Text *left)
{
    Hunt hunt = {.left = left};
    uint64_t deadline = clock_milliseconds() + LONGEST_KILLING;
    /* A process can fork into a part of the list that was read already: only two empty looks in a row say that none is
     * left. */
    for (int empty = 0; empty < 2;) {
        hunt.found = 0;
        if (!each_marked("MAPCHECK_RUN", id, end_process, &hunt)) {
            text_append(left, "the system's processes could not be listed; some of the run may be left\n");
            return;
        }
        empty = hunt.found ? 0 : empty + 1;
        if (hunt.found && clock_milliseconds() >= deadline) {
            text_printf(left, "%u processes still run after SIGKILL; end them by hand\n", hunt.found);
            return;
        }
        if (hunt.found)
            sleep_milliseconds(BETWEEN_LOOKS); /* they are not our children: no event tells when they are gone */
    }
}
