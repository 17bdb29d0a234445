/* process_madvise: advice for several ranges at once, of this process or another. */
#include "cases/linux/advice.h"
#include "cases/posix/limits.h"

#include <stdio.h>

/* A descriptor of the process, or a skip. */
static Value descriptor_of_process(Story *s, Actor *actor, Value pid)
{
    const Answer *opened = CALL(actor, process_descriptor, pid);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "this kernel has no pidfd_open: %s", answer_error(opened));
    return expect_ok(opened);
}

static Value descriptor_of_itself(Story *s, Actor *actor)
{
    return descriptor_of_process(s, actor, expect_ok(CALL0(actor, getpid)));
}

/* Skips where there is no process_madvise at all: it says so of no ranges, too. */
static void needs_process_advice(Story *s, Actor *actor, Value process)
{
    const Answer *known = CALL(actor, advise_process, process, NULL, 0, MADV_COLD, 0);
    if (strcmp(answer_error(known), "ENOSYS") == 0)
        skip_story(s, "this kernel has no process_madvise");
    expect_result(known, 0);
}

CASE(ranges_are_counted_in_bytes,
     .claim = "process_madvise answers how many bytes were advised: all, or those before the range that is refused.",
     .basis = "P-ADV-033", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value self = descriptor_of_itself(s, user);
    needs_process_advice(s, user, self);
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 4 * page(s), 'p'));
    Value third = byte_of(view, 2 * page(s));
    Box both = FIELDS(F(base, view.address), F(length, page(s)), F(second, third), F(second_length, 2 * page(s)));
    expect_result(CALL(user, advise_process, self, both, 2, MADV_COLD, 0), 3 * page(s));
    expect_result(CALL(user, advise_process, self, both, 1, MADV_COLD, 0), page(s));
    expect_ok(CALL(user, munmap, third, page(s)));
    expect_result(CALL(user, advise_process, self, both, 2, MADV_COLD, 0), page(s));
    Box hole = FIELDS(F(base, third), F(length, page(s)));
    expect_error(CALL(user, advise_process, self, hole, 1, MADV_COLD, 0), ENOMEM);
    expect_filled(user, view, 0, 2 * page(s), 'p');
}

CASE(another_process_is_advised,
     .claim = "The superuser advises a child's memory, which keeps its bytes; an ordinary parent is refused: EPERM.",
     .basis = "P-ADV-033 P-ADV-034", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View view = memory(parent, 2 * page(s), PRIVATE_MEMORY);
    Actor *child = fork_actor(parent, "child");
    expect_ok(fill(child, view, 0, 2 * page(s), 'c'));
    needs_process_advice(s, parent, descriptor_of_itself(s, parent));
    Value process = descriptor_of_process(s, parent, expect_ok(CALL0(child, getpid)));
    Box range = FIELDS(F(base, view.address), F(length, 2 * page(s)));
    const Answer *advised = CALL(parent, advise_process, process, range, 1, MADV_PAGEOUT, 0);
    bool refused = strcmp(answer_error(advised), "EPERM") == 0;
    if (fact_number(s, "euid", 0) != 0)
        expect_error(advised, EPERM);
    else if (refused)
        skip_story(s, "this superuser lacks CAP_SYS_NICE");
    else
        expect_result(advised, 2 * page(s));
    expect_filled(child, view, 0, 2 * page(s), 'c');
    expect_error(CALL(parent, advise_process, process, range, 1, MADV_DONTNEED, 0), EINVAL); /* not a stranger's */
    expect_filled(child, view, 0, 2 * page(s), 'c');
    expect_filled(parent, view, 0, 2 * page(s), 0);
}

/* Refusals ------------------------------------------------------------------------------------------------------------------ */

static const char *const refusal_names[] = {"flags",     "no-descriptor", "not-a-process", "too-many",
                                            "no-advice", "no-ranges",     "unaligned"};
enum { REFUSALS = sizeof refusal_names / sizeof refusal_names[0] };

static void refusal_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refusal_names[cell]);
}

CASE(what_is_refused, .claim = "What process_madvise cannot do is refused with its own error, and nothing changes.",
     .basis = "P-ADV-034", .level = MUST, .needs = CAP(LINUX), .cells = REFUSALS, .cell_name = refusal_cell)
{
    enum { TOO_MANY = 1025 }; /* IOV_MAX and one */
    Actor *user = cast(s, "user");
    Value self = descriptor_of_itself(s, user);
    needs_process_advice(s, user, self);
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'p'));
    Value file = new_file(user, scratch_name(s, "file"), 0);
    Box range = FIELDS(F(base, view.address), F(length, page(s)));
    Box odd = FIELDS(F(base, byte_of(view, 1)), F(length, page(s)));
    Value before = regions_of(user);
    switch (story_cell(s)) {
    case 0:
        expect_error(CALL(user, advise_process, self, range, 1, MADV_COLD, 1), EINVAL);
        break;
    case 1:
        expect_error(CALL(user, advise_process, -1, range, 1, MADV_COLD, 0), EBADF);
        break;
    case 2:
        expect_error(CALL(user, advise_process, file, range, 1, MADV_COLD, 0), EBADF);
        break;
    case 3:
        expect_error(CALL(user, advise_process, self, range, TOO_MANY, MADV_COLD, 0), EINVAL);
        break;
    case 4:
        expect_error(CALL(user, advise_process, self, range, 1, 12345, 0), EINVAL);
        break;
    case 5:
        expect_error(CALL(user, advise_process, self, NULL, 1, MADV_COLD, 0), EFAULT);
        break;
    default:
        expect_error(CALL(user, advise_process, self, odd, 1, MADV_COLD, 0), EINVAL);
    }
    expect_regions(user, before);
    expect_filled(user, view, 0, 2 * page(s), 'p');
}

CASE(the_dead_are_not_advised, .claim = "process_madvise of a process that has ended is ESRCH.", .basis = "P-ADV-034",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View view = memory(parent, page(s), PRIVATE_MEMORY);
    Actor *child = fork_actor(parent, "child");
    Value process = descriptor_of_process(s, parent, expect_ok(CALL0(child, getpid)));
    needs_process_advice(s, parent, descriptor_of_itself(s, parent));
    kill_actor(child);
    expect_ok(wait_for_child(parent, child));
    Box range = FIELDS(F(base, view.address), F(length, page(s)));
    expect_error(CALL(parent, advise_process, process, range, 1, MADV_COLD, 0), ESRCH);
}

CASE(strangers_are_not_advised, .claim = "Who may not trace a process may not advise it either: EPERM, or EACCES.",
     .basis = "P-ADV-034", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED))
{
    Actor *owner = cast(s, "owner");
    Actor *stranger = cast(s, "stranger");
    View view = memory(owner, page(s), PRIVATE_MEMORY);
    expect_ok(store(owner, view, 0, "owner"));
    Value process = descriptor_of_process(s, stranger, expect_ok(CALL0(owner, getpid)));
    needs_process_advice(s, stranger, process);
    become_nobody(s, stranger);
    Box range = FIELDS(F(base, view.address), F(length, page(s)));
    const Answer *advised = CALL(stranger, advise_process, process, range, 1, MADV_COLD, 0);
    expect_one_error(advised, EPERM, EACCES); /* the manual page has the first, the kernel says the second */
    observe_text(s, "the error", answer_error(advised), "EPERM");
    expect_bytes(owner, view, 0, "owner");
}

CASE(own_memory_is_thrown_away, .claim = "Whether process_madvise takes MADV_DONTNEED for the caller's own memory.",
     .basis = "P-ADV-035", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value self = descriptor_of_itself(s, user);
    needs_process_advice(s, user, self);
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, page(s), 'p'));
    Box range = FIELDS(F(base, view.address), F(length, page(s)));
    const Answer *answer = CALL(user, advise_process, self, range, 1, MADV_DONTNEED, 0);
    observe_text(s, "MADV_DONTNEED of its own", answer_error(answer), "");
    observe_number(s, "the first byte then", expect_ok(load_word(user, view, 0, 1)).number, "0");
}

CASES(linux_process_advice, "linux/process_advice", "posix", &ranges_are_counted_in_bytes, &another_process_is_advised,
      &what_is_refused, &the_dead_are_not_advised, &strangers_are_not_advised, &own_memory_is_thrown_away);
