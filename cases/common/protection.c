/* What a view allows, and how that changes. */
#include "cases/common/common.h"

CASE(a_read_only_view_refuses_stores, .claim = "A store through a view that may only read faults and changes nothing.",
     .basis = "P-SIG-003 P-SYSV-011 W-MAP-017", .level = MUST)
{
    User writer = first_user(s, "writer", "guarded", page(s));
    User reader = share_with(s, writer, "reader", READ);
    expect_ok(store(writer.actor, writer.view, 0, "guarded"));

    Value begin = reader.view.address;
    expect_fault_at(store(reader.actor, reader.view, 0, "changed"), WRITE, begin);
    expect_bytes(reader.actor, reader.view, 0, "guarded");
    expect_bytes(writer.actor, writer.view, 0, "guarded");
}

CASE(access_is_taken_and_given_back,
     .claim = "Access to a view can be taken away and given back; its bytes are there again.",
     .basis = "P-PROT-001 P-PROT-002 P-PROT-003 W-VPR-001 C17", .level = MUST, .needs = CAP(PROTECT))
{
    User user = first_user(s, "user", "toggled", page(s));
    expect_ok(store(user.actor, user.view, 0, "kept"));
    expect_ok(protect(user.actor, user.view, READ));
    expect_bytes(user.actor, user.view, 0, "kept");
    expect_fault(store(user.actor, user.view, 0, "lost"));
    expect_ok(protect(user.actor, user.view, NO_ACCESS));
    expect_fault(load(user.actor, user.view, 0, 4));
    expect_fault(store(user.actor, user.view, 0, "lost"));
    expect_ok(protect(user.actor, user.view, READ | WRITE));
    expect_bytes(user.actor, user.view, 0, "kept");
    expect_ok(store(user.actor, user.view, 0, "new!"));
    expect_bytes(user.actor, user.view, 0, "new!");
}

CASE(protection_is_of_one_process, .claim = "Changing the protection of a view changes no other process's view.",
     .basis = "P-INH-004 P-PROT-001 W-VPR-011", .level = MUST, .needs = CAP(PROTECT))
{
    User first = first_user(s, "first", "mine", page(s));
    User second = share_with(s, first, "second", READ | WRITE);
    expect_ok(protect(first.actor, first.view, NO_ACCESS));
    expect_ok(store(second.actor, second.view, 0, "unseen"));
    expect_bytes(second.actor, second.view, 0, "unseen");
    expect_fault(load(first.actor, first.view, 0, 6));
    expect_ok(protect(first.actor, first.view, READ));
    expect_bytes(first.actor, first.view, 0, "unseen"); /* stored while this process had no access */
    expect_fault(store(first.actor, first.view, 0, "locked"));
}

CASE(protection_is_by_page,
     .claim = "Changing the protection of a page in the middle leaves its neighbours as they are.",
     .basis = "P-PROT-007 P-PROT-014 W-VPR-009", .level = MUST, .needs = CAP(PROTECT))
{
    User user = first_user(s, "user", "middle", 3 * page(s));
    expect_ok(fill(user.actor, user.view, 0, 3 * page(s), 0x21));
    View middle = view_at(user.view, page(s), 1); /* one byte stands for its page */
    expect_ok(protect(user.actor, middle, READ));

    Value first = at(user.view.address, (int64_t)page(s));
    Value last = at(user.view.address, (int64_t)(2 * page(s) - 1));
    expect_fault_at(store(user.actor, user.view, page(s), "x"), WRITE, first);
    expect_fault_at(store(user.actor, user.view, 2 * page(s) - 1, "x"), WRITE, last);
    expect_ok(store(user.actor, user.view, page(s) - 1, "x"));
    expect_ok(store(user.actor, user.view, 2 * page(s), "x"));
    expect_filled(user.actor, user.view, page(s), page(s), 0x21);
}

CASE(an_object_opened_to_read_gives_no_writable_view,
     .claim = "A shared view that may write is refused where the object was opened only to read.",
     .basis = "P-MERR-011 P-SHMO-012 W-ACC-002 W-OPN-002 C18", .level = MUST,
     .needs = CAP(NAMED) | CAP(CLOSE_KEEPS_VIEWS))
{
    User owner = first_user(s, "owner", "locked", page(s));
    expect_ok(store(owner.actor, owner.view, 0, "locked"));
    User reader = reach(s, owner, "reader", READ);
    expect_one_error(try_map(reader.actor, reader.object, .length = page(s)), EACCES, ERROR_ACCESS_DENIED);
    View view = map_object(reader.actor, reader.object, .length = page(s), .access = READ);
    expect_bytes(reader.actor, view, 0, "locked"); /* the refusal left the handle usable */
}

CASE(protection_cannot_exceed_the_handle,
     .claim = "A view of an object opened only to read cannot be made writable afterwards.",
     .basis = "P-PROT-004 W-VPR-001 W-VPR-002", .level = MUST,
     .needs = CAP(NAMED) | CAP(CLOSE_KEEPS_VIEWS) | CAP(PROTECT))
{
    User owner = first_user(s, "owner", "raised", page(s));
    User reader = share_with(s, owner, "reader", READ);
    expect_one_error(protect(reader.actor, reader.view, READ | WRITE), EACCES, ERROR_INVALID_PARAMETER);
    expect_ok(close_object(reader.actor, reader.object)); /* nor when the handle is gone */
    expect_one_error(protect(reader.actor, reader.view, READ | WRITE), EACCES, ERROR_INVALID_PARAMETER);
    expect_fault(store(reader.actor, reader.view, 0, "x"));
    expect_filled(owner.actor, owner.view, 0, page(s), 0);
}

CASE(bytes_are_not_code_unless_allowed, .claim = "Executing from a view that may only be read or written faults.",
     .basis = "P-SIG-005", .level = MUST, .needs = CAP(NO_EXECUTE))
{
    User user = first_user(s, "user", "data", page(s));
    User other = share_with(s, user, "other", READ);
    expect_ok(fill(user.actor, user.view, 0, 64, 0xC3)); /* "return", where that is one byte */
    Value begin = user.view.address;
    expect_fault_at(execute(user.actor, user.view, 0), EXECUTE, begin);
    expect_fault(execute(other.actor, other.view, 0));
    expect_filled(other.actor, other.view, 0, 64, 0xC3);
}

CASES(common_protection, "common/protection", NULL, &a_read_only_view_refuses_stores, &access_is_taken_and_given_back,
      &protection_is_of_one_process, &protection_is_by_page, &an_object_opened_to_read_gives_no_writable_view,
      &protection_cannot_exceed_the_handle, &bytes_are_not_code_unless_allowed);
