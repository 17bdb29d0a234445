/* What the POSIX files of this folder know of each other. */
#ifndef MAPCHECK_PLATFORM_INSIDE_POSIX_H
#define MAPCHECK_PLATFORM_INSIDE_POSIX_H

#include "platform/lines.h"
#include "platform/process.h"
#include "platform/spawn_posix.h"

#include <signal.h>
#include <sys/types.h>

struct Process {
    pid_t pid;    /* 0 while it is being started, -1 when it could not be: process_started */
    Spawn *spawn; /* NULL once it has a number */
    bool own_group;
    bool reaped; /* until then its number cannot be given to another process */
    Ending ending;
    int noise_descriptor; /* our end of its standard error; -1 after its end */
    Noise noise;
    Channel *channel; /* NULL once closed */
    Process *next;    /* in the list of all processes */
};

struct Channel {
    int input;  /* we read */
    int output; /* we write; the same descriptor for a socket */
    bool ended; /* nothing more will come in */
    bool stuck; /* half a line was sent, or the other side does not read any more */
    Lines lines;
    Process *process; /* NULL: not started by us, or freed */
};

/* A descriptor besides those of the channels that pump waits for. */
typedef struct Awaited {
    int descriptor;
    short events; /* POLLIN, POLLOUT */
    bool ready;
} Awaited;

extern Process *all_processes;

/* Takes in what has come for `channels` and to the standard error of every process; waits until something happened, the
 * awaited descriptor (or NULL) is ready, a signal came, or the deadline. `mask`: signals blocked while waiting, or NULL. */
void pump(Channel *const *channels, size_t count, Awaited *awaited, uint64_t deadline, const sigset_t *mask);

/* The same for one channel alone, and not for long: most lines come at once, and to wait for all descriptors costs more than a
 * line does. False: nothing has come so far; who writes to its standard error without end may be waiting for us. */
bool pump_one(Channel *channel, uint64_t deadline);

Channel *channel_new(int input, int output, Process *process); /* makes both non-blocking */

/* Once: SIGPIPE is ignored, SIGCHLD interrupts a wait. */
void prepare_signals(void);

bool open_pipe(int ends[2]); /* close-on-exec, never 0, 1 or 2; false: errno */
bool set_close_on_exec(int descriptor);
bool set_non_blocking(int descriptor);
void close_descriptor(int *descriptor); /* and makes it -1 */

/* Children that reap_orphans must leave alone, besides the processes of the list: the watcher. 0: none. */
extern pid_t own_helper;

#endif
