/* NT section calls that refuse what is allowed, or give what was not asked for. */
#include "subjects/mutants_win32.h"

#define REPLACES_NT(entry, function)     \
    static void install_##function(void) \
    {                                    \
        nt.entry = function;             \
    }

#define CREATE(function)                                                                                     \
    static NTSTATUS NTAPI function(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes, \
                                   const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)

CREATE(create_needs_access)
{
    if (!access)
        return (NTSTATUS)0xC0000022; /* STATUS_ACCESS_DENIED */
    return nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
}
REPLACES_NT(NtCreateSection, create_needs_access)

CREATE(create_execute_refused)
{
    if (protection == PAGE_EXECUTE)
        return (NTSTATUS)0xC0000045; /* STATUS_INVALID_PAGE_PROTECTION */
    return nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
}
REPLACES_NT(NtCreateSection, create_execute_refused)

CREATE(create_writable_refused)
{
    if (protection == PAGE_READWRITE)
        return (NTSTATUS)0xC0000045; /* STATUS_INVALID_PAGE_PROTECTION */
    return nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
}
REPLACES_NT(NtCreateSection, create_writable_refused)

static NTSTATUS NTAPI map_protection_ignored(HANDLE section, HANDLE process, void **base, ULONG_PTR zero_bits,
                                             SIZE_T commit, LARGE_INTEGER *offset, SIZE_T *size, ULONG inherit,
                                             ULONG type, ULONG protection)
{
    (void)protection;
    return nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit, offset, size, inherit, type,
                                      PAGE_READWRITE);
}
REPLACES_NT(NtMapViewOfSection, map_protection_ignored)

const Mutant mutants_nt_refusals[] = {
    {"nt-create-needs-access", "nt", "NtCreateSection wants some access to be asked for", install_create_needs_access},
    {"nt-create-execute-refused", "nt", "NtCreateSection refuses PAGE_EXECUTE", install_create_execute_refused},
    {"nt-create-writable-refused", "nt", "NtCreateSection refuses PAGE_READWRITE", install_create_writable_refused},
    {"nt-map-protection-ignored", "nt", "NtMapViewOfSection maps every view PAGE_READWRITE",
     install_map_protection_ignored},
    {0},
};
