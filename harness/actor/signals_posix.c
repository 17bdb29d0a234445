#include "actor/signals_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>

int block_signal(int number)
{
    sigset_t set;
    sigemptyset(&set);
    if (sigaddset(&set, number) != 0)
        return -1;
    int error = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (error) {
        errno = error;
        return -1;
    }
    return 0;
}

static int set_action(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    return sigaction(number, &action, NULL);
}

int ignore_signal(int number)
{
    return set_action(number, SIG_IGN);
}

int default_signal(int number)
{
    return set_action(number, SIG_DFL);
}

static struct sigaction guards_action;
static volatile sig_atomic_t mended;

/* The second time mending has not helped: the guard is to have the fault, not we for ever. */
static void mend(int number, siginfo_t *signal, void *machine)
{
    (void)machine;
    int before = errno;
    mended++;
    if (mended > 1)
        sigaction(number, &guards_action, NULL);
    uintptr_t size = (uintptr_t)posix_real.sysconf(_SC_PAGESIZE);
    uintptr_t page = (uintptr_t)signal->si_addr / size * size;
    posix.mprotect((void *)page, size, PROT_READ | PROT_WRITE);
    errno = before;
}

UNCHECKED_ACCESS int store_and_mend(void *addr, int byte)
{
    struct sigaction mending = {.sa_sigaction = mend, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    mended = 0;
    if (sigaction(SIGSEGV, &mending, &guards_action) != 0)
        return -1;
    *(volatile unsigned char *)addr = (unsigned char)byte;
    if (sigaction(SIGSEGV, &guards_action, NULL) != 0)
        return -1;
    return (int)mended;
}

enum { FRAME = 1024 };

/* The addition after the call keeps it from becoming a loop; what the frame holds is written so that it is needed. */
/* NOLINTNEXTLINE(readability-non-const-parameter): it is handed its caller's frame, which is written */
UNCHECKED_ACCESS static int deeper(volatile char *outer)
{
    volatile char frame[FRAME];
    frame[0] = outer ? outer[0] : 'f';
    frame[FRAME - 1] = frame[0];
    volatile int always = 1;
    if (!always)
        return 0;
    return deeper(frame) + frame[FRAME - 1];
}

int overflow_stack(void)
{
    return deeper(NULL);
}
