/* mlock: whose pages are locked, and for how long. Locked pages show themselves: MS_INVALIDATE on them is EBUSY. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

/* A locked page of a new file. */
static View locked_page(Story *s, Actor *actor, const char *path)
{
    View view = view_of(actor, new_file(actor, path, page(s)), page(s), READ_WRITE, MAP_SHARED);
    const Answer *answer = CALL(actor, mlock, view.address, page(s));
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "this process may not lock a page: %s", answer_error(answer));
    expect_result(answer, 0);
    return view;
}

static const Answer *invalidate(Story *s, Actor *actor, View view)
{
    return CALL(actor, msync, view.address, page(s), MS_SYNC | MS_INVALIDATE);
}

CASE(locked_pages_cannot_be_invalidated,
     .claim = "MS_INVALIDATE on locked pages is EBUSY, and allowed once they are unlocked; locks do not nest.",
     .basis = "P-MSYNC-007 P-LOCK-011", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = locked_page(s, user, scratch_name(s, "locked"));
    expect_ok(CALL(user, mlock, view.address, page(s)));
    expect_error(invalidate(s, user, view), EBUSY);
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    expect_ok(CALL(user, munlock, view.address, page(s)));
    expect_ok(invalidate(s, user, view));
}

CASE(locks_are_of_one_process,
     .claim = "A lock is of the process that made it: not of its child, not of another user of the file.",
     .basis = "P-LOCK-013 P-LOCK-014 P-MSYNC-007", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "owned");
    View view = locked_page(s, owner, path);
    View others = view_of(other, open_file(other, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    Actor *child = fork_actor(owner, "child");
    expect_ok(invalidate(s, child, view));
    expect_ok(invalidate(s, other, others));
    expect_ok(CALL(other, munlock, others.address, page(s)));
    expect_ok(CALL(child, munlock, view.address, page(s)));
    expect_error(invalidate(s, owner, view), EBUSY); /* nobody else can unlock it */
}

CASE(what_is_not_mapped_cannot_be_locked, .claim = "Locking or unlocking a range with an unmapped page is ENOMEM.",
     .basis = "P-LOCK-002", .level = MUST)
{
    Actor *user = cast(s, "user");
    locked_page(s, user, scratch_name(s, "allowed"));
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    expect_only_error(user, CALL(user, mlock, view.address, 2 * page(s)), ENOMEM);
    expect_only_error(user, CALL(user, munlock, byte_of(view, page(s)), page(s)), ENOMEM);
}

CASE(unmapping_unlocks, .claim = "A lock ends with its mapping: what is mapped there afterwards is not locked.",
     .basis = "P-UNMAP-012 P-FIX-005", .level = MUST)
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "unlocked");
    View view = locked_page(s, user, path);
    expect_ok(CALL(user, munmap, view.address, page(s)));
    Value again = open_file(user, path, O_RDWR);
    expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, again, 0));
    expect_ok(invalidate(s, user, view));
    expect_ok(CALL(user, mlock, view.address, page(s)));
    expect_error(invalidate(s, user, view), EBUSY);
}

CASES(posix_lock, "posix/lock", "posix", &locked_pages_cannot_be_invalidated, &locks_are_of_one_process,
      &what_is_not_mapped_cannot_be_locked, &unmapping_unlocks);
