/* What one user stores, the others see. */
#include "cases/common/common.h"

CASE(a_store_is_seen_by_the_other, .claim = "What one process stores through a shared view, another process sees.",
     .basis = "P-COH-001 P-MMAP-005 P-MMAP-006 W-COH-001 C09 C41", .level = MUST)
{
    User first = first_user(s, "first", "tide", 2 * page(s));
    User second = share_with(s, first, "second", READ | WRITE);

    expect_ok(store(first.actor, first.view, 3, "flood"));
    expect_bytes(second.actor, second.view, 3, "flood");
    expect_ok(store(second.actor, second.view, page(s) + 5, "ebb"));
    expect_bytes(first.actor, first.view, page(s) + 5, "ebb");
}

CASE(the_order_of_touching_does_not_matter,
     .claim = "A store is seen whether the other process had touched the page before or touches it only afterwards.",
     .basis = "P-COH-001 W-COH-001", .level = MUST)
{
    User writer = first_user(s, "writer", "order", 3 * page(s));
    User reader = share_with(s, writer, "reader", READ | WRITE);

    expect_filled(reader.actor, reader.view, 0, page(s), 0); /* page 0: read before the store */
    expect_ok(store(writer.actor, writer.view, 0, "after"));
    expect_bytes(reader.actor, reader.view, 0, "after");
    expect_ok(store(writer.actor, writer.view, page(s), "before")); /* page 1: not touched before the store */
    expect_bytes(reader.actor, reader.view, page(s), "before");
    expect_ok(store(reader.actor, reader.view, 2 * page(s), "own")); /* page 2: stored to by both */
    expect_ok(store(writer.actor, writer.view, 2 * page(s), "their"));
    expect_bytes(reader.actor, reader.view, 2 * page(s), "their");
}

CASE(three_processes_see_one_another,
     .claim = "Every process that shares an object sees what each of the others stores.",
     .basis = "P-COH-001 W-COH-001", .level = MUST)
{
    User users[3] = {first_user(s, "first", "ring", page(s))};
    users[1] = share_with(s, users[0], "second", READ | WRITE);
    users[2] = share_with(s, users[1], "third", READ | WRITE);

    for (unsigned i = 0; i < 3; i++)
        expect_ok(store_word(users[i].actor, users[i].view, 8 * i, 8, 0x1111 * (i + 1)));
    for (unsigned i = 0; i < 3; i++) {
        for (unsigned j = 0; j < 3; j++)
            expect_result(load_word(users[i].actor, users[i].view, 8 * j, 8), 0x1111 * (j + 1));
    }
}

CASE(every_byte_is_shared, .claim = "All bytes of all pages of a shared view are the same for two processes.",
     .basis = "P-COH-001 P-MMAP-002 W-COH-001", .level = MUST)
{
    enum { PAGES = 16 };
    User writer = first_user(s, "writer", "all", PAGES * page(s));
    User reader = share_with(s, writer, "reader", READ);

    for (unsigned i = 0; i < PAGES; i++)
        expect_ok(fill(writer.actor, writer.view, i * page(s), page(s), (unsigned char)(0x10 + i)));
    for (unsigned i = 0; i < PAGES; i++)
        expect_filled(reader.actor, reader.view, i * page(s), page(s), (unsigned char)(0x10 + i));
    Value sum = expect_ok(digest(writer.actor, writer.view, 0, PAGES * page(s)));
    expect_result(digest(reader.actor, reader.view, 0, PAGES * page(s)), sum);
}

CASE(a_read_only_view_sees_stores, .claim = "A view that may only read sees what another process stores.",
     .basis = "P-COH-010 W-COH-008", .level = MUST)
{
    User writer = first_user(s, "writer", "watch", page(s));
    User watcher = share_with(s, writer, "watcher", READ);

    expect_filled(watcher.actor, watcher.view, 0, page(s), 0);
    expect_ok(store(writer.actor, writer.view, 100, "first"));
    expect_bytes(watcher.actor, watcher.view, 100, "first");
    expect_ok(store(writer.actor, writer.view, 100, "again"));
    expect_bytes(watcher.actor, watcher.view, 100, "again");
}

CASE(two_views_of_one_process_are_one_memory,
     .claim = "Two views of one object in one process lie at different addresses and show the same bytes.",
     .basis = "P-COH-002 P-MMAP-013 W-MAP-026 W-COH-007", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "twice", 2 * page(s));
    View second = map_object(user.actor, user.object, .length = 2 * page(s));

    expect_different(s, second.address, user.view.address, "the two views' addresses");
    expect_ok(store(user.actor, user.view, page(s) + 1, "alias"));
    expect_bytes(user.actor, second, page(s) + 1, "alias");
    expect_ok(store(user.actor, second, 0, "saila"));
    expect_bytes(user.actor, user.view, 0, "saila");
    expect_ok(unmap(user.actor, second));
    expect_bytes(user.actor, user.view, 0, "saila"); /* the one view goes, the other stays */
}

CASE(overlapping_views_agree, .claim = "A view of a part and a view of the whole agree wherever they overlap.",
     .basis = "P-MMAP-003 P-COH-002 W-MAP-027", .level = MUST, .needs = CAP(OFFSET_VIEWS))
{
    uint64_t granule = granularity(s);
    User whole = first_user(s, "whole", "overlap", 3 * granule);
    User part = reach(s, whole, "part", READ | WRITE);
    part.view = map_object(part.actor, part.object, .offset = granule, .length = granule);

    expect_ok(store(whole.actor, whole.view, 2 * granule - 4, "edge"));
    expect_bytes(part.actor, part.view, granule - 4, "edge");
    expect_ok(store(part.actor, part.view, 0, "begin"));
    expect_bytes(whole.actor, whole.view, granule, "begin");
    expect_filled(whole.actor, whole.view, 0, granule, 0); /* the neighbours got nothing of it */
    expect_filled(whole.actor, whole.view, 2 * granule, granule, 0);
}

CASE(atomic_additions_all_count,
     .claim = "Atomic additions that two processes make to one word at the same time all count.",
     .basis = "P-SYNC-011 W-COH-006 C31", .level = MUST, .tags = "long")
{
    enum { ROUNDS = 8, TIMES = 200000 };
    User first = first_user(s, "first", "counter", page(s));
    User second = share_with(s, first, "second", READ | WRITE);

    for (unsigned round = 1; round <= ROUNDS; round++) {
        const Answer *one = BEGIN_CALL_IN(portable, first.actor, add_word, first.view.address, 8, 1, TIMES);
        const Answer *other = BEGIN_CALL_IN(portable, second.actor, add_word, second.view.address, 8, 1, TIMES);
        expect_ok(finish_call(one));
        expect_ok(finish_call(other));
        expect_result(load_word(first.actor, first.view, 0, 8), 2 * TIMES * round);
        expect_result(load_word(second.actor, second.view, 0, 8), 2 * TIMES * round);
    }
}

CASE(calls_and_views_agree_unflushed,
     .claim = "Where nothing is flushed, views and plain reads and writes of the object still agree.",
     .basis = "P-COH-003 P-COH-004 P-COH-005 W-COH-003", .level = OBSERVE, .needs = CAP(READ_WRITE_CALLS))
{
    User mapper = first_user(s, "mapper", "calls", page(s));
    User caller = reach(s, mapper, "caller", READ | WRITE);

    expect_ok(store(mapper.actor, mapper.view, 10, "stored"));
    observe(s, "read call after a store", read_object(caller.actor, caller.object, 10, 6), "ok 6 bytes=\"stored\"");
    expect_ok(write_object(caller.actor, caller.object, 20, "written"));
    observe(s, "load after a write call", load(mapper.actor, mapper.view, 20, 7), "ok void bytes=\"written\"");
}

CASES(common_sharing, "common/sharing", NULL, &a_store_is_seen_by_the_other, &the_order_of_touching_does_not_matter,
      &three_processes_see_one_another, &every_byte_is_shared, &a_read_only_view_sees_stores,
      &two_views_of_one_process_are_one_memory, &overlapping_views_agree, &atomic_additions_all_count,
      &calls_and_views_agree_unflushed);
