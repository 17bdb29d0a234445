#include "actor/synchronisation_posix.h"

#include <sched.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { WAIT = 0, WAKE = 1 }; /* futex(2); the header with the names is not with every C library */

int futex_wait(void *word, uint32_t expected)
{
    return (int)syscall(SYS_futex, word, WAIT, expected, NULL, NULL, 0);
}

int futex_wake(void *word, int count)
{
    long woken;
    while ((woken = syscall(SYS_futex, word, WAKE, count, NULL, NULL, 0)) == 0)
        sched_yield();
    return (int)woken;
}
