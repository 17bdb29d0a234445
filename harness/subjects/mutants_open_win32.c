/* Faults of OpenFileMapping. */
#include "subjects/mutants_win32.h"

static HANDLE WINAPI creates_missing(DWORD access, BOOL inherit, LPCSTR name)
{
    HANDLE section = win32_real.OpenFileMappingA(access, inherit, name);
    if (section || GetLastError() != ERROR_FILE_NOT_FOUND)
        return section;
    return win32_real.CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 65536, name);
}
REPLACES(OpenFileMappingA, creates_missing)

static HANDLE open_with_errors_exchanged(DWORD from, DWORD to, DWORD access, BOOL inherit, LPCSTR name)
{
    HANDLE section = win32_real.OpenFileMappingA(access, inherit, name);
    if (!section && GetLastError() == from)
        SetLastError(to);
    return section;
}

static HANDLE WINAPI missing_wrong_error(DWORD access, BOOL inherit, LPCSTR name)
{
    return open_with_errors_exchanged(ERROR_FILE_NOT_FOUND, ERROR_INVALID_HANDLE, access, inherit, name);
}
REPLACES(OpenFileMappingA, missing_wrong_error)

static HANDLE WINAPI other_kind_wrong_error(DWORD access, BOOL inherit, LPCSTR name)
{
    return open_with_errors_exchanged(ERROR_INVALID_HANDLE, ERROR_FILE_NOT_FOUND, access, inherit, name);
}
REPLACES(OpenFileMappingA, other_kind_wrong_error)

static HANDLE WINAPI inherit_ignored(DWORD access, BOOL inherit, LPCSTR name)
{
    (void)inherit;
    return win32_real.OpenFileMappingA(access, FALSE, name);
}
REPLACES(OpenFileMappingA, inherit_ignored)

static HANDLE WINAPI inherit_always(DWORD access, BOOL inherit, LPCSTR name)
{
    (void)inherit;
    return win32_real.OpenFileMappingA(access, TRUE, name);
}
REPLACES(OpenFileMappingA, inherit_always)

static HANDLE WINAPI access_ignored(DWORD access, BOOL inherit, LPCSTR name)
{
    HANDLE section = win32_real.OpenFileMappingA(FILE_MAP_ALL_ACCESS, inherit, name);
    return section ? section : win32_real.OpenFileMappingA(access, inherit, name);
}
REPLACES(OpenFileMappingA, access_ignored)

static HANDLE WINAPI null_name_accepted(DWORD access, BOOL inherit, LPCSTR name)
{
    if (name && *name)
        return win32_real.OpenFileMappingA(access, inherit, name);
    return win32_real.CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 65536, NULL);
}
REPLACES(OpenFileMappingA, null_name_accepted)

static HANDLE WINAPI wide_creates_missing(DWORD access, BOOL inherit, LPCWSTR name)
{
    HANDLE section = win32_real.OpenFileMappingW(access, inherit, name);
    if (section || GetLastError() != ERROR_FILE_NOT_FOUND)
        return section;
    return win32_real.CreateFileMappingW(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 65536, name);
}
REPLACES(OpenFileMappingW, wide_creates_missing)

static HANDLE WINAPI wide_finds_nothing(DWORD access, BOOL inherit, LPCWSTR name)
{
    (void)access;
    (void)inherit;
    (void)name;
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}
REPLACES(OpenFileMappingW, wide_finds_nothing)

const Mutant mutants_win32_open[] = {
    {"open-creates", "win32", "OpenFileMappingA makes the section where there is none", install_creates_missing},
    {"open-missing-wrong-error", "win32", "OpenFileMappingA says ERROR_INVALID_HANDLE for a name that is not there",
     install_missing_wrong_error},
    {"open-other-kind-wrong-error", "win32", "OpenFileMappingA says ERROR_FILE_NOT_FOUND for the name of a mutex",
     install_other_kind_wrong_error},
    {"open-not-inheritable", "win32", "OpenFileMappingA ignores that the handle is to be inheritable",
     install_inherit_ignored},
    {"open-always-inheritable", "win32", "OpenFileMappingA makes every handle inheritable", install_inherit_always},
    {"open-access-ignored", "win32", "OpenFileMappingA gives all access whatever was asked for",
     install_access_ignored},
    {"open-no-name", "win32", "OpenFileMappingA succeeds without a name", install_null_name_accepted},
    {"open-wide-creates", "win32", "OpenFileMappingW makes the section where there is none",
     install_wide_creates_missing},
    {"open-wide-finds-nothing", "win32", "OpenFileMappingW finds no section", install_wide_finds_nothing},
    {0},
};
