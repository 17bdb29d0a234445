/* Pipes with an overlapped end on our side; anonymous pipes have none. */
#include "platform/inside_win32.h"
#include "platform/system.h"
#include "platform/wide_win32.h"

#include <stdlib.h>

enum { PIPE_ROOM = 64 << 10 };

void append_pipe_name(Text *out)
{
    text_append(out, "mapcheck-");
    append_random_name(out, 16);
}

bool open_pipe(bool we_read, HANDLE *ours, HANDLE *theirs)
{
    Text name = {0};
    text_append(&name, "\\\\.\\pipe\\");
    append_pipe_name(&name);
    wchar_t *wide = to_wide(name.bytes);
    SECURITY_ATTRIBUTES inheritable = {.nLength = sizeof inheritable, .bInheritHandle = TRUE};
    DWORD direction = we_read ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_OUTBOUND;
    *theirs = NULL;
    *ours = CreateNamedPipeW(wide, direction | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                             PIPE_TYPE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, PIPE_ROOM, PIPE_ROOM, 0, NULL);
    if (*ours == INVALID_HANDLE_VALUE)
        *ours = NULL;
    if (*ours)
        *theirs = CreateFileW(wide, we_read ? GENERIC_WRITE : GENERIC_READ, 0, &inheritable, OPEN_EXISTING, 0, NULL);
    if (*theirs == INVALID_HANDLE_VALUE) {
        DWORD error = GetLastError();
        *theirs = NULL;
        close_handle(ours);
        SetLastError(error);
    }
    free(wide);
    text_free(&name);
    return *ours != NULL;
}
