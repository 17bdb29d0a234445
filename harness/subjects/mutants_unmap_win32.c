/* Faults of UnmapViewOfFile, FlushViewOfFile and FlushFileBuffers. */
#include "subjects/mutants_win32.h"

#include <string.h>

static BOOL WINAPI unmap_does_nothing(LPCVOID view)
{
    (void)view;
    return TRUE;
}
REPLACES(UnmapViewOfFile, unmap_does_nothing)

static bool region(const void *address, MEMORY_BASIC_INFORMATION *information)
{
    DWORD error = GetLastError();
    bool known = win32_real.VirtualQuery(address, information, sizeof *information);
    SetLastError(error);
    return known;
}

static BOOL WINAPI unmap_refuses_interior(LPCVOID view)
{
    MEMORY_BASIC_INFORMATION whole;
    if (region(view, &whole) && whole.Type == MEM_MAPPED && whole.AllocationBase != view) {
        SetLastError(ERROR_INVALID_ADDRESS);
        return FALSE;
    }
    return win32_real.UnmapViewOfFile(view);
}
REPLACES(UnmapViewOfFile, unmap_refuses_interior)

static BOOL WINAPI unmap_always_succeeds(LPCVOID view)
{
    win32_real.UnmapViewOfFile(view);
    return TRUE;
}
REPLACES(UnmapViewOfFile, unmap_always_succeeds)

static BOOL WINAPI unmap_wrong_error(LPCVOID view)
{
    BOOL unmapped = win32_real.UnmapViewOfFile(view);
    if (!unmapped)
        SetLastError(ERROR_INVALID_PARAMETER);
    return unmapped;
}
REPLACES(UnmapViewOfFile, unmap_wrong_error)

static BOOL WINAPI unmap_discards(LPCVOID view)
{
    MEMORY_BASIC_INFORMATION whole;
    if (region(view, &whole) && whole.Type == MEM_MAPPED && whole.Protect == PAGE_READWRITE)
        memset(whole.BaseAddress, 0, whole.RegionSize);
    return win32_real.UnmapViewOfFile(view);
}
REPLACES(UnmapViewOfFile, unmap_discards)

static BOOL WINAPI unmap_clears_error(LPCVOID view)
{
    BOOL unmapped = win32_real.UnmapViewOfFile(view);
    if (unmapped)
        SetLastError(ERROR_SUCCESS);
    return unmapped;
}
REPLACES(UnmapViewOfFile, unmap_clears_error)

static BOOL WINAPI flush_fails(LPCVOID address, SIZE_T length)
{
    (void)address;
    (void)length;
    SetLastError(ERROR_NOT_SUPPORTED);
    return FALSE;
}
REPLACES(FlushViewOfFile, flush_fails)

static BOOL WINAPI flush_corrupts(LPCVOID address, SIZE_T length)
{
    MEMORY_BASIC_INFORMATION whole;
    if (region(address, &whole) && whole.Type == MEM_MAPPED &&
        whole.Protect & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE))
        *(volatile char *)whole.BaseAddress ^= 1;
    return win32_real.FlushViewOfFile(address, length);
}
REPLACES(FlushViewOfFile, flush_corrupts)

static BOOL WINAPI flush_always_succeeds(LPCVOID address, SIZE_T length)
{
    win32_real.FlushViewOfFile(address, length);
    return TRUE;
}
REPLACES(FlushViewOfFile, flush_always_succeeds)

static BOOL WINAPI flush_wrong_error(LPCVOID address, SIZE_T length)
{
    BOOL flushed = win32_real.FlushViewOfFile(address, length);
    if (!flushed)
        SetLastError(ERROR_NOACCESS);
    return flushed;
}
REPLACES(FlushViewOfFile, flush_wrong_error)

static BOOL WINAPI flush_buffers_always_succeeds(HANDLE file)
{
    win32_real.FlushFileBuffers(file);
    return TRUE;
}
REPLACES(FlushFileBuffers, flush_buffers_always_succeeds)

static BOOL WINAPI flush_buffers_fails(HANDLE file)
{
    (void)file;
    SetLastError(ERROR_ACCESS_DENIED);
    return FALSE;
}
REPLACES(FlushFileBuffers, flush_buffers_fails)

const Mutant mutants_win32_unmap[] = {
    {"unmap-nothing", "win32", "UnmapViewOfFile says TRUE and does nothing", install_unmap_does_nothing},
    {"unmap-refuses-interior", "win32", "UnmapViewOfFile wants the view's base", install_unmap_refuses_interior},
    {"unmap-always-succeeds", "win32", "UnmapViewOfFile says TRUE where no view is", install_unmap_always_succeeds},
    {"unmap-wrong-error", "win32", "UnmapViewOfFile says ERROR_INVALID_PARAMETER where no view is",
     install_unmap_wrong_error},
    {"unmap-discards", "win32", "UnmapViewOfFile forgets what was stored", install_unmap_discards},
    {"unmap-clears-last-error", "win32", "UnmapViewOfFile sets the last error to 0 when it succeeds",
     install_unmap_clears_error},
    {"flush-fails", "win32", "FlushViewOfFile always fails", install_flush_fails},
    {"flush-corrupts", "win32", "FlushViewOfFile changes a byte of the view", install_flush_corrupts},
    {"flush-always-succeeds", "win32", "FlushViewOfFile says TRUE where no view is", install_flush_always_succeeds},
    {"flush-wrong-error", "win32", "FlushViewOfFile says ERROR_NOACCESS where no view is", install_flush_wrong_error},
    {"flush-buffers-always-succeeds", "win32", "FlushFileBuffers says TRUE for what is no file it may write",
     install_flush_buffers_always_succeeds},
    {"flush-buffers-fails", "win32", "FlushFileBuffers always fails", install_flush_buffers_fails},
    {0},
};
