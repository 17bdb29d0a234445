/* What the parameters of Win32 calls point to. */
#include <windows.h>

#include "actor/layout.h"
#include "actor/layouts_nt.h"
#include "calls/name_tables.h"

static const LayoutField int_fields[] = {LAYOUT_VALUE(int, FORM_SIGNED, NULL)};
static const LayoutField u32_fields[] = {LAYOUT_VALUE(DWORD, FORM_UNSIGNED, NULL)};
static const LayoutField u64_fields[] = {LAYOUT_VALUE(uint64_t, FORM_UNSIGNED, NULL)};
static const LayoutField size_fields[] = {LAYOUT_VALUE(SIZE_T, FORM_UNSIGNED, NULL)};
static const LayoutField address_fields[] = {LAYOUT_VALUE(void *, FORM_HEX, &names_address)};
static const LayoutField handle_fields[] = {LAYOUT_VALUE(HANDLE, FORM_HEX, &names_handle)};
static const LayoutField page_fields[] = {LAYOUT_VALUE(DWORD, FORM_FLAGS, &names_page)};
static const LayoutField handle_flag_fields[] = {LAYOUT_VALUE(DWORD, FORM_FLAGS, &names_handle_flag)};

static const LayoutField security_fields[] = {
    {"nLength", offsetof(SECURITY_ATTRIBUTES, nLength), sizeof(DWORD), FORM_UNSIGNED, NULL, NULL, false, true, NULL,
     NULL},
    LAYOUT_FIELD(SECURITY_ATTRIBUTES, lpSecurityDescriptor, lpSecurityDescriptor, FORM_HEX, &names_address),
    LAYOUT_FIELD(SECURITY_ATTRIBUTES, bInheritHandle, bInheritHandle, FORM_CHOICE, &names_bool),
};

#define MEMORY(member, form, names) LAYOUT_FIELD(MEMORY_BASIC_INFORMATION, member, member, form, names)
static const LayoutField memory_fields[] = {
    MEMORY(BaseAddress, FORM_HEX, &names_address),
    MEMORY(AllocationBase, FORM_HEX, &names_address),
    MEMORY(AllocationProtect, FORM_FLAGS, &names_page),
    MEMORY(RegionSize, FORM_UNSIGNED, NULL),
    MEMORY(State, FORM_FLAGS, &names_mem),
    MEMORY(Protect, FORM_FLAGS, &names_page),
    MEMORY(Type, FORM_FLAGS, &names_mem),
};

#define SYSTEM(member, form, names) LAYOUT_FIELD(SYSTEM_INFO, member, member, form, names)
static const LayoutField system_fields[] = {
    SYSTEM(dwPageSize, FORM_UNSIGNED, NULL),
    SYSTEM(dwAllocationGranularity, FORM_UNSIGNED, NULL),
    SYSTEM(lpMinimumApplicationAddress, FORM_HEX, NULL),
    SYSTEM(lpMaximumApplicationAddress, FORM_HEX, NULL),
    SYSTEM(dwNumberOfProcessors, FORM_UNSIGNED, NULL),
};

static const LayoutField overlapped_fields[] = {
    LAYOUT_FIELD(OVERLAPPED, Offset, Offset, FORM_UNSIGNED, NULL),
    LAYOUT_FIELD(OVERLAPPED, OffsetHigh, OffsetHigh, FORM_UNSIGNED, NULL),
    LAYOUT_FIELD(OVERLAPPED, hEvent, hEvent, FORM_HEX, &names_address),
};

static const Layout plain_int = LAYOUT("int", int, int_fields);
static const Layout plain_u32 = LAYOUT("u32", DWORD, u32_fields);
static const Layout plain_u64 = LAYOUT("u64", uint64_t, u64_fields);
static const Layout plain_size = LAYOUT("size", SIZE_T, size_fields);
static const Layout plain_address = LAYOUT("address", void *, address_fields);
static const Layout plain_handle = LAYOUT("handle", HANDLE, handle_fields);
static const Layout page_protection = LAYOUT("page_protection", DWORD, page_fields);
static const Layout handle_flags = LAYOUT("handle_flags", DWORD, handle_flag_fields);
static const Layout security_attributes = LAYOUT("SECURITY_ATTRIBUTES", SECURITY_ATTRIBUTES, security_fields);
static const Layout memory_information = LAYOUT("MEMORY_BASIC_INFORMATION", MEMORY_BASIC_INFORMATION, memory_fields);
static const Layout system_information = LAYOUT("SYSTEM_INFO", SYSTEM_INFO, system_fields);
static const Layout overlapped = LAYOUT("OVERLAPPED", OVERLAPPED, overlapped_fields);

const Layout *const platform_layouts[] = {&plain_int,
                                          &plain_u32,
                                          &plain_u64,
                                          &plain_size,
                                          &plain_address,
                                          &plain_handle,
                                          &page_protection,
                                          &handle_flags,
                                          &security_attributes,
                                          &memory_information,
                                          &system_information,
                                          &overlapped,
                                          &layout_object_attributes,
                                          &layout_section_information,
                                          &layout_io_status,
                                          &layout_object_information,
                                          NULL};
