#include "platform/inside_win32.h"
#include "platform/system.h"
#include "platform/wide_win32.h"

#include <stdlib.h>
#include <string.h>

enum { PIPE_ROOM = 64 << 10 };

/* One instance of a pipe whose name nobody can guess: who comes is the child. */
struct Rendezvous {
    HANDLE pipe;
    OVERLAPPED connecting;
    bool pending;
    bool connected;
    Text address;
};

static void begin_waiting(Rendezvous *rendezvous)
{
    if (rendezvous->pending || rendezvous->connected)
        return;
    if (ConnectNamedPipe(rendezvous->pipe, &rendezvous->connecting) || GetLastError() == ERROR_PIPE_CONNECTED)
        rendezvous->connected = true;
    else
        rendezvous->pending = GetLastError() == ERROR_IO_PENDING;
}

Rendezvous *rendezvous_open(const char *kind, const char *directory, Text *problem)
{
    (void)directory; /* pipes have no place in the file system */
    if (strcmp(kind, "pipe") != 0) {
        text_printf(problem, "cannot open a rendezvous of kind \"%s\" on this system; it has \"pipe\"", kind);
        return NULL;
    }
    Rendezvous *rendezvous = calloc(1, sizeof *rendezvous);
    if (!rendezvous) {
        text_append(problem, "cannot open a rendezvous: out of memory");
        return NULL;
    }
    text_append(&rendezvous->address, "pipe:");
    append_pipe_name(&rendezvous->address);
    Text path = {0};
    text_printf(&path, "\\\\.\\pipe\\%s", rendezvous->address.bytes + strlen("pipe:"));
    wchar_t *wide = to_wide(path.bytes);
    rendezvous->connecting.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    rendezvous->pipe = CreateNamedPipeW(wide, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                        PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, PIPE_ROOM,
                                        PIPE_ROOM, 0, NULL);
    free(wide);
    if (rendezvous->pipe == INVALID_HANDLE_VALUE || !rendezvous->connecting.hEvent) {
        text_printf(problem, "cannot make the pipe \"%s\": ", path.bytes);
        append_system_error(problem, GetLastError());
        if (rendezvous->pipe == INVALID_HANDLE_VALUE)
            rendezvous->pipe = NULL;
        rendezvous_close(rendezvous);
        rendezvous = NULL;
    }
    text_free(&path);
    return rendezvous;
}

const char *rendezvous_address(const Rendezvous *rendezvous)
{
    return rendezvous->address.bytes;
}

Channel *rendezvous_accept(Rendezvous *rendezvous, uint64_t deadline)
{
    if (!rendezvous->pipe)
        return NULL; /* its one child came before */
    begin_waiting(rendezvous);
    for (bool last_look = false; rendezvous->pending && !last_look;) {
        last_look = clock_milliseconds() >= deadline;
        if (pump(rendezvous->connecting.hEvent, deadline)) {
            DWORD nothing;
            rendezvous->pending = false;
            rendezvous->connected = GetOverlappedResult(rendezvous->pipe, &rendezvous->connecting, &nothing, FALSE) !=
                                    0;
        }
    }
    if (!rendezvous->connected)
        return NULL;
    Channel *channel = channel_new(rendezvous->pipe, rendezvous->pipe, NULL);
    rendezvous->pipe = NULL;
    rendezvous->connected = false;
    return channel;
}

void rendezvous_close(Rendezvous *rendezvous)
{
    if (!rendezvous)
        return;
    if (rendezvous->pending) {
        DWORD nothing;
        CancelIoEx(rendezvous->pipe, &rendezvous->connecting);
        GetOverlappedResult(rendezvous->pipe, &rendezvous->connecting, &nothing, TRUE);
    }
    close_handle(&rendezvous->pipe);
    close_handle(&rendezvous->connecting.hEvent);
    text_free(&rendezvous->address);
    free(rendezvous);
}
