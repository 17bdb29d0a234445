/* Locks, conditions, barriers and semaphores that lie in a mapping and serve two processes. */
#include "cases/posix/posix.h"

#include <stdio.h>

/* Where the two things of a case lie in the page. */
enum { MUTEX = 0, CONDITION = 256, WORD = 512 };

typedef enum Kept { ANONYMOUS, FILE_MAPPING, SHM_OBJECT, MEMFD, KEPT } Kept;
static const char *const kept_words[KEPT] = {"anonymous", "file", "shm", "memfd"};

/* Two processes that share a page, and that page in each. */
typedef struct Sharers {
    Actor *first;
    Actor *second;
    View a;
    View b;
} Sharers;

/* What two unrelated processes open by its name. */
static Value open_shared(Story *s, Actor *actor, Kept kept, const char *name, bool create)
{
    int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT | O_EXCL : 0);
    Value object = kept == SHM_OBJECT ? expect_ok(CALL(actor, shm_open, name, flags, 0600))
                                      : expect_ok(CALL(actor, open, name, flags, 0600));
    if (create)
        expect_ok(CALL(actor, ftruncate, object, page(s)));
    return object;
}

static void share_by_name(Story *s, Kept kept, Sharers *sharers)
{
    const char *name = kept == SHM_OBJECT ? unique_name(s, "locks") : scratch_name(s, "locks");
    sharers->second = cast(s, "second");
    Value mine = open_shared(s, sharers->first, kept, name, true);
    Value theirs = open_shared(s, sharers->second, kept, name, false);
    sharers->a = view_of(sharers->first, mine, page(s), READ_WRITE, MAP_SHARED);
    sharers->b = view_of(sharers->second, theirs, page(s), READ_WRITE, MAP_SHARED);
}

static void share_by_fork(Story *s, Kept kept, Sharers *sharers)
{
    if (kept == ANONYMOUS) {
        sharers->a = memory(sharers->first, page(s), SHARED_MEMORY);
    } else {
        Value object = expect_ok(CALL(sharers->first, memfd_create, "locks", MFD_CLOEXEC));
        expect_ok(CALL(sharers->first, ftruncate, object, page(s)));
        sharers->a = view_of(sharers->first, object, page(s), READ_WRITE, MAP_SHARED);
    }
    sharers->second = fork_actor(sharers->first, "second");
    sharers->b = sharers->a;
}

static Sharers sharers_of(Story *s, Kept kept)
{
    Sharers sharers = {.first = cast(s, "first")};
    if (kept == FILE_MAPPING || kept == SHM_OBJECT)
        share_by_name(s, kept, &sharers);
    else
        share_by_fork(s, kept, &sharers);
    expect_ok(store(sharers.first, sharers.a, WORD, "shared"));
    expect_bytes(sharers.second, sharers.b, WORD, "shared"); /* else everything below would wait for nothing */
    return sharers;
}

static void a_mutex_serves(const Sharers *pair)
{
    expect_ok(CALL(pair->first, make_mutex, pair->a.address, 0));
    expect_ok(CALL(pair->first, pthread_mutex_lock, pair->a.address));
    expect_error(CALL(pair->second, pthread_mutex_trylock, pair->b.address), EBUSY);
    const Answer *waiting = BEGIN_CALL(pair->second, pthread_mutex_lock, pair->b.address);
    expect_ok(CALL(pair->first, pthread_mutex_unlock, pair->a.address));
    expect_ok(finish_call(waiting));
    expect_error(CALL(pair->first, pthread_mutex_trylock, pair->a.address), EBUSY);
    expect_ok(CALL(pair->second, pthread_mutex_unlock, pair->b.address));
    expect_ok(CALL(pair->first, pthread_mutex_trylock, pair->a.address));
}

static void a_condition_serves(const Sharers *pair)
{
    Value mutex = byte_of(pair->a, MUTEX), condition = byte_of(pair->a, CONDITION);
    expect_ok(CALL(pair->first, make_mutex, mutex, 0));
    expect_ok(CALL(pair->first, make_condition, condition));
    expect_ok(CALL(pair->first, pthread_mutex_lock, mutex));
    const Answer *waiting = BEGIN_CALL(pair->first, pthread_cond_wait, condition, mutex);
    expect_ok(CALL(pair->second, pthread_mutex_lock, byte_of(pair->b, MUTEX))); /* once the first one waits */
    expect_ok(CALL(pair->second, pthread_cond_signal, byte_of(pair->b, CONDITION)));
    expect_ok(CALL(pair->second, pthread_mutex_unlock, byte_of(pair->b, MUTEX)));
    expect_ok(finish_call(waiting));
    expect_error(CALL(pair->second, pthread_mutex_trylock, byte_of(pair->b, MUTEX)), EBUSY);
    expect_error(CALL(pair->first, wait_within, condition, mutex, 1), ETIMEDOUT);
}

static void a_rwlock_serves(const Sharers *pair)
{
    expect_ok(CALL(pair->first, make_rwlock, pair->a.address));
    expect_ok(CALL(pair->first, pthread_rwlock_rdlock, pair->a.address));
    expect_ok(CALL(pair->second, pthread_rwlock_rdlock, pair->b.address));
    expect_ok(CALL(pair->second, pthread_rwlock_unlock, pair->b.address));
    expect_error(CALL(pair->second, pthread_rwlock_trywrlock, pair->b.address), EBUSY);
    const Answer *waiting = BEGIN_CALL(pair->second, pthread_rwlock_wrlock, pair->b.address);
    expect_ok(CALL(pair->first, pthread_rwlock_unlock, pair->a.address));
    expect_ok(finish_call(waiting));
    expect_error(CALL(pair->first, pthread_rwlock_trywrlock, pair->a.address), EBUSY);
}

static void a_barrier_serves(Story *s, const Sharers *pair)
{
    expect_ok(CALL(pair->first, make_barrier, pair->a.address, 2));
    const Answer *waiting = BEGIN_CALL(pair->first, pthread_barrier_wait, pair->a.address);
    int64_t one = (int64_t)expect_ok(CALL(pair->second, pthread_barrier_wait, pair->b.address)).number;
    int64_t other = (int64_t)expect_ok(finish_call(waiting)).number;
    expect_true(s, (one == 0) != (other == 0), "one of the two is the serial one, the other gets 0");
}

static void a_spin_lock_serves(const Sharers *pair)
{
    expect_ok(CALL(pair->first, pthread_spin_init, pair->a.address, 1));
    expect_ok(CALL(pair->first, pthread_spin_lock, pair->a.address));
    expect_error(CALL(pair->second, pthread_spin_trylock, pair->b.address), EBUSY);
    expect_ok(CALL(pair->first, pthread_spin_unlock, pair->a.address));
    expect_ok(CALL(pair->second, pthread_spin_lock, pair->b.address));
}

static void a_semaphore_serves(const Sharers *pair)
{
    expect_ok(CALL(pair->first, sem_init, pair->a.address, 1, 0));
    expect_error(CALL(pair->second, sem_trywait, pair->b.address), EAGAIN);
    const Answer *waiting = BEGIN_CALL(pair->first, sem_wait, pair->a.address);
    expect_ok(CALL(pair->second, sem_post, pair->b.address));
    expect_ok(finish_call(waiting));
    expect_error(CALL(pair->second, sem_trywait, pair->b.address), EAGAIN);
    expect_ok(CALL(pair->first, sem_post, pair->a.address));
    expect_ok(CALL(pair->second, sem_trywait, pair->b.address));
}

typedef enum Thing { A_MUTEX, A_CONDITION, A_RWLOCK, A_BARRIER, A_SPIN_LOCK, A_SEMAPHORE, THINGS } Thing;
static const char *const thing_words[THINGS] = {"mutex", "condition", "rwlock", "barrier", "spinlock", "semaphore"};

static void thing_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", thing_words[cell / KEPT], kept_words[cell % KEPT]);
}

CASE(two_processes_synchronise, .claim = "What is made process-shared in a shared mapping serves two processes.",
     .basis = "P-SYNC-001", .level = MUST, .cells = THINGS * KEPT, .cell_name = thing_cell)
{
    Sharers pair = sharers_of(s, (Kept)(story_cell(s) % KEPT));
    switch ((Thing)(story_cell(s) / KEPT)) {
    case A_MUTEX:
        a_mutex_serves(&pair);
        break;
    case A_CONDITION:
        a_condition_serves(&pair);
        break;
    case A_RWLOCK:
        a_rwlock_serves(&pair);
        break;
    case A_BARRIER:
        a_barrier_serves(s, &pair);
        break;
    case A_SPIN_LOCK:
        a_spin_lock_serves(&pair);
        break;
    case A_SEMAPHORE:
        a_semaphore_serves(&pair);
        break;
    case THINGS:
        break;
    }
}

static void kept_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", kept_words[cell]);
}

CASE(messages_arrive_in_order, .claim = "Who sees a number announced sees that number or a later one, never an older.",
     .basis = "P-SYNC-012", .level = MUST, .cells = KEPT, .cell_name = kept_cell)
{
    enum { ROUNDS = 200000, FLAG = 1024 };
    Sharers pair = sharers_of(s, (Kept)story_cell(s));
    const Answer *receiving = BEGIN_CALL(pair.second, receive_numbers, byte_of(pair.b, MUTEX), byte_of(pair.b, FLAG),
                                         ROUNDS);
    expect_ok(CALL(pair.first, send_numbers, byte_of(pair.a, MUTEX), byte_of(pair.a, FLAG), ROUNDS));
    expect_result(finish_call(receiving), 0);
    expect_result(load_word(pair.second, pair.b, MUTEX, 8), ROUNDS);
}

CASE(a_semaphore_loses_no_update, .claim = "Two processes that count under a named semaphore lose nothing.",
     .basis = "P-SYNC-013", .level = MUST, .tags = "long")
{
    enum { ROUNDS = 200000 };
    Sharers pair = sharers_of(s, FILE_MAPPING);
    const char *name = unique_name(s, "counting");
    const Answer *one = BEGIN_CALL(pair.first, add_under_semaphore, name, pair.a.address, ROUNDS);
    const Answer *two = BEGIN_CALL(pair.second, add_under_semaphore, name, pair.b.address, ROUNDS);
    finish_call(one);
    finish_call(two);
    CALL(pair.first, sem_unlink, name); /* before anything can end the story: no sweep knows semaphores */
    expect_result(one, 0);
    expect_result(two, 0);
    expect_result(load_word(pair.first, pair.a, 0, 8), 2 * ROUNDS);
}

CASE(a_record_lock_loses_no_update, .claim = "Two processes that count under a record lock of the file lose nothing.",
     .basis = "P-SYNC-013 P-SYS-008", .level = MUST, .tags = "long")
{
    enum { ROUNDS = 5000 };
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *path = scratch_name(s, "counter");
    Value mine = new_file(first, path, page(s));
    Value theirs = open_file(second, path, O_RDWR);
    View a = view_of(first, mine, page(s), READ_WRITE, MAP_SHARED);
    View b = view_of(second, theirs, page(s), READ_WRITE, MAP_SHARED);
    const Answer *one = BEGIN_CALL(first, add_under_lock, mine, a.address, ROUNDS);
    const Answer *two = BEGIN_CALL(second, add_under_lock, theirs, b.address, ROUNDS);
    expect_result(finish_call(one), 0);
    expect_result(finish_call(two), 0);
    expect_result(load_word(second, b, 0, 8), 2 * ROUNDS);
}

CASE(a_futex_has_no_address, .claim = "A waiter at one address of shared memory is woken at another one.",
     .basis = "P-SYNC-002 P-SYS-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *waiter = cast(s, "waiter");
    Actor *lane = lane_of(waiter, "lane");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "futex");
    Value file = new_file(waiter, path, 2 * page(s));
    View first = view_of(waiter, file, page(s), READ_WRITE, MAP_SHARED);
    View second = view_of(waiter, file, page(s), READ_WRITE, MAP_SHARED);
    View others = view_of(other, open_file(other, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_different(s, second.address, first.address, "the addresses of the two views");
    expect_error(CALL(waiter, futex_wait, first.address, 1), EAGAIN); /* the word is 0 */
    expect_ok(store_word(other, others, WORD, 4, 7));
    expect_result(load_word(waiter, second, WORD, 4), 7); /* else the wakers below would try for ever */
    expect_result(load_word(lane, second, WORD, 4), 7);
    const Answer *waiting = BEGIN_CALL(waiter, futex_wait, first.address, 0);
    expect_result(CALL(lane, futex_wake, second.address, 1), 1);
    expect_ok(finish_call(waiting));
    waiting = BEGIN_CALL(waiter, futex_wait, second.address, 0);
    expect_result(CALL(other, futex_wake, others.address, 1), 1);
    expect_ok(finish_call(waiting));
}

CASES(posix_synchronisation, "posix/synchronisation", "posix", &two_processes_synchronise, &messages_arrive_in_order,
      &a_semaphore_loses_no_update, &a_record_lock_loses_no_update, &a_futex_has_no_address);
