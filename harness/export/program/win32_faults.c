/* The last error, functions and faults, on Windows. ---------------------------------------------------------------- */

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
static _Thread_local jmp_buf before_operation;
static _Thread_local volatile int guarded;
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

static inline void guard_start(void)
{
    AddVectoredExceptionHandler(1, first_look);
    SetUnhandledExceptionFilter(last_look);
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

static void serve(int role);

static inline DWORD WINAPI play_lane(void *role)
{
    join_as((int)(intptr_t)role);
    serve((int)(intptr_t)role);
    return 0;
}

/* A further thread of this process, which plays this role. */
static inline void start_lane(int role)
{
    HANDLE thread = CreateThread(NULL, 0, play_lane, (void *)(intptr_t)role, 0, NULL);
    if (!thread)
        give_up("no further thread");
    CloseHandle(thread);
}

static inline void run_guarded(void (*body)(int), int operation)
{
    if (_setjmp(before_operation, NULL) == 0) {
        guarded = 1;
        body(operation);
    }
    guarded = 0;
}
