/* Processes and channels behind one contract. Implemented in process_posix.c and process_win32.c (with channel_*.c);
 * nothing above this file knows which. harness/test/process_test.c holds both to it.
 *
 * All waiting is with a deadline, in milliseconds of clock_milliseconds(). No function here prints. Functions that can
 * fail for a reason outside the program fill `problem` with a whole sentence. */
#ifndef MAPCHECK_PLATFORM_PROCESS_H
#define MAPCHECK_PLATFORM_PROCESS_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Process Process;       /* a started program and its tree */
typedef struct Channel Channel;       /* lines to and from one process */
typedef struct Rendezvous Rendezvous; /* a place where a process that we did not start announces itself */

typedef struct StartOptions {
    const char *const *arguments; /* NULL-terminated; arguments[0] is looked up in PATH when it has no separator */
    const char *directory;        /* the program's working directory; NULL: ours */
    const char *run_mark;         /* value of MAPCHECK_RUN in its environment; NULL: inherited */
    bool own_group; /* leads a process group (POSIX) / a job object (Windows) that process_kill ends whole */
    /* process_start need not wait until the program runs: whether it does, process_started says. What the members above
     * point to has to stay so long. */
    bool ahead;
} StartOptions;

/* How a process ended. */
typedef struct Ending {
    enum { ENDED_NOT_YET, ENDED_EXITED, ENDED_KILLED } how;
    int code; /* exit status, or the signal's number; on Windows the 32-bit exit code as int */
} Ending;

/* Starts a program whose standard input and output are `*channel` and whose standard error is kept (process_noise). If
 * this process ends in whatever way, the operating system or the sweep (sweep.h) ends the program too. */
Process *process_start(const StartOptions *options, Channel **channel, Text *problem);

/* False: what was started ahead could not be started, and `problem` says why; there is nothing to do but process_end. */
bool process_started(Process *process, Text *problem);

/* The operating system's number of it. */
uint64_t process_identifier(Process *process);

/* What it wrote to standard error so far; at most the last 64 KiB are kept, `dropped` counts the rest. */
const Text *process_noise(Process *process, uint64_t *dropped);

/* Waits for its end until the deadline. ENDED_NOT_YET: it still runs. */
Ending process_wait(Process *process, uint64_t deadline);

/* Ends it and its tree (own_group) at once, however little it listens, and waits for it. Harmless when it has ended. To
 * end the process alone and let its children go on: kill_identifier(process_identifier(p)), then process_wait. */
void process_kill(Process *process);

/* Polite first (closes nothing: the caller closes the channel), at the deadline process_kill. Then frees. What a process
 * that ended by itself left running goes on until reap_orphans (sweep.h). */
Ending process_end(Process *process, uint64_t deadline);

/* Stops and continues a process (SIGSTOP, NtSuspendProcess). False where the platform cannot. */
bool process_stop(Process *process);
bool process_continue(Process *process);

typedef enum Received { RECEIVED_LINE, RECEIVED_LATE, RECEIVED_END } Received;

/* Next line, without its newline, into `line` (replaced). RECEIVED_END: the other side is gone; complete lines that it
 * wrote before are delivered first. A line longer than 8 MiB ends the channel. While it waits it also takes in the
 * standard error of the process, so that a noisy program never blocks. */
Received channel_receive(Channel *channel, Text *line, uint64_t deadline);

/* Sends one line; adds the newline. False: the other side is gone or did not take it by the deadline. */
bool channel_send(Channel *channel, const char *line, size_t length, uint64_t deadline);

/* First of several channels that has a line or an end: its index, or -1 at the deadline. */
int channel_select(Channel *const *channels, size_t count, uint64_t deadline);

void channel_close(Channel *channel); /* harmless on NULL */

/* kind: "unix", "pipe" or "tcp", as the actor's hello said; `directory` is a private folder for the socket. */
Rendezvous *rendezvous_open(const char *kind, const char *directory, Text *problem);
const char *rendezvous_address(const Rendezvous *rendezvous);
/* NULL: nobody came by the deadline. Closes nothing: one rendezvous serves one child. */
Channel *rendezvous_accept(Rendezvous *rendezvous, uint64_t deadline);
void rendezvous_close(Rendezvous *rendezvous);

/* Ends a process that we did not start, by its number (an actor's child on this system). */
void kill_identifier(uint64_t identifier);
bool identifier_alive(uint64_t identifier);

#endif
