#include "platform/spawn_win32.h"

#include "platform/command_line.h"
#include "platform/wide_win32.h"

#include <stdlib.h>
#include <string.h>

/* A relative path of the program means: from our directory, not from the one that the program will work in. */
static wchar_t *command_line(const StartOptions *options)
{
    Text line = {0}, program = {0};
    const char *words[256] = {options->arguments[0]};
    size_t count = 1;
    if (options->directory && strpbrk(words[0], "/\\")) {
        wchar_t *given = to_wide_path(words[0]);
        wchar_t full[MAX_PATH];
        DWORD length = GetFullPathNameW(given, MAX_PATH, full, NULL);
        if (length && length < MAX_PATH) {
            append_narrow(&program, full);
            words[0] = program.bytes;
        }
        free(given);
    }
    for (; options->arguments[count] && count < 255; count++)
        words[count] = options->arguments[count];
    append_command_line(&line, words);
    wchar_t *wide = to_wide(line.bytes);
    text_free(&line);
    text_free(&program);
    return wide;
}

/* The system copies our own environment for the program: the mark stands in it for that moment. */
static wchar_t *swap_mark(const wchar_t *mark)
{
    static const wchar_t name[] = L"MAPCHECK_RUN";
    DWORD room = GetEnvironmentVariableW(name, NULL, 0);
    wchar_t *before = room ? calloc(room, sizeof *before) : NULL;
    if (before)
        GetEnvironmentVariableW(name, before, room);
    SetEnvironmentVariableW(name, mark);
    return before;
}

static LPPROC_THREAD_ATTRIBUTE_LIST only_these(HANDLE streams[3])
{
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    LPPROC_THREAD_ATTRIBUTE_LIST list = malloc(size);
    if (!list || !InitializeProcThreadAttributeList(list, 1, 0, &size)) {
        free(list);
        return NULL;
    }
    UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, streams, 3 * sizeof *streams, NULL, NULL);
    return list;
}

bool spawn_program(const StartOptions *options, HANDLE streams[3], PROCESS_INFORMATION *started, Text *problem)
{
    STARTUPINFOEXW startup = {.StartupInfo = {.cb = sizeof startup,
                                              .dwFlags = STARTF_USESTDHANDLES,
                                              .hStdInput = streams[0],
                                              .hStdOutput = streams[1],
                                              .hStdError = streams[2]},
                              .lpAttributeList = only_these(streams)};
    wchar_t *line = command_line(options);
    wchar_t *directory = options->directory ? to_wide_path(options->directory) : NULL;
    wchar_t *mark = options->run_mark ? to_wide(options->run_mark) : NULL;
    wchar_t *before = mark ? swap_mark(mark) : NULL;
    DWORD flags = CREATE_SUSPENDED | EXTENDED_STARTUPINFO_PRESENT | (options->own_group ? CREATE_NEW_PROCESS_GROUP : 0);
    bool done = startup.lpAttributeList &&
                CreateProcessW(NULL, line, NULL, NULL, TRUE, flags, NULL, directory, &startup.StartupInfo, started);
    DWORD error = GetLastError();
    if (mark)
        free(swap_mark(before));
    if (!done) {
        text_printf(problem, "cannot start \"%s\"", options->arguments[0]);
        if (options->directory)
            text_printf(problem, " in the directory \"%s\"", options->directory);
        text_append(problem, ": ");
        append_system_error(problem, error);
        text_append(problem, "; check that the path is right and the file a program");
    }
    if (startup.lpAttributeList)
        DeleteProcThreadAttributeList(startup.lpAttributeList);
    free(startup.lpAttributeList);
    free(line);
    free(directory);
    free(mark);
    free(before);
    return done;
}
