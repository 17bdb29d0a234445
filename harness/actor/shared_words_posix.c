/* Words that several processes change: futexes, messages, counters under a lock. */
#include "actor/synchronisation_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <unistd.h>

int await_bits(void *word, uint64_t mask)
{
    const _Atomic uint64_t *bits = word;
    int before = errno; /* giving way is no answer of the subject */
    while (!(atomic_load(bits) & mask))
        sched_yield();
    errno = before;
    return 0;
}

/* The flag before the first number: the receiver is there. */
static const uint64_t listening = UINT64_MAX;

int send_numbers(void *data, void *flag, uint64_t rounds)
{
    _Atomic uint64_t *number = data;
    _Atomic uint64_t *announced = flag;
    while (atomic_load(announced) != listening)
        sched_yield();
    for (uint64_t i = 1; i <= rounds; i++) {
        atomic_store_explicit(number, i, memory_order_relaxed);
        atomic_store_explicit(announced, i, memory_order_release);
    }
    return 0;
}

int64_t receive_numbers(void *data, void *flag, uint64_t rounds)
{
    const _Atomic uint64_t *number = data;
    _Atomic uint64_t *announced = flag;
    int64_t stale = 0;
    uint64_t last = 0;
    atomic_store(announced, listening);
    while (last < rounds) {
        uint64_t seen = atomic_load_explicit(announced, memory_order_acquire);
        if (seen == listening || seen == last) {
            sched_yield();
            continue;
        }
        stale += atomic_load_explicit(number, memory_order_relaxed) < seen;
        last = seen;
    }
    return stale;
}

/* Not atomic on purpose. */
static void add_one(void *word)
{
    volatile uint64_t *counter = word;
    uint64_t before = *counter;
    *counter = before + 1;
}

int add_under_semaphore(const char *name, void *word, uint64_t rounds)
{
    int before = errno;
    sem_t *semaphore = sem_open(name, O_CREAT, 0600, 1);
    if (semaphore == SEM_FAILED)
        return -1;
    for (uint64_t i = 0; i < rounds; i++) {
        while (sem_wait(semaphore) != 0)
            continue; /* interrupted: there is no other error of a semaphore that is open */
        add_one(word);
        sem_post(semaphore);
    }
    sem_close(semaphore);
    errno = before;
    return 0;
}

int add_under_lock(int fd, void *word, uint64_t rounds)
{
    for (uint64_t i = 0; i < rounds; i++) {
        if (posix.lockf(fd, F_LOCK, 1) != 0)
            return -1;
        add_one(word);
        if (posix.lockf(fd, F_ULOCK, 1) != 0)
            return -1;
    }
    return 0;
}
