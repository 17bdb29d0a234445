/* Faults of the file calls beside the views. */
#include "subjects/mutants_win32.h"

#include <string.h>

static BOOL WINAPI read_stale(HANDLE file, void *buffer, DWORD count, DWORD *done, OVERLAPPED *overlapped)
{
    BOOL read = win32_real.ReadFile(file, buffer, count, done, overlapped);
    if (read && done)
        memset(buffer, 0, *done);
    return read;
}
REPLACES(ReadFile, read_stale)

static BOOL WINAPI write_lost(HANDLE file, LPCVOID buffer, DWORD count, DWORD *done, OVERLAPPED *overlapped)
{
    (void)file, (void)buffer, (void)overlapped;
    if (done)
        *done = count;
    return TRUE;
}
REPLACES(WriteFile, write_lost)

static BOOL WINAPI end_of_file_nothing(HANDLE file)
{
    DWORD flags;
    return win32_real.GetHandleInformation(file, &flags);
}
REPLACES(SetEndOfFile, end_of_file_nothing)

static BOOL WINAPI end_of_file_wrong_error(HANDLE file)
{
    BOOL set = win32_real.SetEndOfFile(file);
    if (!set && GetLastError() == ERROR_USER_MAPPED_FILE)
        SetLastError(ERROR_ACCESS_DENIED);
    return set;
}
REPLACES(SetEndOfFile, end_of_file_wrong_error)

static BOOL WINAPI shrinks_while_mapped(HANDLE file)
{
    BOOL set = win32_real.SetEndOfFile(file);
    return set || GetLastError() == ERROR_USER_MAPPED_FILE;
}
REPLACES(SetEndOfFile, shrinks_while_mapped)

static BOOL WINAPI size_in_pages(HANDLE file, LARGE_INTEGER *size)
{
    enum { PAGE = 4096 };
    BOOL known = win32_real.GetFileSizeEx(file, size);
    if (known)
        size->QuadPart = (size->QuadPart + PAGE - 1) / PAGE * PAGE;
    return known;
}
REPLACES(GetFileSizeEx, size_in_pages)

static BOOL WINAPI delete_nothing(LPCSTR path)
{
    return GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES;
}
REPLACES(DeleteFileA, delete_nothing)

static HANDLE WINAPI new_is_any(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                DWORD disposition, DWORD flags, HANDLE template)
{
    return win32_real.CreateFileA(path, access, share, attributes,
                                  disposition == CREATE_NEW ? OPEN_ALWAYS : disposition, flags, template);
}
REPLACES(CreateFileA, new_is_any)

static HANDLE WINAPI file_not_inheritable(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                          DWORD disposition, DWORD flags, HANDLE template)
{
    (void)attributes;
    return win32_real.CreateFileA(path, access, share, NULL, disposition, flags, template);
}
REPLACES(CreateFileA, file_not_inheritable)

static HANDLE WINAPI file_read_write(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                     DWORD disposition, DWORD flags, HANDLE template)
{
    DWORD more = access | GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE;
    return win32_real.CreateFileA(path, more, share, attributes, disposition, flags, template);
}
REPLACES(CreateFileA, file_read_write)

static HANDLE WINAPI missing_is_made(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                     DWORD disposition, DWORD flags, HANDLE template)
{
    return win32_real.CreateFileA(path, access, share, attributes,
                                  disposition == OPEN_EXISTING ? OPEN_ALWAYS : disposition, flags, template);
}
REPLACES(CreateFileA, missing_is_made)

const Mutant mutants_win32_files[] = {
    {"file-read-stale", "win32", "ReadFile does not see what was stored through a view", install_read_stale},
    {"file-write-lost", "win32", "WriteFile says TRUE and writes nothing", install_write_lost},
    {"file-end-nothing", "win32", "SetEndOfFile says TRUE and leaves the size", install_end_of_file_nothing},
    {"file-end-wrong-error", "win32", "SetEndOfFile says ERROR_ACCESS_DENIED for a mapped file",
     install_end_of_file_wrong_error},
    {"file-shrinks-while-mapped", "win32", "SetEndOfFile says TRUE when it is to shrink a mapped file",
     install_shrinks_while_mapped},
    {"file-size-in-pages", "win32", "GetFileSizeEx answers whole pages", install_size_in_pages},
    {"file-delete-nothing", "win32", "DeleteFileA says TRUE and leaves the name", install_delete_nothing},
    {"file-missing-is-made", "win32", "CreateFileA with OPEN_EXISTING makes a file that is not there",
     install_missing_is_made},
    {"file-new-is-any", "win32", "CreateFileA with CREATE_NEW opens a file that is there", install_new_is_any},
    {"file-not-inheritable", "win32", "CreateFileA ignores the security attributes", install_file_not_inheritable},
    {"file-all-access", "win32", "CreateFileA gives all access whatever was asked for", install_file_read_write},
    {0},
};
