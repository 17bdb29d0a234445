/* Advice that has another effect than the one it is for: lost, too much, or on what it should not touch. */
#include "subjects/mutants_posix.h"

#include "calls/constants_posix.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

/* madvise with one advice in another's place. */
#define ADVISES_INSTEAD(function, given, taken)                                        \
    static int function(void *addr, size_t length, int advice)                         \
    {                                                                                  \
        return posix_real.madvise(addr, length, advice == (given) ? (taken) : advice); \
    }                                                                                  \
    REPLACES(madvise, function)

ADVISES_INSTEAD(guards_are_lost, MADV_GUARD_INSTALL, MADV_DONTNEED)
ADVISES_INSTEAD(guards_stay_for_good, MADV_GUARD_REMOVE, MADV_NORMAL)
ADVISES_INSTEAD(removing_keeps_bytes, MADV_REMOVE, MADV_DONTNEED)
ADVISES_INSTEAD(cold_is_dropped, MADV_COLD, MADV_DONTNEED)
ADVISES_INSTEAD(everything_is_dumped, MADV_DONTDUMP, MADV_NORMAL)
ADVISES_INSTEAD(dumping_is_not_restored, MADV_DODUMP, MADV_NORMAL)
ADVISES_INSTEAD(absence_is_for_good, MADV_DOFORK, MADV_NORMAL)
ADVISES_INSTEAD(wiping_is_for_good, MADV_KEEPONFORK, MADV_NORMAL)
ADVISES_INSTEAD(merging_is_lost, MADV_MERGEABLE, MADV_NORMAL)
ADVISES_INSTEAD(locked_memory_is_emptied, MADV_DONTNEED, MADV_DONTNEED_LOCKED)

/* A length of 0 is one page. */
static int wiping_nothing_wipes(void *addr, size_t length, int advice)
{
    bool nothing = addr && length == 0 && advice == MADV_WIPEONFORK;
    return posix_real.madvise(addr, nothing ? page_size() : length, advice);
}
REPLACES(madvise, wiping_nothing_wipes)

static bool is_populating(int advice)
{
    return advice == MADV_POPULATE_READ || advice == MADV_POPULATE_WRITE;
}

static int populating_is_lost(void *addr, size_t length, int advice)
{
    return is_populating(advice) ? 0 : posix_real.madvise(addr, length, advice);
}
REPLACES(madvise, populating_is_lost)

static int populating_asks_nothing(void *addr, size_t length, int advice)
{
    int result = posix_real.madvise(addr, length, advice);
    return result != 0 && is_populating(advice) && errno == EINVAL ? 0 : result;
}
REPLACES(madvise, populating_asks_nothing)

static int populating_wrong_error(void *addr, size_t length, int advice)
{
    int result = posix_real.madvise(addr, length, advice);
    if (result != 0 && is_populating(advice) && errno == EFAULT)
        errno = ENOMEM;
    return result;
}
REPLACES(madvise, populating_wrong_error)

/* Nothing is done where something is missing. */
static int advice_stops_at_holes(void *addr, size_t length, int advice)
{
    unsigned char resident[16];
    if (length <= sizeof resident * page_size() && posix_real.mincore(addr, length, resident) != 0)
        return -1;
    return posix_real.madvise(addr, length, advice);
}
REPLACES(madvise, advice_stops_at_holes)

static int advice_forgets_holes(void *addr, size_t length, int advice)
{
    int result = posix_real.madvise(addr, length, advice);
    return result != 0 && errno == ENOMEM ? 0 : result;
}
REPLACES(madvise, advice_forgets_holes)

static int odd_advice_is_rounded(void *addr, size_t length, int advice)
{
    size_t over = (size_t)((uintptr_t)addr % page_size());
    return posix_real.madvise((char *)addr - over, length, advice);
}
REPLACES(madvise, odd_advice_is_rounded)

/* Taken, and without effect, for memory that it is not for. */
static int freeing_takes_everything(void *addr, size_t length, int advice)
{
    int result = posix_real.madvise(addr, length, advice);
    bool meant = advice == MADV_FREE || advice == MADV_WIPEONFORK;
    return result != 0 && meant && addr && errno == EINVAL ? 0 : result;
}
REPLACES(madvise, freeing_takes_everything)

static int removing_wrong_error(void *addr, size_t length, int advice)
{
    int result = posix_real.madvise(addr, length, advice);
    if (result != 0 && advice == MADV_REMOVE && errno == EACCES)
        errno = EINVAL;
    return result;
}
REPLACES(madvise, removing_wrong_error)

const Mutant posix_effect_mutants[] = {
    MUTANT("guards-are-lost", guards_are_lost, "MADV_GUARD_INSTALL throws bytes away and guards nothing"),
    MUTANT("guards-stay-for-good", guards_stay_for_good, "MADV_GUARD_REMOVE removes no guard"),
    MUTANT("removing-keeps-bytes", removing_keeps_bytes, "MADV_REMOVE makes no hole"),
    MUTANT("cold-is-dropped", cold_is_dropped, "MADV_COLD throws bytes away"),
    MUTANT("everything-is-dumped", everything_is_dumped, "MADV_DONTDUMP is ignored"),
    MUTANT("dumping-is-not-restored", dumping_is_not_restored, "MADV_DODUMP is ignored"),
    MUTANT("absence-is-for-good", absence_is_for_good, "MADV_DOFORK is ignored"),
    MUTANT("wiping-is-for-good", wiping_is_for_good, "MADV_KEEPONFORK is ignored"),
    MUTANT("merging-is-lost", merging_is_lost, "MADV_MERGEABLE marks nothing"),
    MUTANT("wiping-nothing-wipes", wiping_nothing_wipes, "MADV_WIPEONFORK of no bytes takes a page"),
    MUTANT("populating-is-lost", populating_is_lost, "MADV_POPULATE_READ and _WRITE populate nothing"),
    MUTANT("populating-asks-nothing", populating_asks_nothing, "MADV_POPULATE_WRITE asks for no permission"),
    MUTANT("populating-wrong-error", populating_wrong_error, "MADV_POPULATE_READ behind the end says ENOMEM"),
    MUTANT("advice-stops-at-holes", advice_stops_at_holes, "madvise over a hole does nothing"),
    MUTANT("advice-forgets-holes", advice_forgets_holes, "madvise over a hole succeeds"),
    MUTANT("odd-advice-is-rounded", odd_advice_is_rounded, "madvise accepts an address inside a page"),
    MUTANT("freeing-takes-everything", freeing_takes_everything,
           "MADV_FREE and MADV_WIPEONFORK accept memory that they are not for"),
    MUTANT("removing-wrong-error", removing_wrong_error, "MADV_REMOVE says EINVAL where EACCES is due"),
    MUTANT("locked-memory-is-emptied", locked_memory_is_emptied, "MADV_DONTNEED takes locked memory, too"),
    MUTANTS_END};
