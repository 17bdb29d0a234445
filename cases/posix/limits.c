/* Limits of a process: data, locked memory, file size. What is refused at the limit, and that it is given again once the limit
 * is gone. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

enum { MEGABYTE = 1 << 20 };

CASE(the_data_limit_counts_private_memory,
     .claim = "Private writable memory beyond RLIMIT_DATA is ENOMEM; shared and read-only memory do not count.",
     .basis = "P-MERR-028", .level = MUST, .needs = CAP(LINUX))
{
    needs_plain_actor(s);
    Actor *user = cast(s, "user");
    needs_kernel(s, 4, 7);
    limit_to(user, RLIMIT_DATA, 64 * MEGABYTE);
    Value before = expect_ok(CALL0(user, digest_regions));
    expect_only_error(user, CALL(user, mmap, NULL, 128 * MEGABYTE, READ_WRITE, PRIVATE_MEMORY, -1, 0), ENOMEM);
    expect_result(CALL0(user, digest_regions), before);
    expect_ok(CALL(user, mmap, NULL, 128 * MEGABYTE, READ_WRITE, SHARED_MEMORY, -1, 0));
    expect_ok(CALL(user, mmap, NULL, 128 * MEGABYTE, PROT_READ, PRIVATE_MEMORY, -1, 0));
    lift_limit(user, RLIMIT_DATA);
    expect_ok(CALL(user, mmap, NULL, 128 * MEGABYTE, READ_WRITE, PRIVATE_MEMORY, -1, 0));
}

/* Locked memory ------------------------------------------------------------------------------------------------------------- */

CASE(future_locks_are_limited,
     .claim = "With mlockall(MCL_FUTURE), a mapping beyond RLIMIT_MEMLOCK is EAGAIN; without it, it is given.",
     .basis = "P-MERR-030", .level = MUST)
{
    Actor *user = cast(s, "user");
    limit_to(user, RLIMIT_MEMLOCK, MEGABYTE);
    become_nobody(s, user);
    const Answer *locked = CALL(user, mlockall, MCL_FUTURE);
    if (answer_kind(locked) == ANSWER_ERROR)
        skip_story(s, "this process may not lock what it maps later: %s", answer_error(locked));
    expect_ok(locked);
    expect_only_error(user, CALL(user, mmap, NULL, 8 * MEGABYTE, READ_WRITE, PRIVATE_MEMORY, -1, 0), EAGAIN);
    expect_ok(CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
    expect_ok(CALL0(user, munlockall));
    expect_ok(CALL(user, mmap, NULL, 8 * MEGABYTE, READ_WRITE, PRIVATE_MEMORY, -1, 0));
}

CASE(a_lock_that_is_not_allowed,
     .claim = "MAP_LOCKED without the right to lock is refused; with which error is the library's choice.",
     .basis = "P-MERR-039", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    limit_to(user, RLIMIT_MEMLOCK, 0);
    become_nobody(s, user);
    const Answer *answer = CALL(user, mmap, NULL, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_LOCKED, -1, 0);
    bool glibc = strcmp(fact_text(s, "libc"), "glibc") == 0;
    observe_text(s, "MAP_LOCKED without any right to lock", answer_error(answer), glibc ? "EPERM" : "ENOMEM");
}

/* File size ----------------------------------------------------------------------------------------------------------------- */

CASE(file_size_is_limited_not_views,
     .claim = "ftruncate beyond RLIMIT_FSIZE is EFBIG where SIGXFSZ is ignored; stores through a view are not limited.",
     .basis = "P-HOLE-010", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "limited"), 4 * page(s));
    View view = view_of(user, file, 4 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(CALL(user, ignore_signal, SIGXFSZ));
    limit_to(user, RLIMIT_FSIZE, page(s));
    expect_error(CALL(user, ftruncate, file, 8 * page(s)), EFBIG);
    expect_equal(s, size_of_file(user, file), NUMBER(4 * page(s)), "the file's size");
    expect_ok(store(user, view, 3 * page(s), "beyond the limit"));
    expect_field_text(CALL(user, pread, file, OUT_ROOM(6), 6, 3 * page(s)), "buffer", "beyond", 6);
    lift_limit(user, RLIMIT_FSIZE);
    expect_ok(CALL(user, ftruncate, file, 8 * page(s)));
}

CASE(exceeding_the_file_size_kills,
     .claim = "ftruncate beyond RLIMIT_FSIZE raises SIGXFSZ, which ends a process that does nothing about it.",
     .basis = "P-HOLE-010", .level = MUST, .needs = CAP(FORK))
{
    Actor *parent = cast(s, "parent");
    Value file = new_file(parent, scratch_name(s, "limited"), page(s));
    Actor *child = fork_actor(parent, "child");
    expect_ok(CALL(child, default_signal, SIGXFSZ));
    limit_to(child, RLIMIT_FSIZE, page(s));
    const Answer *answer = CALL(child, ftruncate, file, 8 * page(s));
    expect_true(s, answer_kind(answer) == ANSWER_DIED, "ftruncate ended the process");
    expect_field(wait_for_child(parent, child), "code", SIGXFSZ);
    expect_equal(s, size_of_file(parent, file), NUMBER(page(s)), "the file's size");
}

CASES(posix_limits, "posix/limits", "posix", &the_data_limit_counts_private_memory, &future_locks_are_limited,
      &a_lock_that_is_not_allowed, &file_size_is_limited_not_views, &exceeding_the_file_size_kills);
