/* How many handles this process has. */
#include "actor/channel.h"
#include "actor/objects_win32.h"

#include <windows.h>

/* Where the system does not count: handles are multiples of 4 and given out from the lowest free one, so the last is
 * followed by a long run of none. */
static DWORD count_by_probing(void)
{
    enum { STEP = 4, LONG_RUN = 256 };
    DWORD count = 0;
    for (uintptr_t handle = STEP, free_run = 0; free_run < LONG_RUN; handle += STEP) {
        DWORD flags;
        bool used = GetHandleInformation((HANDLE)handle, &flags);
        free_run = used ? 0 : free_run + 1;
        count += used;
    }
    return count;
}

void portable_process_handles(Request *request)
{
    DWORD count = 0;
    if (!GetProcessHandleCount(GetCurrentProcess(), &count))
        reply_last_error(request);
    else
        reply_ok(request, (count ? count : count_by_probing()) - own_channel_handles());
}
