/* Children, on Windows. -------------------------------------------------------------------------------------------- */

#ifndef CREATE_PROCESS
#define CREATE_PROCESS CreateProcessA
#endif

static inline void process_fork(int role)
{
    (void)role;
    unsupported("Windows has no fork");
}

static inline void process_exec(int role)
{
    (void)role;
    unsupported("Windows cannot replace a process's program");
}

/* The numbers of the handles, until a 0, joined by +. */
static inline const char *handle_list(const uint64_t *handles)
{
    static char list[512];
    *list = 0;
    for (; *handles; handles++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s0x%llx", *list ? "+" : "",
                 (unsigned long long)*handles);
    return list;
}

/* handles: "none", "all", or numbers joined by + */
static inline void process_spawn(int role, const char *handles, int suspended, const char *other)
{
    if (*other) {
        unsupported("this is one program, and cannot start one of the other width");
        return;
    }
    HANDLE list[16];
    SIZE_T count = 0, size = 0;
    int child = 0;
    while (child < MOST_CHILDREN && children[child].hProcess)
        child++;
    STARTUPINFOEXA start = {.lpAttributeList = NULL};
    DWORD flags = suspended ? CREATE_SUSPENDED : 0;
    int all = !strcmp(handles, "all");
    for (const char *at = handles; *at >= '0' && *at <= '9' && count < 16; at += *at == '+') {
        char *end;
        list[count++] = (HANDLE)(uintptr_t)strtoull(at, &end, 0);
        at = end;
    }
    if (count) {
        InitializeProcThreadAttributeList(NULL, 1, 0, &size);
        start.lpAttributeList = calloc(1, size);
        start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
        InitializeProcThreadAttributeList(start.lpAttributeList, 1, 0, &size);
        UpdateProcThreadAttribute(start.lpAttributeList, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, list,
                                  count * sizeof *list, NULL, NULL);
        flags |= EXTENDED_STARTUPINFO_PRESENT;
    }
    if (create_role(CREATE_PROCESS, role, all || count, flags, &start, &children[child]))
        ok(children[child].dwProcessId);
    else
        failed();
    free(start.lpAttributeList);
}

static inline PROCESS_INFORMATION *child_of(uint64_t process)
{
    for (int i = 0; i < MOST_CHILDREN; i++) {
        if (children[i].hProcess && children[i].dwProcessId == process)
            return &children[i];
    }
    unsupported("not a child of this process");
    return NULL;
}

static inline void process_resume(uint64_t process)
{
    PROCESS_INFORMATION *child = child_of(process);
    DWORD count = child ? ResumeThread(child->hThread) : 0;
    if (child && count != (DWORD)-1)
        ok(count);
    else if (child)
        failed();
}

static inline void process_handle(uint64_t process)
{
    PROCESS_INFORMATION *child = child_of(process);
    if (child)
        ok((uintptr_t)child->hProcess);
}

static inline void process_wait(uint64_t process, uint64_t *how, uint64_t *code)
{
    PROCESS_INFORMATION *child = child_of(process);
    DWORD status = 0;
    if (!child)
        return;
    WaitForSingleObject(child->hProcess, INFINITE);
    if (!GetExitCodeProcess(child->hProcess, &status)) {
        failed();
        return;
    }
    *how = status >= 0xC0000000;
    *code = (uint64_t)(int64_t)(LONG)status;
    ok(process);
    CloseHandle(child->hProcess);
    CloseHandle(child->hThread);
    *child = (PROCESS_INFORMATION){0};
}

static inline void process_handles(void)
{
    DWORD count = 0;
    for (uintptr_t handle = 4, free_run = 0; free_run < 256; handle += 4) {
        DWORD flags;
        int used = GetHandleInformation((HANDLE)handle, &flags) != 0;
        free_run = used ? 0 : free_run + 1;
        count += (DWORD)used;
    }
    ok(count - (DWORD)own_channels);
}
