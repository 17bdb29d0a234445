#include "test/process/child.h"

#include "platform/command_line.h"
#include "platform/wide_win32.h"

#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
/* After windows.h */
#include <shellapi.h>

static LONG CALLBACK end_with_its_number(EXCEPTION_POINTERS *exception)
{
    TerminateProcess(GetCurrentProcess(), exception->ExceptionRecord->ExceptionCode);
    return EXCEPTION_EXECUTE_HANDLER;
}

/* main's words come in the system's 8-bit code page, which lacks most letters. */
static char **words_in_utf8(int *count)
{
    Text word = {0};
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), count);
    char **words = wide ? calloc((size_t)*count + 1, sizeof *words) : NULL;
    for (int i = 0; words && i < *count; i++) {
        text_clear(&word);
        append_narrow(&word, wide[i]);
        words[i] = strdup(word.bytes ? word.bytes : "");
    }
    text_free(&word);
    LocalFree(wide);
    return words;
}

void child_prepare(int *count, char ***arguments)
{
    char **words = words_in_utf8(count);
    if (words)
        *arguments = words;
    _setmode(0, _O_BINARY);
    _setmode(1, _O_BINARY);
    SetUnhandledExceptionFilter(end_with_its_number);
    SetConsoleOutputCP(CP_UTF8);
}

void child_ignore_polite_signals(void)
{
    SetConsoleCtrlHandler(NULL, TRUE);
}

void child_linger(void)
{
    for (;;)
        Sleep(INFINITE);
}

unsigned long child_start(const char *program, const char *mode, int own_session)
{
    Text line = {0};
    const char *const words[] = {program, mode, NULL};
    append_command_line(&line, words);
    wchar_t *wide = to_wide(line.bytes);
    STARTUPINFOW startup = {.cb = sizeof startup};
    PROCESS_INFORMATION started = {0};
    DWORD flags = own_session ? DETACHED_PROCESS | CREATE_NEW_PROCESS_GROUP : 0;
    BOOL done = CreateProcessW(NULL, wide, NULL, NULL, FALSE, flags, NULL, NULL, &startup, &started);
    if (done) {
        CloseHandle(started.hThread);
        CloseHandle(started.hProcess);
    }
    free(wide);
    text_free(&line);
    return done ? started.dwProcessId : 0;
}

void child_start_without_end(void)
{
    /* There is no fork; a job bounds what CreateProcess could do, so nothing is to be shown here. */
}

int child_join(const char *address)
{
    Text path = {0};
    if (strncmp(address, "pipe:", 5) != 0)
        return 0;
    text_printf(&path, "\\\\.\\pipe\\%s", address + 5);
    /* Turns of reading and writing: a pipe for synchronous use will do. */
    HANDLE pipe = CreateFileA(path.bytes, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    text_free(&path);
    int descriptor = pipe == INVALID_HANDLE_VALUE ? -1 : _open_osfhandle((intptr_t)pipe, _O_BINARY);
    return descriptor >= 0 && _dup2(descriptor, 0) == 0 && _dup2(descriptor, 1) == 0 && _close(descriptor) == 0;
}
