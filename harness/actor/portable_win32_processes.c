/* Child processes on Windows. */
#include "actor/calls_win32.h"
#include "actor/objects_win32.h"
#include "actor/spawn_win32.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CHILDREN = 64, MAX_HANDED_ON = 16, DIED = (int)0xE0000001 };

static PROCESS_INFORMATION children[MAX_CHILDREN]; /* hProcess NULL: free */

CreateProcessFunction *create_process = CreateProcessA;

/* The child of the request's argument; NULL: there is none, and the request is answered. */
static PROCESS_INFORMATION *child_of(Request *request)
{
    uint64_t identifier = argument_word(request, 0);
    for (size_t i = 0; i < MAX_CHILDREN; i++) {
        if (children[i].hProcess && children[i].dwProcessId == identifier)
            return &children[i];
    }
    reply_bad(request, "process %llu is no child of this actor, or was waited for", (unsigned long long)identifier);
    return NULL;
}

static PROCESS_INFORMATION *free_child(void)
{
    for (size_t i = 0; i < MAX_CHILDREN; i++) {
        if (!children[i].hProcess)
            return &children[i];
    }
    return NULL;
}

void portable_process_burst(Request *request)
{
    reply_unsupported(request, "Windows has no fork");
}

void portable_process_fork(Request *request)
{
    reply_unsupported(request, "Windows has no fork");
}

void portable_process_exec(Request *request)
{
    reply_unsupported(request, "Windows cannot replace a process's program");
}

/* Removes a "none+" before a list: the list is given, and nothing is to be inherited. */
static BOOL list_inherits(const char **list)
{
    static const char nothing[] = "none+";
    if (strncmp(*list, nothing, sizeof nothing - 1) != 0)
        return TRUE;
    *list += sizeof nothing - 1;
    return FALSE;
}

/* "0x44+0x48" into `handles`. False: it is something else, or too long. */
static bool parse_handles(const char *list, HANDLE *handles, size_t *count)
{
    for (*count = 0; *count < MAX_HANDED_ON; list++) {
        size_t length = strcspn(list, "+");
        uint64_t number;
        if (!text_to_number(list, length, &number))
            return false;
        handles[(*count)++] = (HANDLE)(uintptr_t)number;
        list += length;
        if (!*list)
            return true;
    }
    return false;
}

static void append_quoted(Text *command, const char *word)
{
    text_printf(command, "%s\"%s\"", command->length ? " " : "", word);
}

typedef struct Child {
    const char *program; /* this actor's own, or another actor's */
    const char *rendezvous;
} Child;

/* Joined by address, otherwise started as this actor was. */
static void append_command(Text *command, const Child *which)
{
    append_quoted(command, which->program);
    text_append(command, " --join");
    append_quoted(command, which->rendezvous);
    if (actor_options.mutant) {
        text_append(command, " --mutant");
        append_quoted(command, actor_options.mutant);
    }
    for (size_t i = 0; i < actor_options.library_count; i++) {
        text_append(command, " --subject-library");
        append_quoted(command, actor_options.libraries[i]);
    }
}

/* Wine says ERROR_INTERNAL_ERROR for a process that ended by itself while it was started, as one now and then does on a
 * busy machine. A second one that ends as well is no accident. */
static bool start_child(const Child *which, STARTUPINFOEXA *start, BOOL inherit, DWORD flags,
                        PROCESS_INFORMATION *child)
{
    Text command = {0};
    append_command(&command, which);
    start->StartupInfo.cb = start->lpAttributeList ? sizeof *start : sizeof start->StartupInfo;
    bool started = false;
    DWORD error = ERROR_INTERNAL_ERROR;
    for (int attempt = 1; attempt <= 2 && !started && error == ERROR_INTERNAL_ERROR; attempt++) {
        started = create_process(which->program, command.bytes, NULL, NULL, inherit, flags, NULL, NULL,
                                 &start->StartupInfo, child);
        error = GetLastError();
    }
    text_free(&command);
    SetLastError(error);
    return started;
}

/* Only these handles: an attribute list around CreateProcess. */
static bool start_with_handles(const Child *which, HANDLE *handles, size_t count, BOOL inherit, DWORD flags,
                               PROCESS_INFORMATION *child)
{
    SIZE_T size = 0;
    InitializeProcThreadAttributeList(NULL, 1, 0, &size);
    LPPROC_THREAD_ATTRIBUTE_LIST attributes = malloc(size);
    if (!attributes) {
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
        return false;
    }
    STARTUPINFOEXA start = {.lpAttributeList = attributes};
    /* No standard handles: their numbers would mean something else, or nothing, in a child that gets only the list. */
    start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    bool started = InitializeProcThreadAttributeList(attributes, 1, 0, &size);
    if (started) {
        started = UpdateProcThreadAttribute(attributes, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles,
                                            count * sizeof *handles, NULL, NULL) &&
                  start_child(which, &start, inherit, flags | EXTENDED_STARTUPINFO_PRESENT, child);
        DWORD error = GetLastError();
        DeleteProcThreadAttributeList(attributes);
        SetLastError(error);
    }
    free(attributes);
    return started;
}

void portable_process_spawn(Request *request)
{
    const char *program = argument_text(request, 3);
    const Child which = {*program ? program : actor_options.program, argument_text(request, 0)};
    const char *handles = argument_text(request, 1);
    DWORD flags = argument_word(request, 2) ? CREATE_SUSPENDED : 0;
    PROCESS_INFORMATION *child = free_child();
    if (!child) {
        reply_bad(request, "this actor has %d children; wait for some first", MAX_CHILDREN);
        return;
    }
    HANDLE list[MAX_HANDED_ON];
    size_t count = 0;
    bool all = strcmp(handles, "all") == 0;
    bool started;
    BOOL inherit = list_inherits(&handles);
    if (all || strcmp(handles, "none") == 0) {
        STARTUPINFOEXA start = {.lpAttributeList = NULL};
        started = start_child(&which, &start, all, flags, child);
    } else if (parse_handles(handles, list, &count)) {
        started = start_with_handles(&which, list, count, inherit, flags, child);
    } else {
        reply_bad(request, "handles are \"none\", \"all\" or numbers joined by +, at most %d, not \"%s\"",
                  MAX_HANDED_ON, handles);
        return;
    }
    if (started)
        reply_ok(request, child->dwProcessId);
    else
        reply_last_error(request);
}

void portable_process_resume(Request *request)
{
    PROCESS_INFORMATION *child = child_of(request);
    if (!child)
        return;
    DWORD suspensions = ResumeThread(child->hThread);
    if (suspensions != (DWORD)-1)
        reply_ok(request, suspensions);
    else
        reply_last_error(request);
}

void portable_process_handle(Request *request)
{
    PROCESS_INFORMATION *child = child_of(request);
    if (child)
        reply_ok(request, (uintptr_t)child->hProcess);
}

/* Windows knows no signals: a process was killed if it left with the severity of an exception, as a crash and
 * process_die do. */
void portable_process_wait(Request *request)
{
    PROCESS_INFORMATION *child = child_of(request);
    DWORD code = 0;
    if (!child)
        return;
    if (WaitForSingleObject(child->hProcess, INFINITE) != WAIT_OBJECT_0 ||
        !GetExitCodeProcess(child->hProcess, &code)) {
        reply_last_error(request);
        return;
    }
    reply_field(request, "how", "%s", code >= 0xC0000000 ? "killed" : "exited");
    reply_field(request, "code", "%ld", (long)code);
    reply_ok(request, child->dwProcessId);
    CloseHandle(child->hProcess);
    CloseHandle(child->hThread);
    *child = (PROCESS_INFORMATION){0};
}

void portable_process_leave(Request *request)
{
    ExitProcess((UINT)argument_word(request, 0));
}

void portable_process_die(Request *request)
{
    (void)request;
    TerminateProcess(GetCurrentProcess(), (UINT)DIED);
}
