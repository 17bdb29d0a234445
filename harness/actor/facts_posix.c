/* What this system is and can, for the ledger, the baseline's conditions and the needs of cases. */
#include "actor/actor.h"

#include "actor/architecture_posix.h"
#include "actor/calls_posix.h"

#include <ctype.h>
#include <errno.h>
#include <features.h>
#include <stdio.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

static void fact_yes(Text *out, const char *key, bool yes)
{
    append_fact(out, key, "%s", yes ? "yes" : "no");
}

/* First line of a small file of /proc; nothing where it cannot be read. */
static void fact_file(Text *out, const char *key, const char *path)
{
    char line[128];
    FILE *file = fopen(path, "re");
    if (!file)
        return;
    if (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = '\0';
        append_fact(out, key, "%s", line);
    }
    fclose(file);
}

/* musl has no macro and no function that says which it is or how old: it is Linux's other one. */
static void fact_libc(Text *out)
{
#if defined(__GLIBC__)
    append_fact(out, "libc", "glibc");
    append_fact(out, "libc_version", "%s", gnu_get_libc_version());
#elif defined(__linux__) && !defined(__BIONIC__)
    append_fact(out, "libc", "musl");
#else
    append_fact(out, "libc", "other");
#endif
}

static const struct {
    unsigned long magic;
    const char *name;
} filesystems[] = {{0xef53, "ext4"},        {0x01021994, "tmpfs"},     {0x58465342, "xfs"},   {0x9123683e, "btrfs"},
                   {0x794c7630, "overlay"}, {0x6969, "nfs"},           {0x65735546, "fuse"},  {0x01021997, "9p"},
                   {0x858458f6, "ramfs"},   {0x958458f6, "hugetlbfs"}, {0xf2f52010, "f2fs"},  {0x2fc12fc1, "zfs"},
                   {0xff534d42, "cifs"},    {0x4d44, "vfat"},          {0x2011bab0, "exfat"}, {0x73717368, "squashfs"}};

static void fact_filesystem(Text *out, const char *key, const char *path)
{
    struct statfs status;
    if (statfs(path, &status) != 0)
        return;
    unsigned long magic = (unsigned long)status.f_type & 0xffffffff;
    for (size_t i = 0; i < sizeof filesystems / sizeof filesystems[0]; i++) {
        if (filesystems[i].magic == magic) {
            append_fact(out, key, "%s", filesystems[i].name);
            return;
        }
    }
    append_fact(out, key, "0x%lx", magic);
}

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

/* By number: not every C library has the functions. */
static bool protection_keys(void)
{
    long key = syscall(SYS_pkey_alloc, 0, 0);
    if (key >= 0)
        syscall(SYS_pkey_free, key);
    return key >= 0;
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
    fact_file(out, "overcommit", "/proc/sys/vm/overcommit_memory");
    fact_file(out, "max_map_count", "/proc/sys/vm/max_map_count");
    fact_yes(out, "map_fixed_noreplace", fixed_noreplace_works());
    fact_yes(out, "nx", no_execute_works());
    fact_yes(out, "pkeys", protection_keys());
    fact_yes(out, "shm", access("/dev/shm", R_OK | W_OK | X_OK) == 0);
    fact_filesystem(out, "shm_filesystem", "/dev/shm");
    append_fact(out, "shm_name_limit", "%d", longest_shm_name());
    if (*MAPCHECK_SANITIZERS)
        append_fact(out, "sanitizers", "%s", MAPCHECK_SANITIZERS);
}

void append_facts(Text *out)
{
    struct utsname system;
    if (uname(&system) == 0) {
        for (char *letter = system.sysname; *letter; letter++)
            *letter = (char)tolower((unsigned char)*letter);
        append_fact(out, "system", "%s", system.sysname);
        append_fact(out, "release", "%s", system.release);
        append_fact(out, "arch", "%s", actor_architecture(system.machine));
        append_fact(out, "machine", "%s", system.machine);
    }
    fact_libc(out);
    append_fact(out, "bits", "%u", (unsigned)sizeof(void *) * 8);
    append_fact(out, "page", "%ld", sysconf(_SC_PAGESIZE));
    append_fact(out, "granularity", "%ld", sysconf(_SC_PAGESIZE));
    append_fact(out, "cpus", "%ld", sysconf(_SC_NPROCESSORS_ONLN));
    append_fact(out, "uid", "%ld", (long)getuid());
    append_fact(out, "euid", "%ld", (long)geteuid());
    fact_filesystem(out, "filesystem", ".");
    facts_of_memory(out);
}
