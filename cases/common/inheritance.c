/* What a child process starts with. */
#include "cases/common/common.h"

CASE(fork_shares_a_view,
     .claim = "A forked child has its parent's shared view at the same address, and both see all stores.",
     .basis = "P-INH-001 P-MMAP-019 P-SYSV-026", .level = MUST, .needs = CAP(FORK))
{
    User parent = first_user(s, "parent", "fork", 2 * page(s));
    expect_ok(store(parent.actor, parent.view, 0, "before"));
    Actor *child = fork_actor(parent.actor, "child");
    View childs = inherited_view(parent.view);

    expect_bytes(child, childs, 0, "before");
    expect_ok(store(child, childs, 0, "child!"));
    expect_bytes(parent.actor, parent.view, 0, "child!");
    expect_ok(store(parent.actor, parent.view, page(s), "parent"));
    expect_bytes(child, childs, page(s), "parent");
}

CASE(sharing_survives_generations,
     .claim = "A grandchild shares with its parent after the process that mapped is gone.",
     .basis = "P-INH-005 P-INH-012", .level = MUST, .needs = CAP(FORK))
{
    User first = first_user(s, "first", "chain", page(s));
    Actor *child = fork_actor(first.actor, "child");
    Actor *grandchild = fork_actor(child, "grandchild");
    expect_ok(store(first.actor, first.view, 0, "origin"));
    kill_actor(first.actor);

    expect_bytes(grandchild, first.view, 0, "origin");
    expect_ok(store(grandchild, first.view, 0, "youngest"));
    expect_bytes(child, first.view, 0, "youngest");
    Actor *last = fork_actor(grandchild, "last");
    expect_ok(store(last, first.view, 100, "last"));
    expect_bytes(child, first.view, 100, "last");
}

CASE(a_childs_changes_are_its_own, .claim = "What a forked child unmaps or protects stays as it was in its parent.",
     .basis = "P-INH-003 P-INH-004", .level = MUST, .needs = CAP(FORK) | CAP(PROTECT))
{
    User parent = first_user(s, "parent", "own", page(s));
    expect_ok(store(parent.actor, parent.view, 0, "whole"));
    Actor *protector = fork_actor(parent.actor, "protector");
    Actor *unmapper = fork_actor(parent.actor, "unmapper");
    expect_ok(protect(protector, inherited_view(parent.view), READ));
    expect_ok(unmap(unmapper, inherited_view(parent.view)));

    expect_fault(store(protector, parent.view, 0, "never"));
    expect_fault(load(unmapper, parent.view, 0, 1));
    expect_ok(store(parent.actor, parent.view, 0, "still"));
    expect_bytes(protector, parent.view, 0, "still");
    expect_ok(protect(parent.actor, parent.view, READ));
    Actor *late = fork_actor(parent.actor, "late");
    expect_fault(store(late, parent.view, 0, "never")); /* protections are inherited */
}

CASE(exec_takes_views_away, .claim = "After exec, nothing of the object is left at the address where it was mapped.",
     .basis = "P-INH-007 P-SYSV-026", .level = MUST, .needs = CAP(FORK))
{
    User parent = first_user(s, "parent", "exec", page(s));
    expect_ok(store(parent.actor, parent.view, 0, "visible"));
    Actor *child = fork_actor(parent.actor, "child");
    expect_bytes(child, parent.view, 0, "visible");
    exec_actor(child);
    const Answer *answer = store(child, parent.view, 0, "trouble"); /* a fault, unless the new image lies there */
    expect_true(s, answer_kind(answer) == ANSWER_FAULT || answer_kind(answer) == ANSWER_OK, "the child answers");
    expect_bytes(parent.actor, parent.view, 0, "visible");
}

CASE(a_spawned_child_maps_what_it_inherits,
     .claim = "A new program started with an inheritable handle or descriptor can map the same object through it.",
     .basis = "P-INH-008 W-INH-001 C05 C22", .level = MUST, .needs = CAP(EXEC))
{
    Actor *parent = cast(s, "parent");
    Object object = create_inheritable(parent, object_name(s, "passed"), page(s));
    View view = map_object(parent, object, .length = page(s));
    expect_ok(store(parent, view, 0, "from the parent"));
    Value handle = handle_of(parent, object);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    Object passed = adopt_object(child, handle);
    View childs = map_object(child, passed, .length = page(s));

    expect_bytes(child, childs, 0, "from the parent");
    expect_ok(store(child, childs, 0, "from the child!"));
    expect_bytes(parent, view, 0, "from the child!");
    kill_actor(parent);
    expect_bytes(child, childs, 0, "from the child!");
}

CASE(what_is_not_inheritable_stays_behind,
     .claim = "A handle or descriptor that is not inheritable means nothing in a new program.",
     .basis = "P-SHMO-002 P-INH-008 W-INH-003 C05", .level = MUST, .needs = CAP(EXEC) | CAP(CLOSE_KEEPS_VIEWS))
{
    Actor *parent = cast(s, "parent");
    Object object = create_object(parent, object_name(s, "kept"), page(s));
    View view = map_object(parent, object, .length = page(s));
    expect_ok(store(parent, view, 0, "mine"));
    Value handle = handle_of(parent, object);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    const Answer *answer = CALL_IN(portable, child, object_adopt, (int)backing(s), handle);
    if (answer_kind(answer) == ANSWER_OK) { /* a number is taken as it is; then mapping must fail */
        Object adopted = {.number = answer_value(answer), .backing = backing(s), .name = ""};
        answer = try_map(child, adopted, .length = page(s));
    }
    expect_refused(answer);
}

CASES(common_inheritance, "common/inheritance", NULL, &fork_shares_a_view, &sharing_survives_generations,
      &a_childs_changes_are_its_own, &exec_takes_views_away, &a_spawned_child_maps_what_it_inherits,
      &what_is_not_inheritable_stays_behind);
