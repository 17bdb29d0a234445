/* MADV_GUARD_INSTALL: pages that fault, without a region of their own. */
#include "cases/linux/advice.h"

#include <stdio.h>

enum { PAGES = 4 };

/* Memory of four pages of 'd' whose second is guarded. */
static View guarded_memory(Story *s, Actor *actor, int flags)
{
    needs_advice(s, actor, MADV_GUARD_INSTALL, "MADV_GUARD_INSTALL");
    View view = memory(actor, PAGES * page(s), flags);
    expect_ok(fill(actor, view, 0, PAGES * page(s), 'd'));
    expect_ok(CALL(actor, madvise, byte_of(view, page(s)), page(s), MADV_GUARD_INSTALL));
    return view;
}

/* The second of four pages faults, the others have their bytes. */
static void expect_guard(Story *s, Actor *actor, View view)
{
    expect_filled(actor, view, 0, page(s), 'd');
    expect_fault_code(load(actor, view, page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(store(actor, view, 2 * page(s) - 1, "x"), WRITE, "SIGSEGV:SEGV_MAPERR");
    expect_filled(actor, view, 2 * page(s), 2 * page(s), 'd');
}

CASE(a_guarded_page_faults,
     .claim = "A guarded page faults and loses its bytes without splitting its region; without the guard it is zero.",
     .basis = "P-ADV-026", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_GUARD_INSTALL, "MADV_GUARD_INSTALL");
    View view = memory(user, PAGES * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, PAGES * page(s), 'd'));
    Value before = regions_of(user);
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_GUARD_INSTALL));
    expect_regions(user, before);
    expect_guard(s, user, view);
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_GUARD_INSTALL)); /* again: no change */
    expect_ok(CALL(user, madvise, view.address, PAGES * page(s), MADV_GUARD_REMOVE));
    expect_filled(user, view, 0, page(s), 'd');
    expect_filled(user, view, page(s), page(s), 0);
    expect_filled(user, view, 2 * page(s), 2 * page(s), 'd');
    expect_ok(store(user, view, page(s), "usable"));
}

CASE(guards_over_several_regions,
     .claim = "Guards of a range with holes are installed in what is mapped there, and the answer is ENOMEM.",
     .basis = "P-ADV-027 P-ADV-009", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_GUARD_INSTALL, "MADV_GUARD_INSTALL");
    View view = memory_with_hole(s, user, PRIVATE_MEMORY);
    Value before = regions_of(user);
    expect_error(advise(user, view, MADV_GUARD_INSTALL), ENOMEM);
    expect_regions(user, before);
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(load(user, view, 2 * page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_ok(CALL(user, madvise, byte_of(view, 2 * page(s)), page(s), MADV_GUARD_REMOVE));
    expect_filled(user, view, 2 * page(s), page(s), 0);
    expect_error(advise(user, view, MADV_GUARD_REMOVE), ENOMEM);
    expect_filled(user, view, 0, page(s), 0);
}

/* What a guard survives ------------------------------------------------------------------------------------------------------ */

static const char *const trials[] = {"mprotect", "dontneed", "free", "mremap"};

static void trial_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", trials[cell]);
}

/* Tries the cell's change on the whole view; where the view is afterwards. */
static View change(Story *s, Actor *actor, View view)
{
    switch (story_cell(s)) {
    case 0:
        expect_ok(CALL(actor, mprotect, view.address, view.length, PROT_READ));
        expect_ok(CALL(actor, mprotect, view.address, view.length, READ_WRITE));
        return view;
    case 1:
        expect_ok(advise(actor, view, MADV_DONTNEED));
        return view;
    case 2:
        expect_ok(advise(actor, view, MADV_FREE));
        return view;
    default:
        return VIEW_AT(expect_ok(CALL(actor, mremap, view.address, view.length, 2 * view.length, MREMAP_MAYMOVE, NULL)),
                       2 * view.length);
    }
}

CASE(guards_stay, .claim = "Guards outlast changes of protection, MADV_DONTNEED, MADV_FREE and mremap.",
     .basis = "P-ADV-027", .level = MUST, .needs = CAP(LINUX), .cells = sizeof trials / sizeof trials[0],
     .cell_name = trial_cell)
{
    Actor *user = cast(s, "user");
    View view = change(s, user, guarded_memory(s, user, PRIVATE_MEMORY));
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(store(user, view, page(s), "x"), WRITE, "SIGSEGV:SEGV_MAPERR");
    expect_ok(store(user, view, 0, "before"));
    expect_ok(store(user, view, 2 * page(s), "behind"));
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_GUARD_REMOVE));
    expect_ok(store(user, view, page(s), "between"));
}

CASE(guards_and_children,
     .claim = "A child has its parent's guards, and each may take its own away; wiped memory has none.",
     .basis = "P-ADV-027", .level = MUST, .needs = CAP(LINUX))
{
    Actor *parent = cast(s, "parent");
    View view = guarded_memory(s, parent, PRIVATE_MEMORY);
    Actor *child = fork_actor(parent, "child");
    expect_guard(s, child, view);
    expect_ok(CALL(child, madvise, view.address, PAGES * page(s), MADV_GUARD_REMOVE));
    expect_filled(child, view, page(s), page(s), 0);
    expect_guard(s, parent, view);
    expect_ok(CALL(parent, madvise, view.address, PAGES * page(s), MADV_WIPEONFORK));
    Actor *wiped = fork_actor(parent, "wiped");
    expect_filled(wiped, view, 0, page(s), 0);
    expect_filled(wiped, view, page(s), page(s), 0);
}

CASE(unmapping_ends_a_guard, .claim = "What is mapped anew where a guard was has none.", .basis = "P-ADV-027",
     .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = guarded_memory(s, user, PRIVATE_MEMORY);
    int flags = PRIVATE_MEMORY | MAP_FIXED;
    expect_guard(s, user, view);
    expect_ok(CALL(user, munmap, view.address, view.length));
    expect_ok(CALL(user, mmap, view.address, view.length, READ_WRITE, flags, -1, 0));
    expect_filled(user, view, 0, view.length, 0);
    expect_ok(CALL(user, madvise, byte_of(view, page(s)), page(s), MADV_GUARD_INSTALL));
    expect_fault(load(user, view, page(s), 1));
    expect_ok(CALL(user, mmap, view.address, view.length, READ_WRITE, flags, -1, 0)); /* in its place */
    expect_filled(user, view, 0, view.length, 0);
}

CASE(locked_memory_is_not_guarded, .claim = "MADV_GUARD_INSTALL is EINVAL for locked memory, whose bytes stay.",
     .basis = "P-ADV-026 P-LOCK-020", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_GUARD_INSTALL, "MADV_GUARD_INSTALL");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, page(s), 'l'));
    const Answer *locked = CALL(user, lock_memory, view.address, view.length, 0);
    if (answer_kind(locked) == ANSWER_ERROR)
        skip_story(s, "this process may not lock a page: %s", answer_error(locked));
    expect_ok(locked);
    Value before = regions_of(user);
    expect_error(advise(user, view, MADV_GUARD_INSTALL), EINVAL);
    expect_regions(user, before);
    expect_filled(user, view, 0, page(s), 'l');
}

CASES(linux_guards, "linux/guards", "posix", &a_guarded_page_faults, &guards_over_several_regions, &guards_stay,
      &guards_and_children, &unmapping_ends_a_guard, &locked_memory_is_not_guarded);
