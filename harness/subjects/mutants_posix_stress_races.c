/* Stress mutants that only a race shows: what they do is right as long as nobody else acts meanwhile. */
#include "subjects/mutants_posix_stress.h"

#include "actor/guard.h"
#include "actor/portable.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The window in which another process can do what must not be lost. */
static void let_others(void)
{
    sched_yield();
}

/* Reads a page's first words and writes them back a moment later. */
UNCHECKED_ACCESS static void write_back(void *page)
{
    volatile uint64_t *words = page;
    uint64_t copy[16];
    for (unsigned i = 0; i < 16; i++)
        copy[i] = words[i];
    let_others();
    for (unsigned i = 0; i < 16; i++)
        words[i] = copy[i];
}

/* Where it cannot be written (read-only, cut off) nothing happens. */
static void rewrite_page(void *page)
{
    Fault fault;
    guard_run(write_back, page, FAULT_WRITE, &fault);
}

/* A stored word arrives in two halves. */
typedef struct Halves {
    volatile uint32_t *to;
    const uint32_t *from;
    size_t count;
} Halves;

UNCHECKED_ACCESS static void store_halves(void *context)
{
    Halves *halves = context;
    for (size_t i = 0; i < halves->count; i += 2) {
        halves->to[i] = halves->from[i];
        let_others();
        halves->to[i + 1] = halves->from[i + 1];
    }
}

static void store_in_halves(Request *request)
{
    Halves halves = {.to = argument_address(request, 0),
                     .from = argument_address(request, 1),
                     .count = (size_t)argument_word(request, 2) / sizeof(uint32_t)};
    Fault fault = {0};
    if (guard_run(store_halves, &halves, FAULT_WRITE, &fault))
        reply_ok(request, 0);
    else
        reply_fault(request, &fault, false);
}

static void install_store_in_halves(void)
{
    *portable_entry("store_words") = store_in_halves;
}

/* Of a word that was loaded before, every third load delivers that. */
static void load_from_a_cache(Request *request)
{
    static uint64_t address, value;
    static unsigned loads;
    bool cached = argument_word(request, 1) == sizeof value && argument_word(request, 0) == address;
    if (cached && every(3, &loads)) {
        reply_bytes_field(request, "bytes", &value, sizeof value);
        reply_ok(request, 0);
        return;
    }
    portable_load_words(request);
    if (argument_word(request, 1) == sizeof value && request->byte_count == sizeof value) {
        memcpy(&value, request->bytes, sizeof value); /* only a program that is recorded keeps them */
        address = argument_word(request, 0);
    }
}

static void install_load_from_a_cache(void)
{
    *portable_entry("load_words") = load_from_a_cache;
}

/* Exclusive creation looks first, and creates then. */
static int looks_before_it_creates(const char *path, int flags, ...)
{
    bool exclusive = (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    if (exclusive && access(path, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    let_others();
    return posix_real.open(path, exclusive ? flags & ~O_EXCL : flags, 0600);
}
REPLACES(open, looks_before_it_creates)

/* The new file is made elsewhere and moved to its name. */
static int creates_by_renaming(const char *path, int flags, ...)
{
    if ((flags & (O_CREAT | O_EXCL)) != (O_CREAT | O_EXCL))
        return posix_real.open(path, flags, 0600);
    char elsewhere[64];
    if (access(path, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    let_others();
    snprintf(elsewhere, sizeof elsewhere, "new-%ld", (long)getpid());
    int made = posix_real.open(elsewhere, flags, 0600);
    if (made >= 0)
        rename(elsewhere, path);
    return made;
}
REPLACES(open, creates_by_renaming)

/* A name that was there a moment ago is made again by opening it. */
static int opening_makes_it_again(const char *path, int flags, ...)
{
    bool there = access(path, F_OK) == 0;
    let_others();
    return posix_real.open(path, there && !(flags & O_CREAT) ? flags | O_CREAT : flags, 0600);
}
REPLACES(open, opening_makes_it_again)

/* Who finds the name to be removed is told that it has been. */
static int both_remove_it(const char *path)
{
    bool there = access(path, F_OK) == 0;
    let_others();
    int result = posix_real.unlink(path);
    return there ? 0 : result;
}
REPLACES(unlink, both_remove_it)

static void *moves_and_copies(void *old_address, size_t old_size, size_t new_size, int flags, ...)
{
    rewrite_page(old_address);
    return posix_real.mremap(old_address, old_size, new_size, flags & ~MREMAP_FIXED, NULL);
}
REPLACES(mremap, moves_and_copies)

static int flush_copies(void *addr, size_t length, int flags)
{
    rewrite_page(addr);
    return posix_real.msync(addr, length, flags);
}
REPLACES(msync, flush_copies)

static int unmap_copies(void *addr, size_t length)
{
    rewrite_page(addr);
    return posix_real.munmap(addr, length);
}
REPLACES(munmap, unmap_copies)

static int protect_copies(void *addr, size_t length, int prot)
{
    rewrite_page(addr);
    return posix_real.mprotect(addr, length, prot);
}
REPLACES(mprotect, protect_copies)

static void *map_touches(void *addr, size_t length, int prot, int flags, int fd, off_t offset)
{
    void *view = posix_real.mmap(addr, length, prot, flags, fd, offset);
    if (view != MAP_FAILED && of_file(flags) && (flags & MAP_TYPE_FIELD) == MAP_SHARED)
        rewrite_page(view);
    return view;
}
REPLACES(mmap, map_touches)

/* A write call reads its whole page, changes it, and writes it back. */
static ssize_t writes_whole_pages(int fd, const void *buffer, size_t count, off_t offset)
{
    unsigned char copy[65536];
    size_t page = page_size(), inside = (size_t)offset % page;
    off_t start = offset - (off_t)inside;
    if (page > sizeof copy || inside + count > page || posix_real.pread(fd, copy, page, start) != (ssize_t)page)
        return posix_real.pwrite(fd, buffer, count, offset);
    memcpy(copy + inside, buffer, count);
    let_others();
    return posix_real.pwrite(fd, copy, page, start) == (ssize_t)page ? (ssize_t)count : -1;
}
REPLACES(pwrite, writes_whole_pages)

/* Cutting off keeps the page before the new end by copying it. */
static int truncation_copies(int fd, off_t length)
{
    unsigned char copy[256];
    ssize_t kept = posix_real.pread(fd, copy, sizeof copy, 0);
    let_others();
    int result = posix_real.ftruncate(fd, length);
    if (result == 0 && kept == (ssize_t)sizeof copy && length >= kept)
        result = posix_real.pwrite(fd, copy, sizeof copy, 0) == kept ? 0 : -1;
    return result;
}
REPLACES(ftruncate, truncation_copies)

const Mutant posix_stress_race_mutants[] = {
    STRESS_MUTANT("store-in-halves", store_in_halves, "a word is stored in two halves"),
    STRESS_MUTANT("load-from-a-cache", load_from_a_cache,
                  "every third load of a word delivers what an earlier one did"),
    STRESS_MUTANT("looks-before-it-creates", looks_before_it_creates,
                  "exclusive creation looks first and creates then"),
    STRESS_MUTANT("creates-by-renaming", creates_by_renaming, "a new file is made elsewhere and moved over its name"),
    STRESS_MUTANT("opening-makes-it-again", opening_makes_it_again,
                  "a name that is being removed is made by opening it"),
    STRESS_MUTANT("both-remove-it", both_remove_it,
                  "of two who remove a name at the same time both are told that they did"),
    STRESS_MUTANT("remap-writes-back", moves_and_copies, "a remap writes back what it read a moment before"),
    STRESS_MUTANT("flush-writes-back", flush_copies, "a flush writes back what it read a moment before"),
    STRESS_MUTANT("unmap-writes-back", unmap_copies, "unmapping writes back what it read a moment before"),
    STRESS_MUTANT("protect-writes-back", protect_copies,
                  "a change of protection writes back what it read a moment before"),
    STRESS_MUTANT("map-writes-back", map_touches, "mapping writes back what it read a moment before"),
    STRESS_MUTANT("write-of-whole-pages", writes_whole_pages,
                  "a write call reads its page, changes it and writes it back"),
    STRESS_MUTANT("truncation-writes-back", truncation_copies, "a resize writes back what it read a moment before"),
    MUTANTS_END};
