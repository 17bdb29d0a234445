/* Faults of the NT section calls. */
#include "subjects/mutants_win32.h"

enum { PAGE = 4096 };

#define REPLACES_NT(entry, function)     \
    static void install_##function(void) \
    {                                    \
        nt.entry = function;             \
    }

static NTSTATUS NTAPI create_empty(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                   const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    LARGE_INTEGER page = {.QuadPart = PAGE};
    return nt_real.NtCreateSection(section, access, attributes, !file && (!size || size->QuadPart == 0) ? &page : size,
                                   protection, allocation, file);
}
REPLACES_NT(NtCreateSection, create_empty)

static NTSTATUS NTAPI create_any_protection(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                            const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    NTSTATUS status = nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
    if (status >= 0 || file)
        return status;
    return nt_real.NtCreateSection(section, access, attributes, size, PAGE_READWRITE, SEC_COMMIT, NULL);
}
REPLACES_NT(NtCreateSection, create_any_protection)

static NTSTATUS NTAPI create_win32_status(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                          const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    NTSTATUS status = nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
    return status < 0 ? (NTSTATUS)0xC0000001 : status; /* STATUS_UNSUCCESSFUL */
}
REPLACES_NT(NtCreateSection, create_win32_status)

static NTSTATUS NTAPI open_finds_nothing(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes)
{
    NTSTATUS status = nt_real.NtOpenSection(section, access, attributes);
    return status < 0 ? status : (NTSTATUS)0xC0000034; /* STATUS_OBJECT_NAME_NOT_FOUND */
}
REPLACES_NT(NtOpenSection, open_finds_nothing)

static NTSTATUS NTAPI open_wrong_status(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes)
{
    NTSTATUS status = nt_real.NtOpenSection(section, access, attributes);
    return status < 0 ? (NTSTATUS)0xC0000008 : status; /* STATUS_INVALID_HANDLE */
}
REPLACES_NT(NtOpenSection, open_wrong_status)

#define MAP(function)                                                                                               \
    static NTSTATUS NTAPI function(HANDLE section, HANDLE process, void **base, ULONG_PTR zero_bits, SIZE_T commit, \
                                   LARGE_INTEGER *offset, SIZE_T *size, ULONG inherit, ULONG type, ULONG protection)

MAP(map_base_ignored)
{
    void *anywhere = NULL;
    NTSTATUS status = nt_real.NtMapViewOfSection(section, process, &anywhere, zero_bits, commit, offset, size, inherit,
                                                 type, protection);
    if (status >= 0)
        *base = anywhere;
    return status;
}
REPLACES_NT(NtMapViewOfSection, map_base_ignored)

MAP(map_offset_ignored)
{
    LARGE_INTEGER start = {.QuadPart = 0};
    return nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit, offset ? &start : NULL, size, inherit,
                                      type, protection);
}
REPLACES_NT(NtMapViewOfSection, map_offset_ignored)

MAP(map_size_unsaid)
{
    SIZE_T before = *size;
    NTSTATUS status = nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit, offset, size, inherit, type,
                                                 protection);
    *size = before;
    return status;
}
REPLACES_NT(NtMapViewOfSection, map_size_unsaid)

MAP(map_wrong_status)
{
    NTSTATUS status = nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit, offset, size, inherit, type,
                                                 protection);
    return status < 0 ? (NTSTATUS)0xC000000D : status; /* STATUS_INVALID_PARAMETER */
}
REPLACES_NT(NtMapViewOfSection, map_wrong_status)

MAP(map_private)
{
    return nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit, offset, size, inherit, type,
                                      protection == PAGE_READWRITE ? PAGE_WRITECOPY : protection);
}
REPLACES_NT(NtMapViewOfSection, map_private)

static NTSTATUS NTAPI unmap_nothing(HANDLE process, void *base)
{
    (void)process, (void)base;
    return 0;
}
REPLACES_NT(NtUnmapViewOfSection, unmap_nothing)

static NTSTATUS NTAPI query_wrong_size(HANDLE section, ULONG class, void *information, SIZE_T length, SIZE_T *returned)
{
    NTSTATUS status = nt_real.NtQuerySection(section, class, information, length, returned);
    if (status >= 0 && class == 0)
        ((SectionBasic *)information)->Size.QuadPart += 1;
    return status;
}
REPLACES_NT(NtQuerySection, query_wrong_size)

static NTSTATUS NTAPI query_wrong_attributes(HANDLE section, ULONG class, void *information, SIZE_T length,
                                             SIZE_T *returned)
{
    NTSTATUS status = nt_real.NtQuerySection(section, class, information, length, returned);
    if (status >= 0 && class == 0)
        ((SectionBasic *)information)->Attributes ^= SEC_COMMIT;
    return status;
}
REPLACES_NT(NtQuerySection, query_wrong_attributes)

static NTSTATUS NTAPI query_unchecked(HANDLE section, ULONG class, void *information, SIZE_T length, SIZE_T *returned)
{
    NTSTATUS status = nt_real.NtQuerySection(section, class, information, length, returned);
    return status < 0 ? 0 : status;
}
REPLACES_NT(NtQuerySection, query_unchecked)

static NTSTATUS NTAPI close_always_succeeds(HANDLE handle)
{
    nt_real.NtClose(handle);
    return 0;
}
REPLACES_NT(NtClose, close_always_succeeds)

const Mutant mutants_nt[] = {
    {"nt-create-empty", "nt", "NtCreateSection makes a section of size 0 one page long", install_create_empty},
    {"nt-create-any-protection", "nt", "NtCreateSection takes invalid arguments for PAGE_READWRITE and SEC_COMMIT",
     install_create_any_protection},
    {"nt-create-wrong-status", "nt", "NtCreateSection always fails with STATUS_UNSUCCESSFUL",
     install_create_win32_status},
    {"nt-open-finds-nothing", "nt", "NtOpenSection finds no section", install_open_finds_nothing},
    {"nt-open-wrong-status", "nt", "NtOpenSection always fails with STATUS_INVALID_HANDLE", install_open_wrong_status},
    {"nt-map-base-ignored", "nt", "NtMapViewOfSection chooses the base itself", install_map_base_ignored},
    {"nt-map-offset-ignored", "nt", "NtMapViewOfSection maps from the section's start", install_map_offset_ignored},
    {"nt-map-size-unsaid", "nt", "NtMapViewOfSection does not answer the view's size", install_map_size_unsaid},
    {"nt-map-wrong-status", "nt", "NtMapViewOfSection always fails with STATUS_INVALID_PARAMETER",
     install_map_wrong_status},
    {"nt-map-private", "nt", "NtMapViewOfSection makes PAGE_READWRITE views copy-on-write", install_map_private},
    {"nt-unmap-nothing", "nt", "NtUnmapViewOfSection says STATUS_SUCCESS and does nothing", install_unmap_nothing},
    {"nt-query-wrong-size", "nt", "NtQuerySection answers one byte too many", install_query_wrong_size},
    {"nt-query-wrong-attributes", "nt", "NtQuerySection answers SEC_COMMIT where it is not set, and the reverse",
     install_query_wrong_attributes},
    {"nt-query-unchecked", "nt", "NtQuerySection always says STATUS_SUCCESS", install_query_unchecked},
    {"nt-close-always-succeeds", "nt", "NtClose says STATUS_SUCCESS for what is no handle",
     install_close_always_succeeds},
    {0},
};
