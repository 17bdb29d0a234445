/* Advice, residency, locks and seals; and one operation of our own. */
#include "subjects/mutants_posix.h"

#include "actor/portable.h"

#include <errno.h>
#include <sched.h>
#include <stdarg.h>

/* MADV_DONTNEED and its like change nothing. */
static int advice_is_ignored(void *addr, size_t length, int advice)
{
    return advice == MADV_DONTNEED || advice == MADV_REMOVE || advice == MADV_DONTFORK || advice == MADV_WIPEONFORK
               ? posix_real.madvise(addr, length, MADV_NORMAL)
               : posix_real.madvise(addr, length, advice);
}
REPLACES(madvise, advice_is_ignored)

static int mincore_forgets_holes(void *addr, size_t length, unsigned char *vec)
{
    int result = posix_real.mincore(addr, length, vec);
    return result != 0 && errno == ENOMEM ? 0 : result;
}
REPLACES(mincore, mincore_forgets_holes)

static int mlock_forgets_holes(const void *addr, size_t length)
{
    int result = posix_real.mlock(addr, length);
    return result != 0 && errno == ENOMEM ? 0 : result;
}
REPLACES(mlock, mlock_forgets_holes)

static int seals_are_ignored(int fd, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    return command == F_ADD_SEALS ? 0 : posix_real.fcntl(fd, command, argument);
}
REPLACES(fcntl, seals_are_ignored)

/* The error is in errno, as if posix_madvise were madvise. */
static int advice_wrong_result(void *addr, size_t length, int advice)
{
    int error = posix_real.posix_madvise(addr, length, advice);
    if (error)
        errno = error;
    return error ? -1 : 0;
}
REPLACES(posix_madvise, advice_wrong_result)

/* Additions of two processes at one time get lost: read, then write. Now and then the other is let in between, or a short
 * run of additions might be over before the other process has begun its own. */
static void add_word_unlocked(Request *request)
{
    volatile uint64_t *word = argument_address(request, 0);
    uint64_t value = 0;
    if (argument_word(request, 1) != sizeof *word) {
        reply_unsupported(request, "this mutant adds words of 8 bytes only");
        return;
    }
    for (uint64_t i = 0; i < argument_word(request, 3); i++) {
        value = *word + argument_word(request, 2);
        if (i % 4096 == 0)
            sched_yield();
        *word = value;
    }
    reply_ok(request, value);
}

static void install_add_word_unlocked(void)
{
    *portable_entry("add_word") = add_word_unlocked;
}

/* Pages that cannot be had are said to be there. */
static int population_pretends(void *addr, size_t length, int advice)
{
    int before = errno, result = posix_real.madvise(addr, length, advice);
    if (result == 0 || errno != EFAULT)
        return result;
    errno = before;
    return 0;
}
REPLACES(madvise, population_pretends)

/* What is paged out comes back with another byte. */
static int paging_out_damages(void *addr, size_t length, int advice)
{
    enum { PAGE_OUT = 21 }; /* MADV_PAGEOUT, newer than some headers */
    int result = posix_real.madvise(addr, length, advice);
    if (result == 0 && advice == PAGE_OUT)
        *(volatile char *)addr = '?';
    return result;
}
REPLACES(madvise, paging_out_damages)

const Mutant posix_advice_mutants[] = {
    MUTANT("advice-is-ignored", advice_is_ignored, "madvise reports success and changes nothing"),
    MUTANT("mincore-forgets-holes", mincore_forgets_holes, "mincore of what is not mapped succeeds"),
    MUTANT("mlock-forgets-holes", mlock_forgets_holes, "mlock of what is not mapped succeeds"),
    MUTANT("seals-are-ignored", seals_are_ignored, "seals of a memfd hold nothing"),
    MUTANT("advice-wrong-result", advice_wrong_result, "posix_madvise answers -1 instead of the error"),
    MUTANT("add-word-unlocked", add_word_unlocked, "atomic additions are not atomic"),
    MUTANT("population-pretends", population_pretends, "madvise populates what cannot be had"),
    MUTANT("paging-out-damages", paging_out_damages, "MADV_PAGEOUT damages the first page"),
    MUTANTS_END};
