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
    {"process-list-ignored", "win32", "CreateProcess hands on handles that are not on the list", install_list_ignored},
    {"process-never-suspended", "win32", "CreateProcess ignores CREATE_SUSPENDED", install_never_suspended},
    {0},
};
