/* Faults of MapViewOfFile3 and UnmapViewOfFile2. */
#include "subjects/mutants_win32.h"

static void *WINAPI map3_rounds_down(HANDLE section, HANDLE process, void *base, ULONG64 offset, SIZE_T length,
                                     ULONG type, ULONG protection, MEM_EXTENDED_PARAMETER *parameters, ULONG count)
{
    enum { GRANULE = 65536 };
    char *rounded = (char *)base - (ULONG_PTR)base % GRANULE;
    return win32_real.MapViewOfFile3(section, process, rounded, offset - offset % GRANULE, length, type, protection,
                                     parameters, count);
}
REPLACES(MapViewOfFile3, map3_rounds_down)

static BOOL WINAPI unmap2_nothing(HANDLE process, void *view, ULONG flags)
{
    (void)process, (void)view, (void)flags;
    return TRUE;
}
REPLACES(UnmapViewOfFile2, unmap2_nothing)

const Mutant mutants_win32_placeholders[] = {
    {"map3-rounds-down", "win32", "MapViewOfFile3 rounds base and offset down instead of refusing them",
     install_map3_rounds_down},
    {"unmap2-nothing", "win32", "UnmapViewOfFile2 says TRUE and does nothing", install_unmap2_nothing},
    {0},
};
