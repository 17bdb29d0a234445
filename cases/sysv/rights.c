/* System V segments: who may, how many there may be, and what the system tells about them. */
#include "cases/sysv/segments.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <string.h>

enum { NOBODY = 65534, LOCKED = 02000 };

CASE(strangers_have_no_segment,
     .claim = "Another user neither gets, attaches nor reads the state of a segment (EACCES), nor changes it (EPERM).",
     .basis = "P-SYSV-007 P-SYSV-015 P-SYSV-024", .level = MUST, .needs = CAP(PRIVILEGED))
{
    Actor *owner = cast(s, "owner");
    Actor *stranger = cast(s, "stranger");
    uint64_t key = unique_key(s);
    Value id = new_segment(owner, key, page(s), 0600);
    expect_ok(CALL(stranger, seteuid, NOBODY));
    expect_error(CALL(stranger, shmget, key, 0, 0400), EACCES);
    expect_only_error(stranger, CALL(stranger, shmat, id, NULL, SHM_RDONLY), EACCES);
    expect_error(CALL(stranger, shmctl, id, IPC_STAT, OUT), EACCES);
    Box taken = FIELDS(F(uid, NOBODY), F(gid, NOBODY), F(mode, 0666));
    expect_error(CALL(stranger, shmctl, id, IPC_SET, taken), EPERM);
    expect_error(CALL(stranger, shmctl, id, IPC_RMID, NULL), EPERM);
    expect_equal(s, NUMBER(stat_of(owner, id, "buffer.mode").number & 0777), NUMBER(0600), "the mode");
    expect_equal(s, stat_of(owner, id, "buffer.uid"), NUMBER(0), "the owner");
    expect_attached(s, owner, id, 0);
    Box readable = FIELDS(F(uid, 0), F(gid, 0), F(mode, 0644));
    expect_ok(CALL(owner, shmctl, id, IPC_SET, readable));
    expect_ok(CALL(stranger, shmat, id, NULL, SHM_RDONLY));
    expect_only_error(stranger, CALL(stranger, shmat, id, NULL, 0), EACCES);
    expect_error(CALL(stranger, shmget, key, 0, 0600), EACCES);
}

/* From now on the actor has System V objects and limits of its own. */
static void segments_of_its_own(Story *s, Actor *actor)
{
    const Answer *answer = CALL(actor, unshare, CLONE_NEWIPC);
    if (answer_kind(answer) == ANSWER_ERROR)
        skip_story(s, "this process may not have System V objects of its own: %s", answer_error(answer));
    expect_ok(answer);
}

/* kernel.NAME of the actor's own namespace. */
static void set_kernel(Story *s, Actor *actor, const char *name, uint64_t value)
{
    char path[64], text[24];
    snprintf(path, sizeof path, "/proc/sys/kernel/%s", name);
    int length = snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    const Answer *opened = CALL(actor, open, path, O_WRONLY | O_CLOEXEC, 0);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "this kernel has no kernel.%s that can be set: %s", name, answer_error(opened));
    Value file = expect_ok(opened);
    expect_result(CALL(actor, write, file, text, length), (uint64_t)length);
    expect_ok(CALL(actor, close, file));
}

CASE(segments_are_limited, .claim = "One segment or one page more than there may be is ENOSPC, too large a one EINVAL.",
     .basis = "P-SYSV-008 P-SYSV-006", .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    segments_of_its_own(s, user);
    set_kernel(s, user, "shmmni", 2);
    set_kernel(s, user, "shmmax", 8 * page(s));
    set_kernel(s, user, "shmall", 4);
    expect_error(CALL(user, shmget, IPC_PRIVATE, 8 * page(s) + 1, IPC_CREAT | 0600), EINVAL);
    expect_error(CALL(user, shmget, IPC_PRIVATE, 8 * page(s), IPC_CREAT | 0600), ENOSPC);
    Value first = expect_ok(CALL(user, shmget, IPC_PRIVATE, 3 * page(s), IPC_CREAT | 0600));
    expect_error(CALL(user, shmget, IPC_PRIVATE, 2 * page(s), IPC_CREAT | 0600), ENOSPC);
    expect_ok(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
    expect_ok(CALL(user, shmctl, first, IPC_RMID, NULL));
    expect_ok(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
    expect_error(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600), ENOSPC);
}

CASE(segments_can_go_with_their_last_user,
     .claim = "With kernel.shm_rmid_forced a segment is removed with its last attachment.", .basis = "P-SYSV-032",
     .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    Actor *user = cast(s, "user");
    segments_of_its_own(s, user);
    set_kernel(s, user, "shm_rmid_forced", 1);
    Value id = expect_ok(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
    Value place = expect_ok(CALL(user, shmat, id, NULL, 0));
    expect_attached(s, user, id, 1);
    expect_ok(CALL(user, shmdt, place));
    expect_one_error(CALL(user, shmctl, id, IPC_STAT, OUT), EINVAL, EIDRM);
}

CASE(the_next_identifier_is_chosen_once,
     .claim = "kernel.shm_next_id gives the next segment its id, and only that one.", .basis = "P-SYSV-033",
     .level = MUST, .needs = CAP(PRIVILEGED) | CAP(LINUX))
{
    enum { CHOSEN = 3 };
    Actor *user = cast(s, "user");
    segments_of_its_own(s, user);
    Value first = expect_ok(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
    set_kernel(s, user, "shm_next_id", first.number + CHOSEN);
    expect_result(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600), at(first, CHOSEN));
    Value third = expect_ok(CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | 0600));
    expect_different(s, third, NUMBER(first.number + CHOSEN), "two ids");
    const Answer *next = CALL(user, number_in, "/proc/sys/kernel/shm_next_id", "-", OUT);
    expect_field(next, "value", 1); /* -1: nothing is chosen any more */
}

static Value kernel_number(Actor *actor, const char *name)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/sys/kernel/%s", name);
    const Answer *answer = CALL(actor, number_in, path, "", OUT);
    expect_ok(answer);
    return answer_field(answer, "value");
}

/* The word of this index of a structure of longs. */
static Value long_of(Story *s, Actor *actor, View view, uint64_t index)
{
    unsigned width = pointer_bits(s) / 8;
    return expect_ok(load_word(actor, view, index * width, width));
}

CASE(the_system_tells_its_limits, .claim = "IPC_INFO says what /proc/sys/kernel says.", .basis = "P-SYSV-030",
     .level = MUST, .needs = CAP(LINUX))
{
    enum { SHMMAX, SHMMIN, SHMMNI, SHMSEG, SHMALL };
    Actor *user = cast(s, "user");
    View room = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(CALL(user, shmctl, 0, IPC_INFO, room.address));
    expect_equal(s, long_of(s, user, room, SHMMIN), NUMBER(1), "SHMMIN");
    expect_equal(s, long_of(s, user, room, SHMMNI), kernel_number(user, "shmmni"), "SHMMNI");
    if (pointer_bits(s) == 64) { /* narrower words cannot hold the usual limits */
        expect_equal(s, long_of(s, user, room, SHMMAX), kernel_number(user, "shmmax"), "SHMMAX");
        expect_equal(s, long_of(s, user, room, SHMALL), kernel_number(user, "shmall"), "SHMALL");
    }
}

CASE(the_system_lists_a_segment, .claim = "SHM_STAT and /proc/sysvipc/shm show a segment as IPC_STAT does.",
     .basis = "P-SYSV-030", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    uint64_t size = 3 * page(s) + 7;
    Value id = new_segment(user, unique_key(s), size, 0640);
    View room = memory(user, page(s), PRIVATE_MEMORY);
    Value last = expect_ok(CALL(user, shmctl, 0, SHM_INFO, room.address));
    expect_true(s, (uint32_t)expect_ok(load_word(user, room, 0, 4)).number >= 1, "SHM_INFO counts a segment");
    unsigned found = 0;
    for (uint64_t index = 0; index <= last.number; index++) {
        const Answer *answer = CALL(user, shmctl, index, SHM_STAT, OUT);
        if (answer_kind(answer) != ANSWER_OK || answer_value(answer).number != id.number)
            continue;
        found++;
        expect_field(answer, "buffer.segsz", size);
        expect_field(answer, "buffer.nattch", 0);
        expect_result(CALL(user, shmctl, index, SHM_STAT_ANY, OUT), id);
    }
    expect_equal(s, NUMBER(found), NUMBER(1), "how often SHM_STAT shows the segment");
    char row[64];
    snprintf(row, sizeof row, " %10llu  %4o ", (unsigned long long)id.number, 0640);
    expect_field(CALL(user, number_in, "/proc/sysvipc/shm", row, OUT), "value", size);
}

CASE(a_segment_is_locked_in_memory,
     .claim = "SHM_LOCK sets the bit SHM_LOCKED of a segment's mode, SHM_UNLOCK clears it.", .basis = "P-SYSV-029",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value id = new_segment(user, unique_key(s), page(s), 0600);
    const Answer *locked = CALL(user, shmctl, id, SHM_LOCK, NULL);
    if (answer_kind(locked) == ANSWER_ERROR && strcmp(answer_error(locked), "EINVAL") != 0)
        skip_story(s, "this process may not lock a segment: %s", answer_error(locked));
    expect_ok(locked);
    expect_true(s, stat_of(user, id, "buffer.mode").number & LOCKED, "the mode says SHM_LOCKED");
    expect_ok(CALL(user, shmctl, id, SHM_UNLOCK, NULL));
    expect_true(s, !(stat_of(user, id, "buffer.mode").number & LOCKED), "the mode no longer says SHM_LOCKED");
    expect_equal(s, stat_of(user, id, "buffer.segsz"), NUMBER(page(s)), "the size");
}

CASE(segments_of_huge_pages, .claim = "What SHM_HUGETLB answers for a segment of one small page.",
     .basis = "P-SYSV-031", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const Answer *made = CALL(user, shmget, IPC_PRIVATE, page(s), IPC_CREAT | SHM_HUGETLB | 0600);
    const Answer *state = answer_kind(made) == ANSWER_OK ? CALL(user, shmctl, answer_value(made), IPC_STAT, OUT) : NULL;
    if (state)
        CALL(user, shmctl, answer_value(made), IPC_RMID, NULL);
    observe_text(s, "making it", answer_kind(made) == ANSWER_OK ? "ok" : answer_error(made),
                 "ENOMEM without huge pages, EPERM without the right to them");
    if (state)
        observe_number(s, "its size", answer_field(state, "buffer.segsz").number, "as asked for");
}

CASES(sysv_rights, "sysv/rights", "posix", &strangers_have_no_segment, &segments_are_limited,
      &segments_can_go_with_their_last_user, &the_next_identifier_is_chosen_once, &the_system_tells_its_limits,
      &the_system_lists_a_segment, &a_segment_is_locked_in_memory, &segments_of_huge_pages);
