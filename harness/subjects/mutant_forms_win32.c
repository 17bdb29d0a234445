/* Functions that come in two forms, made one for the mutants. */
#include "subjects/mutants_win32.h"

static CreationFunction *create;
static MappingFunction *map;

HANDLE create_really(const Creation *creation)
{
    DWORD high = (DWORD)(creation->size >> 32);
    DWORD low = (DWORD)creation->size;
    return creation->wide ? win32_real.CreateFileMappingW(creation->file, creation->attributes, creation->protection,
                                                          high, low, creation->wide)
                          : win32_real.CreateFileMappingA(creation->file, creation->attributes, creation->protection,
                                                          high, low, creation->name);
}

bool of_paging_file(const Creation *creation)
{
    return !creation->file || creation->file == INVALID_HANDLE_VALUE;
}

uint64_t file_size(HANDLE file)
{
    LARGE_INTEGER size;
    DWORD error = GetLastError();
    bool known = win32_real.GetFileSizeEx(file, &size);
    SetLastError(error);
    return known ? (uint64_t)size.QuadPart : 0;
}

static HANDLE WINAPI create_a(HANDLE file, SECURITY_ATTRIBUTES *attributes, DWORD protection, DWORD high, DWORD low,
                              LPCSTR name)
{
    Creation creation = {file, attributes, protection, (uint64_t)high << 32 | low, name, NULL};
    return create(&creation);
}

static HANDLE WINAPI create_w(HANDLE file, SECURITY_ATTRIBUTES *attributes, DWORD protection, DWORD high, DWORD low,
                              LPCWSTR name)
{
    Creation creation = {file, attributes, protection, (uint64_t)high << 32 | low, NULL, name};
    return create(&creation);
}

void replace_creation(CreationFunction *function)
{
    create = function;
    win32.CreateFileMappingA = create_a;
    win32.CreateFileMappingW = create_w;
}

void *map_really(const Mapping *mapping)
{
    return win32_real.MapViewOfFileEx(mapping->section, mapping->access, (DWORD)(mapping->offset >> 32),
                                      (DWORD)mapping->offset, mapping->length, mapping->base);
}

static void *WINAPI map_plain(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length)
{
    Mapping mapping = {section, access, (uint64_t)high << 32 | low, length, NULL};
    return map(&mapping);
}

static void *WINAPI map_at(HANDLE section, DWORD access, DWORD high, DWORD low, SIZE_T length, void *base)
{
    Mapping mapping = {section, access, (uint64_t)high << 32 | low, length, base};
    return map(&mapping);
}

void replace_mapping(MappingFunction *function)
{
    map = function;
    win32.MapViewOfFile = map_plain;
    win32.MapViewOfFileEx = map_at;
}
