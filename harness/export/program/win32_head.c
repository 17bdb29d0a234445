/* Processes, their channels, and faults, on Windows. ---------------------------------------------------------------- */

#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0A00
#define NTDDI_VERSION 0x0A00000B
#endif
#define __USE_MINGW_ANSI_STDIO 1
#include <stddef.h>
#include <stdint.h>
#include <windows.h>
#include <winternl.h>
#include <memoryapi.h>
#include <psapi.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATIENCE_MILLISECONDS = 20000 };

static char program[MAX_PATH]; /* this one's absolute path */
static char folder[MAX_PATH];  /* of this run: the files of the story */
static HANDLE channel;         /* of a role: its own */
static char run[33];           /* what names of this run carry */
static HANDLE pipes[64];       /* of the story: a number of a channel or listener is an index from 1 */

static inline void give_up(const char *what)
{
    fprintf(stderr, "cannot go on: %s: error %lu\n", what, GetLastError());
    ExitProcess(2);
}

static inline int keep_pipe(HANDLE pipe)
{
    for (int i = 1; i < 64; i++) {
        if (!pipes[i]) {
            pipes[i] = pipe;
            return i;
        }
    }
    give_up("too many roles");
    return 0;
}

static inline void pipe_of_role(int role, char *name, size_t room)
{
    snprintf(name, room, "\\\\.\\pipe\\%s-%d", run, role);
}

static inline int listen_for(int role)
{
    char name[128];
    pipe_of_role(role, name, sizeof name);
    HANDLE pipe = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE | PIPE_WAIT, 4,
                                   65536, 65536, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE)
        give_up("no pipe for a role");
    return keep_pipe(pipe);
}

static inline void close_channel(int which)
{
    CloseHandle(pipes[which]);
    pipes[which] = NULL;
}

/* 1: done; 0: the other side is gone; -1: it takes too long. */
static inline int finish_transfer(HANDLE pipe, OVERLAPPED *transfer, BOOL began, DWORD *count)
{
    if (!began && GetLastError() != ERROR_IO_PENDING)
        return GetLastError() == ERROR_PIPE_CONNECTED ? 1 : 0;
    if (WaitForSingleObject(transfer->hEvent, PATIENCE_MILLISECONDS) != WAIT_OBJECT_0) {
        CancelIo(pipe);
        GetOverlappedResult(pipe, transfer, count, TRUE);
        return -1;
    }
    return GetOverlappedResult(pipe, transfer, count, TRUE) ? 1 : 0;
}

/* -1: nobody came. */
static inline int welcome(int listener)
{
    OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD count = 0;
    int came = finish_transfer(pipes[listener], &transfer, ConnectNamedPipe(pipes[listener], &transfer), &count);
    CloseHandle(transfer.hEvent);
    return came == 1 ? listener : -1;
}

static inline void join_as(int role)
{
    char name[128];
    pipe_of_role(role, name, sizeof name);
    channel = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (channel == INVALID_HANDLE_VALUE)
        ExitProcess(2);
}

static inline int receive_here(void *into, size_t length)
{
    for (size_t done = 0; done < length;) {
        DWORD got = 0;
        if (!ReadFile(channel, (char *)into + done, (DWORD)(length - done), &got, NULL) || !got)
            return 0;
        done += got;
    }
    return 1;
}

static inline int send_here(const void *from, size_t length)
{
    DWORD sent = 0;
    return !length || WriteFile(channel, from, (DWORD)length, &sent, NULL);
}

static inline int receive_there(int from, void *into, size_t length)
{
    for (size_t done = 0; done < length;) {
        OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
        DWORD got = 0;
        BOOL began = ReadFile(pipes[from], (char *)into + done, (DWORD)(length - done), NULL, &transfer);
        int came = finish_transfer(pipes[from], &transfer, began, &got);
        CloseHandle(transfer.hEvent);
        if (came != 1 || !got)
            return came == -1 ? -1 : 0;
        done += got;
    }
    return 1;
}

static inline int send_there(int to, const void *from, size_t length)
{
    OVERLAPPED transfer = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    DWORD sent = 0;
    int gone = finish_transfer(pipes[to], &transfer, WriteFile(pipes[to], from, (DWORD)length, NULL, &transfer), &sent);
    CloseHandle(transfer.hEvent);
    return gone == 1;
}

#define receive_from(from, into, length) \
    _Generic((from), HANDLE : receive_here(into, length), default : receive_there((int)(intptr_t)(from), into, length))
#define send_to(to, from, length) \
    _Generic((to), HANDLE : send_here(from, length), default : send_there((int)(intptr_t)(to), from, length))

typedef BOOL WINAPI CreateProcessFunction(LPCSTR, LPSTR, LPSECURITY_ATTRIBUTES, LPSECURITY_ATTRIBUTES, BOOL, DWORD,
                                          LPVOID, LPCSTR, LPSTARTUPINFOA, LPPROCESS_INFORMATION);

/* The command line of a role. */
static inline BOOL create_role(CreateProcessFunction *create, int role, BOOL inherit, DWORD flags,
                               STARTUPINFOEXA *start, PROCESS_INFORMATION *child)
{
    char command[2 * MAX_PATH + 128];
    snprintf(command, sizeof command, "\"%s\" --role %d \"%s\" %s", program, role, folder, run);
    start->StartupInfo.cb = start->lpAttributeList ? sizeof *start : sizeof start->StartupInfo;
    return create(program, command, NULL, NULL, inherit, flags, NULL, NULL, &start->StartupInfo, child);
}

static inline int spawn_words(int role)
{
    STARTUPINFOEXA start = {.lpAttributeList = NULL};
    PROCESS_INFORMATION child;
    if (!create_role(CreateProcessA, role, FALSE, 0, &start, &child))
        return -1;
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return 1;
}

#define start_role(role, start) start(role)

static inline void end_at_once(void)
{
    TerminateProcess(GetCurrentProcess(), 0xE0000001);
}

static inline void leave(int code)
{
    ExitProcess((UINT)code);
}

static inline void stop_process(uint64_t process, int go_on)
{
    (void)process, (void)go_on;
}

static inline void wait_for_process(uint64_t process)
{
    HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, (DWORD)process);
    if (handle) {
        WaitForSingleObject(handle, PATIENCE_MILLISECONDS);
        CloseHandle(handle);
    }
}

static inline void find_program(const char *argument)
{
    if (!GetModuleFileNameA(NULL, program, sizeof program))
        give_up(argument);
}

static inline void make_folder(void)
{
    char base[MAX_PATH - 64];
    if (!GetTempPathA(sizeof base, base))
        give_up("no temporary folder");
    snprintf(folder, sizeof folder, "%s%s", base, run);
    if (!CreateDirectoryA(folder, NULL) || !SetCurrentDirectoryA(folder))
        give_up(folder);
}

static inline void remove_folder(void)
{
    WIN32_FIND_DATAA found;
    HANDLE search = FindFirstFileA("*", &found);
    BOOL more = search != INVALID_HANDLE_VALUE;
    for (; more; more = FindNextFileA(search, &found))
        DeleteFileA(found.cFileName);
    FindClose(search);
    SetCurrentDirectoryA("\\");
    RemoveDirectoryA(folder);
}

static inline uint64_t own_number(void)
{
    return GetCurrentProcessId();
}

static inline uint64_t clock_number(void)
{
    FILETIME now;
    GetSystemTimeAsFileTime(&now);
    return (uint64_t)now.dwHighDateTime << 32 | now.dwLowDateTime;
}

/* The last error of the thread. */
static inline void set_error(uint64_t error)
{
    SetLastError((DWORD)error);
}

static inline uint64_t get_error(void)
{
    return GetLastError();
}

enum { POISON = 0x2EADBEEF };

static inline const char *error_text(uint64_t error)
{
    (void)error;
    return "";
}

/* Where the story's functions come from. */
typedef void (*AnyFunction)(void);
static inline AnyFunction look_up(const char *name)
{
    static const char *const libraries[] = {"kernel32.dll", "kernelbase.dll", "ntdll.dll"};
    AnyFunction function = NULL;
    for (size_t i = 0; i < 3 && !function; i++) {
        HMODULE module = GetModuleHandleA(libraries[i]);
        function = module ? (AnyFunction)GetProcAddress(module, name) : NULL;
    }
    return function;
}

static inline WCHAR *wide_name(const WCHAR *before, const WCHAR *after)
{
    size_t room = wcslen(before) + strlen(run) + wcslen(after) + 1;
    WCHAR *name = calloc(room, sizeof *name);
    if (!name)
        give_up("no memory");
    wcscpy(name, before);
    for (size_t i = 0; run[i]; i++)
        name[wcslen(before) + i] = (WCHAR)run[i];
    wcscat(name, after);
    return name;
}

static inline UNICODE_STRING unicode(const WCHAR *text)
{
    return (UNICODE_STRING){
        .Length = (USHORT)(wcslen(text) * 2), .MaximumLength = (USHORT)(wcslen(text) * 2), .Buffer = (WCHAR *)text};
}

static inline LARGE_INTEGER large(int64_t number)
{
    return (LARGE_INTEGER){.QuadPart = number};
}

/* Not in every header. */
typedef struct BasicSection {
    void *BaseAddress;
    ULONG Attributes;
    LARGE_INTEGER Size;
} BasicSection;
#define SECTION_BASIC_INFORMATION BasicSection
#define OBJECT_BASIC_INFORMATION PUBLIC_OBJECT_BASIC_INFORMATION

/* Faults: a handler sends the thread to `resume`, which jumps back to where the operation began. */
static jmp_buf before_operation;
static volatile int guarded;
static void found_fault(int access, uint64_t address, const char *code);

static inline const char *code_name(DWORD code)
{
    return code == EXCEPTION_ACCESS_VIOLATION      ? "EXCEPTION_ACCESS_VIOLATION"
           : code == EXCEPTION_IN_PAGE_ERROR       ? "EXCEPTION_IN_PAGE_ERROR"
           : code == EXCEPTION_GUARD_PAGE          ? "STATUS_GUARD_PAGE_VIOLATION"
           : code == EXCEPTION_ILLEGAL_INSTRUCTION ? "EXCEPTION_ILLEGAL_INSTRUCTION"
                                                   : NULL;
}

static inline void resume(void)
{
    longjmp(before_operation, 1);
}

static inline void go_to_resume(CONTEXT *context)
{
#ifdef _WIN64
    context->Rsp = ((context->Rsp - 512) & ~(DWORD64)15) - sizeof(void *);
    context->Rip = (uintptr_t)resume;
#else
    context->Esp = ((context->Esp - 512) & ~(DWORD)15) - sizeof(void *);
    context->Eip = (uintptr_t)resume;
#endif
}

static inline int recover(EXCEPTION_POINTERS *exception)
{
    const EXCEPTION_RECORD *record = exception->ExceptionRecord;
    const char *name = code_name(record->ExceptionCode);
    if (!guarded || !name)
        return 0;
    uint64_t address = (uintptr_t)record->ExceptionAddress;
    int access = 0;
    if (record->NumberParameters >= 2) {
        address = record->ExceptionInformation[1];
        access = record->ExceptionInformation[0] == 0 ? 1 : record->ExceptionInformation[0] == 1 ? 2 : 4;
        if (address == (uintptr_t)record->ExceptionAddress)
            access = 4;
    }
    found_fault(access, address, name);
    go_to_resume(exception->ContextRecord);
    return 1;
}

/* Libraries expect some exceptions of their own: those are left to them at first. */
static inline LONG CALLBACK first_look(EXCEPTION_POINTERS *exception)
{
    MEMORY_BASIC_INFORMATION information;
    const void *address = exception->ExceptionRecord->ExceptionAddress;
    if (VirtualQuery(address, &information, sizeof information) && information.State == MEM_COMMIT &&
        information.Type == MEM_IMAGE && information.AllocationBase != GetModuleHandleW(NULL))
        return EXCEPTION_CONTINUE_SEARCH;
    return recover(exception) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}

static inline LONG CALLBACK last_look(EXCEPTION_POINTERS *exception)
{
    if (!recover(exception))
        TerminateProcess(GetCurrentProcess(), exception->ExceptionRecord->ExceptionCode);
    return EXCEPTION_CONTINUE_EXECUTION;
}

static inline void start_guard(void)
{
    AddVectoredExceptionHandler(1, first_look);
    SetUnhandledExceptionFilter(last_look);
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

static inline void run_guarded(void (*body)(int), int operation)
{
    if (_setjmp(before_operation, NULL) == 0) {
        guarded = 1;
        body(operation);
    }
    guarded = 0;
}
