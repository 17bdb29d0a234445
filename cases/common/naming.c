/* Names: how they lead to objects, and when they are free. */
#include "cases/common/common.h"

/* Ends the user's use and, where names outlive their users, removes the name. */
static void end_name(Story *s, User user)
{
    end_use(user);
    if (backing(s) != BACKING_PAGING_FILE)
        expect_ok(remove_object(user.actor, user.object.name));
}

CASE(one_name_is_one_object, .claim = "Processes that open one name reach one object, also when they open it twice.",
     .basis = "P-SHMO-013 P-COH-007 P-SYSV-002 C09 C22", .level = MUST, .needs = CAP(NAMED))
{
    User first = first_user(s, "first", "one", page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    Object again = open_object(first.actor, first.object.name, READ | WRITE);
    View third = map_object(first.actor, again, .length = page(s));

    expect_ok(store(second.actor, second.view, 0, "one"));
    expect_bytes(first.actor, first.view, 0, "one");
    expect_bytes(first.actor, third, 0, "one");
}

CASE(distinct_names_are_distinct, .claim = "Two names that differ in their last character are two objects.",
     .basis = "P-SHMO-013 P-SYSV-001 C09", .level = MUST, .needs = CAP(NAMED))
{
    User left = first_user(s, "left", "name-a", page(s));
    User right = first_user(s, "right", "name-b", page(s));
    User visitor = share_with(s, right, "visitor", READ | WRITE);

    expect_ok(store(left.actor, left.view, 0, "left"));
    expect_filled(right.actor, right.view, 0, page(s), 0);
    expect_ok(store(visitor.actor, visitor.view, 0, "visit"));
    expect_bytes(left.actor, left.view, 0, "left");
    expect_bytes(right.actor, right.view, 0, "visit");
}

CASE(a_missing_name_is_refused, .claim = "Opening a name that no object bears is refused as not found.",
     .basis = "P-SHMO-009 P-SYSV-005 W-OPN-001", .level = MUST, .needs = CAP(NAMED))
{
    Actor *seeker = cast(s, "seeker");
    const char *name = object_name(s, "missing");
    expect_one_error(try_open(seeker, name, READ | WRITE), ENOENT, ERROR_FILE_NOT_FOUND);
    expect_one_error(try_open(seeker, name, READ), ENOENT, ERROR_FILE_NOT_FOUND); /* the first try made nothing */
}

CASE(an_existing_name_keeps_its_object,
     .claim = "Creating a name that exists is refused, or leads to the existing object; its bytes and its size stay.",
     .basis = "P-SHMO-006 P-SYSV-004 W-COL-001 W-COL-002 C28", .level = MUST, .needs = CAP(NAMED))
{
    User owner = first_user(s, "owner", "taken", 2 * page(s));
    expect_ok(store(owner.actor, owner.view, page(s), "mine"));
    Actor *intruder = cast(s, "intruder");
    const Answer *answer = try_create(intruder, owner.object.name, page(s));
    if (answer_kind(answer) != ANSWER_OK)
        expect_one_error(answer, EEXIST, ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS);

    expect_bytes(owner.actor, owner.view, page(s), "mine");
    User visitor = share_with(s, owner, "visitor", READ); /* all of it is still there to be mapped */
    expect_bytes(visitor.actor, visitor.view, page(s), "mine");
    expect_result(size_of_object(visitor.actor, visitor.object), 2 * page(s));
}

CASE(a_name_is_free_after_the_end,
     .claim = "Once its object has ended, a name is unknown, and a new object of that name starts as zero.",
     .basis = "P-SHMU-001 P-SHMU-003 P-SYSV-019 P-SYSV-023 W-LIF-004 C42", .level = MUST, .needs = CAP(NAMED))
{
    User first = first_user(s, "first", "again", page(s));
    expect_ok(fill(first.actor, first.view, 0, page(s), 0xEE));
    end_name(s, first);

    Actor *second = cast(s, "second");
    expect_one_error(try_open(second, first.object.name, READ), ENOENT, ERROR_FILE_NOT_FOUND);
    Object object = create_object(second, first.object.name, 2 * page(s));
    View view = map_object(second, object, .length = 2 * page(s));
    expect_filled(second, view, 0, 2 * page(s), 0);
}

CASE(a_removed_name_leaves_its_users_alone,
     .claim = "Removing a name leaves those who have its object mapped together with it; nobody else finds it.",
     .basis = "P-SHMU-002 P-MMAP-009 P-SYSV-019 P-SYSV-020", .level = MUST,
     .needs = CAP(NAMED) | CAP(REMOVE) | CAP(REMOVE_WHILE_MAPPED))
{
    User first = first_user(s, "first", "removed", page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    expect_ok(store(first.actor, first.view, 0, "before"));
    expect_ok(remove_object(second.actor, second.object.name));

    expect_error(try_open(first.actor, first.object.name, READ), ENOENT);
    expect_bytes(second.actor, second.view, 0, "before");
    expect_ok(store(second.actor, second.view, 0, "after!"));
    expect_bytes(first.actor, first.view, 0, "after!");
    end_use(first);
    expect_bytes(second.actor, second.view, 0, "after!");
}

CASE(a_name_used_again_is_another_object,
     .claim = "An object created under a name that was removed is new; users of the old object keep the old one.",
     .basis = "P-SHMU-003 P-MMAP-009 P-SYSV-020", .level = MUST,
     .needs = CAP(NAMED) | CAP(REMOVE) | CAP(REMOVE_WHILE_MAPPED))
{
    User old = first_user(s, "old", "reused", page(s));
    expect_ok(store(old.actor, old.view, 0, "old"));
    expect_ok(remove_object(old.actor, old.object.name));
    Actor *fresh = cast(s, "fresh");
    Object object = create_object(fresh, old.object.name, page(s));
    View view = map_object(fresh, object, .length = page(s));

    expect_filled(fresh, view, 0, page(s), 0);
    expect_ok(store(fresh, view, 0, "new"));
    expect_bytes(old.actor, old.view, 0, "old");
    User late = share_with(s, (User){.actor = fresh, .object = object, .view = view}, "late", READ);
    expect_bytes(late.actor, late.view, 0, "new");
}

CASE(a_name_is_removed_once, .claim = "Removing a name a second time, or one that never was, is refused as not found.",
     .basis = "P-SHMU-004 P-SHMU-009 P-SYSV-005", .level = MUST, .needs = CAP(NAMED) | CAP(REMOVE))
{
    User user = first_user(s, "user", "once", page(s));
    end_name(s, user);
    expect_one_error(remove_object(user.actor, user.object.name), ENOENT, ERROR_FILE_NOT_FOUND);
    expect_one_error(remove_object(user.actor, object_name(s, "never")), ENOENT, ERROR_FILE_NOT_FOUND);
}

CASES(common_naming, "common/naming", NULL, &one_name_is_one_object, &distinct_names_are_distinct,
      &a_missing_name_is_refused, &an_existing_name_keeps_its_object, &a_name_is_free_after_the_end,
      &a_removed_name_leaves_its_users_alone, &a_name_used_again_is_another_object, &a_name_is_removed_once);
