#include "actor/program.h"

#include <windows.h>

static HANDLE journal = INVALID_HANDLE_VALUE;

uint64_t program_clock(void)
{
    static LARGE_INTEGER frequency;
    LARGE_INTEGER now;
    if (!frequency.QuadPart)
        QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&now);
    uint64_t ticks = (uint64_t)now.QuadPart, second = (uint64_t)frequency.QuadPart;
    return ticks / second * 1000000000u + ticks % second * 1000000000u / second;
}

void program_wait(uint64_t until)
{
    while (program_clock() < until)
        SwitchToThread();
}

bool journal_open(const char *path)
{
    journal = CreateFileA(path, FILE_APPEND_DATA, FILE_SHARE_READ, NULL, OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    return journal != INVALID_HANDLE_VALUE;
}

void journal_write(const Text *line)
{
    DWORD written;
    WriteFile(journal, line->bytes, (DWORD)line->length, &written, NULL);
}

void journal_close(void)
{
    CloseHandle(journal);
    journal = INVALID_HANDLE_VALUE;
}
