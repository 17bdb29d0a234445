#include "actor/other_ways_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int exec_program(const char *path)
{
    union {
        const char *given;
        char *taken;
    } name = {path}; /* execv promises not to change its arguments */
    char *const arguments[] = {name.taken, NULL};
    return posix_process.execv(path, arguments);
}

/* What standards forbid is what is asked here: whether the parent sees the store. */
int vfork_and_store(void *addr, int byte)
{
    volatile char *place = addr;
    pid_t child = vfork(); /* NOLINT(clang-analyzer-security.insecureAPI.vfork) */
    if (child < 0)
        return -1;
    if (child == 0) {
        *place = (char)byte; /* NOLINT(clang-analyzer-unix.Vfork) */
        _exit(0);
    }
    return posix_process.waitpid(child, NULL, 0) == child ? 0 : -1;
}

typedef struct Churn {
    atomic_bool over;
    size_t page;
} Churn;

/* Maps and unmaps until it is over. */
static void *churn_mappings(void *context)
{
    Churn *churn = context;
    while (!atomic_load(&churn->over)) {
        char *place = posix.mmap(NULL, churn->page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED)
            continue;
        *place = 1;
        posix.munmap(place, churn->page);
    }
    return NULL;
}

/* In the child: 0 when memory is as it was and can be mapped. Only calls that are safe after fork. */
static int look_around(const char *kept, size_t page)
{
    for (size_t i = 0; i < page; i++) {
        if (kept[i] != 'k')
            return 1;
    }
    char *place = posix.mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED || place[page - 1] != 0)
        return 2;
    return posix.munmap(place, page) == 0 ? 0 : 3;
}

static int fork_and_look(const char *kept, size_t page, unsigned times)
{
    int wrong = 0;
    for (unsigned i = 0; i < times; i++) {
        pid_t child = posix_process.fork();
        if (child < 0)
            return -1;
        if (child == 0)
            _exit(look_around(kept, page));
        int status = 0;
        if (posix_process.waitpid(child, &status, 0) != child)
            return -1;
        wrong += status != 0;
    }
    return wrong;
}

int fork_while_mapping(unsigned times)
{
    Churn churn = {.page = (size_t)sysconf(_SC_PAGESIZE)};
    char *kept = posix.mmap(NULL, churn.page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (kept == MAP_FAILED)
        return -1;
    memset(kept, 'k', churn.page);
    pthread_t thread;
    int error = pthread_create(&thread, NULL, churn_mappings, &churn);
    if (error) {
        posix.munmap(kept, churn.page);
        errno = error;
        return -1;
    }
    int before = errno;
    int wrong = fork_and_look(kept, churn.page, times);
    int after = wrong < 0 ? errno : before;
    atomic_store(&churn.over, true);
    pthread_join(thread, NULL);
    posix.munmap(kept, churn.page);
    errno = after;
    return wrong;
}

int attach_often(int id, unsigned times)
{
    for (unsigned i = 0; i < times; i++) {
        void *place = posix.shmat(id, NULL, 0);
        if (place == (void *)-1)
            return -1;
        atomic_fetch_add((_Atomic uint64_t *)place, 1);
        if (posix.shmdt(place) != 0)
            return -1;
    }
    return 0;
}

typedef struct Opening {
    const char *name;
    int flags;
    unsigned mode;
    int descriptor;
    int error;
} Opening;

static void *open_cancelled(void *context)
{
    Opening *opening = context;
    pthread_cancel(pthread_self()); /* takes effect at the next cancellation point, if there is one on the way */
    int descriptor = posix.shm_open(opening->name, opening->flags, opening->mode);
    opening->error = errno;
    opening->descriptor = descriptor;
    return NULL;
}

int shm_open_cancelled(const char *name, int flags, unsigned mode)
{
    Opening opening = {name, flags, mode, -1, ECANCELED};
    int before = errno;
    pthread_t thread;
    int error = pthread_create(&thread, NULL, open_cancelled, &opening);
    if (!error)
        error = pthread_join(thread, NULL);
    errno = error ? error : opening.descriptor < 0 ? opening.error : before;
    return error ? -1 : opening.descriptor;
}

typedef struct Flushing {
    void *addr;
    size_t length;
    int flags;
    int result;
    int error;
} Flushing;

static void *flush_cancelled(void *context)
{
    Flushing *flushing = context;
    pthread_cancel(pthread_self());
    flushing->result = posix.msync(flushing->addr, flushing->length, flushing->flags);
    flushing->error = errno;
    return NULL;
}

int msync_cancelled(void *addr, size_t length, int flags)
{
    Flushing flushing = {addr, length, flags, -1, ECANCELED};
    int before = errno;
    pthread_t thread;
    int error = pthread_create(&thread, NULL, flush_cancelled, &flushing);
    if (!error)
        error = pthread_join(thread, NULL);
    errno = error ? error : flushing.result < 0 ? flushing.error : before;
    return error ? -1 : flushing.result;
}

int number_in(const char *path, const char *word, uint64_t *value)
{
    enum { ROOM = 64 * 1024 };
    char text[ROOM];
    int before = errno;
    int file = posix_real.open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    ssize_t count = posix_real.read(file, text, sizeof text - 1);
    int error = errno;
    posix_real.close(file);
    errno = count < 0 ? error : ENOMSG;
    text[count < 0 ? 0 : count] = '\0';
    const char *found = strstr(text, word);
    const char *digits = found ? strpbrk(found + strlen(word), "0123456789") : NULL;
    if (!digits)
        return -1;
    errno = 0;
    *value = strtoull(digits, NULL, 10);
    if (errno)
        return -1;
    errno = before;
    return 0;
}
