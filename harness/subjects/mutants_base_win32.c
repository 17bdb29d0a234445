/* Faults of MapViewOfFileEx: the chosen base. */
#include "subjects/mutants_win32.h"

enum { GRANULARITY = 65536 };

static void *WINAPI map_at_base(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base)
{
    return win32_real.MapViewOfFileEx(section, access, high, low, length, base);
}

static void *WINAPI base_ignored(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base)
{
    (void)base;
    return map_at_base(section, access, high, low, length, NULL);
}
REPLACES(MapViewOfFileEx, base_ignored)

static void *WINAPI occupied_base_moves(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base)
{
    void *view = map_at_base(section, access, high, low, length, base);
    if (!view && GetLastError() == ERROR_INVALID_ADDRESS)
        view = map_at_base(section, access, high, low, length, NULL);
    return view;
}
REPLACES(MapViewOfFileEx, occupied_base_moves)

static void *WINAPI occupied_base_replaced(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length,
                                           void *base)
{
    void *view = map_at_base(section, access, high, low, length, base);
    if (!view && GetLastError() == ERROR_INVALID_ADDRESS && win32_real.UnmapViewOfFile(base))
        view = map_at_base(section, access, high, low, length, base);
    return view;
}
REPLACES(MapViewOfFileEx, occupied_base_replaced)

static void *WINAPI occupied_base_wrong_error(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length,
                                              void *base)
{
    void *view = map_at_base(section, access, high, low, length, base);
    if (!view && GetLastError() == ERROR_INVALID_ADDRESS)
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    return view;
}
REPLACES(MapViewOfFileEx, occupied_base_wrong_error)

static void *WINAPI misaligned_base_accepted(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length,
                                             void *base)
{
    uintptr_t aligned = (uintptr_t)base - (uintptr_t)base % GRANULARITY;
    return map_at_base(section, access, high, low, length, (void *)aligned);
}
REPLACES(MapViewOfFileEx, misaligned_base_accepted)

static void *WINAPI misaligned_base_wrong_error(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length,
                                                void *base)
{
    void *view = map_at_base(section, access, high, low, length, base);
    if (!view && GetLastError() == ERROR_MAPPED_ALIGNMENT)
        SetLastError(ERROR_INVALID_ADDRESS);
    return view;
}
REPLACES(MapViewOfFileEx, misaligned_base_wrong_error)

static void *WINAPI null_base_refused(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base)
{
    if (base)
        return map_at_base(section, access, high, low, length, base);
    SetLastError(ERROR_INVALID_ADDRESS);
    return NULL;
}
REPLACES(MapViewOfFileEx, null_base_refused)

static HANDLE only_section;
static void *only_view;

static void *WINAPI one_view_per_section(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length)
{
    if (only_view && section == only_section && !high && !low)
        return only_view;
    void *view = win32_real.MapViewOfFile(section, access, high, low, length);
    only_section = section;
    only_view = view;
    return view;
}
REPLACES(MapViewOfFile, one_view_per_section)

static void WINAPI granularity_is_page(SYSTEM_INFO *information)
{
    win32_real.GetSystemInfo(information);
    information->dwAllocationGranularity = information->dwPageSize;
}
REPLACES(GetSystemInfo, granularity_is_page)

const Mutant mutants_win32_base[] = {
    {"base-ignored", "win32", "MapViewOfFileEx chooses the base itself", install_base_ignored},
    {"base-occupied-moves", "win32", "MapViewOfFileEx maps elsewhere when the base is occupied",
     install_occupied_base_moves},
    {"base-occupied-replaced", "win32", "MapViewOfFileEx unmaps the view that occupies the base",
     install_occupied_base_replaced},
    {"base-occupied-wrong-error", "win32", "MapViewOfFileEx says ERROR_NOT_ENOUGH_MEMORY for an occupied base",
     install_occupied_base_wrong_error},
    {"base-misaligned", "win32", "MapViewOfFileEx rounds a misaligned base down", install_misaligned_base_accepted},
    {"base-misaligned-wrong-error", "win32", "MapViewOfFileEx says ERROR_INVALID_ADDRESS for a misaligned base",
     install_misaligned_base_wrong_error},
    {"base-null-refused", "win32", "MapViewOfFileEx refuses to choose the base itself", install_null_base_refused},
    {"base-one-view", "win32", "a second view of a section is the first one again", install_one_view_per_section},
    {"base-granularity", "win32", "GetSystemInfo says that views may begin at any page", install_granularity_is_page},
    {0},
};
