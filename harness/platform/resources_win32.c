#include "platform/resources.h"

/* Version 2 has the functions in kernel32, so that psapi.dll is not needed. */
#define PSAPI_VERSION 2
#include <windows.h>

#include <psapi.h>

static uint64_t count_regions(void)
{
    MEMORY_BASIC_INFORMATION region;
    uint64_t regions = 0;
    for (char *at = NULL; VirtualQuery(at, &region, sizeof region); at = (char *)region.BaseAddress + region.RegionSize)
        regions += region.State != MEM_FREE;
    return regions;
}

void sample_resources(const char *mark, Resources *resources)
{
    (void)mark; /* sections go with their last handle */
    DWORD handles = 0;
    PROCESS_MEMORY_COUNTERS memory;
    BOOL counted = GetProcessHandleCount(GetCurrentProcess(), &handles);
    BOOL measured = GetProcessMemoryInfo(GetCurrentProcess(), &memory, sizeof memory);
    *resources = (Resources){.descriptors = counted ? handles : RESOURCE_NOT_KNOWN,
                             .maps = count_regions(),
                             .resident = measured ? memory.WorkingSetSize / 1024 : RESOURCE_NOT_KNOWN,
                             .peak = measured ? memory.PeakWorkingSetSize / 1024 : RESOURCE_NOT_KNOWN,
                             .shared_objects = RESOURCE_NOT_KNOWN};
}
