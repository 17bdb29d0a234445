/* Writing back what was stored. */
#include "cases/common/common.h"

CASE(flushing_changes_nothing_seen, .claim = "Flushing a view, whole or a part of it, succeeds and changes no byte.",
     .basis = "P-MSYNC-001 P-MSYNC-011 P-MSYNC-016 W-FLU-001 W-FLU-002 W-FLU-007 C13", .level = MUST,
     .needs = CAP(FLUSH))
{
    User first = first_user(s, "first", "calm", 3 * page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    expect_ok(fill(first.actor, first.view, 0, 3 * page(s), 0x61));
    expect_ok(flush(first.actor, first.view));
    expect_ok(store(second.actor, second.view, page(s), "later"));
    expect_ok(flush(first.actor, view_at(first.view, page(s), 1)));
    expect_ok(flush(first.actor, view_at(first.view, 2 * page(s), page(s))));

    expect_filled(first.actor, first.view, 0, page(s), 0x61);
    expect_bytes(first.actor, first.view, page(s), "later");
    expect_bytes(second.actor, second.view, page(s), "later");
    expect_filled(second.actor, second.view, 2 * page(s), page(s), 0x61);
}

CASE(a_read_only_view_can_be_flushed, .claim = "Flushing succeeds through a view that may only read.",
     .basis = "P-MSYNC-015 W-FLU-009", .level = MUST, .needs = CAP(FLUSH))
{
    User writer = first_user(s, "writer", "read", page(s));
    User reader = share_with(s, writer, "reader", READ);
    expect_ok(store(writer.actor, writer.view, 0, "stored"));
    expect_ok(flush(reader.actor, reader.view));
    expect_bytes(reader.actor, reader.view, 0, "stored");
}

CASE(flushed_bytes_are_read_by_calls, .claim = "What was stored and flushed, a plain read of the object finds.",
     .basis = "P-MSYNC-001 P-SYS-009 W-COH-003 C13", .level = MUST, .needs = CAP(FLUSH) | CAP(READ_WRITE_CALLS))
{
    User mapper = first_user(s, "mapper", "plain", 2 * page(s));
    User caller = reach(s, mapper, "caller", READ);
    expect_ok(store(mapper.actor, mapper.view, page(s) - 3, "across"));
    expect_ok(flush(mapper.actor, mapper.view));
    expect_object_bytes(caller.actor, caller.object, page(s) - 3, "across");
    kill_actor(mapper.actor);
    expect_object_bytes(caller.actor, caller.object, page(s) - 3, "across");
}

CASE(unmapping_writes_back, .claim = "What was stored through a view that has been unmapped, a plain read finds.",
     .basis = "P-COH-006 P-UNMAP-013 W-UNM-010 C12", .level = MUST, .needs = CAP(READ_WRITE_CALLS))
{
    User mapper = first_user(s, "mapper", "unmapped", 2 * page(s));
    User caller = reach(s, mapper, "caller", READ);
    expect_ok(store(mapper.actor, mapper.view, 5, "first page"));
    expect_ok(store(mapper.actor, mapper.view, page(s) + 5, "second page"));
    end_use(mapper);
    expect_object_bytes(caller.actor, caller.object, 5, "first page");
    expect_object_bytes(caller.actor, caller.object, page(s) + 5, "second page");
}

CASE(written_bytes_are_in_a_new_view, .claim = "What was written by a plain write, a view made afterwards shows.",
     .basis = "P-MMAP-002 W-COH-003", .level = MUST, .needs = CAP(READ_WRITE_CALLS))
{
    User writer = first_user(s, "writer", "written", 2 * page(s));
    expect_ok(unmap(writer.actor, writer.view));
    expect_result(write_object(writer.actor, writer.object, page(s) - 2, "seam"), 4);
    User reader = share_with(s, writer, "reader", READ);
    expect_bytes(reader.actor, reader.view, page(s) - 2, "seam");
    expect_filled(reader.actor, reader.view, 0, page(s) - 2, 0);
    expect_filled(reader.actor, reader.view, page(s) + 2, page(s) - 2, 0);
}

CASES(common_flush, "common/flush", NULL, &flushing_changes_nothing_seen, &a_read_only_view_can_be_flushed,
      &flushed_bytes_are_read_by_calls, &unmapping_writes_back, &written_bytes_are_in_a_new_view);
