/* Copy-on-write views: what is stored in them is seen by nobody else. */
#include "cases/common/common.h"

CASE(a_private_store_stays_private,
     .claim = "What a process stores in a copy-on-write view neither the object nor another process sees.",
     .basis = "P-COW-001 P-MMAP-006 W-COW-006 W-COW-018 C06", .level = MUST,
     .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS))
{
    User owner = first_user(s, "owner", "private", 2 * page(s));
    expect_ok(store(owner.actor, owner.view, 0, "common"));
    User copier = reach(s, owner, "copier", READ | WRITE);
    copier.view = map_object(copier.actor, copier.object, .length = 2 * page(s), .sharing = COPY_ON_WRITE);

    expect_bytes(copier.actor, copier.view, 0, "common");
    expect_ok(store(copier.actor, copier.view, 0, "secret"));
    expect_ok(store(copier.actor, copier.view, page(s), "hidden")); /* a page nobody had touched */
    expect_bytes(copier.actor, copier.view, 0, "secret");
    expect_bytes(copier.actor, copier.view, page(s), "hidden");
    expect_bytes(owner.actor, owner.view, 0, "common");
    expect_filled(owner.actor, owner.view, page(s), page(s), 0);
}

CASE(one_process_has_both_kinds_of_view,
     .claim = "A copy-on-write view keeps its stores from a shared view of the same object in the same process.",
     .basis = "P-COW-001 W-COW-006", .level = MUST, .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "both", page(s));
    View copy = map_object(user.actor, user.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_ok(store(user.actor, user.view, 0, "first"));
    expect_filled(user.actor, copy, 100, 8, 0); /* touched before it is copied */
    expect_ok(store(user.actor, copy, 100, "mine"));
    expect_filled(user.actor, user.view, 100, 4, 0);
    expect_ok(store(user.actor, user.view, 200, "theirs")); /* the shared view is not broken by the copy */
    expect_bytes(user.actor, copy, 100, "mine");
}

CASE(a_copy_begins_as_the_page_was,
     .claim = "Storing one byte in a copy-on-write view leaves every other byte of its page as the object has it.",
     .basis = "P-COW-001 P-MMAP-002 W-COW-010", .level = MUST, .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS))
{
    User owner = first_user(s, "owner", "whole", page(s));
    expect_ok(fill(owner.actor, owner.view, 0, page(s), 0x5A));
    User copier = reach(s, owner, "copier", READ | WRITE);
    copier.view = map_object(copier.actor, copier.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_ok(store(copier.actor, copier.view, 1000, "!"));
    expect_filled(copier.actor, copier.view, 0, 1000, 0x5A);
    expect_filled(copier.actor, copier.view, 1001, page(s) - 1001, 0x5A);
    expect_filled(owner.actor, owner.view, 0, page(s), 0x5A);
}

CASE(two_copies_are_independent,
     .claim = "Two processes that store in copy-on-write views of one page see each their own.",
     .basis = "P-COW-001 W-COW-019 W-COW-020", .level = MUST, .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS))
{
    User owner = first_user(s, "owner", "apart", page(s));
    User one = reach(s, owner, "one", READ | WRITE);
    User two = reach(s, owner, "two", READ | WRITE);
    one.view = map_object(one.actor, one.object, .length = page(s), .sharing = COPY_ON_WRITE);
    two.view = map_object(two.actor, two.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_ok(store(one.actor, one.view, 0, "one"));
    expect_ok(store(two.actor, two.view, 0, "two"));
    expect_bytes(one.actor, one.view, 0, "one");
    expect_bytes(two.actor, two.view, 0, "two");
    expect_filled(owner.actor, owner.view, 0, page(s), 0);
}

CASE(unmapping_discards_private_bytes,
     .claim = "Unmapping a copy-on-write view discards what was stored in it; a new view shows the object's bytes.",
     .basis = "P-COW-002 P-COW-003 W-COW-012", .level = MUST, .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "discard", page(s));
    expect_ok(store(user.actor, user.view, 0, "public"));
    View copy = map_object(user.actor, user.object, .length = page(s), .sharing = COPY_ON_WRITE);
    expect_ok(store(user.actor, copy, 0, "secret"));
    expect_ok(unmap(user.actor, copy));
    View again = map_object(user.actor, user.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_bytes(user.actor, again, 0, "public");
    expect_bytes(user.actor, user.view, 0, "public");
}

CASE(flushing_publishes_nothing_private,
     .claim = "Flushing a copy-on-write view succeeds and leaves the object as it was.",
     .basis = "P-COW-002 P-MSYNC-013 W-COW-013", .level = MUST,
     .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS) | CAP(FLUSH))
{
    User owner = first_user(s, "owner", "flushed", page(s));
    expect_ok(store(owner.actor, owner.view, 0, "public"));
    User copier = reach(s, owner, "copier", READ | WRITE);
    copier.view = map_object(copier.actor, copier.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_ok(store(copier.actor, copier.view, 0, "secret"));
    expect_ok(flush(copier.actor, copier.view));
    expect_bytes(owner.actor, owner.view, 0, "public");
    leave(copier.actor);
    expect_bytes(owner.actor, owner.view, 0, "public");
}

CASE(a_read_only_object_can_be_changed_privately,
     .claim = "An object opened only to read can be mapped copy-on-write and stored to; the object stays as it was.",
     .basis = "P-MERR-012 W-COW-014 W-COW-015", .level = MUST,
     .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS) | CAP(NAMED))
{
    User owner = first_user(s, "owner", "reader", page(s));
    expect_ok(store(owner.actor, owner.view, 0, "public"));
    User reader = reach(s, owner, "reader", READ);
    reader.view = map_object(reader.actor, reader.object, .length = page(s), .sharing = COPY_ON_WRITE);

    expect_ok(store(reader.actor, reader.view, 0, "secret"));
    expect_bytes(reader.actor, reader.view, 0, "secret");
    expect_bytes(owner.actor, owner.view, 0, "public");
}

CASE(fork_copies_private_bytes,
     .claim = "A forked child starts with its parent's private bytes, and afterwards neither sees the other's stores.",
     .basis = "P-COW-008 P-INH-002", .level = MUST, .needs = CAP(COPY_ON_WRITE_VIEWS) | CAP(FORK))
{
    Actor *parent = cast(s, "parent");
    Object object = create_object(parent, object_name(s, "fork"), 2 * page(s));
    View view = map_object(parent, object, .length = 2 * page(s), .sharing = COPY_ON_WRITE);
    expect_ok(store(parent, view, 0, "before"));
    Actor *child = fork_actor(parent, "child");
    View childs = inherited_view(view);

    expect_bytes(child, childs, 0, "before");
    expect_ok(store(parent, view, 0, "parent"));
    expect_bytes(child, childs, 0, "before"); /* the parent stored first */
    expect_ok(store(child, childs, page(s), "child"));
    expect_filled(parent, view, page(s), page(s), 0); /* the child stored first */
    expect_ok(store(child, childs, 0, "childs"));
    expect_bytes(parent, view, 0, "parent");
}

CASES(common_privacy, "common/privacy", NULL, &a_private_store_stays_private, &one_process_has_both_kinds_of_view,
      &a_copy_begins_as_the_page_was, &two_copies_are_independent, &unmapping_discards_private_bytes,
      &flushing_publishes_nothing_private, &a_read_only_object_can_be_changed_privately, &fork_copies_private_bytes);
