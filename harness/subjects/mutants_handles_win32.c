/* Faults of CloseHandle, DuplicateHandle and the handle flags. */
#include "subjects/mutants_win32.h"

enum { MAX_VIEWS = 256 };

static struct {
    HANDLE section;
    void *view;
} views[MAX_VIEWS];
static unsigned view_count;

static void *remembering_view(Mapping *mapping)
{
    void *view = map_really(mapping);
    if (view && view_count < MAX_VIEWS) {
        views[view_count].section = mapping->section;
        views[view_count++].view = view;
    }
    return view;
}

static BOOL WINAPI close_unmaps(HANDLE handle)
{
    for (unsigned i = 0; i < view_count; i++) {
        if (views[i].section == handle && views[i].view) {
            win32_real.UnmapViewOfFile(views[i].view);
            views[i].view = NULL;
        }
    }
    return win32_real.CloseHandle(handle);
}

static void install_close_unmaps(void)
{
    replace_mapping(remembering_view);
    win32.CloseHandle = close_unmaps;
}

static BOOL WINAPI close_leaks(HANDLE handle)
{
    DWORD flags;
    return win32_real.GetHandleInformation(handle, &flags);
}
REPLACES(CloseHandle, close_leaks)

static BOOL WINAPI close_always_succeeds(HANDLE handle)
{
    win32_real.CloseHandle(handle);
    return TRUE;
}
REPLACES(CloseHandle, close_always_succeeds)

static BOOL WINAPI duplicate_all_access(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                        BOOL inherit, DWORD options)
{
    return win32_real.DuplicateHandle(from, source, to, target, access, inherit, options | DUPLICATE_SAME_ACCESS);
}
REPLACES(DuplicateHandle, duplicate_all_access)

static BOOL WINAPI duplicate_without_rights(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                            BOOL inherit, DWORD options)
{
    (void)access;
    return win32_real.DuplicateHandle(from, source, to, target, 0, inherit, options);
}
REPLACES(DuplicateHandle, duplicate_without_rights)

static BOOL WINAPI duplicate_not_inheritable(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                             BOOL inherit, DWORD options)
{
    (void)inherit;
    return win32_real.DuplicateHandle(from, source, to, target, access, FALSE, options);
}
REPLACES(DuplicateHandle, duplicate_not_inheritable)

static BOOL WINAPI duplicate_inheritable(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                         BOOL inherit, DWORD options)
{
    (void)inherit;
    return win32_real.DuplicateHandle(from, source, to, target, access, TRUE, options);
}
REPLACES(DuplicateHandle, duplicate_inheritable)

static BOOL WINAPI duplicate_keeps_source(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                          BOOL inherit, DWORD options)
{
    return win32_real.DuplicateHandle(from, source, to, target, access, inherit,
                                      options & ~(DWORD)DUPLICATE_CLOSE_SOURCE);
}
REPLACES(DuplicateHandle, duplicate_keeps_source)

static BOOL WINAPI duplicate_in_own_process(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access,
                                            BOOL inherit, DWORD options)
{
    (void)to;
    return win32_real.DuplicateHandle(from, source, GetCurrentProcess(), target, access, inherit, options);
}
REPLACES(DuplicateHandle, duplicate_in_own_process)

static BOOL WINAPI set_information_nothing(HANDLE handle, DWORD mask, DWORD flags)
{
    (void)mask;
    (void)flags;
    DWORD known;
    return win32_real.GetHandleInformation(handle, &known);
}
REPLACES(SetHandleInformation, set_information_nothing)

static BOOL WINAPI set_information_ignores_mask(HANDLE handle, DWORD mask, DWORD flags)
{
    (void)mask;
    return win32_real.SetHandleInformation(handle, HANDLE_FLAG_INHERIT | HANDLE_FLAG_PROTECT_FROM_CLOSE, flags);
}
REPLACES(SetHandleInformation, set_information_ignores_mask)

static BOOL WINAPI get_information_says_inherit(HANDLE handle, DWORD *flags)
{
    BOOL known = win32_real.GetHandleInformation(handle, flags);
    if (known)
        *flags ^= HANDLE_FLAG_INHERIT;
    return known;
}
REPLACES(GetHandleInformation, get_information_says_inherit)

const Mutant mutants_win32_handles[] = {
    {"close-unmaps", "win32", "CloseHandle of a section unmaps its views", install_close_unmaps},
    {"close-leaks", "win32", "CloseHandle says TRUE and leaves the handle open", install_close_leaks},
    {"close-always-succeeds", "win32", "CloseHandle says TRUE for what is no handle", install_close_always_succeeds},
    {"duplicate-all-access", "win32", "DuplicateHandle keeps all access where less was asked for",
     install_duplicate_all_access},
    {"duplicate-without-rights", "win32", "DuplicateHandle gives no access where less was asked for",
     install_duplicate_without_rights},
    {"duplicate-not-inheritable", "win32", "DuplicateHandle makes no handle inheritable",
     install_duplicate_not_inheritable},
    {"duplicate-inheritable", "win32", "DuplicateHandle makes every handle inheritable", install_duplicate_inheritable},
    {"duplicate-keeps-source", "win32", "DuplicateHandle ignores DUPLICATE_CLOSE_SOURCE",
     install_duplicate_keeps_source},
    {"duplicate-own-process", "win32", "DuplicateHandle puts the new handle into the calling process",
     install_duplicate_in_own_process},
    {"handle-flags-nothing", "win32", "SetHandleInformation has no effect", install_set_information_nothing},
    {"handle-flags-mask-ignored", "win32", "SetHandleInformation sets flags outside its mask",
     install_set_information_ignores_mask},
    {"handle-flags-wrong", "win32", "GetHandleInformation says the opposite of inheritable",
     install_get_information_says_inherit},
    {0},
};
