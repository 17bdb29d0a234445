/* How long bytes, objects, handles and views live. */
#include "cases/common/common.h"

CASE(bytes_outlive_their_writer, .claim = "Bytes stored through a shared view outlive the process that stored them.",
     .basis = "P-INH-012 P-COH-009 W-LIF-004 W-LIF-008", .level = MUST)
{
    User writer = first_user(s, "writer", "tide", 4 * page(s));
    User reader = share_with(s, writer, "reader", READ);

    expect_ok(store(writer.actor, writer.view, page(s), "tide"));
    expect_bytes(reader.actor, reader.view, page(s), "tide"); /* no flush is needed between views */
    kill_actor(writer.actor);                                 /* no unmap, no flush, no goodbye */
    expect_bytes(reader.actor, reader.view, page(s), "tide");
    expect_fault(store(reader.actor, reader.view, page(s), "ebb!")); /* the reader's view stays read-only */
}

CASE(a_killed_user_leaves_the_others,
     .claim = "A process that is killed takes nothing from the others that share with it.",
     .basis = "P-INH-012 P-UNMAP-016 W-LIF-004", .level = MUST)
{
    User first = first_user(s, "first", "left", page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    User third = share_with(s, first, "third", READ | WRITE);

    expect_ok(store(second.actor, second.view, 0, "second"));
    kill_actor(second.actor);
    expect_bytes(third.actor, third.view, 0, "second");
    expect_ok(store(first.actor, first.view, 0, "onward"));
    expect_bytes(third.actor, third.view, 0, "onward");
    expect_ok(store(third.actor, third.view, 8, "both"));
    expect_bytes(first.actor, first.view, 8, "both");
}

CASE(an_orderly_end_leaves_the_others, .claim = "A process that unmaps and leaves takes nothing from the others.",
     .basis = "P-INH-012 P-UNMAP-013 P-UNMAP-016 W-LIF-004", .level = MUST)
{
    User first = first_user(s, "first", "orderly", page(s));
    User second = share_with(s, first, "second", READ | WRITE);

    expect_ok(store(second.actor, second.view, 0, "last words"));
    expect_ok(unmap(second.actor, second.view));
    expect_bytes(first.actor, first.view, 0, "last words");
    leave(second.actor);
    expect_bytes(first.actor, first.view, 0, "last words");
    expect_ok(store(first.actor, first.view, 0, "continues"));
    expect_bytes(first.actor, first.view, 0, "continues");
}

CASE(a_view_outlives_its_handle, .claim = "A view goes on after the handle that it was made from is closed.",
     .basis = "P-MMAP-008 W-LIF-001 C40", .level = MUST, .needs = CAP(CLOSE_KEEPS_VIEWS))
{
    User first = first_user(s, "first", "handle", page(s));
    User second = share_with(s, first, "second", READ | WRITE);

    expect_ok(close_object(first.actor, first.object));
    expect_ok(store(first.actor, first.view, 0, "closed"));
    expect_bytes(second.actor, second.view, 0, "closed");
    expect_ok(close_object(second.actor, second.object));
    expect_ok(store(second.actor, second.view, 0, "shared"));
    expect_bytes(first.actor, first.view, 0, "shared");
}

CASE(an_object_outlives_all_its_users,
     .claim = "An object with a name of its own keeps its bytes while no process uses it.",
     .basis = "P-SHMO-033 P-COH-006 P-SYSV-026 W-UNM-010 C12", .level = MUST, .needs = CAP(NAMED) | CAP(OUTLIVES))
{
    User first = first_user(s, "first", "kept", 2 * page(s));
    expect_ok(store(first.actor, first.view, page(s) + 7, "kept"));
    leave(first.actor);
    User second = share_with(s, first, "second", READ | WRITE);
    expect_bytes(second.actor, second.view, page(s) + 7, "kept");
    expect_ok(store(second.actor, second.view, 0, "then killed"));
    kill_actor(second.actor);
    User third = share_with(s, first, "third", READ);
    expect_bytes(third.actor, third.view, 0, "then killed");
    expect_bytes(third.actor, third.view, page(s) + 7, "kept");
}

CASE(an_object_ends_with_its_last_user, .claim = "A name goes when the last process that held its object has ended.",
     .basis = "W-LIF-004 W-LIF-009 W-OPN-011 C42", .level = MUST, .needs = CAP(NAMED) | CAP(NAME_GOES_WITH_LAST_HANDLE))
{
    User first = first_user(s, "first", "ends", page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    expect_ok(store(first.actor, first.view, 0, "held"));
    kill_actor(first.actor);
    User third = share_with(s, second, "third", READ);
    expect_bytes(third.actor, third.view, 0, "held");
    kill_actor(third.actor);
    leave(second.actor);
    expect_error(try_open(cast(s, "late"), first.object.name, READ), ERROR_FILE_NOT_FOUND);
}

CASE(an_unmapped_view_is_gone, .claim = "After unmapping, its addresses fault; another process's view stays.",
     .basis = "P-UNMAP-001 P-SYSV-016 W-UNM-001 W-UNM-008", .level = MUST)
{
    User first = first_user(s, "first", "gone", 2 * page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    expect_ok(store(first.actor, first.view, 0, "here"));
    expect_ok(unmap(first.actor, first.view));

    Value begin = first.view.address;
    Value end = at(begin, (int64_t)(2 * page(s) - 1));
    expect_fault_at(load(first.actor, first.view, 0, 1), READ, begin);
    expect_fault_at(load(first.actor, first.view, 2 * page(s) - 1, 1), READ, end);
    expect_bytes(second.actor, second.view, 0, "here");
    expect_ok(store(second.actor, second.view, 0, "stay"));
    expect_bytes(second.actor, second.view, 0, "stay");
}

CASE(views_cost_no_handles, .claim = "Mapping and unmapping again and again leaves no handle or descriptor behind.",
     .basis = "P-UNMAP-017 W-LIF-005", .level = MUST)
{
    enum { ROUNDS = 32 };
    Actor *user = cast(s, "user");
    Object object = create_object(user, object_name(s, "cheap"), page(s));
    expect_ok(unmap(user, map_object(user, object, .length = page(s)))); /* what is made at first use is made now */
    Value before = expect_ok(count_handles(user));
    for (unsigned i = 0; i < ROUNDS; i++) {
        View view = map_object(user, object, .length = page(s));
        expect_ok(store_word(user, view, 0, 4, i));
        expect_ok(unmap(user, view));
    }
    expect_result(count_handles(user), before);
}

CASES(common_lifetime, "common/lifetime", NULL, &bytes_outlive_their_writer, &a_killed_user_leaves_the_others,
      &an_orderly_end_leaves_the_others, &a_view_outlives_its_handle, &an_object_outlives_all_its_users,
      &an_object_ends_with_its_last_user, &an_unmapped_view_is_gone, &views_cost_no_handles);
