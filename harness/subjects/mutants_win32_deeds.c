/* Faults of calls about files that are mapped, and of the last error of calls that succeed. */
#include "subjects/mutants_win32.h"

static BOOL refuse(void)
{
    SetLastError(ERROR_LOCK_VIOLATION);
    return FALSE;
}

static BOOL WINAPI copy_refused(LPCSTR from, LPCSTR to, BOOL only_new)
{
    (void)from, (void)to, (void)only_new;
    return refuse();
}

static BOOL WINAPI move_refused(LPCSTR from, LPCSTR to)
{
    (void)from, (void)to;
    return refuse();
}

static BOOL WINAPI move_ex_refused(LPCSTR from, LPCSTR to, DWORD flags)
{
    (void)from, (void)to, (void)flags;
    return refuse();
}

static BOOL WINAPI replace_refused(LPCSTR replaced, LPCSTR by, LPCSTR backup, DWORD flags, void *one, void *two)
{
    (void)replaced, (void)by, (void)backup, (void)flags, (void)one, (void)two;
    return refuse();
}

static BOOL WINAPI delete_refused(LPCSTR path)
{
    (void)path;
    return refuse();
}

static BOOL WINAPI information_refused(HANDLE file, FILE_INFO_BY_HANDLE_CLASS class, void *information, DWORD length)
{
    (void)file, (void)class, (void)information, (void)length;
    return refuse();
}

static void install_deeds_refused(void)
{
    win32.CopyFileA = copy_refused;
    win32.MoveFileA = move_refused;
    win32.MoveFileExA = move_ex_refused;
    win32.ReplaceFileA = replace_refused;
    win32.DeleteFileA = delete_refused;
    win32.SetFileInformationByHandle = information_refused;
}

static HANDLE WINAPI there_is_locked(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                     DWORD disposition, DWORD flags, HANDLE template)
{
    if (disposition == CREATE_NEW)
        return win32_real.CreateFileA(path, access, share, attributes, disposition, flags, template);
    refuse();
    return INVALID_HANDLE_VALUE;
}
REPLACES(CreateFileA, there_is_locked)

static BOOL WINAPI read_refused(HANDLE file, void *buffer, DWORD count, DWORD *done, OVERLAPPED *overlapped)
{
    (void)file, (void)buffer, (void)count, (void)done, (void)overlapped;
    return refuse();
}

static BOOL WINAPI write_refused(HANDLE file, const void *buffer, DWORD count, DWORD *done, OVERLAPPED *overlapped)
{
    (void)file, (void)buffer, (void)count, (void)done, (void)overlapped;
    return refuse();
}

static BOOL WINAPI size_refused(HANDLE file, LARGE_INTEGER *size)
{
    (void)file, (void)size;
    return refuse();
}

static void install_calls_refused(void)
{
    win32.ReadFile = read_refused;
    win32.WriteFile = write_refused;
    win32.GetFileSizeEx = size_refused;
}

/* Calls that succeed set the last error to 0. */
#define QUIETLY(type, answer)                                \
    type answered = (answer);                                \
    SetLastError(answered ? ERROR_SUCCESS : GetLastError()); \
    return answered

static HANDLE WINAPI open_clears(DWORD access, BOOL inherit, LPCSTR name)
{
    QUIETLY(HANDLE, win32_real.OpenFileMappingA(access, inherit, name));
}

static BOOL WINAPI flush_clears(LPCVOID address, SIZE_T length)
{
    QUIETLY(BOOL, win32_real.FlushViewOfFile(address, length));
}

static BOOL WINAPI protect_clears(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    QUIETLY(BOOL, win32_real.VirtualProtect(address, length, protection, old));
}

static SIZE_T WINAPI query_clears(LPCVOID address, MEMORY_BASIC_INFORMATION *information, SIZE_T length)
{
    QUIETLY(SIZE_T, win32_real.VirtualQuery(address, information, length));
}

static void *WINAPI alloc_clears(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    QUIETLY(void *, win32_real.VirtualAlloc(address, length, type, protection));
}

static BOOL WINAPI lock_clears(void *address, SIZE_T length)
{
    QUIETLY(BOOL, win32_real.VirtualLock(address, length));
}

static BOOL WINAPI unlock_clears(void *address, SIZE_T length)
{
    QUIETLY(BOOL, win32_real.VirtualUnlock(address, length));
}

static BOOL WINAPI duplicate_clears(HANDLE from, HANDLE source, HANDLE to, HANDLE *target, DWORD access, BOOL inherit,
                                    DWORD options)
{
    QUIETLY(BOOL, win32_real.DuplicateHandle(from, source, to, target, access, inherit, options));
}

static BOOL WINAPI set_flags_clears(HANDLE handle, DWORD mask, DWORD flags)
{
    QUIETLY(BOOL, win32_real.SetHandleInformation(handle, mask, flags));
}

static BOOL WINAPI get_flags_clears(HANDLE handle, DWORD *flags)
{
    QUIETLY(BOOL, win32_real.GetHandleInformation(handle, flags));
}

static BOOL WINAPI close_clears(HANDLE handle)
{
    QUIETLY(BOOL, win32_real.CloseHandle(handle));
}

static void install_successes_clear(void)
{
    win32.OpenFileMappingA = open_clears;
    win32.FlushViewOfFile = flush_clears;
    win32.VirtualProtect = protect_clears;
    win32.VirtualQuery = query_clears;
    win32.VirtualAlloc = alloc_clears;
    win32.VirtualLock = lock_clears;
    win32.VirtualUnlock = unlock_clears;
    win32.DuplicateHandle = duplicate_clears;
    win32.SetHandleInformation = set_flags_clears;
    win32.GetHandleInformation = get_flags_clears;
    win32.CloseHandle = close_clears;
}

const Mutant mutants_win32_deeds[] = {
    {"file-deeds-refused", "win32", "copying, moving, replacing, deleting always say ERROR_LOCK_VIOLATION",
     install_deeds_refused},
    {"file-there-is-locked", "win32", "CreateFileA says ERROR_LOCK_VIOLATION for a file that is there",
     install_there_is_locked},
    {"file-calls-refused", "win32", "ReadFile, WriteFile and GetFileSizeEx always say ERROR_LOCK_VIOLATION",
     install_calls_refused},
    {"successes-clear-last-error", "win32", "calls that succeed set the last error to 0", install_successes_clear},
    {0},
};
