/* The thread that starts programs ahead. It lasts as long as this process: programs are tied to the thread that started them
 * (tie_to_parent), and their parent is this process all the same. */
#include "platform/processors.h"
#include "platform/spawn_posix.h"

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

enum { MOST_WAITING = 64, LOOKS_AROUND = 16 /* every so many starts: others come and go seldom */ };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
/* A ring: [done, taken) is being started, [taken, given) waits for it. */
static Spawn *ring[MOST_WAITING];
static unsigned given, taken, done;

static void *start_all(void *unused)
{
    (void)unused;
    for (;;) {
        pthread_mutex_lock(&lock);
        while (taken == given)
            pthread_cond_wait(&changed, &lock);
        bool looks_around = taken % LOOKS_AROUND == 0;
        Spawn *spawn = ring[taken++ % MOST_WAITING];
        pthread_mutex_unlock(&lock);
        if (looks_around)
            processors_step_aside(); /* starting takes longest of all */
        spawn_run(spawn);
        pthread_mutex_lock(&lock);
        done = taken;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

/* Signals are the other threads' matter: they end their waits. */
static bool start_thread(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    bool started = pthread_create(&thread, NULL, start_all, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started && pthread_detach(thread) == 0;
}

void starter_take(Spawn *spawn)
{
    static enum { NOT_YET, RUNS, CANNOT } thread;
    if (thread == NOT_YET)
        thread = start_thread() ? RUNS : CANNOT;
    pthread_mutex_lock(&lock);
    bool room = thread == RUNS && given - done < MOST_WAITING;
    if (room) {
        ring[given++ % MOST_WAITING] = spawn;
        pthread_cond_broadcast(&changed);
    }
    pthread_mutex_unlock(&lock);
    if (!room)
        spawn_run(spawn);
}

static bool is_waiting(const Spawn *spawn)
{
    for (unsigned i = done; i != given; i++) {
        if (ring[i % MOST_WAITING] == spawn)
            return true;
    }
    return false;
}

void starter_await(const Spawn *spawn)
{
    pthread_mutex_lock(&lock);
    while (is_waiting(spawn))
        pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
}
