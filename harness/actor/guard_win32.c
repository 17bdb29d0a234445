/* The fault guard on Windows.
 *
 * A vectored handler sees every exception first, also those that a system library expects and handles itself (probing a
 * pointer, for instance). So it takes only what happened in our own code or outside any module; the rest comes back
 * through the unhandled-exception filter, when nobody wanted it. Either way the thread is sent to `resume`, which jumps
 * to the innermost guard_run: a jump out of the handler itself would leave the system's exception state behind. */
#include "actor/guard.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

typedef struct Frame {
    jmp_buf jump;
    struct Frame *outer;
    FaultAccess doing;
    Fault *fault;
} Frame;

static DWORD frame_slot; /* of the thread's innermost Frame; not _Thread_local, which would bring in a thread library */
static void *own_image;

static const struct {
    DWORD code;
    const char *name;
} codes[] = {{EXCEPTION_ACCESS_VIOLATION, "EXCEPTION_ACCESS_VIOLATION"},
             {EXCEPTION_IN_PAGE_ERROR, "EXCEPTION_IN_PAGE_ERROR"},
             {EXCEPTION_GUARD_PAGE, "STATUS_GUARD_PAGE_VIOLATION"},
             {EXCEPTION_DATATYPE_MISALIGNMENT, "EXCEPTION_DATATYPE_MISALIGNMENT"},
             {EXCEPTION_ILLEGAL_INSTRUCTION, "EXCEPTION_ILLEGAL_INSTRUCTION"},
             {EXCEPTION_PRIV_INSTRUCTION, "EXCEPTION_PRIV_INSTRUCTION"}};

static const char *guarded_code(DWORD code)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        if (codes[i].code == code)
            return codes[i].name;
    }
    return NULL;
}

static void describe(const EXCEPTION_RECORD *record, const char *name, const Frame *frame)
{
    Fault *fault = frame->fault;
    snprintf(fault->code, sizeof fault->code, "%s", name);
    fault->access = frame->doing;
    fault->address = (uintptr_t)record->ExceptionAddress;
    if (record->NumberParameters < 2)
        return;
    fault->address = record->ExceptionInformation[1];
    switch (record->ExceptionInformation[0]) {
    case 0:
        fault->access = FAULT_READ;
        break;
    case 1:
        fault->access = FAULT_WRITE;
        break;
    case 8:
        fault->access = FAULT_EXECUTE;
        break;
    }
    /* Processors without execute protection, and Wine, call a jump into such memory a read. */
    if (fault->address == (uintptr_t)record->ExceptionAddress)
        fault->access = FAULT_EXECUTE;
}

static void resume(void)
{
    Frame *frame = TlsGetValue(frame_slot);
    longjmp(frame->jump, 1);
}

static void send_to_resume(CONTEXT *context)
{
    enum { RED_ZONE = 512, DIRECTION_FLAG = 0x400 };
    context->EFlags &= ~(DWORD)DIRECTION_FLAG;
    /* The stack as it is behind a call: 16-byte aligned before the return address was pushed. */
#ifdef _WIN64
    context->Rsp = ((context->Rsp - RED_ZONE) & ~(DWORD64)15) - sizeof(void *);
    context->Rip = (uintptr_t)resume;
#else
    context->Esp = ((context->Esp - RED_ZONE) & ~(DWORD)15) - sizeof(void *);
    context->Eip = (uintptr_t)resume;
#endif
}

/* True: the thread was in a guarded body and goes on at `resume`. */
static bool recover(EXCEPTION_POINTERS *exception)
{
    Frame *frame = TlsGetValue(frame_slot);
    const char *name = guarded_code(exception->ExceptionRecord->ExceptionCode);
    if (!frame || !name)
        return false;
    describe(exception->ExceptionRecord, name, frame);
    send_to_resume(exception->ContextRecord);
    return true;
}

static bool in_foreign_module(const void *address)
{
    MEMORY_BASIC_INFORMATION information;
    return VirtualQuery(address, &information, sizeof information) && information.State == MEM_COMMIT &&
           information.Type == MEM_IMAGE && information.AllocationBase != own_image;
}

static LONG CALLBACK first_look(EXCEPTION_POINTERS *exception)
{
    if (in_foreign_module(exception->ExceptionRecord->ExceptionAddress))
        return EXCEPTION_CONTINUE_SEARCH;
    return recover(exception) ? EXCEPTION_CONTINUE_EXECUTION : EXCEPTION_CONTINUE_SEARCH;
}

/* Nobody handled it. Outside a guarded body the process ends here with the exception as its exit code: a crash debugger
 * would print into our descriptors, and on Wine make the exit code a matter of luck. */
static LONG CALLBACK last_look(EXCEPTION_POINTERS *exception)
{
    if (!recover(exception))
        TerminateProcess(GetCurrentProcess(), exception->ExceptionRecord->ExceptionCode);
    return EXCEPTION_CONTINUE_EXECUTION;
}

void guard_start(void)
{
    own_image = GetModuleHandleW(NULL);
    frame_slot = TlsAlloc();
    if (frame_slot == TLS_OUT_OF_INDEXES || !AddVectoredExceptionHandler(1, first_look)) {
        fputs(
            "mapcheck-actor: Windows gives no exception handler to guard memory accesses with; nothing can be tested\n",
            stderr);
        ExitProcess(2);
    }
    SetUnhandledExceptionFilter(last_look);
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX | SEM_NOOPENFILEERRORBOX);
}

void guard_lane_start(void)
{
    /* A new thread's slot is NULL: not guarded. */
}

bool guard_run(void (*body)(void *context), void *context, FaultAccess doing, Fault *fault)
{
    DWORD last = GetLastError();
    Frame frame = {.outer = TlsGetValue(frame_slot), .doing = doing, .fault = fault};
    /* NULL: longjmp restores registers and unwinds nothing, since the frames between may be a system library's. */
    if (_setjmp(frame.jump, NULL) != 0) {
        Frame *inner = TlsGetValue(frame_slot);
        TlsSetValue(frame_slot, inner->outer);
        return false;
    }
    TlsSetValue(frame_slot, &frame);
    SetLastError(last);
    body(context);
    last = GetLastError();
    TlsSetValue(frame_slot, frame.outer);
    SetLastError(last);
    return true;
}
