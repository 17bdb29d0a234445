/* Stress mutants of names, protection, unmapping and forks. */
#include "subjects/mutants_posix_stress.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* The name of a removed file leads to the freed file for one more opening. */
static int freed = -1;
static char freed_name[256];

static int unlink_keeps_for_a_moment(const char *path)
{
    static unsigned removed;
    if (every(3, &removed) && strlen(path) < sizeof freed_name) {
        if (freed >= 0)
            posix_real.close(freed);
        freed = posix_real.open(path, O_RDWR | O_CLOEXEC);
        strcpy(freed_name, path);
    }
    return posix_real.unlink(path);
}

static int open_finds_the_freed(const char *path, int flags, ...)
{
    if (freed >= 0 && !(flags & O_CREAT) && !strcmp(path, freed_name)) {
        int found = freed;
        freed = -1;
        return found;
    }
    /* Without O_CREAT the mode is not looked at; with it the actor always says 0600. */
    return posix_real.open(path, flags, 0600);
}

static void install_name_of_the_freed(void)
{
    posix.unlink = unlink_keeps_for_a_moment;
    posix.open = open_finds_the_freed;
}

/* An existing file is opened by a creation that was to make a new one, when it had been tried twice. */
static int create_opens_the_existing(const char *path, int flags, ...)
{
    static unsigned creations;
    bool exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    return posix_real.open(path, exclusive && every(4, &creations) ? flags & ~O_EXCL : flags, 0600);
}
REPLACES(open, create_opens_the_existing)

/* The protection comes into force with the next change only. */
static int protection_comes_late(void *addr, size_t length, int prot)
{
    static void *late;
    static size_t late_length;
    static int late_prot;
    if (late)
        posix_real.mprotect(late, late_length, late_prot);
    late = NULL;
    if (prot != PROT_READ || length < 2 * page_size())
        return posix_real.mprotect(addr, length, prot);
    late = addr;
    late_length = length;
    late_prot = prot;
    return 0;
}
REPLACES(mprotect, protection_comes_late)

/* The view that was mapped last: what lies beside another range may be anybody's. */
static char *latest;
static size_t latest_end;

static void *remember_view(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *view = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (view != MAP_FAILED) {
        latest = view;
        latest_end = in_pages(length);
    }
    return view;
}

static bool in_latest(const void *place)
{
    return latest && (const char *)place >= latest && (const char *)place < latest + latest_end;
}

/* A change of protection of two pages reaches one page too far. */
static int protection_reaches_too_far(void *addr, size_t length, int prot)
{
    int result = posix_real.mprotect(addr, length, prot);
    char *behind = (char *)addr + length;
    if (result == 0 && length == 2 * page_size() && !(prot & PROT_WRITE) && in_latest(addr) && in_latest(behind))
        posix_real.mprotect(behind, page_size(), prot);
    return result;
}

static void install_protection_reaches_too_far(void)
{
    posix.mmap = remember_view;
    posix.mprotect = protection_reaches_too_far;
}

/* Memory that was without access comes back as zeros. */
static int protection_forgets(void *addr, size_t length, int prot)
{
    static void *closed;
    int result = posix_real.mprotect(addr, length, prot);
    if (result == 0 && prot & PROT_READ && closed == addr && length > page_size())
        posix_real.mmap(addr, page_size(), prot, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    closed = prot == PROT_NONE ? addr : NULL;
    return result;
}
REPLACES(mprotect, protection_forgets)

/* Unmapping three pages or more leaves the last mapped. */
static int unmapping_leaves_a_page(void *addr, size_t length)
{
    size_t page = page_size();
    return posix_real.munmap(addr, length >= 3 * page ? length - page : length);
}
REPLACES(munmap, unmapping_leaves_a_page)

/* Unmapping pages from within the view that was mapped last takes the bytes of the page before them. */
static int unmapping_spoils_the_neighbour(void *addr, size_t length)
{
    size_t page = page_size();
    char *before = (char *)addr - page;
    int result = posix_real.munmap(addr, length);
    if (result == 0 && addr != latest && in_latest(addr) && in_latest(before))
        posix_real.mmap(before, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    if (in_latest(addr))
        latest = NULL;
    return result;
}

static void install_unmapping_spoils_the_neighbour(void)
{
    posix.mmap = remember_view;
    posix.munmap = unmapping_spoils_the_neighbour;
}

/* The first page of a process's latest private view is shared between it and the children it forks. */
static char *latest_private;
static size_t latest_length;

static void *remember_private(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *view = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (view != MAP_FAILED && of_file(flags) && (flags & MAP_TYPE_FIELD) == MAP_PRIVATE && prot & PROT_WRITE) {
        latest_private = view;
        latest_length = in_pages(length);
    }
    return view;
}

static int forget_private(void *addr, size_t length)
{
    if ((char *)addr < latest_private + latest_length && latest_private < (char *)addr + length)
        latest_private = NULL;
    return posix_real.munmap(addr, length);
}

static pid_t fork_shares_a_copied_page(void)
{
    size_t page = page_size();
    unsigned char copy[65536];
    /* read(2) into and write(2) from the page fail instead of faulting where the object has become shorter. */
    int pipes[2];
    if (latest_private && page <= sizeof copy && pipe(pipes) == 0) {
        bool readable = write(pipes[1], latest_private, page) == (ssize_t)page &&
                        read(pipes[0], copy, page) == (ssize_t)page;
        close(pipes[0]);
        close(pipes[1]);
        if (readable && posix_real.mmap(latest_private, page, PROT_READ | PROT_WRITE,
                                        MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == latest_private)
            memcpy(latest_private, copy, page);
    }
    latest_private = NULL;
    return fork();
}

static void install_copied_page_is_shared(void)
{
    posix.mmap = remember_private;
    posix.munmap = forget_private;
    posix_process.fork = fork_shares_a_copied_page;
}

const Mutant posix_stress_life_mutants[] = {
    {"name-of-the-freed", "stress", "a removed name leads to the freed file once more, every third time",
     install_name_of_the_freed},
    STRESS_MUTANT("create-opens-the-existing", create_opens_the_existing,
                  "every fourth exclusive creation opens what exists"),
    STRESS_MUTANT("protection-comes-late", protection_comes_late,
                  "making two pages or more read-only comes into force with the next change of protection"),
    {"protection-reaches-too-far", "stress", "taking rights from two pages of a view takes them from a third",
     install_protection_reaches_too_far},
    STRESS_MUTANT("protection-forgets", protection_forgets, "memory that had no access comes back as zeros"),
    STRESS_MUTANT("unmapping-leaves-a-page", unmapping_leaves_a_page, "unmapping three pages or more leaves the last"),
    {"unmapping-spoils-the-neighbour", "stress", "unmapping within a view zeroes the page before",
     install_unmapping_spoils_the_neighbour},
    {"copied-page-is-shared", "stress", "a fork shares the first page of the latest private view",
     install_copied_page_is_shared},
    MUTANTS_END};
