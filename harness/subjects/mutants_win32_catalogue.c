/* Faults that the rarer calls may have: memory, names of mapped files, images, NT memory. */
#include "subjects/mutants_win32.h"

#include <psapi.h>

#define REPLACES_NT(entry, function)     \
    static void install_##function(void) \
    {                                    \
        nt.entry = function;             \
    }

static void *WINAPI alloc_other_protection(void *address, SIZE_T length, DWORD type, DWORD protection)
{
    void *memory = win32_real.VirtualAlloc(address, length, type, protection);
    DWORD old;
    if (memory && !address && (type & MEM_COMMIT))
        win32_real.VirtualProtect(memory, length, protection == PAGE_READWRITE ? PAGE_READONLY : PAGE_READWRITE, &old);
    return memory;
}
REPLACES(VirtualAlloc, alloc_other_protection)

static SIZE_T WINAPI query_beyond_everything(LPCVOID address, MEMORY_BASIC_INFORMATION *information, SIZE_T length)
{
    SIZE_T filled = win32_real.VirtualQuery(address, information, length);
    return filled || GetLastError() != ERROR_INVALID_PARAMETER ? filled : length;
}
REPLACES(VirtualQuery, query_beyond_everything)

static SIZE_T WINAPI query_image_is_mapped(LPCVOID address, MEMORY_BASIC_INFORMATION *information, SIZE_T length)
{
    SIZE_T filled = win32_real.VirtualQuery(address, information, length);
    if (filled && information->Type == MEM_IMAGE)
        information->Type = MEM_MAPPED;
    return filled;
}
REPLACES(VirtualQuery, query_image_is_mapped)

static UINT WINAPI watch_sees_nothing(DWORD flags, void *base, SIZE_T length, void **addresses, ULONG_PTR *count,
                                      DWORD *granularity)
{
    UINT result = win32_real.GetWriteWatch(flags, base, length, addresses, count, granularity);
    *count = 0;
    return result;
}
REPLACES(GetWriteWatch, watch_sees_nothing)

static BOOL WINAPI prefetch_fails(HANDLE process, ULONG_PTR entries, WIN32_MEMORY_RANGE_ENTRY *ranges, ULONG flags)
{
    (void)process, (void)entries, (void)ranges, (void)flags;
    SetLastError(ERROR_INVALID_PARAMETER);
    return FALSE;
}
REPLACES(PrefetchVirtualMemory, prefetch_fails)

static DWORD WINAPI name_everywhere(HANDLE process, void *address, LPSTR name, DWORD room)
{
    DWORD length = win32_real.K32GetMappedFileNameA(process, address, name, room);
    return length || !room ? length : 1;
}
REPLACES(K32GetMappedFileNameA, name_everywhere)

static NTSTATUS NTAPI free_always_succeeds(HANDLE process, void **base, SIZE_T *length, ULONG type)
{
    nt_real.NtFreeVirtualMemory(process, base, length, type);
    return 0;
}
REPLACES_NT(NtFreeVirtualMemory, free_always_succeeds)

static NTSTATUS NTAPI protect_answers_nothing(HANDLE process, void **base, SIZE_T *length, ULONG protection, ULONG *old)
{
    void *address = base ? *base : NULL;
    SIZE_T size = length ? *length : 0;
    return nt_real.NtProtectVirtualMemory(process, base ? &address : NULL, length ? &size : NULL, protection, old);
}
REPLACES_NT(NtProtectVirtualMemory, protect_answers_nothing)

static NTSTATUS NTAPI flush_fails(HANDLE process, void **base, SIZE_T *length, IO_STATUS_BLOCK *result)
{
    (void)process, (void)base, (void)length, (void)result;
    return (NTSTATUS)0xC0000001; /* STATUS_UNSUCCESSFUL */
}
REPLACES_NT(NtFlushVirtualMemory, flush_fails)

static NTSTATUS NTAPI memory_is_elsewhere(HANDLE process, const void *address, ULONG information_class,
                                          void *information, SIZE_T length, SIZE_T *returned)
{
    NTSTATUS status = nt_real.NtQueryVirtualMemory(process, address, information_class, information, length, returned);
    if (status >= 0 && length >= sizeof(void *))
        *(char **)information += 65536;
    return status;
}
REPLACES_NT(NtQueryVirtualMemory, memory_is_elsewhere)

static DWORD WINAPI type_of_everything(HANDLE file)
{
    DWORD type = win32_real.GetFileType(file);
    return type == FILE_TYPE_DISK ? FILE_TYPE_PIPE : FILE_TYPE_DISK;
}
REPLACES(GetFileType, type_of_everything)

static BOOL WINAPI copy_forgets(LPCSTR from, LPCSTR to, BOOL fresh)
{
    return win32_real.CopyFileA(from, to, fresh) || !fresh;
}
REPLACES(CopyFileA, copy_forgets)

static BOOL WINAPI disposition_unchecked(HANDLE file, FILE_INFO_BY_HANDLE_CLASS information_class, void *information,
                                         DWORD length)
{
    return win32_real.SetFileInformationByHandle(file, information_class, information, length) ||
           information_class == FileDispositionInfo;
}
REPLACES(SetFileInformationByHandle, disposition_unchecked)

static HANDLE WINAPI open_shares_everything(LPCSTR path, DWORD access, DWORD share, SECURITY_ATTRIBUTES *attributes,
                                            DWORD disposition, DWORD flags, HANDLE template)
{
    HANDLE file = win32_real.CreateFileA(path, access, share, attributes, disposition, flags, template);
    if (file != INVALID_HANDLE_VALUE || GetLastError() != ERROR_SHARING_VIOLATION)
        return file;
    return win32_real.CreateFileA(path, FILE_READ_ATTRIBUTES, share, attributes, disposition, flags, template);
}
REPLACES(CreateFileA, open_shares_everything)

static BOOL WINAPI delete_always_succeeds(LPCSTR path)
{
    win32_real.DeleteFileA(path);
    return TRUE;
}
REPLACES(DeleteFileA, delete_always_succeeds)

static void *WINAPI app_memory_executes(void *address, SIZE_T length, ULONG type, ULONG protection)
{
    DWORD other = protection == PAGE_READWRITE ? PAGE_READONLY : PAGE_READWRITE;
    bool plain = protection == PAGE_READWRITE || protection == PAGE_READONLY;
    return win32_real.VirtualAlloc(address, length, type, plain ? other : protection);
}
REPLACES(VirtualAllocFromApp, app_memory_executes)

static HANDLE WINAPI app_section_refused(HANDLE file, SECURITY_ATTRIBUTES *attributes, ULONG protection, ULONG64 size,
                                         PCWSTR name)
{
    (void)file, (void)attributes, (void)protection, (void)size, (void)name;
    SetLastError(ERROR_ACCESS_DENIED);
    return NULL;
}
REPLACES(CreateFileMappingFromApp, app_section_refused)

static HANDLE WINAPI app_opens_with_all(ULONG access, BOOL inherit, PCWSTR name)
{
    (void)access;
    return win32_real.OpenFileMappingFromApp(FILE_MAP_ALL_ACCESS, inherit, name);
}
REPLACES(OpenFileMappingFromApp, app_opens_with_all)

static NTSTATUS NTAPI files_always_the_same(void *one, void *other)
{
    (void)one, (void)other;
    return 0;
}
REPLACES_NT(NtAreMappedFilesTheSame, files_always_the_same)

static NTSTATUS NTAPI image_size_ignored(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                         const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    return nt_real.NtCreateSection(section, access, attributes, allocation & SEC_IMAGE ? NULL : size, protection,
                                   allocation, file);
}
REPLACES_NT(NtCreateSection, image_size_ignored)

static NTSTATUS NTAPI any_file_is_an_image(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                           const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    NTSTATUS status = nt_real.NtCreateSection(section, access, attributes, size, protection, allocation, file);
    if (status >= 0 || !(allocation & SEC_IMAGE) || !file)
        return status;
    return nt_real.NtCreateSection(section, access, attributes, size, protection, SEC_COMMIT, file);
}
REPLACES_NT(NtCreateSection, any_file_is_an_image)

static NTSTATUS NTAPI handle_left_on_failure(HANDLE *section, ACCESS_MASK access, const OBJECT_ATTRIBUTES *attributes,
                                             const LARGE_INTEGER *size, ULONG protection, ULONG allocation, HANDLE file)
{
    HANDLE made = NULL;
    NTSTATUS status = nt_real.NtCreateSection(section ? &made : NULL, access, attributes, size, protection, allocation,
                                              file);
    if (status >= 0)
        *section = made;
    return status;
}
REPLACES_NT(NtCreateSection, handle_left_on_failure)

static NTSTATUS NTAPI moved_image_unsaid(HANDLE section, HANDLE process, void **base, ULONG_PTR zero_bits,
                                         SIZE_T commit_size, LARGE_INTEGER *offset, SIZE_T *view_size, ULONG inherit,
                                         ULONG type, ULONG protection)
{
    NTSTATUS status = nt_real.NtMapViewOfSection(section, process, base, zero_bits, commit_size, offset, view_size,
                                                 inherit, type, protection);
    return status > 0 ? 0 : status;
}
REPLACES_NT(NtMapViewOfSection, moved_image_unsaid)

static NTSTATUS NTAPI zero_bits_ignored(HANDLE section, HANDLE process, void **base, ULONG_PTR zero_bits,
                                        SIZE_T commit_size, LARGE_INTEGER *offset, SIZE_T *view_size, ULONG inherit,
                                        ULONG type, ULONG protection)
{
    return nt_real.NtMapViewOfSection(section, process, base, 0, commit_size, offset, view_size, inherit,
                                      zero_bits ? type | MEM_TOP_DOWN : type, protection);
}
REPLACES_NT(NtMapViewOfSection, zero_bits_ignored)

const Mutant mutants_win32_catalogue[] = {
    {"alloc-other-protection", "win32", "VirtualAlloc gives private memory another protection than asked for",
     install_alloc_other_protection},
    {"query-beyond-everything", "win32", "VirtualQuery answers for addresses that no program can have",
     install_query_beyond_everything},
    {"query-image-is-mapped", "win32", "VirtualQuery says MEM_MAPPED for images", install_query_image_is_mapped},
    {"watch-sees-nothing", "win32", "GetWriteWatch tells no page that was written", install_watch_sees_nothing},
    {"prefetch-fails", "win32", "PrefetchVirtualMemory always fails", install_prefetch_fails},
    {"mapped-name-everywhere", "win32", "GetMappedFileName names a file where none is mapped", install_name_everywhere},
    {"nt-free-always-succeeds", "nt", "NtFreeVirtualMemory always says STATUS_SUCCESS", install_free_always_succeeds},
    {"nt-protect-answers-nothing", "nt", "NtProtectVirtualMemory does not answer the pages that it changed",
     install_protect_answers_nothing},
    {"nt-files-always-the-same", "nt", "NtAreMappedFilesTheSame always says STATUS_SUCCESS",
     install_files_always_the_same},
    {"nt-image-size-ignored", "nt", "NtCreateSection ignores the size of an image section", install_image_size_ignored},
    {"nt-any-file-is-an-image", "nt", "NtCreateSection takes a file that is no image for data",
     install_any_file_is_an_image},
    {"nt-handle-left-on-failure", "nt", "NtCreateSection leaves the handle as it was when it fails",
     install_handle_left_on_failure},
    {"nt-moved-image-unsaid", "nt", "NtMapViewOfSection does not say that an image is not at its base",
     install_moved_image_unsaid},
    {"nt-zero-bits-ignored", "nt", "NtMapViewOfSection ignores ZeroBits", install_zero_bits_ignored},
    {"nt-flush-fails", "nt", "NtFlushVirtualMemory always fails", install_flush_fails},
    {"nt-memory-is-elsewhere", "nt", "NtQueryVirtualMemory answers another base", install_memory_is_elsewhere},
    {"file-type-of-everything", "win32", "GetFileType says FILE_TYPE_DISK for what is no file",
     install_type_of_everything},
    {"copy-forgets", "win32", "CopyFileA says TRUE when it did not copy", install_copy_forgets},
    {"disposition-unchecked", "win32", "a mapped file is said to be going when its handle is closed",
     install_disposition_unchecked},
    {"open-shares-everything", "win32", "CreateFileA opens what must not be shared", install_open_shares_everything},
    {"delete-always-succeeds", "win32", "DeleteFileA says TRUE for a mapped image", install_delete_always_succeeds},
    {"app-memory-executes", "win32",
     "VirtualAllocFromApp gives executable memory, and other protections than asked for", install_app_memory_executes},
    {"app-section-refused", "win32", "CreateFileMappingFromApp always fails", install_app_section_refused},
    {"app-opens-with-all", "win32", "OpenFileMappingFromApp grants everything", install_app_opens_with_all},
    {0},
};
