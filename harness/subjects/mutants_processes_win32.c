/* Faults of CreateProcess: which handles reach the child. */
#include "actor/spawn_win32.h"
#include "subjects/mutants_win32.h"

static BOOL start(LPCSTR program, LPSTR command, BOOL inherit, DWORD flags, STARTUPINFOA *start, bool with_list,
                  PROCESS_INFORMATION *information)
{
    STARTUPINFOA plain = *start;
    plain.cb = sizeof plain;
    return CreateProcessA(program, command, NULL, NULL, inherit,
                          with_list ? flags : flags & ~(DWORD)EXTENDED_STARTUPINFO_PRESENT, NULL, NULL,
                          with_list ? start : &plain, information);
}

#define CREATE_PROCESS(name)                                                                                          \
    static BOOL WINAPI name(LPCSTR program, LPSTR command, SECURITY_ATTRIBUTES *process, SECURITY_ATTRIBUTES *thread, \
                            BOOL inherit, DWORD flags, LPVOID environment, LPCSTR directory,                          \
                            STARTUPINFOA *information, PROCESS_INFORMATION *child)

#define INSTALLS(name)               \
    static void install_##name(void) \
    {                                \
        create_process = name;       \
    }

CREATE_PROCESS(everything_inherited)
{
    (void)process, (void)thread, (void)inherit, (void)environment, (void)directory;
    return start(program, command, TRUE, flags, information, false, child);
}
INSTALLS(everything_inherited)

CREATE_PROCESS(nothing_inherited)
{
    (void)process, (void)thread, (void)inherit, (void)environment, (void)directory;
    return start(program, command, FALSE, flags, information, false, child);
}
INSTALLS(nothing_inherited)

CREATE_PROCESS(list_ignored)
{
    (void)process, (void)thread, (void)environment, (void)directory;
    return start(program, command, inherit, flags, information, false, child);
}
INSTALLS(list_ignored)

CREATE_PROCESS(lists_refused)
{
    (void)process, (void)thread, (void)environment, (void)directory;
    if (!(flags & EXTENDED_STARTUPINFO_PRESENT))
        return start(program, command, inherit, flags, information, false, child);
    SetLastError(ERROR_NOT_SUPPORTED);
    return FALSE;
}
INSTALLS(lists_refused)

/* Inheritable or not, asked for or not. The values of a small process's handles are small. */
CREATE_PROCESS(unasked_inherited)
{
    (void)process, (void)thread, (void)inherit, (void)environment, (void)directory;
    for (uintptr_t handle = 4; handle < 0x400; handle += 4)
        SetHandleInformation((HANDLE)handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    return start(program, command, TRUE, flags, information, false, child);
}
INSTALLS(unasked_inherited)

static HANDLE viewed_section;
static void *viewed_at;

static void *view_remembered(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (view) {
        viewed_section = mapping->section;
        viewed_at = view;
    }
    return view;
}

CREATE_PROCESS(views_inherited)
{
    (void)process, (void)thread, (void)environment, (void)directory;
    BOOL started = start(program, command, inherit, flags | CREATE_SUSPENDED, information,
                         (flags & EXTENDED_STARTUPINFO_PRESENT) != 0, child);
    void *base = viewed_at;
    SIZE_T size = 0;
    if (started && base)
        nt_real.NtMapViewOfSection(viewed_section, child->hProcess, &base, 0, 0, NULL, &size, 2, 0, PAGE_READWRITE);
    if (started && !(flags & CREATE_SUSPENDED))
        ResumeThread(child->hThread);
    return started;
}

static void install_views_inherited(void)
{
    create_process = views_inherited;
    replace_mapping(view_remembered);
}

CREATE_PROCESS(never_suspended)
{
    (void)process, (void)thread, (void)environment, (void)directory;
    return start(program, command, inherit, flags & ~(DWORD)CREATE_SUSPENDED, information,
                 (flags & EXTENDED_STARTUPINFO_PRESENT) != 0, child);
}
INSTALLS(never_suspended)

const Mutant mutants_win32_processes[] = {
    {"process-inherits-all", "win32", "CreateProcess hands on every inheritable handle, asked for or not",
     install_everything_inherited},
    {"process-inherits-nothing", "win32", "CreateProcess hands on no handle", install_nothing_inherited},
    {"process-inherits-unasked", "win32", "CreateProcess hands on every handle, inheritable or not, asked for or not",
     install_unasked_inherited},
    {"process-inherits-views", "win32", "CreateProcess hands on the latest view", install_views_inherited},
    {"process-list-ignored", "win32", "CreateProcess hands on handles that are not on the list", install_list_ignored},
    {"process-lists-refused", "win32", "CreateProcess takes no list of handles", install_lists_refused},
    {"process-never-suspended", "win32", "CreateProcess ignores CREATE_SUSPENDED", install_never_suspended},
    {0},
};
