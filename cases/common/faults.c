/* What happens to the process that touches what it may not. */
#include "cases/common/common.h"

CASE(a_fault_names_its_byte, .claim = "A refused access faults with its kind and the address of the very byte.",
     .basis = "P-SIG-001 P-SIG-002 P-SIG-003", .level = MUST, .needs = CAP(PROTECT))
{
    User user = first_user(s, "user", "byte", 2 * page(s));
    expect_ok(protect(user.actor, view_at(user.view, page(s), page(s)), NO_ACCESS));
    Value byte = at(user.view.address, (int64_t)page(s) + 321);
    expect_fault_at(load(user.actor, user.view, page(s) + 321, 1), READ, byte);
    expect_fault_at(store(user.actor, user.view, page(s) + 321, "x"), WRITE, byte);
    expect_ok(protect(user.actor, user.view, READ));
    expect_fault_at(store(user.actor, user.view, page(s) + 321, "x"), WRITE, byte);
    expect_filled(user.actor, user.view, page(s), page(s), 0);
}

CASE(a_run_of_bytes_faults_at_the_border,
     .claim = "An access that runs into a forbidden page faults at that page's first byte.",
     .basis = "P-SIG-001 P-SIG-014 P-PROT-007", .level = MUST, .needs = CAP(PROTECT))
{
    User user = first_user(s, "user", "border", 2 * page(s));
    expect_ok(store(user.actor, user.view, page(s) - 4, "edge"));
    expect_ok(protect(user.actor, view_at(user.view, page(s), page(s)), NO_ACCESS));
    Value border = at(user.view.address, (int64_t)page(s));
    expect_fault_at(load(user.actor, user.view, page(s) - 4, 8), READ, border);
    expect_bytes(user.actor, user.view, page(s) - 4, "edge");
    expect_fault_at(store(user.actor, user.view, page(s) - 4, "EDGEs"), WRITE, border);
}

CASE(faults_can_be_survived_again_and_again,
     .claim = "A process recovers from any number of faults and goes on sharing.", .basis = "P-SIG-009", .level = MUST)
{
    User writer = first_user(s, "writer", "again", page(s));
    User reader = share_with(s, writer, "reader", READ);
    for (unsigned i = 0; i < 20; i++) {
        expect_fault(store(reader.actor, reader.view, 8 * i, "no"));
        expect_ok(store_word(writer.actor, writer.view, 8 * i, 8, i + 1));
        expect_result(load_word(reader.actor, reader.view, 8 * i, 8), i + 1);
    }
}

CASE(a_fault_hits_only_its_thread,
     .claim = "A fault in one thread leaves the other threads of the process as they are.",
     .basis = "P-SIG-015 P-INH-016", .level = MUST)
{
    User writer = first_user(s, "writer", "threads", page(s));
    User reader = share_with(s, writer, "reader", READ);
    Actor *lane = lane_of(reader.actor, "lane");
    expect_ok(store(writer.actor, writer.view, 0, "seen"));
    expect_bytes(lane, reader.view, 0, "seen");
    expect_fault(store(lane, reader.view, 0, "x"));
    expect_bytes(reader.actor, reader.view, 0, "seen");
    expect_fault(store(reader.actor, reader.view, 0, "x"));
    expect_bytes(lane, reader.view, 0, "seen");
}

CASE(beyond_the_object_is_a_fault,
     .claim = "A page of a view that lies wholly beyond the object's end faults when touched.",
     .basis = "P-EOF-005 P-EOF-006 P-SIG-008 P-MMAP-015", .level = MUST, .needs = CAP(VIEW_PAST_END))
{
    User user = first_user(s, "user", "beyond", page(s) + 10);
    User other = reach(s, user, "other", READ | WRITE);
    View far = map_object(other.actor, other.object, .length = 3 * page(s));
    Value beyond = at(far.address, (int64_t)(2 * page(s)));
    expect_filled(other.actor, far, 0, 2 * page(s), 0);
    expect_fault_at(load(other.actor, far, 2 * page(s), 1), READ, beyond);
    expect_fault_at(store(other.actor, far, 2 * page(s), "x"), WRITE, beyond);
    expect_ok(store(user.actor, user.view, 0, "within"));
    expect_bytes(other.actor, far, 0, "within");
}

CASE(what_is_cut_off_faults, .claim = "When one process shrinks an object, another's view faults where it was cut off.",
     .basis = "P-EOF-007 P-EOF-008 P-EOF-014", .level = MUST, .needs = CAP(RESIZE) | CAP(SHRINK_WHILE_MAPPED))
{
    User cutter = first_user(s, "cutter", "cut", 3 * page(s));
    User user = share_with(s, cutter, "user", READ | WRITE);
    expect_ok(fill(user.actor, user.view, 0, 3 * page(s), 0x42));
    expect_ok(resize(cutter.actor, cutter.object, page(s) + 100));

    expect_filled(user.actor, user.view, 0, page(s) + 100, 0x42);
    expect_filled(user.actor, user.view, page(s) + 100, page(s) - 100, 0);
    expect_fault(load(user.actor, user.view, 2 * page(s), 1));
    expect_fault(store(user.actor, user.view, 3 * page(s) - 1, "x"));
    expect_ok(resize(cutter.actor, cutter.object, 2 * page(s)));
    expect_filled(user.actor, user.view, page(s) + 100, page(s) - 100, 0);
}

CASES(common_faults, "common/faults", NULL, &a_fault_names_its_byte, &a_run_of_bytes_faults_at_the_border,
      &faults_can_be_survived_again_and_again, &a_fault_hits_only_its_thread, &beyond_the_object_is_a_fault,
      &what_is_cut_off_faults);
