/* Views and address ranges on Windows. */
#include "actor/calls_win32.h"
#include "actor/objects_win32.h"

static DWORD shared_access(unsigned access)
{
    return (access & READ ? FILE_MAP_READ : 0) | (access & WRITE ? FILE_MAP_WRITE : 0) |
           (access & EXECUTE ? FILE_MAP_READ | FILE_MAP_EXECUTE : 0);
}

static DWORD copy_access(unsigned access)
{
    return FILE_MAP_COPY | (access & EXECUTE ? FILE_MAP_EXECUTE : 0);
}

static DWORD page_protection(unsigned access, bool copy_on_write)
{
    bool execute = access & EXECUTE;
    if (access & WRITE && copy_on_write)
        return execute ? PAGE_EXECUTE_WRITECOPY : PAGE_WRITECOPY;
    if (access & WRITE)
        return execute ? PAGE_EXECUTE_READWRITE : PAGE_READWRITE;
    if (execute)
        return PAGE_EXECUTE_READ;
    return access & READ ? PAGE_READONLY : PAGE_NOACCESS;
}

static void *map(HANDLE section, DWORD access, uint64_t offset, SIZE_T length, void *hint)
{
    DWORD high = (DWORD)(offset >> 32);
    DWORD low = (DWORD)offset;
    return hint ? win32.MapViewOfFileEx(section, access, high, low, length, hint)
                : win32.MapViewOfFile(section, access, high, low, length);
}

/* A view that is to be written only later is mapped to copy and then made read-only: Windows lets nobody raise the
 * protection that a view was mapped with. */
static bool make_read_only(void *view)
{
    MEMORY_BASIC_INFORMATION whole;
    DWORD old;
    return win32.VirtualQuery(view, &whole, sizeof whole) &&
           win32.VirtualProtect(view, whole.RegionSize, PAGE_READONLY, &old);
}

void portable_view_map(Request *request)
{
    Object *object = object_of(request, 0);
    void *section;
    if (!object || !section_of(request, object, &section))
        return;
    unsigned access = (unsigned)argument_word(request, 3);
    bool copy = argument_word(request, 4) == COPY_ON_WRITE;
    void *view = map(section, copy ? copy_access(access) : shared_access(access), argument_word(request, 1),
                     (SIZE_T)argument_word(request, 2), argument_address(request, 5));
    if (!view) {
        reply_last_error(request);
    } else if (copy && access == READ && !make_read_only(view)) {
        reply_last_error(request);
        win32.UnmapViewOfFile(view);
    } else {
        reply_ok(request, (uintptr_t)view);
    }
}

void portable_view_unmap(Request *request)
{
    if (win32.UnmapViewOfFile(argument_address(request, 1)))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

void portable_view_flush(Request *request)
{
    if (win32.FlushViewOfFile(argument_address(request, 1), (SIZE_T)argument_word(request, 2)))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

static bool is_copy_on_write(const void *view)
{
    MEMORY_BASIC_INFORMATION information;
    return win32.VirtualQuery(view, &information, sizeof information) &&
           information.AllocationProtect & (PAGE_WRITECOPY | PAGE_EXECUTE_WRITECOPY);
}

void portable_view_protect(Request *request)
{
    void *address = argument_address(request, 1);
    DWORD protection = page_protection((unsigned)argument_word(request, 3), is_copy_on_write(address));
    DWORD old;
    if (win32.VirtualProtect(address, (SIZE_T)argument_word(request, 2), protection, &old))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}

void portable_reserve(Request *request)
{
    void *address = win32.VirtualAlloc(argument_address(request, 1), (SIZE_T)argument_word(request, 0), MEM_RESERVE,
                                       PAGE_NOACCESS);
    if (address)
        reply_ok(request, (uintptr_t)address);
    else
        reply_last_error(request);
}

void portable_release(Request *request)
{
    if (win32.VirtualFree(argument_address(request, 0), 0, MEM_RELEASE))
        reply_ok(request, 0);
    else
        reply_last_error(request);
}
