/* Locks, conditions and words in memory that processes share: what POSIX makes with attributes, as one call each. */
#ifndef MAPCHECK_ACTOR_SYNCHRONISATION_POSIX_H
#define MAPCHECK_ACTOR_SYNCHRONISATION_POSIX_H

#include <stddef.h>
#include <stdint.h>

/* Initialise an object for all processes at this address; `robust` not 0: with PTHREAD_MUTEX_ROBUST. An errno value. */
int make_mutex(void *mutex, int robust);
int make_condition(void *condition);
int make_rwlock(void *lock);
int make_barrier(void *barrier, unsigned count);

/* pthread_mutex_timedlock and pthread_cond_timedwait with a time from now. An errno value. */
int lock_within(void *mutex, unsigned milliseconds);
int wait_within(void *condition, void *mutex, unsigned milliseconds);

/* Returns when one of these bits is set in the 64-bit word at the address: by another process, or by the kernel. */
int await_bits(void *word, uint64_t mask);

/* futex(2) without FUTEX_PRIVATE_FLAG. Waiting: 0 when woken, -1 and errno. Waking: tries again until somebody was woken,
 * then says how many, so that a waiter may come late; -1 and errno. ENOSYS where there are no futexes. */
int futex_wait(void *word, uint32_t expected);
int futex_wake(void *word, int count);

/* One side of a message: numbers from 1 to `rounds` into `data`, each announced in `flag` after it (release), as soon as
 * the other side is there. */
int send_numbers(void *data, void *flag, uint64_t rounds);
/* The other side (acquire), until the last number is announced. How often `data` was older than its announcement. */
int64_t receive_numbers(void *data, void *flag, uint64_t rounds);

/* Adds 1 to a 64-bit word, `rounds` times, each time as a load and a store that only a lock keeps together: the named
 * semaphore, or a record lock of the file. -1 and errno. */
int add_under_semaphore(const char *name, void *word, uint64_t rounds);
int add_under_lock(int fd, void *word, uint64_t rounds);

#endif
