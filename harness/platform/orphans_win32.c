/* What processes left running when they ended: it is still in their jobs, which are kept until it is ended too. */
#include "platform/inside_win32.h"
#include "platform/sweep.h"
#include "platform/system.h"
#include "platform/wide_win32.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { NAMED_ORPHANS = 8 };

typedef struct Kept {
    HANDLE job;
    struct Kept *next;
} Kept;

static Kept *kept_jobs;
static const char *actors_program; /* NULL: every member is a case's */

static DWORD members(HANDLE job)
{
    JOBOBJECT_BASIC_ACCOUNTING_INFORMATION counts = {0};
    QueryInformationJobObject(job, JobObjectBasicAccountingInformation, &counts, sizeof counts, NULL);
    return counts.ActiveProcesses;
}

typedef union MemberList {
    JOBOBJECT_BASIC_PROCESS_ID_LIST list;
    char room[sizeof(JOBOBJECT_BASIC_PROCESS_ID_LIST) + NAMED_ORPHANS * sizeof(ULONG_PTR)];
} MemberList;

static void name_process(Text *who, HANDLE process, DWORD identifier)
{
    wchar_t path[MAX_PATH];
    DWORD room = MAX_PATH;
    text_printf(who, "%lu ", identifier);
    if (process && QueryFullProcessImageNameW(process, 0, path, &room)) {
        const wchar_t *name = wcsrchr(path, L'\\');
        append_narrow(who, name ? name + 1 : path);
    } else {
        text_append(who, "?");
    }
    text_append(who, "\n");
}

static MemberList list_members(HANDLE job)
{
    MemberList found = {.list = {0}};
    /* Where the room is too small the first ones are given all the same. */
    QueryInformationJobObject(job, JobObjectBasicProcessIdList, &found, sizeof found, NULL);
    return found;
}

static bool is_actor(DWORD identifier)
{
    wchar_t path[MAX_PATH];
    DWORD room = MAX_PATH;
    HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, identifier);
    bool known = process && QueryFullProcessImageNameW(process, 0, path, &room);
    close_handle(&process);
    const wchar_t *name = known ? wcsrchr(path, L'\\') : NULL;
    Text narrow = {0};
    append_narrow(&narrow, name ? name + 1 : L"");
    bool same = !known || _stricmp(narrow.bytes, actors_program) == 0;
    text_free(&narrow);
    return same;
}

/* Under Wine the first window of a session brings an explorer.exe with it, which is no actor that a case left. */
static bool only_others(HANDLE job)
{
    MemberList found = list_members(job);
    for (DWORD i = 0; actors_program && i < found.list.NumberOfProcessIdsInList; i++) {
        if (is_actor((DWORD)found.list.ProcessIdList[i]))
            return false;
    }
    return actors_program != NULL;
}

void keep_orphans(HANDLE job)
{
    Kept *kept = members(job) && !only_others(job) ? malloc(sizeof *kept) : NULL;
    if (!kept) {
        CloseHandle(job); /* ends who else is in it */
        return;
    }
    *kept = (Kept){.job = job, .next = kept_jobs};
    kept_jobs = kept;
}

void become_reaper(const char *program)
{
    actors_program = program; /* jobs hold descendants together, whoever their parents are */
}

/* Waits for the end of those that are listed; the caller looks for more. */
static void await_members(const MemberList *found, uint64_t deadline)
{
    for (DWORD i = 0; i < found->list.NumberOfProcessIdsInList; i++) {
        HANDLE process = OpenProcess(SYNCHRONIZE, FALSE, (DWORD)found->list.ProcessIdList[i]);
        while (process && clock_milliseconds() < deadline && !pump(process, deadline))
            continue;
        close_handle(&process);
    }
}

void await_orphans(uint64_t deadline)
{
    for (const Kept *kept = kept_jobs; kept; kept = kept->next) {
        while (members(kept->job) && clock_milliseconds() < deadline) {
            MemberList found = list_members(kept->job);
            await_members(&found, deadline);
        }
    }
}

static unsigned end_members(HANDLE job, Text *who, uint64_t deadline)
{
    DWORD count = members(job);
    MemberList found = list_members(job);
    for (DWORD i = 0; i < found.list.NumberOfProcessIdsInList; i++) {
        DWORD identifier = (DWORD)found.list.ProcessIdList[i];
        HANDLE process = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, identifier);
        name_process(who, process, identifier);
        close_handle(&process);
    }
    TerminateJobObject(job, KILLED_CODE);
    await_members(&found, deadline);
    return count;
}

unsigned reap_orphans(Text *who, uint64_t deadline)
{
    unsigned found = 0;
    while (kept_jobs) {
        Kept *kept = kept_jobs;
        kept_jobs = kept->next;
        while (members(kept->job) && clock_milliseconds() < deadline)
            found += end_members(kept->job, who, deadline);
        if (members(kept->job))
            text_append(who, "some processes still run; they end when this program does\n");
        CloseHandle(kept->job);
        free(kept);
    }
    return found;
}
