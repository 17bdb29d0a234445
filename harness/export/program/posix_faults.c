/* The last error and faults, on POSIX. ------------------------------------------------------------------------------- */

/* The last error of the thread. */
static inline void set_error(uint64_t error)
{
    errno = (int)error;
}

static inline uint64_t get_error(void)
{
    return (uint64_t)errno;
}

enum { POISON = 0x5a5a };

static inline const char *error_text(uint64_t error)
{
    return strerror((int)error);
}

/* Faults: the handler jumps back to where the lane's innermost guard began. */
typedef struct Frame {
    sigjmp_buf back;
    Fault *fault;
    FaultAccess doing;
} Frame;

enum { ACCESS_UNKNOWN = FAULT_EXECUTE + 1, SIGNAL_STACK = 65536 };

static _Thread_local Frame *volatile innermost;
static void found_fault(int access, uint64_t address, const char *code);

static inline const char *code_name(int number, int code)
{
    if (number == SIGSEGV)
        return code == SEGV_MAPERR ? "SIGSEGV:SEGV_MAPERR" : code == SEGV_ACCERR ? "SIGSEGV:SEGV_ACCERR" : "SIGSEGV:";
    if (number == SIGBUS)
        return code == BUS_ADRERR   ? "SIGBUS:BUS_ADRERR"
               : code == BUS_ADRALN ? "SIGBUS:BUS_ADRALN"
               : code == BUS_OBJERR ? "SIGBUS:BUS_OBJERR"
                                    : "SIGBUS:";
    return number == SIGILL ? "SIGILL:" : "SIGFPE:";
}

/* What was being done, where the machine does not say. */
static inline FaultAccess access_of_fault(const siginfo_t *signal, void *machine, FaultAccess doing)
{
#if defined(__x86_64__) && defined(REG_ERR)
    const ucontext_t *context = machine;
    if (context->uc_mcontext.gregs[REG_RIP] == (greg_t)(uintptr_t)signal->si_addr)
        return FAULT_EXECUTE;
    greg_t error = context->uc_mcontext.gregs[REG_ERR];
    return error & 16 ? FAULT_EXECUTE : error & 2 ? FAULT_WRITE : doing == FAULT_WRITE ? FAULT_WRITE : FAULT_READ;
#else
    (void)signal, (void)machine;
    return doing;
#endif
}

static inline void on_fault(int number, siginfo_t *signal_information, void *machine)
{
    Frame *frame = innermost;
    if (!frame) {
        signal(number, SIG_DFL);
        return;
    }
    frame->fault->access = access_of_fault(signal_information, machine, frame->doing);
    frame->fault->address = (uintptr_t)signal_information->si_addr;
    snprintf(frame->fault->code, sizeof frame->fault->code, "%s", code_name(number, signal_information->si_code));
    siglongjmp(frame->back, 1);
}

void guard_lane_start(void)
{
    stack_t other = {.ss_sp = malloc(SIGNAL_STACK), .ss_size = SIGNAL_STACK};
    if (!other.ss_sp || sigaltstack(&other, NULL) != 0)
        give_up("no stack for signals");
}

void guard_start(void)
{
    static const int caught[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
        sigaction(caught[i], &action, NULL);
    guard_lane_start();
}

bool guard_run(void (*body)(void *context), void *context, FaultAccess doing, Fault *fault)
{
    Frame frame = {.fault = fault, .doing = doing};
    Frame *volatile outer = innermost;
    if (sigsetjmp(frame.back, 0) != 0) {
        innermost = outer;
        return false;
    }
    innermost = &frame;
    body(context);
    innermost = outer;
    return true;
}

typedef struct Guarded {
    void (*body)(int operation);
    int operation;
} Guarded;

static inline void run_body(void *context)
{
    const Guarded *guarded = context;
    guarded->body(guarded->operation);
}

static inline void run_guarded(void (*body)(int), int operation)
{
    static const int bits[] = {1, 2, 4, 0}; /* READ, WRITE, EXECUTE; the machine does not say */
    Guarded guarded = {body, operation};
    Fault fault;
    if (!guard_run(run_body, &guarded, (FaultAccess)ACCESS_UNKNOWN, &fault))
        found_fault(bits[fault.access], fault.address, fault.code);
}

/* Lanes: further threads of a process, each plays a role of its own. */
static void serve(int role);

static inline void *play_lane(void *role)
{
    guard_lane_start();
    join_as((int)(intptr_t)role);
    serve((int)(intptr_t)role);
    return NULL;
}

static inline void start_lane(int role)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, play_lane, (void *)(intptr_t)role) != 0 || pthread_detach(thread) != 0)
        give_up("no further thread");
}
