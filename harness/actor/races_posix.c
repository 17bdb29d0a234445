#include "actor/races_posix.h"

#include "actor/guard.h"

#include <errno.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

typedef struct Access {
    volatile unsigned char *byte;
    volatile uint64_t *word;
    unsigned char loaded;
} Access;

UNCHECKED_ACCESS static void load_byte(void *context)
{
    Access *access = context;
    access->loaded = *access->byte;
}

UNCHECKED_ACCESS static void store_one_more(void *context)
{
    const Access *access = context;
    uint64_t before = *access->word;
    *access->word = before + 1;
}

/* True: the access went through; otherwise its fault is counted. */
static bool tried(void (*body)(void *), Access *access, FaultAccess doing, Watch *seen)
{
    Fault fault = {0};
    if (guard_run(body, access, doing, &fault)) {
        seen->done++;
        return true;
    }
    if (strncmp(fault.code, "SIGSEGV", strlen("SIGSEGV")) == 0)
        seen->segv++;
    else
        seen->others++;
    return false;
}

/* `parent` has gone when the story ended without a word, in the middle of the loop. */
static bool goes_on(void *control, pid_t parent)
{
    _Atomic uint64_t *words = control;
    atomic_store(&words[0], 1);
    sched_yield(); /* the machine may have one processor only */
    return atomic_load(&words[1]) == 0 && getppid() == parent;
}

static bool is_allowed(const char *allowed, unsigned char byte)
{
    return strchr(allowed, byte ? byte : '~') != NULL;
}

int watch_byte(void *place, const char *allowed, void *control, Watch *seen)
{
    int before = errno;
    pid_t parent = getppid();
    Access access = {.byte = place};
    *seen = (Watch){0};
    do {
        if (tried(load_byte, &access, FAULT_READ, seen) && !is_allowed(allowed, access.loaded)) {
            seen->wrong++;
            seen->last = access.loaded;
        }
    } while (goes_on(control, parent));
    errno = before;
    return 0;
}

int count_stores(void *word, void *control, Watch *seen)
{
    int before = errno;
    pid_t parent = getppid();
    Access access = {.word = word};
    *seen = (Watch){0};
    do
        tried(store_one_more, &access, FAULT_WRITE, seen);
    while (goes_on(control, parent));
    errno = before;
    return 0;
}
