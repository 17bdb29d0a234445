#include "platform/system.h"

#include "platform/wide_win32.h"

#include <stdio.h>
#include <windows.h>
/* After windows.h */
#include <ntsecapi.h>

uint64_t clock_nanoseconds(void)
{
    static LARGE_INTEGER frequency;
    LARGE_INTEGER now;
    if (!frequency.QuadPart)
        QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    uint64_t ticks = (uint64_t)now.QuadPart, second = (uint64_t)frequency.QuadPart;
    return ticks / second * 1000000000u + ticks % second * 1000000000u / second;
}

uint64_t clock_milliseconds(void)
{
    return clock_nanoseconds() / 1000000u;
}

void wall_clock_text(Text *out)
{
    SYSTEMTIME now;
    GetSystemTime(&now);
    text_printf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", now.wYear, now.wMonth, now.wDay, now.wHour, now.wMinute,
                now.wSecond);
}

void sleep_milliseconds(unsigned milliseconds)
{
    Sleep(milliseconds);
}

void let_gather(void)
{
}

void keep_freed_memory(void)
{
}

bool random_bytes(void *bytes, size_t count)
{
    return RtlGenRandom(bytes, (ULONG)count) != FALSE;
}

int processor_count(void)
{
    SYSTEM_INFO information;
    GetSystemInfo(&information);
    return (int)information.dwNumberOfProcessors;
}

uint64_t own_process_identifier(void)
{
    return GetCurrentProcessId();
}

void own_program_path(Text *out)
{
    wchar_t path[MAX_PATH];
    DWORD length = GetModuleFileNameW(NULL, path, MAX_PATH);
    if (length && length < MAX_PATH)
        append_narrow_path(out, path);
}

static HANDLE standard_handle(int descriptor)
{
    static const DWORD which[] = {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE};
    return GetStdHandle(which[descriptor]);
}

bool is_terminal(int descriptor)
{
    DWORD mode;
    return GetConsoleMode(standard_handle(descriptor), &mode) != FALSE;
}

int terminal_width(void)
{
    CONSOLE_SCREEN_BUFFER_INFO information;
    for (int descriptor = 1; descriptor <= 2; descriptor++) {
        if (GetConsoleScreenBufferInfo(standard_handle(descriptor), &information))
            return information.srWindow.Right - information.srWindow.Left + 1;
    }
    return 80;
}
