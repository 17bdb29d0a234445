/* Facts about this Windows, or what plays it. */
#include "actor/actor.h"
#include "actor/calls_win32.h"

#include <windows.h>

typedef const char *CDECL WineVersion(void);
typedef LONG NTAPI VersionQuery(OSVERSIONINFOEXW *version);
typedef SIZE_T WINAPI LargePageQuery(void);

/* GetVersionEx answers what a program's manifest asks for; this one what is there. */
static void append_version(Text *out)
{
    OSVERSIONINFOEXW version = {.dwOSVersionInfoSize = sizeof version};
    VersionQuery *query = (VersionQuery *)system_function("RtlGetVersion");
    if (query && query(&version) == 0) {
        append_fact(out, "windows", "%lu.%lu", version.dwMajorVersion, version.dwMinorVersion);
        append_fact(out, "build", "%lu", version.dwBuildNumber);
    }
    WineVersion *wine = (WineVersion *)system_function("wine_get_version");
    if (wine)
        append_fact(out, "wine", "%s", wine());
}

static void append_machine(Text *out)
{
    SYSTEM_INFO system;
    GetSystemInfo(&system);
    BOOL wow64 = FALSE;
    IsWow64Process(GetCurrentProcess(), &wow64);
    append_fact(out, "bits", "%u", (unsigned)sizeof(void *) * 8);
    append_fact(out, "wow64", "%d", wow64 ? 1 : 0);
    append_fact(out, "page", "%lu", system.dwPageSize);
    append_fact(out, "granularity", "%lu", system.dwAllocationGranularity);
    append_fact(out, "lowest_address", "0x%llx", (unsigned long long)(uintptr_t)system.lpMinimumApplicationAddress);
    append_fact(out, "highest_address", "0x%llx", (unsigned long long)(uintptr_t)system.lpMaximumApplicationAddress);
    append_fact(out, "ansi_code_page", "%u", GetACP());
    append_fact(out, "processors", "%lu", system.dwNumberOfProcessors);
    LargePageQuery *large = (LargePageQuery *)system_function("GetLargePageMinimum");
    append_fact(out, "large_page", "%llu", large ? (unsigned long long)large() : 0ULL);
}

static bool holds_privilege(const TOKEN_PRIVILEGES *held, const char *name)
{
    LUID wanted;
    if (!LookupPrivilegeValueA(NULL, name, &wanted))
        return false;
    for (DWORD i = 0; i < held->PrivilegeCount; i++) {
        const LUID_AND_ATTRIBUTES *one = &held->Privileges[i];
        if (one->Luid.LowPart == wanted.LowPart && one->Luid.HighPart == wanted.HighPart)
            return (one->Attributes & SE_PRIVILEGE_ENABLED) != 0;
    }
    return false;
}

static void append_token(Text *out)
{
    DWORD session = 0;
    if (ProcessIdToSessionId(GetCurrentProcessId(), &session))
        append_fact(out, "session", "%lu", session);
    HANDLE token;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token))
        return;
    union {
        TOKEN_PRIVILEGES privileges;
        char room[4096];
    } held;
    DWORD length = 0;
    if (GetTokenInformation(token, TokenPrivileges, &held, sizeof held, &length)) {
        append_fact(out, "create_global", "%d", holds_privilege(&held.privileges, "SeCreateGlobalPrivilege"));
        append_fact(out, "lock_memory", "%d", holds_privilege(&held.privileges, "SeLockMemoryPrivilege"));
    }
    CloseHandle(token);
}

/* Of the working directory, where the cases' files are. Asked by handle: by path Wine looks for the label, which it may
 * not read, and complains. */
static void append_file_system(Text *out)
{
    WCHAR wide[MAX_PATH];
    char name[MAX_PATH];
    DWORD flags = 0;
    HANDLE directory = CreateFileA(".", FILE_READ_ATTRIBUTES, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                   NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (directory == INVALID_HANDLE_VALUE)
        return;
    if (GetVolumeInformationByHandleW(directory, NULL, 0, NULL, NULL, &flags, wide, MAX_PATH) &&
        WideCharToMultiByte(CP_UTF8, 0, wide, -1, name, sizeof name, NULL, NULL)) {
        append_fact(out, "filesystem", "%s", name);
        append_fact(out, "sparse_files", "%d", flags & FILE_SUPPORTS_SPARSE_FILES ? 1 : 0);
    }
    CloseHandle(directory);
}

void append_facts(Text *out)
{
    append_fact(out, "system", "windows");
#if defined(__x86_64__)
    append_fact(out, "arch", "x86_64");
#elif defined(__i386__)
    append_fact(out, "arch", "i686");
#else
    append_fact(out, "arch", "unknown");
#endif
    append_version(out);
    append_machine(out);
    append_token(out);
    append_file_system(out);
}
