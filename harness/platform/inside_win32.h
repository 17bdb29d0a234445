/* What the Windows files of this folder know of each other.
 *
 * Reading and writing is overlapped, with completion routines: they run while this thread waits in pump, whatever it waits
 * for, so there is no limit to how many pipes are served and none is ever left full. */
#ifndef MAPCHECK_PLATFORM_INSIDE_WIN32_H
#define MAPCHECK_PLATFORM_INSIDE_WIN32_H

#include "platform/lines.h"
#include "platform/process.h"

#include <windows.h>

/* Exit code of what we end: no program of ours ends with it by itself. */
enum { KILLED_CODE = 0x4B494C4C };

typedef struct Transfer {
    OVERLAPPED overlapped; /* first: the completion routine finds the rest by it; hEvent points to the owner */
    bool pending;
    bool failed; /* the other side is gone */
    DWORD count; /* bytes moved by the last one */
} Transfer;

struct Process {
    HANDLE handle;
    HANDLE job;
    DWORD identifier;
    bool own_group;
    Ending ending;
    HANDLE noise_pipe;
    Transfer noise_transfer;
    char noise_piece[16 << 10];
    Noise noise;
    Channel *channel;
    Process *next;
};

struct Channel {
    HANDLE input;
    HANDLE output; /* the same handle for a joined pipe */
    Transfer reading;
    Transfer writing;
    bool stuck;
    Lines lines;
    Text outgoing;
    Process *process;
};

/* Waits until `also` (or NULL) is signalled, something came in or went out, or the deadline. True: `also` is signalled. */
bool pump(HANDLE also, uint64_t deadline);

Channel *channel_new(HANDLE input, HANDLE output, Process *process);
void channel_read_on(Channel *channel); /* keeps a read under way unless the buffer is full or the end was reached */
void noise_read_on(Process *process);
void transfer_stop(HANDLE pipe, Transfer *transfer); /* returns when the system no longer uses its buffer */
void close_handle(HANDLE *handle);                   /* and makes it NULL */

/* A pipe whose our end is overlapped and whose other end is inheritable. False: GetLastError. */
bool open_pipe(bool we_read, HANDLE *ours, HANDLE *theirs);
void append_pipe_name(Text *out); /* mapcheck-RANDOM */

/* job.c: what processes leave running when they end by themselves. Takes the job over. */
void keep_orphans(HANDLE job);

#endif
