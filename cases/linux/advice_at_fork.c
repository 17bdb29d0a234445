/* madvise: what a child, a fresh program and a core file have of memory. */
#include "cases/linux/advice.h"

#include "cases/posix/limits.h"

#include <stdio.h>

static const struct {
    const char *name;
    int flags;
} kinds[] = {{"private", PRIVATE_MEMORY}, {"shared", SHARED_MEMORY}, {"file", MAP_SHARED}};

static void kind_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", kinds[cell].name);
}

CASE(a_child_lacks_the_page,
     .claim = "After MADV_DONTFORK a child has nothing mapped there; MADV_DOFORK gives it to the next child.",
     .basis = "P-ADV-018", .level = MUST, .needs = CAP(LINUX), .cells = sizeof kinds / sizeof kinds[0],
     .cell_name = kind_cell)
{
    int flags = kinds[story_cell(s)].flags;
    Actor *parent = cast(s, "parent");
    Value file = flags & MAP_ANONYMOUS ? NUMBER(-1) : new_file(parent, scratch_name(s, "page"), 3 * page(s));
    View view = view_away(parent, file, 3 * page(s), READ_WRITE, flags);
    expect_ok(fill(parent, view, 0, 3 * page(s), 'p'));
    Value middle = byte_of(view, page(s));
    expect_ok(CALL(parent, madvise, middle, page(s), MADV_DONTFORK));
    Actor *first = fork_actor(parent, "first");
    expect_filled(first, view, 0, page(s), 'p');
    expect_fault_code(load(first, view, page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_error(CALL(first, region_at, middle, OUT), ENOMEM);
    expect_filled(first, view, 2 * page(s), page(s), 'p');
    expect_filled(parent, view, page(s), page(s), 'p');
    expect_ok(CALL(parent, madvise, middle, page(s), MADV_DOFORK));
    expect_filled(fork_actor(parent, "second"), view, 0, 3 * page(s), 'p');
}

CASE(wiped_memory_stays_wiped,
     .claim = "Memory with MADV_WIPEONFORK is zero for children and grandchildren; their stores are theirs.",
     .basis = "P-ADV-019", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    needs_advice(s, parent, MADV_WIPEONFORK, "MADV_WIPEONFORK");
    View view = memory(parent, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(parent, view, 0, 2 * page(s), 'w'));
    expect_ok(CALL(parent, madvise, view.address, page(s), MADV_WIPEONFORK));
    Actor *child = fork_actor(parent, "child");
    expect_filled(child, view, 0, page(s), 0);
    expect_filled(child, view, page(s), page(s), 'w');
    expect_ok(store(child, view, 0, "child"));
    Actor *grandchild = fork_actor(child, "grandchild");
    expect_filled(grandchild, view, 0, page(s), 0);
    expect_bytes(child, view, 0, "child");
    expect_filled(parent, view, 0, 2 * page(s), 'w');
    expect_ok(CALL(parent, madvise, view.address, page(s), MADV_KEEPONFORK));
    expect_filled(fork_actor(parent, "second"), view, 0, 2 * page(s), 'w');
}

CASE(wiping_wants_a_length, .claim = "MADV_WIPEONFORK of no bytes wipes nothing.", .basis = "P-ADV-019", .level = MUST,
     .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    needs_advice(s, parent, MADV_WIPEONFORK, "MADV_WIPEONFORK");
    View view = memory(parent, page(s), PRIVATE_MEMORY);
    expect_ok(fill(parent, view, 0, page(s), 'w'));
    expect_ok(CALL(parent, madvise, view.address, 0, MADV_WIPEONFORK));
    expect_filled(fork_actor(parent, "child"), view, 0, page(s), 'w');
}

CASE(advice_ends_with_the_program,
     .claim = "Advice about fork is not kept over exec: what is mapped there afterwards reaches children.",
     .basis = "P-ADV-019 P-ADV-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    needs_advice(s, parent, MADV_WIPEONFORK, "MADV_WIPEONFORK");
    View view = memory_away(parent, 2 * page(s));
    expect_ok(CALL(parent, madvise, view.address, page(s), MADV_WIPEONFORK));
    expect_ok(CALL(parent, madvise, byte_of(view, page(s)), page(s), MADV_DONTFORK));
    exec_actor(parent);
    int flags = PRIVATE_MEMORY | MAP_FIXED_NOREPLACE;
    expect_ok(CALL(parent, mmap, view.address, 2 * page(s), READ_WRITE, flags, -1, 0));
    expect_ok(fill(parent, view, 0, 2 * page(s), 'n'));
    expect_filled(fork_actor(parent, "child"), view, 0, 2 * page(s), 'n');
}

/* Core files ----------------------------------------------------------------------------------------------------------------- */

CASE(advice_about_dumps_is_noted,
     .claim = "MADV_DONTDUMP marks a region as kept out of core files, MADV_DODUMP takes the mark back.",
     .basis = "P-ADV-020", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_flag(user, view.address, "dd", false);
    expect_ok(advise(user, view, MADV_DONTDUMP));
    expect_flag(user, view.address, "dd", true);
    expect_ok(advise(user, view, MADV_DODUMP));
    expect_flag(user, view.address, "dd", false);
}

/* Where this process's core goes: "core" in its own folder, or a skip. */
static void needs_plain_cores(Story *s, Actor *actor)
{
    Value setting = open_file(actor, "/proc/sys/kernel/core_pattern", O_RDONLY);
    const Answer *pattern = CALL(actor, pread, setting, OUT_ROOM(8), 8, 0);
    if (expect_ok(pattern).number != strlen("core\n"))
        skip_story(s, "kernel.core_pattern is not \"core\" here: cores go elsewhere");
    const Answer *id = CALL(actor, number_in, "/proc/sys/kernel/core_uses_pid", "", OUT);
    expect_ok(id);
    if (answer_field(id, "value").number != 0)
        skip_story(s, "kernel.core_uses_pid is set here: cores have other names");
    expect_ok(CALL(actor, close, setting));
}

CASE(undumped_memory_is_not_in_the_core,
     .claim = "A core file lacks memory with MADV_DONTDUMP, and has what got MADV_DODUMP again.", .basis = "P-ADV-020",
     .level = MUST, .needs = CAP(LINUX) | CAP(FORK))
{
    needs_plain_actor(s);
    Actor *parent = cast(s, "parent");
    needs_plain_cores(s, parent);
    expect_error(CALL(parent, open, "core", O_RDONLY | O_CLOEXEC, 0), ENOENT);
    View view = memory(parent, 3 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(parent, view, 0, 3 * page(s), 'c'));
    expect_ok(CALL(parent, madvise, byte_of(view, page(s)), 2 * page(s), MADV_DONTDUMP));
    expect_ok(CALL(parent, madvise, byte_of(view, 2 * page(s)), page(s), MADV_DODUMP));
    Actor *child = fork_actor(parent, "child");
    lift_limit(child, RLIMIT_CORE);
    expect_ok(CALL(child, default_signal, SIGSEGV));
    expect_true(s, answer_kind(store(child, VIEW_AT(NUMBER(0), page(s)), 64, "x")) == ANSWER_DIED, "the child died");
    expect_field(wait_for_child(parent, child), "code", SIGSEGV);
    const Answer *whole = CALL(parent, core_bytes, "core", view.address, OUT_ROOM(4), 4);
    const Answer *without = CALL(parent, core_bytes, "core", byte_of(view, page(s)), OUT_ROOM(4), 4);
    const Answer *again = CALL(parent, core_bytes, "core", byte_of(view, 2 * page(s)), OUT_ROOM(4), 4);
    CALL(parent, unlink, "core");
    if (answer_kind(whole) == ANSWER_ERROR)
        skip_story(s, "no core file was made: %s", answer_error(whole));
    expect_field_text(whole, "buffer", "cccc", 4);
    expect_result(without, 0);
    expect_field_text(again, "buffer", "cccc", 4);
}

CASES(linux_advice_at_fork, "linux/advice_at_fork", "posix", &a_child_lacks_the_page, &wiped_memory_stays_wiped,
      &wiping_wants_a_length, &advice_ends_with_the_program, &advice_about_dumps_is_noted,
      &undumped_memory_is_not_in_the_core);
