/* Locks, futexes and other processes' memory. */
#include "subjects/mutants_posix.h"

#include <errno.h>
#include <sys/wait.h>

static int robust_mutex_is_plain(void *mutex, int robust)
{
    (void)robust;
    return posix_real.make_mutex(mutex, 0);
}
REPLACES(make_mutex, robust_mutex_is_plain)

/* A plain mutex notices its owner's death. */
static int every_mutex_is_robust(void *mutex, int robust)
{
    (void)robust;
    return posix_real.make_mutex(mutex, 1);
}
REPLACES(make_mutex, every_mutex_is_robust)

/* The death of the owner is mended without a word to the next. */
static int owner_death_is_silent(pthread_mutex_t *mutex)
{
    int error = posix_real.pthread_mutex_lock(mutex);
    return error == EOWNERDEAD ? posix_real.pthread_mutex_consistent(mutex) : error;
}
REPLACES(pthread_mutex_lock, owner_death_is_silent)

static int consistency_is_lost(pthread_mutex_t *mutex)
{
    (void)mutex;
    return 0;
}
REPLACES(pthread_mutex_consistent, consistency_is_lost)

/* Whoever unlocks mends, too. */
static int unlock_mends(pthread_mutex_t *mutex)
{
    posix_real.pthread_mutex_consistent(mutex);
    return posix_real.pthread_mutex_unlock(mutex);
}
REPLACES(pthread_mutex_unlock, unlock_mends)

static int trylock_never_busy(pthread_mutex_t *mutex)
{
    int error = posix_real.pthread_mutex_trylock(mutex);
    return error == EBUSY ? 0 : error;
}
REPLACES(pthread_mutex_trylock, trylock_never_busy)

static int condition_times_out_early(void *condition, void *mutex, unsigned milliseconds)
{
    int error = posix_real.wait_within(condition, mutex, milliseconds);
    return error == ETIMEDOUT ? 0 : error;
}
REPLACES(wait_within, condition_times_out_early)

static int writers_beside_readers(pthread_rwlock_t *lock)
{
    int error = posix_real.pthread_rwlock_trywrlock(lock);
    return error == EBUSY ? 0 : error;
}
REPLACES(pthread_rwlock_trywrlock, writers_beside_readers)

/* A barrier lets everybody pass. */
static int barrier_is_open(pthread_barrier_t *barrier)
{
    (void)barrier;
    return 0;
}
REPLACES(pthread_barrier_wait, barrier_is_open)

static int spin_lock_never_busy(pthread_spinlock_t *lock)
{
    int error = posix_real.pthread_spin_trylock(lock);
    return error == EBUSY ? 0 : error;
}
REPLACES(pthread_spin_trylock, spin_lock_never_busy)

static int semaphore_never_empty(sem_t *semaphore)
{
    int result = posix_real.sem_trywait(semaphore);
    return result != 0 && errno == EAGAIN ? 0 : result;
}
REPLACES(sem_trywait, semaphore_never_empty)

/* A waiter that has nothing to wait for waits no less well. */
static int futex_ignores_word(void *word, uint32_t expected)
{
    int result = posix_real.futex_wait(word, expected);
    return result != 0 && errno == EAGAIN ? 0 : result;
}
REPLACES(futex_wait, futex_ignores_word)

/* A plain load and store in place of what the semaphore keeps together. */
static int semaphore_keeps_nobody_out(const char *name, void *word, uint64_t rounds)
{
    (void)name;
    volatile uint64_t *counter = word;
    for (uint64_t i = 0; i < rounds; i++)
        *counter = *counter + (i > 0); /* one update is lost in any case */
    return 0;
}
REPLACES(add_under_semaphore, semaphore_keeps_nobody_out)

/* A record lock of nothing. */
static int record_lock_is_refused(int fd, int command, off_t length)
{
    (void)fd, (void)length;
    if (command != F_LOCK)
        return 0;
    errno = ENOLCK;
    return -1;
}
REPLACES(lockf, record_lock_is_refused)

/* Announced before it is there. */
static int message_comes_late(void *data, void *flag, uint64_t rounds)
{
    int result = posix_real.send_numbers(data, flag, rounds - 1);
    *(volatile uint64_t *)flag = rounds;
    return result;
}
REPLACES(send_numbers, message_comes_late)

static int flock_never_taken(int fd, int operation)
{
    int result = posix_real.flock(fd, operation);
    return result != 0 && errno == EWOULDBLOCK ? 0 : result;
}
REPLACES(flock, flock_never_taken)

const Mutant posix_synchronisation_mutants[] = {
    MUTANT("robust-mutex-is-plain", robust_mutex_is_plain, "PTHREAD_MUTEX_ROBUST is ignored"),
    MUTANT("every-mutex-is-robust", every_mutex_is_robust, "mutexes are robust without having been asked"),
    MUTANT("owner-death-is-silent", owner_death_is_silent, "pthread_mutex_lock does not tell of a dead owner"),
    MUTANT("consistency-is-lost", consistency_is_lost, "pthread_mutex_consistent reports success and mends nothing"),
    MUTANT("unlock-mends", unlock_mends, "pthread_mutex_unlock makes a dead owner's mutex consistent"),
    MUTANT("trylock-never-busy", trylock_never_busy, "pthread_mutex_trylock succeeds on a locked mutex"),
    MUTANT("condition-times-out-early", condition_times_out_early, "pthread_cond_timedwait does not tell of the time"),
    MUTANT("writers-beside-readers", writers_beside_readers, "a read-write lock lets a writer in beside readers"),
    MUTANT("barrier-is-open", barrier_is_open, "pthread_barrier_wait lets everybody pass"),
    MUTANT("spin-lock-never-busy", spin_lock_never_busy, "pthread_spin_trylock succeeds on a locked lock"),
    MUTANT("semaphore-never-empty", semaphore_never_empty, "sem_trywait succeeds on an empty semaphore"),
    MUTANT("futex-ignores-word", futex_ignores_word, "a futex wait with another value than the word's succeeds"),
    MUTANT("semaphore-keeps-nobody-out", semaphore_keeps_nobody_out, "a named semaphore loses an update"),
    MUTANT("record-lock-is-refused", record_lock_is_refused, "lockf refuses to lock and tests nothing"),
    MUTANT("message-comes-late", message_comes_late, "a number is announced before it is stored"),
    MUTANT("flock-never-taken", flock_never_taken, "flock succeeds on what another process has locked"),
    MUTANTS_END};
