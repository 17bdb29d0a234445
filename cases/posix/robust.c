/* Mutexes in a mapping whose owner dies. */
#include "cases/posix/posix.h"

/* A page of one file in two processes, with a mutex at its start that the owner holds. */
typedef struct Held {
    const char *path;
    Actor *owner;
    Actor *other;
    View owners;
    View others;
} Held;

static Held held_mutex(Story *s, int robust)
{
    Held held = {.path = scratch_name(s, "mutex"), .owner = cast(s, "owner"), .other = cast(s, "other")};
    Value file = new_file(held.owner, held.path, page(s));
    held.owners = view_of(held.owner, file, page(s), READ_WRITE, MAP_SHARED);
    Value same = open_file(held.other, held.path, O_RDWR);
    held.others = view_of(held.other, same, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(CALL(held.owner, make_mutex, held.owners.address, robust));
    expect_ok(CALL(held.owner, pthread_mutex_lock, held.owners.address));
    expect_error(CALL(held.other, pthread_mutex_trylock, held.others.address), EBUSY);
    return held;
}

CASE(the_next_owner_is_told, .claim = "Who locks a robust mutex after its owner was killed gets it, and EOWNERDEAD.",
     .basis = "P-SYNC-003 P-SYNC-004", .level = MUST)
{
    Held held = held_mutex(s, 1);
    kill_actor(held.owner);
    expect_error(CALL(held.other, pthread_mutex_lock, held.others.address), EOWNERDEAD);
    Actor *third = cast(s, "third");
    View thirds = view_of(third, open_file(third, held.path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_error(CALL(third, pthread_mutex_trylock, thirds.address), EBUSY);
    expect_ok(CALL(held.other, pthread_mutex_consistent, held.others.address));
    expect_ok(CALL(held.other, pthread_mutex_unlock, held.others.address));
    expect_ok(CALL(third, pthread_mutex_lock, thirds.address)); /* as if nothing had been */
    expect_ok(CALL(third, pthread_mutex_unlock, thirds.address));
    expect_error(CALL(third, pthread_mutex_consistent, thirds.address), EINVAL);
}

CASE(what_is_not_mended_is_lost,
     .claim = "A robust mutex that is unlocked without having been made consistent is ENOTRECOVERABLE for everybody.",
     .basis = "P-SYNC-005", .level = MUST)
{
    Held held = held_mutex(s, 1);
    kill_actor(held.owner);
    expect_error(CALL(held.other, pthread_mutex_lock, held.others.address), EOWNERDEAD);
    expect_ok(CALL(held.other, pthread_mutex_unlock, held.others.address));
    expect_error(CALL(held.other, pthread_mutex_lock, held.others.address), ENOTRECOVERABLE);
    Actor *third = cast(s, "third");
    View thirds = view_of(third, open_file(third, held.path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_error(CALL(third, pthread_mutex_trylock, thirds.address), ENOTRECOVERABLE);
}

CASE(a_waiter_is_told, .claim = "Who waits for a robust mutex when its owner is killed gets EOWNERDEAD.",
     .basis = "P-SYNC-008", .level = MUST, .needs = CAP(LINUX))
{
    /* The kernel's bit for "somebody waits", in whichever of the first two words this C library has the futex. */
    const uint64_t waiters = 0x8000000080000000;
    Held held = held_mutex(s, 1);
    const Answer *waiting = BEGIN_CALL(held.other, pthread_mutex_lock, held.others.address);
    expect_ok(CALL(held.owner, await_bits, held.owners.address, waiters));
    kill_actor(held.owner);
    expect_error(finish_call(waiting), EOWNERDEAD);
    expect_ok(CALL(held.other, pthread_mutex_consistent, held.others.address));
    expect_ok(CALL(held.other, pthread_mutex_unlock, held.others.address));
    expect_ok(CALL(held.other, pthread_mutex_trylock, held.others.address));
}

CASE(exec_is_a_death, .claim = "A robust mutex whose owner runs another program is EOWNERDEAD for the next.",
     .basis = "P-SYNC-006", .level = MUST, .needs = CAP(LINUX))
{
    Held held = held_mutex(s, 1);
    exec_actor(held.owner);
    expect_error(CALL(held.other, pthread_mutex_lock, held.others.address), EOWNERDEAD);
}

CASE(who_unmaps_what_he_holds, .claim = "What a waiter gets when the owner has unmapped a robust mutex before he dies.",
     .basis = "P-SYNC-007", .level = OBSERVE, .needs = CAP(LINUX), .tags = "long")
{
    enum { MILLISECONDS = 5 };
    Held held = held_mutex(s, 1);
    expect_ok(CALL(held.owner, munmap, held.owners.address, page(s)));
    kill_actor(held.owner);
    observe(s, "locking", CALL(held.other, lock_within, held.others.address, MILLISECONDS), "ETIMEDOUT");
}

CASE(a_plain_mutex_stays_locked, .claim = "A mutex that is not robust stays locked when its owner is killed.",
     .basis = "P-SYNC-009", .level = MUST)
{
    Held held = held_mutex(s, 0);
    kill_actor(held.owner);
    expect_error(CALL(held.other, pthread_mutex_trylock, held.others.address), EBUSY);
    expect_error(CALL(held.other, lock_within, held.others.address, 1), ETIMEDOUT);
    expect_error(CALL(held.other, pthread_mutex_trylock, held.others.address), EBUSY);
}

CASE(the_file_remembers, .claim = "A robust mutex in a file tells a process that comes when all its users are dead.",
     .basis = "P-SYNC-010", .level = MUST, .needs = CAP(LINUX))
{
    Held held = held_mutex(s, 1);
    kill_actor(held.owner);
    kill_actor(held.other);
    Actor *fresh = cast(s, "fresh");
    View view = view_of(fresh, open_file(fresh, held.path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_error(CALL(fresh, pthread_mutex_lock, view.address), EOWNERDEAD);
    expect_ok(CALL(fresh, pthread_mutex_consistent, view.address));
    expect_ok(CALL(fresh, pthread_mutex_unlock, view.address));
    expect_ok(CALL(fresh, pthread_mutex_lock, view.address));
}

CASE(a_reader_dies, .claim = "What becomes of a read-write lock whose reader is killed.", .basis = "P-SYNC-014",
     .level = OBSERVE)
{
    Actor *reader = cast(s, "reader");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "rwlock");
    View readers = view_of(reader, new_file(reader, path, page(s)), page(s), READ_WRITE, MAP_SHARED);
    View writers = view_of(writer, open_file(writer, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(CALL(reader, make_rwlock, readers.address));
    expect_ok(CALL(reader, pthread_rwlock_rdlock, readers.address));
    kill_actor(reader);
    observe(s, "locking to write", CALL(writer, pthread_rwlock_trywrlock, writers.address), "EBUSY: stuck");
    observe(s, "locking to read", CALL(writer, pthread_rwlock_rdlock, writers.address), "0");
}

CASES(posix_robust, "posix/robust", "posix", &the_next_owner_is_told, &what_is_not_mended_is_lost, &a_waiter_is_told,
      &exec_is_a_death, &who_unmaps_what_he_holds, &a_plain_mutex_stays_locked, &the_file_remembers, &a_reader_dies);
