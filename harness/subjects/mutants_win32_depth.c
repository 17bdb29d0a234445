/* Faults of the calls that cases about first touches, programs and rarer views make. */
#include "actor/portable.h"
#include "subjects/mutants_win32.h"

#include <psapi.h>
#include <string.h>

enum { KNOWN_ACCESS = FILE_MAP_ALL_ACCESS | FILE_MAP_EXECUTE };

static void *unknown_access_refused(Mapping *mapping)
{
    if (!(mapping->access & ~(DWORD)KNOWN_ACCESS))
        return map_really(mapping);
    SetLastError(ERROR_ACCESS_DENIED);
    return NULL;
}
REPLACES_MAPPING(unknown_access_refused)

/* SECTION_MAP_EXECUTE makes every view a copy. */
static void *old_execute_copies(Mapping *mapping)
{
    if (mapping->access & SECTION_MAP_EXECUTE)
        mapping->access = FILE_MAP_COPY | FILE_MAP_EXECUTE;
    return map_really(mapping);
}
REPLACES_MAPPING(old_execute_copies)

static void *execute_alone_reads(Mapping *mapping)
{
    if (mapping->access == FILE_MAP_EXECUTE)
        mapping->access |= FILE_MAP_READ;
    return map_really(mapping);
}
REPLACES_MAPPING(execute_alone_reads)

static void *WINAPI numa_base_ignored(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base,
                                      DWORD node)
{
    (void)base;
    return win32_real.MapViewOfFileExNuma(section, access, high, low, length, NULL, node);
}
REPLACES(MapViewOfFileExNuma, numa_base_ignored)

static BOOL WINAPI unmap_ex_nothing(void *view, ULONG flags)
{
    (void)view, (void)flags;
    return TRUE;
}
REPLACES(UnmapViewOfFileEx, unmap_ex_nothing)

static BOOL WINAPI everything_is_valid(HANDLE process, void *information, DWORD length)
{
    PSAPI_WORKING_SET_EX_INFORMATION *pages = information;
    BOOL answered = win32_real.K32QueryWorkingSetEx(process, information, length);
    for (size_t i = 0; answered && i < length / sizeof *pages; i++)
        pages[i].VirtualAttributes.Flags |= 1;
    return answered;
}
REPLACES(K32QueryWorkingSetEx, everything_is_valid)

static HMODULE WINAPI module_a_page_on(LPCSTR name)
{
    char *module = (char *)win32_real.GetModuleHandleA(name);
    return (HMODULE)(module ? module + 0x1000 : NULL);
}
REPLACES(GetModuleHandleA, module_a_page_on)

static BOOL WINAPI protect_forgets(void *address, SIZE_T length, DWORD protection, DWORD *old)
{
    DWORD before;
    if (protection == PAGE_NOACCESS && win32_real.VirtualProtect(address, length, PAGE_READWRITE, &before)) {
        memset(address, 0, length);
        win32_real.VirtualProtect(address, length, before, &before);
    }
    return win32_real.VirtualProtect(address, length, protection, old);
}
REPLACES(VirtualProtect, protect_forgets)

static DWORD WINAPI wait_always_succeeds(HANDLE handle, DWORD milliseconds)
{
    (void)handle, (void)milliseconds;
    return WAIT_OBJECT_0;
}
REPLACES(WaitForSingleObject, wait_always_succeeds)

static void send_nothing(Request *request)
{
    request->arguments[2].word = 0;
    portable_message_send(request);
}

static void install_send_nothing(void)
{
    *portable_entry("message_send") = send_nothing;
}

const Mutant mutants_win32_depth[] = {
    {"map-unknown-access-refused", "win32", "MapViewOfFile says ERROR_ACCESS_DENIED for accesses that it does not know",
     install_unknown_access_refused},
    {"map-old-execute-copies", "win32", "SECTION_MAP_EXECUTE makes a view an executable copy",
     install_old_execute_copies},
    {"map-execute-alone-reads", "win32", "FILE_MAP_EXECUTE alone gives a view to read", install_execute_alone_reads},
    {"map-numa-base-ignored", "win32", "MapViewOfFileExNuma chooses the base itself", install_numa_base_ignored},
    {"unmap-ex-nothing", "win32", "UnmapViewOfFileEx says TRUE and does nothing", install_unmap_ex_nothing},
    {"working-set-is-everything", "win32", "QueryWorkingSetEx says that every page is valid",
     install_everything_is_valid},
    {"module-a-page-on", "win32", "GetModuleHandleA answers the second page of a module", install_module_a_page_on},
    {"protect-forgets", "win32", "VirtualProtect to PAGE_NOACCESS forgets what was stored", install_protect_forgets},
    {"wait-always-succeeds", "win32", "WaitForSingleObject says WAIT_OBJECT_0 for what nothing can wait for",
     install_wait_always_succeeds},
    {"message-without-bytes", "win32", "WM_COPYDATA carries no bytes", install_send_nothing},
    {0},
};
