/* Locked memory as Linux has it: its limit for ordinary users, mlock2, MAP_LOCKED, mremap. */
#include "cases/posix/limits.h"
#include "cases/posix/locking.h"
#include "cases/posix/regions.h"

#include <stdio.h>

/* The limit ------------------------------------------------------------------------------------------------------------------ */

/* An ordinary user who may lock so many pages. */
static Actor *limited_user(Story *s, uint64_t pages)
{
    Actor *user = cast(s, "user");
    limit_to(user, RLIMIT_MEMLOCK, pages * page(s));
    become_nobody(s, user);
    return user;
}

CASE(no_right_to_lock, .claim = "Without privilege and with RLIMIT_MEMLOCK 0, mlock, mlock2 and mlockall are EPERM.",
     .basis = "P-LOCK-007 P-LOCK-009", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = limited_user(s, 0);
    View view = memory(user, page(s), PRIVATE_MEMORY);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mlock, view.address, page(s)), EPERM);
    expect_only_error(user, CALL(user, lock_memory, view.address, page(s), MLOCK_ONFAULT), EPERM);
    expect_only_error(user, CALL(user, mlockall, MCL_CURRENT), EPERM);
    expect_only_error(user, CALL(user, mlockall, MCL_FUTURE), EPERM);
    expect_regions(user, regions);
    expect_equal(s, locked_kilobytes(user), NUMBER(0), "the locked memory");
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_ok(CALL0(user, munlockall));
}

CASE(too_much_to_lock,
     .claim = "Without privilege, locking beyond RLIMIT_MEMLOCK is ENOMEM and locks nothing; up to it, it succeeds.",
     .basis = "P-LOCK-008 P-LOCK-003", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = limited_user(s, 4);
    View view = memory(user, 5 * page(s), PRIVATE_MEMORY);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mlock, view.address, 5 * page(s)), ENOMEM);
    expect_regions(user, regions);
    expect_equal(s, locked_kilobytes(user), NUMBER(0), "the locked memory");
    expect_ok(CALL(user, mlock, view.address, 4 * page(s)));
    expect_only_error(user, CALL(user, mlock, byte_of(view, 4 * page(s)), page(s)), ENOMEM);
    expect_equal(s, locked_kilobytes(user), NUMBER(4 * page(s) / KILOBYTE), "the locked memory at the limit");
    expect_ok(CALL(user, mlock, byte_of(view, page(s)), 3 * page(s))); /* locked already: not counted twice */
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_ok(CALL(user, mlock, byte_of(view, 4 * page(s)), page(s)));
}

CASE(too_much_to_lock_at_once,
     .claim = "mlockall of a process larger than RLIMIT_MEMLOCK is ENOMEM; MCL_FUTURE alone is always granted.",
     .basis = "P-LOCK-009", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = limited_user(s, 4);
    View view = memory(user, 5 * page(s), PRIVATE_MEMORY);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mlockall, MCL_CURRENT), ENOMEM);
    expect_only_error(user, CALL(user, mlockall, MCL_CURRENT | MCL_FUTURE), ENOMEM);
    expect_regions(user, regions);
    expect_equal(s, locked_kilobytes(user), NUMBER(0), "the locked memory");
    expect_resident(s, user, view, false);
    expect_ok(CALL(user, mlockall, MCL_FUTURE));
    expect_resident(s, user, memory(user, page(s), PRIVATE_MEMORY), true);
    expect_only_error(user, CALL(user, mmap, NULL, 5 * page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0), EAGAIN);
}

CASE(mapped_locked, .claim = "MAP_LOCKED gives resident, locked memory; beyond RLIMIT_MEMLOCK mmap is EAGAIN.",
     .basis = "P-LOCK-023", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = limited_user(s, 4);
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY | MAP_LOCKED);
    expect_resident(s, user, view, true);
    expect_equal(s, locked_kilobytes(user), NUMBER(4 * page(s) / KILOBYTE), "the locked memory");
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mmap, NULL, page(s), READ_WRITE, SHARED_MEMORY | MAP_LOCKED, -1, 0), EAGAIN);
    expect_regions(user, regions);
    expect_ok(CALL(user, munmap, view.address, 2 * page(s)));
    expect_resident(s, user, memory(user, page(s), SHARED_MEMORY | MAP_LOCKED), true);
}

CASE(locked_without_its_pages,
     .claim = "MAP_LOCKED of a view that cannot be made resident succeeds, and its pages fault when they are used.",
     .basis = "P-LOCK-023", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "short"), page(s));
    Value before = locked_kilobytes(user);
    const Answer *mapped = CALL(user, mmap, NULL, 2 * page(s), READ_WRITE, MAP_SHARED | MAP_LOCKED, file, 0);
    if (answer_kind(mapped) == ANSWER_ERROR && strcmp(answer_error(mapped), "EPERM") == 0)
        skip_story(s, "this process may not lock memory at all: EPERM");
    View view = VIEW_AT(expect_ok(mapped), 2 * page(s));
    expect_locked(s, user, before, 2 * page(s));
    expect_ok(store(user, view, 0, "there"));
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGBUS:BUS_ADRERR");
}

CASE(a_moved_lock, .claim = "mremap takes a lock along; growing beyond RLIMIT_MEMLOCK is EAGAIN and changes nothing.",
     .basis = "P-LOCK-024", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = limited_user(s, 4);
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'm'));
    expect_ok(CALL(user, mlock, view.address, 2 * page(s)));
    const Answer *answer = CALL(user, mremap, view.address, 2 * page(s), 4 * page(s), MREMAP_MAYMOVE, NULL);
    View grown = VIEW_AT(expect_ok(answer), 4 * page(s));
    expect_equal(s, locked_kilobytes(user), NUMBER(4 * page(s) / KILOBYTE), "the locked memory");
    expect_resident(s, user, grown, true);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mremap, grown.address, 4 * page(s), 5 * page(s), MREMAP_MAYMOVE, NULL), EAGAIN);
    expect_regions(user, regions);
    expect_filled(user, grown, 0, 2 * page(s), 'm');
    expect_ok(CALL(user, mremap, grown.address, 4 * page(s), page(s), 0, NULL));
    expect_equal(s, locked_kilobytes(user), NUMBER(page(s) / KILOBYTE), "the locked memory once it shrank");
}

/* mlock2 --------------------------------------------------------------------------------------------------------------------- */

/* Locks the range as `flags` say, or skips. */
static void lock_with(Story *s, Actor *actor, View view, int flags)
{
    const Answer *locked = CALL(actor, lock_memory, view.address, view.length, flags);
    const char *error = answer_error(locked);
    if (strcmp(error, "ENOSYS") == 0 || strcmp(error, "EPERM") == 0)
        skip_story(s, "this kernel has no mlock2, or this process may not lock memory at all: %s", error);
    expect_ok(locked);
}

CASE(pages_are_locked_as_they_come,
     .claim = "MLOCK_ONFAULT counts all pages as locked and makes none resident before it is touched.",
     .basis = "P-LOCK-021", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 4 * page(s), SHARED_MEMORY);
    Value before = locked_kilobytes(user);
    lock_with(s, user, view, MLOCK_ONFAULT);
    expect_locked(s, user, before, 4 * page(s));
    expect_resident(s, user, view, false);
    expect_ok(store(user, view, page(s), "touched"));
    const Answer *answer = CALL(user, mincore, view.address, view.length, OUT_ROOM(4));
    expect_field_text(answer, "vec", "\0\1\0\0", 4);
    expect_only_error(user, CALL(user, msync, byte_of(view, page(s)), page(s), MS_INVALIDATE), EBUSY);
    expect_only_error(user, CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_DONTNEED), EINVAL);
    View plain = memory(user, page(s), SHARED_MEMORY);
    lock_with(s, user, plain, 0); /* as mlock */
    expect_resident(s, user, plain, true);
    expect_only_error(user, CALL(user, lock_memory, view.address, view.length, 2), EINVAL);
    expect_locked(s, user, before, 5 * page(s));
}

CASE(two_ways_to_lock_count_once, .claim = "mlock after mlock2, or after it the other way, counts a page once.",
     .basis = "P-LOCK-022", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    Value before = locked_kilobytes(user);
    lock_with(s, user, view, MLOCK_ONFAULT);
    expect_ok(CALL(user, mlock, view.address, view.length));
    expect_resident(s, user, view, true);
    lock_with(s, user, view, MLOCK_ONFAULT);
    expect_locked(s, user, before, 2 * page(s));
    expect_ok(CALL(user, munlock, view.address, view.length));
    expect_locked(s, user, before, 0);
}

/* Regions that are special ---------------------------------------------------------------------------------------------------- */

CASE(locking_what_cannot_be_read,
     .claim = "mlock of memory without any access is ENOMEM, and the region counts as locked all the same.",
     .basis = "P-LOCK-019", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View allowed = memory(user, page(s), PRIVATE_MEMORY);
    lock_or_skip(s, user, allowed.address, page(s));
    View view = view_of(user, NUMBER(-1), 2 * page(s), PROT_NONE, PRIVATE_MEMORY);
    Value before = locked_kilobytes(user);
    expect_only_error(user, CALL(user, mlock, view.address, view.length), ENOMEM);
    expect_locked(s, user, before, 2 * page(s));
    expect_ok(CALL(user, mprotect, view.address, view.length, READ_WRITE));
    expect_ok(CALL(user, munlock, view.address, view.length));
    expect_locked(s, user, before, 0);
}

CASE(locking_keeps_the_stack, .claim = "Locking and unlocking the stack's region leaves it as large as it was.",
     .basis = "P-LOCK-025", .level = MUST, .needs = CAP(LINUX))
{
    enum { ROUNDS = 20 };
    Actor *user = cast(s, "user");
    Value before = locked_kilobytes(user); /* what this needs of the stack is there from now on */
    Value place = expect_ok(CALL0(user, stack_address));
    const Answer *first = CALL(user, region_at, place, OUT);
    expect_ok(first);
    Value start = answer_field(first, "region.first"), end = answer_field(first, "region.end");
    uint64_t length = end.number - start.number;
    for (unsigned i = 0; i < ROUNDS; i++) {
        lock_or_skip(s, user, start, length);
        expect_locked(s, user, before, length);
        expect_ok(CALL(user, munlock, start, length));
        const Answer *then = CALL(user, region_at, place, OUT);
        expect_ok(then);
        expect_equal(s, answer_field(then, "region.first"), start, "the stack's first address");
        expect_equal(s, answer_field(then, "region.end"), end, "the address behind the stack");
    }
}

CASES(linux_locking, "linux/locking", "posix", &no_right_to_lock, &too_much_to_lock, &too_much_to_lock_at_once,
      &mapped_locked, &locked_without_its_pages, &a_moved_lock, &pages_are_locked_as_they_come,
      &two_ways_to_lock_count_once, &locking_what_cannot_be_read, &locking_keeps_the_stack);
