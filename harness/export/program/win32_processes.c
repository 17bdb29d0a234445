/* Processes of roles, and the folder of the story, on Windows. ----------------------------------------------------- */

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

/* A process is named by a handle: its identifier may be another process's as soon as it has ended. */
static inline uint64_t hold_process(uint64_t identifier)
{
    return (uint64_t)(uintptr_t)OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, (DWORD)identifier);
}

static inline void end_process(uint64_t process)
{
    TerminateProcess((HANDLE)(uintptr_t)process, 0xE0000001);
}

static inline void stop_process(uint64_t process, int go_on)
{
    (void)process, (void)go_on;
}

static inline void wait_for_process(uint64_t process)
{
    WaitForSingleObject((HANDLE)(uintptr_t)process, PATIENCE_MILLISECONDS);
    CloseHandle((HANDLE)(uintptr_t)process);
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
