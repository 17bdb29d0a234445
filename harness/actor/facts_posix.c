/* What this system is and can, for the ledger, the baseline's conditions and the needs of cases. */
#include "actor/actor.h"

#include "actor/architecture_posix.h"
#include "actor/calls_posix.h"
#include "actor/facts_posix.h"

#include <errno.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static void call_code(void *context)
{
    void (*function)(void);
    memcpy(&function, &context, sizeof function);
    function();
}

/* Whether a page without PROT_EXEC cannot be executed: a return instruction in one either runs or faults. */
static bool no_execute_works(void)
{
#if defined(__x86_64__) || defined(__i386__)
    static const unsigned char code[] = {0xc3};
#elif defined(__aarch64__)
    static const unsigned char code[] = {0xc0, 0x03, 0x5f, 0xd6};
#else
    static const unsigned char code[] = {0, 0, 0, 0}; /* faults where it may be executed, too */
#endif
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *place = posix_real.mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (place == MAP_FAILED)
        return false;
    memcpy(place, code, sizeof code);
    Fault fault = {0};
    bool ran = guard_run(call_code, place, FAULT_EXECUTE, &fault);
    posix_real.munmap(place, page);
    return !ran;
}

static bool fixed_noreplace_works(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    void *place = posix_real.mmap(NULL, page, PROT_NONE, flags, -1, 0);
    if (place == MAP_FAILED)
        return false;
    void *again = posix_real.mmap(place, page, PROT_NONE, flags | MAP_FIXED_NOREPLACE, -1, 0);
    bool works = again == MAP_FAILED && errno == EEXIST;
    if (again != MAP_FAILED)
        posix_real.munmap(again, page);
    posix_real.munmap(place, page);
    return works;
}

/* Longest name that shm_open takes, by asking about names that are not there. */
static int longest_shm_name(void)
{
    char name[1024];
    for (int length = 250; length <= 260; length++) {
        memset(name, 'n', sizeof name);
        name[0] = '/';
        name[length] = '\0';
        if (posix_real.shm_open(name, O_RDONLY, 0) < 0 && errno == ENAMETOOLONG)
            return length - 1;
    }
    return 260;
}

static void facts_of_memory(Text *out)
{
    append_yes(out, "map_fixed_noreplace", fixed_noreplace_works());
    append_yes(out, "nx", no_execute_works());
    append_fact(out, "shm_name_limit", "%d", longest_shm_name());
    if (*MAPCHECK_SANITIZERS)
        append_fact(out, "sanitizers", "%s", MAPCHECK_SANITIZERS);
}

void append_facts(Text *out)
{
    struct utsname system;
    if (uname(&system) == 0) {
        append_fact(out, "system", "%s", actor_system(&system));
        append_fact(out, "release", "%s", system.release);
        append_fact(out, "arch", "%s", actor_architecture(system.machine));
        append_fact(out, "machine", "%s", system.machine);
    }
    append_fact(out, "bits", "%u", (unsigned)sizeof(void *) * 8);
    append_fact(out, "page", "%ld", sysconf(_SC_PAGESIZE));
    append_fact(out, "granularity", "%ld", sysconf(_SC_PAGESIZE));
    append_fact(out, "cpus", "%ld", sysconf(_SC_NPROCESSORS_ONLN));
    append_fact(out, "uid", "%ld", (long)getuid());
    append_fact(out, "euid", "%ld", (long)geteuid());
    facts_of_memory(out);
    append_own_facts(out);
}
