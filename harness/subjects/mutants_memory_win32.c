/* Faults of VirtualProtect, VirtualAlloc and their kin on views, and of GlobalAlloc. */
#include "subjects/mutants_win32.h"

#include <string.h>

static DWORD protection_of(const void *address)
{
    MEMORY_BASIC_INFORMATION information;
    return win32_real.VirtualQuery(address, &information, sizeof information) ? information.Protect : 0;
}

static BOOL WINAPI protect_always_succeeds(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    BOOL changed = win32_real.VirtualProtect(address, length, protection, old);
    if (!changed && GetLastError() == ERROR_INVALID_PARAMETER) {
        *old = protection_of(address);
        return TRUE;
    }
    return changed;
}
REPLACES(VirtualProtect, protect_always_succeeds)

static BOOL WINAPI protect_wrong_error(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    BOOL changed = win32_real.VirtualProtect(address, length, protection, old);
    if (!changed && GetLastError() == ERROR_INVALID_PARAMETER)
        SetLastError(ERROR_ACCESS_DENIED);
    return changed;
}
REPLACES(VirtualProtect, protect_wrong_error)

static BOOL WINAPI protect_wrong_old(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    BOOL changed = win32_real.VirtualProtect(address, length, protection, old);
    if (changed)
        *old = protection;
    return changed;
}
REPLACES(VirtualProtect, protect_wrong_old)

static BOOL WINAPI protect_nothing(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    DWORD before = protection_of(address);
    DWORD ours;
    BOOL changed = win32_real.VirtualProtect(address, length, protection, old);
    if (changed)
        win32_real.VirtualProtect(address, length, before, &ours);
    return changed;
}
REPLACES(VirtualProtect, protect_nothing)

static BOOL WINAPI protect_whole_view(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    MEMORY_BASIC_INFORMATION whole;
    BOOL changed = win32_real.VirtualProtect(address, length, protection, old);
    DWORD ours;
    if (!changed || !win32_real.VirtualQuery(address, &whole, sizeof whole))
        return changed;
    for (char *next = whole.AllocationBase;; next += whole.RegionSize) {
        void *allocation = whole.AllocationBase;
        if (!win32_real.VirtualQuery(next, &whole, sizeof whole) || whole.AllocationBase != allocation)
            return TRUE;
        win32_real.VirtualProtect(next, whole.RegionSize, protection, &ours);
    }
}
REPLACES(VirtualProtect, protect_whole_view)

static BOOL WINAPI protect_without_guard(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    return win32_real.VirtualProtect(address, length, protection & ~(DWORD)PAGE_GUARD, old);
}
REPLACES(VirtualProtect, protect_without_guard)

static void *WINAPI alloc_commits_nothing(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    MEMORY_BASIC_INFORMATION there;
    if (type == MEM_COMMIT && address && win32_real.VirtualQuery(address, &there, sizeof there) &&
        there.Type == MEM_MAPPED)
        return address;
    return win32_real.VirtualAlloc(address, length, type, protection);
}
REPLACES(VirtualAlloc, alloc_commits_nothing)

static void *WINAPI alloc_over_views(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    void *memory = win32_real.VirtualAlloc(address, length, type, protection);
    return memory ? memory : address;
}
REPLACES(VirtualAlloc, alloc_over_views)

static void *WINAPI alloc_wrong_error(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    void *memory = win32_real.VirtualAlloc(address, length, type, protection);
    if (!memory)
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return memory;
}
REPLACES(VirtualAlloc, alloc_wrong_error)

static void *WINAPI reserve_commits(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    if (type == MEM_RESERVE)
        return win32_real.VirtualAlloc(address, length, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    return win32_real.VirtualAlloc(address, length, type, protection);
}
REPLACES(VirtualAlloc, reserve_commits)

static BOOL WINAPI free_always_succeeds(void *address, SIZE_T length, DWORD type)
{
    win32_real.VirtualFree(address, length, type);
    return TRUE;
}
REPLACES(VirtualFree, free_always_succeeds)

static BOOL WINAPI free_nothing(void *address, SIZE_T length, DWORD type)
{
    (void)address, (void)length, (void)type;
    return TRUE;
}
REPLACES(VirtualFree, free_nothing)

static BOOL WINAPI lock_always_succeeds(void *address, SIZE_T length)
{
    win32_real.VirtualLock(address, length);
    return TRUE;
}
REPLACES(VirtualLock, lock_always_succeeds)

static BOOL WINAPI lock_fails(void *address, SIZE_T length)
{
    (void)address, (void)length;
    SetLastError(ERROR_WORKING_SET_QUOTA);
    return FALSE;
}
REPLACES(VirtualLock, lock_fails)

static void *WINAPI global_lock_moves(HGLOBAL memory)
{
    SIZE_T size = GlobalSize(memory);
    void *place = win32_real.GlobalLock(memory);
    void *copy = place ? win32_real.VirtualAlloc(NULL, size ? size : 1, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)
                       : NULL;
    if (copy)
        memcpy(copy, place, size);
    return copy;
}
REPLACES(GlobalLock, global_lock_moves)

static HGLOBAL WINAPI global_alloc_dirty(UINT flags, SIZE_T length)
{
    HGLOBAL memory = win32_real.GlobalAlloc(flags, length);
    void *place = memory ? win32_real.GlobalLock(memory) : NULL;
    if (place) {
        memset(place, 0xA5, length);
        win32_real.GlobalUnlock(memory);
    }
    return memory;
}
REPLACES(GlobalAlloc, global_alloc_dirty)

const Mutant mutants_win32_memory[] = {
    {"protect-always-succeeds", "win32", "VirtualProtect says TRUE for a protection that the view does not allow",
     install_protect_always_succeeds},
    {"protect-wrong-error", "win32",
     "VirtualProtect says ERROR_ACCESS_DENIED for a protection that the view does not allow",
     install_protect_wrong_error},
    {"protect-wrong-old", "win32", "VirtualProtect answers the new protection as the old one",
     install_protect_wrong_old},
    {"protect-nothing", "win32", "VirtualProtect says TRUE and changes nothing", install_protect_nothing},
    {"protect-whole-view", "win32", "VirtualProtect changes the whole view", install_protect_whole_view},
    {"protect-without-guard", "win32", "VirtualProtect ignores PAGE_GUARD", install_protect_without_guard},
    {"alloc-commits-nothing", "win32", "VirtualAlloc commits no page of a reserved section's view",
     install_alloc_commits_nothing},
    {"alloc-over-views", "win32", "VirtualAlloc succeeds where a view or nothing to commit is",
     install_alloc_over_views},
    {"alloc-wrong-error", "win32", "VirtualAlloc always fails with ERROR_NOT_ENOUGH_MEMORY", install_alloc_wrong_error},
    {"alloc-reserve-commits", "win32", "VirtualAlloc commits what is only to be reserved", install_reserve_commits},
    {"free-always-succeeds", "win32", "VirtualFree says TRUE for a view", install_free_always_succeeds},
    {"free-nothing", "win32", "VirtualFree says TRUE and frees nothing", install_free_nothing},
    {"lock-always-succeeds", "win32", "VirtualLock says TRUE where nothing is committed", install_lock_always_succeeds},
    {"lock-fails", "win32", "VirtualLock always fails", install_lock_fails},
    {"global-lock-moves", "win32", "GlobalLock gives another address at every call", install_global_lock_moves},
    {"global-alloc-dirty", "win32", "GlobalAlloc ignores GMEM_ZEROINIT", install_global_alloc_dirty},
    {0},
};
