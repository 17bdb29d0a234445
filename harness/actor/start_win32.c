#include "actor/actor.h"

#include "actor/calls_win32.h"
#include "actor/channel_win32.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>

void platform_start(void)
{
    guard_start();
    calls_start();
}

const char *platform_program(const char *argument0)
{
    static char path[32768];
    DWORD length = GetModuleFileNameA(NULL, path, sizeof path);
    return length > 0 && length < sizeof path ? path : argument0;
}

static const char *architecture(void)
{
#if defined(__x86_64__)
    return "x86_64";
#elif defined(__i386__)
    return "i686";
#elif defined(__aarch64__)
    return "aarch64";
#else
    return "unknown";
#endif
}

void append_hello(Text *out)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    text_printf(out, "pid=%lu system=windows arch=%s bits=%u page=%lu granularity=%lu join=%s", GetCurrentProcessId(),
                architecture(), (unsigned)sizeof(void *) * 8, system.dwPageSize, system.dwAllocationGranularity,
                channel_join_kind());
}

_Noreturn void leave_process(int status)
{
    ExitProcess((UINT)status);
}

void *library_open(const char *path, Text *problem)
{
    HMODULE library = LoadLibraryA(path);
    if (!library) {
        DWORD error = GetLastError();
        text_printf(problem, "--subject-library: cannot load %s: ", path);
        append_windows_error(problem, error);
    }
    return library;
}

AnyFunction library_symbol(void *library, const char *name)
{
    return (AnyFunction)GetProcAddress(library, name);
}
