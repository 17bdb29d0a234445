/* mlock and mlockall: which pages are resident and locked, what a failure leaves, and what children and programs have. */
#include "cases/posix/locking.h"
#include "cases/posix/regions.h"

#include <stdio.h>

CASE(locked_pages_are_resident,
     .claim = "Locking makes pages resident and counts whole pages as locked; unlocking takes them off again.",
     .basis = "P-LOCK-001 P-ADV-036", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_resident(s, user, view, false);
    Value before = locked_kilobytes(user);
    lock_or_skip(s, user, view.address, 3 * page(s) + 1);
    expect_resident(s, user, view, true);
    expect_locked(s, user, before, 4 * page(s));
    expect_filled(user, view, 0, 4 * page(s), 0);
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_locked(s, user, before, 3 * page(s));
    expect_ok(CALL(user, munmap, view.address, 2 * page(s))); /* one that is locked, one that is not */
    expect_locked(s, user, before, 2 * page(s));
    expect_ok(CALL(user, munlock, byte_of(view, 2 * page(s)), 2 * page(s)));
    expect_locked(s, user, before, 0);
}

/* Failures ------------------------------------------------------------------------------------------------------------------- */

CASE(a_failed_lock_unlocks_nothing, .claim = "A lock that fails for a hole leaves the locks that there were.",
     .basis = "P-LOCK-003 P-LOCK-002", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), SHARED_MEMORY);
    lock_or_skip(s, user, view.address, 3 * page(s));
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    Value before = locked_kilobytes(user);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mlock, view.address, 3 * page(s)), ENOMEM);
    expect_regions(user, regions);
    expect_locked(s, user, before, 0);
    expect_only_error(user, CALL(user, msync, view.address, page(s), MS_INVALIDATE), EBUSY);
    expect_only_error(user, CALL(user, msync, byte_of(view, 2 * page(s)), page(s), MS_INVALIDATE), EBUSY);
}

CASE(a_failed_lock_locks_nothing, .claim = "A lock that fails for a hole locks none of the pages before it.",
     .basis = "P-LOCK-003", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), SHARED_MEMORY);
    lock_or_skip(s, user, view.address, page(s));
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    Value before = locked_kilobytes(user);
    expect_only_error(user, CALL(user, mlock, view.address, 3 * page(s)), ENOMEM);
    expect_locked(s, user, before, 0);
    expect_ok(CALL(user, msync, view.address, page(s), MS_INVALIDATE));
}

/* Arguments ------------------------------------------------------------------------------------------------------------------ */

CASE(odd_addresses_lock_whole_pages,
     .claim = "mlock of an odd address may be EINVAL; Linux locks every page that the range touches.",
     .basis = "P-LOCK-004", .level = SHOULD, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    lock_or_skip(s, user, view.address, page(s));
    expect_ok(CALL(user, munlock, view.address, page(s)));
    Value before = locked_kilobytes(user);
    expect_ok(CALL(user, mlock, byte_of(view, 1), page(s)));
    expect_locked(s, user, before, 2 * page(s));
    expect_ok(CALL(user, munlock, byte_of(view, page(s) - 1), 1));
    expect_locked(s, user, before, page(s));
}

CASE(nothing_is_locked, .claim = "A length of 0 locks and unlocks nothing, and is no error.", .basis = "P-LOCK-005",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    Value before = locked_kilobytes(user);
    lock_or_skip(s, user, view.address, 0);
    expect_locked(s, user, before, 0);
    lock_or_skip(s, user, view.address, page(s));
    expect_ok(CALL(user, munlock, view.address, 0));
    expect_locked(s, user, before, page(s));
}

CASE(lengths_that_wrap_around, .claim = "mlock of a range that wraps around is EINVAL, or of no page.",
     .basis = "P-LOCK-006", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    Value before = locked_kilobytes(user);
    uint64_t most = pointer_bits(s) == 64 ? UINT64_MAX : UINT32_MAX;
    observe(s, "mlock of the greatest length", CALL(user, mlock, view.address, most), "0");
    observe(s, "munlock of the greatest length", CALL(user, munlock, view.address, most), "0");
    observe(s, "mlock beyond the last address", CALL(user, mlock, view.address, most - 2 * page(s)), "EINVAL");
    observe_number(s, "bytes locked by them", (locked_kilobytes(user).number - before.number) * KILOBYTE, "0");
}

CASE(what_was_not_locked, .claim = "Unlocking mapped memory that was not locked is no error and changes nothing.",
     .basis = "P-LOCK-012 P-LOCK-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    Value before = locked_kilobytes(user);
    lock_or_skip(s, user, view.address, page(s));
    expect_ok(CALL(user, munlock, byte_of(view, page(s)), page(s)));
    expect_locked(s, user, before, page(s));
    expect_ok(CALL(user, munlock, view.address, 2 * page(s)));
    expect_locked(s, user, before, 0);
    expect_ok(CALL0(user, munlockall));
    expect_ok(CALL0(user, munlockall));
}

static const struct {
    const char *name;
    int flags;
} refused[] = {{"none", 0}, {"unknown", 8}, {"unknown+current", MCL_CURRENT | 8}, {"onfault-alone", MCL_ONFAULT}};

static void flags_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refused[cell].name);
}

CASE(flags_of_mlockall,
     .claim = "mlockall without MCL_CURRENT and MCL_FUTURE, or with a flag that there is not, is EINVAL.",
     .basis = "P-LOCK-010", .level = MUST, .needs = CAP(LINUX), .cells = sizeof refused / sizeof refused[0],
     .cell_name = flags_cell)
{
    Actor *user = cast(s, "user");
    Value before = locked_kilobytes(user);
    Value regions = regions_of(user);
    expect_only_error(user, CALL(user, mlockall, refused[story_cell(s)].flags), EINVAL);
    expect_regions(user, regions);
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_resident(s, user, view, false); /* the future was not locked either */
    expect_locked(s, user, before, 0);
}

/* The future ----------------------------------------------------------------------------------------------------------------- */

CASE(the_future_is_locked,
     .claim = "With MCL_FUTURE what is mapped later is resident and locked; munlockall ends both, old and new.",
     .basis = "P-LOCK-017 P-LOCK-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value before = locked_kilobytes(user);
    View early = memory(user, page(s), SHARED_MEMORY);
    lock_the_future(s, user);
    expect_locked(s, user, before, 0);
    View view = memory(user, 2 * page(s), SHARED_MEMORY);
    expect_resident(s, user, view, true);
    expect_locked(s, user, before, 2 * page(s));
    expect_only_error(user, CALL(user, msync, view.address, page(s), MS_INVALIDATE), EBUSY);
    expect_ok(CALL(user, msync, early.address, page(s), MS_INVALIDATE));
    expect_ok(CALL0(user, munlockall));
    expect_ok(CALL(user, msync, view.address, page(s), MS_INVALIDATE));
    expect_resident(s, user, memory(user, page(s), SHARED_MEMORY), false);
    expect_locked(s, user, before, 0);
}

CASE(a_child_has_no_locked_future, .claim = "The child of a fork inherits neither locks nor MCL_FUTURE.",
     .basis = "P-LOCK-015 P-LOCK-014", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View view = memory(parent, page(s), SHARED_MEMORY);
    lock_or_skip(s, parent, view.address, page(s));
    lock_the_future(s, parent);
    Actor *child = fork_actor(parent, "child");
    expect_equal(s, locked_kilobytes(child), NUMBER(0), "the child's locked memory");
    expect_resident(s, child, memory(child, page(s), PRIVATE_MEMORY), false);
    expect_ok(CALL(child, msync, view.address, page(s), MS_INVALIDATE));
    expect_only_error(parent, CALL(parent, msync, view.address, page(s), MS_INVALIDATE), EBUSY);
    expect_resident(s, parent, memory(parent, page(s), PRIVATE_MEMORY), true);
}

CASE(a_program_begins_unlocked, .claim = "exec drops all locks, and MCL_FUTURE with them.", .basis = "P-LOCK-016",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    lock_or_skip(s, user, view.address, page(s));
    lock_the_future(s, user);
    exec_actor(user);
    expect_equal(s, locked_kilobytes(user), NUMBER(0), "the locked memory after exec");
    expect_resident(s, user, memory(user, page(s), PRIVATE_MEMORY), false);
    expect_equal(s, locked_kilobytes(user), NUMBER(0), "the locked memory once something is mapped");
}

CASES(posix_locking, "posix/locking", "posix", &locked_pages_are_resident, &a_failed_lock_unlocks_nothing,
      &a_failed_lock_locks_nothing, &odd_addresses_lock_whole_pages, &nothing_is_locked, &lengths_that_wrap_around,
      &what_was_not_locked, &flags_of_mlockall, &the_future_is_locked, &a_child_has_no_locked_future,
      &a_program_begins_unlocked);
