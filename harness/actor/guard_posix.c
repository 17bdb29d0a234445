/* Faults as answers: a handler on an alternative stack jumps back to the lane's innermost guard. */
#include "actor/guard.h"

#include "calls/name_tables.h"

#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>

typedef struct Frame {
    sigjmp_buf back;
    Fault *fault;
    FaultAccess doing;
} Frame;

static _Thread_local Frame *volatile innermost;

static const int caught[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};

enum { SIGNAL_STACK = 64 * 1024 };

/* Which access it was: the page fault's error code on x86, where the C library shows it; elsewhere what was being done. */
static FaultAccess access_of(const ucontext_t *machine, const siginfo_t *signal, FaultAccess doing)
{
    if (signal->si_signo != SIGSEGV && signal->si_signo != SIGBUS)
        return FAULT_EXECUTE;
#ifdef REG_ERR
    enum { WRITE_BIT = 2, FETCH_BIT = 16 };
#ifdef __x86_64__
    greg_t place = machine->uc_mcontext.gregs[REG_RIP];
#else
    greg_t place = machine->uc_mcontext.gregs[REG_EIP];
#endif
    greg_t error = machine->uc_mcontext.gregs[REG_ERR];
    if (error & FETCH_BIT || place == (greg_t)(uintptr_t)signal->si_addr)
        return FAULT_EXECUTE;
    if (error & WRITE_BIT)
        return FAULT_WRITE;
    return doing == FAULT_EXECUTE ? FAULT_READ : doing;
#else
    (void)machine;
    return doing;
#endif
}

static void on_fault(int number, siginfo_t *signal, void *machine)
{
    Frame *frame = innermost;
    if (!frame) { /* not the subject's fault but the harness's: end by this very signal */
        struct sigaction standard = {.sa_handler = SIG_DFL};
        sigaction(number, &standard, NULL);
        return;
    }
    Fault *fault = frame->fault;
    fault->access = access_of(machine, signal, frame->doing);
    fault->address = (uintptr_t)signal->si_addr;
    const char *name = name_of(&names_signal, (uint64_t)number);
    const char *code = name_of(&names_si_code, (uint64_t)number << 32 | (uint32_t)signal->si_code);
    if (name && code)
        snprintf(fault->code, sizeof fault->code, "%s:%s", name, code);
    else
        snprintf(fault->code, sizeof fault->code, "%s:%d", name ? name : "SIGNAL", signal->si_code);
    siglongjmp(frame->back, 1);
}

void guard_start(void)
{
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    sigset_t unblocked;
    sigemptyset(&unblocked);
    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++) {
        sigaction(caught[i], &action, NULL);
        sigaddset(&unblocked, caught[i]);
    }
    /* Whoever started us may have blocked them; a blocked fault would end the process. */
    pthread_sigmask(SIG_UNBLOCK, &unblocked, NULL);
    guard_lane_start();
}

void guard_lane_start(void)
{
    void *stack = malloc(SIGNAL_STACK);
    stack_t alternative = {.ss_sp = stack, .ss_size = SIGNAL_STACK};
    if (!stack || sigaltstack(&alternative, NULL) != 0) {
        fputs("mapcheck-actor: no memory for the signal stack\n", stderr);
        _Exit(70);
    }
}

bool guard_run(void (*body)(void *context), void *context, FaultAccess doing, Fault *fault)
{
    Frame frame = {.fault = fault, .doing = doing};
    Frame *outer = innermost;
    if (sigsetjmp(frame.back, 0) != 0) {
        innermost = outer;
        return false;
    }
    innermost = &frame;
    body(context);
    innermost = outer;
    return true;
}
