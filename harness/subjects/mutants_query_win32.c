/* Faults of VirtualQuery, and of its form for another process. */
#include "subjects/mutants_win32.h"

typedef void Falsify(MEMORY_BASIC_INFORMATION *information);

static Falsify *falsify;

static SIZE_T WINAPI query(LPCVOID address, MEMORY_BASIC_INFORMATION *information, SIZE_T length)
{
    SIZE_T filled = win32_real.VirtualQuery(address, information, length);
    if (filled)
        falsify(information);
    return filled;
}

static SIZE_T WINAPI query_other(HANDLE process, LPCVOID address, MEMORY_BASIC_INFORMATION *information, SIZE_T length)
{
    SIZE_T filled = win32_real.VirtualQueryEx(process, address, information, length);
    if (filled)
        falsify(information);
    return filled;
}

#define FALSIFIES(function)                 \
    static void install_##function(void)    \
    {                                       \
        falsify = function;                 \
        win32.VirtualQuery = query;         \
        win32.VirtualQueryEx = query_other; \
    }

static void copy_is_read_write(MEMORY_BASIC_INFORMATION *information)
{
    if (information->Protect == PAGE_WRITECOPY)
        information->Protect = PAGE_READWRITE;
}
FALSIFIES(copy_is_read_write)

static void size_less_a_page(MEMORY_BASIC_INFORMATION *information)
{
    enum { PAGE = 4096 };
    if (information->Type == MEM_MAPPED)
        information->RegionSize -= information->RegionSize > PAGE ? PAGE : 1;
}
FALSIFIES(size_less_a_page)

static void mapped_is_private(MEMORY_BASIC_INFORMATION *information)
{
    if (information->Type == MEM_MAPPED)
        information->Type = MEM_PRIVATE;
}
FALSIFIES(mapped_is_private)

static void allocation_begins_here(MEMORY_BASIC_INFORMATION *information)
{
    information->AllocationBase = information->BaseAddress;
}
FALSIFIES(allocation_begins_here)

static void allocated_as_it_is(MEMORY_BASIC_INFORMATION *information)
{
    information->AllocationProtect = information->Protect;
}
FALSIFIES(allocated_as_it_is)

static void reserved_is_committed(MEMORY_BASIC_INFORMATION *information)
{
    if (information->State == MEM_RESERVE)
        information->State = MEM_COMMIT;
}
FALSIFIES(reserved_is_committed)

static void free_is_reserved(MEMORY_BASIC_INFORMATION *information)
{
    if (information->State == MEM_FREE)
        information->State = MEM_RESERVE;
}
FALSIFIES(free_is_reserved)

const Mutant mutants_win32_query[] = {
    {"query-copy-is-read-write", "win32", "VirtualQuery says PAGE_READWRITE for PAGE_WRITECOPY",
     install_copy_is_read_write},
    {"query-size-less-a-page", "win32", "VirtualQuery answers regions of views a page too small",
     install_size_less_a_page},
    {"query-mapped-is-private", "win32", "VirtualQuery says MEM_PRIVATE for views", install_mapped_is_private},
    {"query-wrong-allocation-base", "win32", "VirtualQuery answers the region's base as the view's",
     install_allocation_begins_here},
    {"query-wrong-allocation-protect", "win32", "VirtualQuery answers today's protection as the one at mapping",
     install_allocated_as_it_is},
    {"query-reserved-is-committed", "win32", "VirtualQuery says MEM_COMMIT for reserved pages",
     install_reserved_is_committed},
    {"query-free-is-reserved", "win32", "VirtualQuery says MEM_RESERVE where nothing is", install_free_is_reserved},
    {0},
};
