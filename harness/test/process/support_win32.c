#include "test/process/support.h"

#include <windows.h>

const char *first_join_kind(void)
{
    return "pipe";
}

int open_descriptors(void)
{
    DWORD count = 0;
    GetProcessHandleCount(GetCurrentProcess(), &count);
    return (int)count;
}

int crash_code(void)
{
    return (int)EXCEPTION_ACCESS_VIOLATION;
}

bool crash_is_a_kill(void)
{
    return false;
}

void call_as_strangers(const char *address)
{
    (void)address; /* its name is the secret */
}

bool watcher_clears(void)
{
    return false;
}
