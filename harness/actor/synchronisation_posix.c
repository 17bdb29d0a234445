#include "actor/synchronisation_posix.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

int make_mutex(void *mutex, int robust)
{
    pthread_mutexattr_t attributes;
    int error = pthread_mutexattr_init(&attributes);
    if (error)
        return error;
    error = pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (!error && robust)
        error = pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    if (!error)
        error = pthread_mutex_init(mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return error;
}

int make_condition(void *condition)
{
    pthread_condattr_t attributes;
    int error = pthread_condattr_init(&attributes);
    if (error)
        return error;
    error = pthread_condattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (!error)
        error = pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
    return error;
}

int make_rwlock(void *lock)
{
    pthread_rwlockattr_t attributes;
    int error = pthread_rwlockattr_init(&attributes);
    if (error)
        return error;
    error = pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (!error)
        error = pthread_rwlock_init(lock, &attributes);
    pthread_rwlockattr_destroy(&attributes);
    return error;
}

int make_barrier(void *barrier, unsigned count)
{
    pthread_barrierattr_t attributes;
    int error = pthread_barrierattr_init(&attributes);
    if (error)
        return error;
    error = pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    if (!error)
        error = pthread_barrier_init(barrier, &attributes, count);
    pthread_barrierattr_destroy(&attributes);
    return error;
}

static struct timespec from_now(unsigned milliseconds)
{
    enum { NANOSECONDS = 1000000000 };
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    time.tv_sec += milliseconds / 1000;
    time.tv_nsec += (long)(milliseconds % 1000) * 1000000;
    if (time.tv_nsec >= NANOSECONDS) {
        time.tv_nsec -= NANOSECONDS;
        time.tv_sec++;
    }
    return time;
}

int lock_within(void *mutex, unsigned milliseconds)
{
    struct timespec end = from_now(milliseconds);
    return pthread_mutex_timedlock(mutex, &end);
}

int wait_within(void *condition, void *mutex, unsigned milliseconds)
{
    struct timespec end = from_now(milliseconds);
    return pthread_cond_timedwait(condition, mutex, &end);
}
