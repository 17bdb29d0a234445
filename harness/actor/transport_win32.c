/* Bytes over the standard handles, and over a named pipe. */
#include "actor/channel_win32.h"

#include <string.h>
#include <windows.h>

static HANDLE from_conductor, to_conductor;
static HANDLE read_done, write_done; /* named pipe only */

static int read_plain(char *bytes, int room)
{
    DWORD got = 0;
    return ReadFile(from_conductor, bytes, (DWORD)room, &got, NULL) ? (int)got : 0;
}

static int write_plain(const char *bytes, int length)
{
    DWORD wrote = 0;
    return WriteFile(to_conductor, bytes, (DWORD)length, &wrote, NULL) ? (int)wrote : 0;
}

static HANDLE own_copy(DWORD which)
{
    HANDLE copy = NULL;
    HANDLE standard = GetStdHandle(which);
    if (!standard || standard == INVALID_HANDLE_VALUE ||
        !DuplicateHandle(GetCurrentProcess(), standard, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS))
        return NULL;
    return copy;
}

/* A pipe that Windows knows nothing of comes from the system below Wine: then the conductor runs there, and cannot make
 * the named pipes by which children would join. */
static bool from_below_wine(HANDLE handle)
{
    return GetFileType(handle) == FILE_TYPE_PIPE && !GetNamedPipeInfo(handle, NULL, NULL, NULL, NULL);
}

const Transport *transport_of_standard_handles(Text *problem)
{
    static Transport plain = {read_plain, write_plain, 2, "pipe"};
    from_conductor = own_copy(STD_INPUT_HANDLE);
    to_conductor = own_copy(STD_OUTPUT_HANDLE);
    if (!from_conductor || !to_conductor) {
        text_append(problem, "the actor cannot use its standard input and output as the channel: ");
        append_windows_error(problem, GetLastError());
        return NULL;
    }
    if (from_below_wine(from_conductor))
        plain.join = "tcp";
    return &plain;
}

/* A pipe opened for synchronous use lets no write pass a waiting read, and lanes answer while the reader waits. */
static int finish(BOOL started, OVERLAPPED *operation)
{
    DWORD moved = 0;
    if (!started && GetLastError() != ERROR_IO_PENDING)
        return 0;
    return GetOverlappedResult(to_conductor, operation, &moved, TRUE) ? (int)moved : 0;
}

static int read_pipe(char *bytes, int room)
{
    OVERLAPPED operation = {.hEvent = read_done};
    return finish(ReadFile(from_conductor, bytes, (DWORD)room, NULL, &operation), &operation);
}

static int write_pipe(const char *bytes, int length)
{
    OVERLAPPED operation = {.hEvent = write_done};
    return finish(WriteFile(to_conductor, bytes, (DWORD)length, NULL, &operation), &operation);
}

static HANDLE open_pipe(const char *name)
{
    enum { BUSY_WAIT_MILLISECONDS = 10000 };
    Text path = {0};
    text_printf(&path, strchr(name, '\\') ? "%s" : "\\\\.\\pipe\\%s", name);
    HANDLE pipe;
    do {
        pipe = CreateFileA(path.bytes, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED,
                           NULL);
    } while (pipe == INVALID_HANDLE_VALUE && GetLastError() == ERROR_PIPE_BUSY &&
             WaitNamedPipeA(path.bytes, BUSY_WAIT_MILLISECONDS));
    DWORD error = GetLastError();
    text_free(&path);
    SetLastError(error);
    return pipe;
}

const Transport *transport_to_pipe(const char *name, Text *problem)
{
    static const Transport overlapped = {read_pipe, write_pipe, 3, "pipe"};
    HANDLE pipe = open_pipe(name);
    if (pipe != INVALID_HANDLE_VALUE) {
        read_done = CreateEventA(NULL, TRUE, FALSE, NULL);
        write_done = CreateEventA(NULL, TRUE, FALSE, NULL);
    }
    if (!read_done || !write_done) {
        text_printf(problem, "the actor cannot join pipe:%s: ", name);
        append_windows_error(problem, GetLastError());
        return NULL;
    }
    from_conductor = to_conductor = pipe;
    return &overlapped;
}
