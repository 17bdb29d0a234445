/* Which named objects of the kernel there are: so that a run can say that none of its own is left. */
#include "actor/portable.h"

#include "actor/calls_win32.h"

#include <string.h>
#include <wchar.h>
#include <windows.h>
#include <winternl.h>

enum { DIRECTORY_QUERY_ACCESS = 1 };

typedef struct DirectoryEntry {
    UNICODE_STRING name, type;
} DirectoryEntry;

typedef NTSTATUS NTAPI OpenDirectory(HANDLE *directory, ACCESS_MASK access, OBJECT_ATTRIBUTES *attributes);
typedef NTSTATUS NTAPI QueryDirectory(HANDLE directory, void *buffer, ULONG size, BOOLEAN single, BOOLEAN restart,
                                      ULONG *context, ULONG *returned);

static HANDLE open_directory(const wchar_t *path)
{
    UNICODE_STRING name = {.Length = (USHORT)(wcslen(path) * sizeof *path),
                           .MaximumLength = (USHORT)(wcslen(path) * sizeof *path),
                           .Buffer = (wchar_t *)path};
    OBJECT_ATTRIBUTES attributes = {.Length = sizeof attributes, .ObjectName = &name};
    OpenDirectory *open = (OpenDirectory *)system_function("NtOpenDirectoryObject");
    HANDLE directory = NULL;
    return open && open(&directory, DIRECTORY_QUERY_ACCESS, &attributes) == 0 ? directory : NULL;
}

static bool contains(const UNICODE_STRING *name, const char *part)
{
    size_t length = strlen(part), units = name->Length / sizeof(wchar_t);
    for (size_t at = 0; length && at + length <= units; at++) {
        size_t same = 0;
        while (same < length && name->Buffer[at + same] == (wchar_t)(unsigned char)part[same])
            same++;
        if (same == length)
            return true;
    }
    return false;
}

static uint64_t count_in(HANDLE directory, const char *part)
{
    QueryDirectory *query = (QueryDirectory *)system_function("NtQueryDirectoryObject");
    union {
        DirectoryEntry entry;
        unsigned char bytes[4096];
    } room;
    ULONG context = 0;
    uint64_t count = 0;
    for (BOOLEAN first = TRUE; query && query(directory, &room, sizeof room, TRUE, first, &context, NULL) == 0;
         first = FALSE)
        count += contains(&room.entry.name, part);
    return count;
}

/* The names of this session, and the global ones. */
void portable_objects_named(Request *request)
{
    DWORD session = 0;
    ProcessIdToSessionId(GetCurrentProcessId(), &session);
    wchar_t own[64];
    swprintf(own, 64, L"\\Sessions\\%lu\\BaseNamedObjects", session);
    const wchar_t *const paths[] = {own, L"\\BaseNamedObjects"};
    uint64_t count = 0;
    unsigned opened = 0;
    for (int i = 0; i < 2; i++) {
        HANDLE directory = open_directory(paths[i]);
        if (!directory)
            continue;
        opened++;
        count += count_in(directory, argument_text(request, 0));
        CloseHandle(directory);
    }
    if (opened)
        reply_ok(request, count);
    else
        reply_unsupported(request, "the directory of named objects cannot be read here");
}
