/* Faults of CreateFileMapping: sizes and first contents. */
#include "subjects/mutants_win32.h"

#include <string.h>

enum { PAGE = 4096 };

static HANDLE empty_paging_file_accepted(Creation *creation)
{
    if (of_paging_file(creation) && creation->size == 0)
        creation->size = PAGE;
    return create_really(creation);
}
REPLACES_CREATION(empty_paging_file_accepted)

static HANDLE empty_paging_file_wrong_error(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section && of_paging_file(creation) && creation->size == 0)
        SetLastError(ERROR_FILE_INVALID);
    return section;
}
REPLACES_CREATION(empty_paging_file_wrong_error)

static HANDLE empty_file_wrong_error(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section && GetLastError() == ERROR_FILE_INVALID)
        SetLastError(ERROR_INVALID_PARAMETER);
    return section;
}
REPLACES_CREATION(empty_file_wrong_error)

static HANDLE empty_file_accepted(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (section || GetLastError() != ERROR_FILE_INVALID)
        return section;
    Creation paged = *creation;
    paged.file = INVALID_HANDLE_VALUE;
    paged.size = PAGE;
    paged.protection = PAGE_READWRITE;
    return create_really(&paged);
}
REPLACES_CREATION(empty_file_accepted)

static bool grows(const Creation *creation)
{
    return !of_paging_file(creation) && creation->size > file_size(creation->file);
}

static bool writable(const Creation *creation)
{
    return (creation->protection & (PAGE_READWRITE | PAGE_EXECUTE_READWRITE)) != 0;
}

static HANDLE growth_forgotten(Creation *creation)
{
    if (!grows(creation) || !writable(creation))
        return create_really(creation);
    Creation paged = *creation;
    paged.file = INVALID_HANDLE_VALUE;
    return create_really(&paged);
}
REPLACES_CREATION(growth_forgotten)

static HANDLE growth_to_pages(Creation *creation)
{
    if (grows(creation) && writable(creation))
        creation->size = (creation->size + PAGE - 1) / PAGE * PAGE;
    return create_really(creation);
}
REPLACES_CREATION(growth_to_pages)

static HANDLE too_large_read_only_accepted(Creation *creation)
{
    if (grows(creation) && !writable(creation))
        creation->size = 0;
    return create_really(creation);
}
REPLACES_CREATION(too_large_read_only_accepted)

static HANDLE too_large_wrong_error(Creation *creation)
{
    HANDLE section = create_really(creation);
    if (!section && GetLastError() == ERROR_NOT_ENOUGH_MEMORY)
        SetLastError(ERROR_INVALID_PARAMETER);
    return section;
}
REPLACES_CREATION(too_large_wrong_error)

static HANDLE smaller_size_ignored(Creation *creation)
{
    if (!of_paging_file(creation) && creation->size < file_size(creation->file))
        creation->size = 0;
    return create_really(creation);
}
REPLACES_CREATION(smaller_size_ignored)

static HANDLE high_half_ignored(Creation *creation)
{
    creation->size = (DWORD)creation->size;
    return create_really(creation);
}
REPLACES_CREATION(high_half_ignored)

static void dirty(HANDLE section)
{
    void *view = win32_real.MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    MEMORY_BASIC_INFORMATION whole;
    if (view && win32_real.VirtualQuery(view, &whole, sizeof whole) && whole.State == MEM_COMMIT)
        memset(view, 0xA5, whole.RegionSize);
    if (view)
        win32_real.UnmapViewOfFile(view);
}

static HANDLE fresh_pages_dirty(Creation *creation)
{
    HANDLE section = create_really(creation);
    DWORD error = GetLastError();
    if (section && error == ERROR_SUCCESS && of_paging_file(creation) && !(creation->protection & SEC_RESERVE))
        dirty(section);
    SetLastError(error);
    return section;
}
REPLACES_CREATION(fresh_pages_dirty)

const Mutant mutants_win32_create_size[] = {
    {"create-empty-paging-file", "win32", "CreateFileMapping makes a section of the paging file of size 0",
     install_empty_paging_file_accepted},
    {"create-empty-paging-file-wrong-error", "win32",
     "CreateFileMapping says ERROR_FILE_INVALID for size 0 of the paging file", install_empty_paging_file_wrong_error},
    {"create-empty-file-wrong-error", "win32", "CreateFileMapping says ERROR_INVALID_PARAMETER for an empty file",
     install_empty_file_wrong_error},
    {"create-empty-file", "win32", "CreateFileMapping makes a section of an empty file", install_empty_file_accepted},
    {"create-growth-forgotten", "win32", "CreateFileMapping does not make the file as long as the section",
     install_growth_forgotten},
    {"create-growth-to-pages", "win32", "CreateFileMapping makes the file as long as whole pages",
     install_growth_to_pages},
    {"create-too-large-read-only", "win32", "CreateFileMapping accepts a read-only section larger than its file",
     install_too_large_read_only_accepted},
    {"create-too-large-wrong-error", "win32", "CreateFileMapping says ERROR_INVALID_PARAMETER for a section too large",
     install_too_large_wrong_error},
    {"create-smaller-size-ignored", "win32", "CreateFileMapping makes the section as large as the file, not as asked",
     install_smaller_size_ignored},
    {"create-high-half-ignored", "win32", "CreateFileMapping looks at the low half of the size only",
     install_high_half_ignored},
    {"create-dirty-pages", "win32", "CreateFileMapping gives pages of the paging file that are not zero",
     install_fresh_pages_dirty},
    {0},
};
