/* Address spaces that are not their own, and memory that can be touched where nothing is, or executed. */
#include "actor/portable.h"
#include "subjects/mutants_win32.h"

enum { ARENA = 1 << 20 };

/* One memory for all processes, at one address, as on Windows 95. */
static char *shared_arena;
static SIZE_T arena_taken;

static void *WINAPI global_alloc_shared(UINT flags, SIZE_T length)
{
    if (!shared_arena || (flags & GMEM_MOVEABLE) || length > ARENA - arena_taken)
        return win32_real.GlobalAlloc(flags, length);
    arena_taken += length;
    return shared_arena + arena_taken - length;
}

static void install_global_alloc_shared(void)
{
    HANDLE section = win32_real.CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, ARENA,
                                                   "mapcheck-mutant-one-memory-for-all");
    shared_arena = win32_real.MapViewOfFileEx(section, FILE_MAP_WRITE, 0, 0, 0, (void *)0x5a0f0000);
    win32.GlobalAlloc = global_alloc_shared;
}

static void *WINAPI alloc_ex_here(HANDLE process, void *address, SIZE_T length, DWORD type, DWORD protection)
{
    (void)process;
    return win32_real.VirtualAlloc(address, length, type, protection);
}
REPLACES(VirtualAllocEx, alloc_ex_here)

static HANDLE executable_section(Creation *creation)
{
    if (creation->protection == PAGE_READWRITE)
        creation->protection = PAGE_EXECUTE_READWRITE;
    return create_really(creation);
}

static void *executable_view(Mapping *mapping)
{
    if (mapping->access == FILE_MAP_WRITE)
        mapping->access |= FILE_MAP_EXECUTE;
    return map_really(mapping);
}

static void install_views_executable(void)
{
    replace_creation(executable_section);
    replace_mapping(executable_view);
}

static void load_low_zeros(Request *request)
{
    static const char zeros[64];
    if (argument_word(request, 0) >= 65536 || argument_word(request, 1) > sizeof zeros) {
        portable_load(request);
        return;
    }
    reply_bytes_field(request, "bytes", zeros, (size_t)argument_word(request, 1));
    reply_ok(request, 0);
}

static void install_load_low_zeros(void)
{
    *portable_entry("load") = load_low_zeros;
}

const Mutant mutants_win32_privacy[] = {
    {"global-alloc-shared", "win32", "GlobalAlloc gives memory that every process has at the same address",
     install_global_alloc_shared},
    {"alloc-ex-in-own-process", "win32", "VirtualAllocEx allocates in the calling process", install_alloc_ex_here},
    {"views-are-executable", "win32", "writable sections and views are executable", install_views_executable},
    {"low-addresses-read-as-zero", "win32", "the lowest 64 KiB can be read", install_load_low_zeros},
    {0},
};
