/* mremap: views that grow, shrink, move and multiply. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

#include <stdio.h>

CASE(shrinking_keeps_the_head, .claim = "Shrinking leaves the head where it is and unmaps the tail.",
     .basis = "P-REMAP-001 P-REMAP-002", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 3 * page(s), 'm'));
    expect_result(CALL(user, mremap, view.address, 3 * page(s), 3 * page(s), 0, NULL), view.address);
    expect_result(CALL(user, mremap, view.address, 3 * page(s), page(s), 0, NULL), view.address);
    expect_filled(user, view, 0, page(s), 'm');
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASE(growing_maps_what_follows_in_the_file,
     .claim = "A shared view that grows, and may move, shows the pages that follow in the file, and stores reach it.",
     .basis = "P-REMAP-003 P-REMAP-005 P-REMAP-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "grow");
    Value file = new_file(other, path, 4 * page(s));
    View others = view_of(other, file, 4 * page(s), READ_WRITE, MAP_SHARED);
    View view = view_of(user, open_file(user, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(other, others, 3 * page(s), "last page"));
    Value moved = expect_ok(CALL(user, mremap, view.address, page(s), 4 * page(s), MREMAP_MAYMOVE, NULL));
    expect_bytes(user, VIEW_AT(moved, 4 * page(s)), 3 * page(s), "last page");
    expect_ok(store(user, VIEW_AT(moved, 4 * page(s)), 0, "first page"));
    expect_bytes(other, others, 0, "first page");
}

CASE(growing_into_a_neighbour_is_refused,
     .claim = "Where the next page is taken, growing in place is ENOMEM, and moving keeps every byte.",
     .basis = "P-REMAP-004 P-REMAP-005", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    Value neighbour = byte_of(view, page(s));
    expect_ok(CALL(user, mmap, neighbour, page(s), READ_WRITE, SHARED_MEMORY | MAP_FIXED, -1, 0));
    expect_ok(fill(user, view, 0, page(s), 'v'));
    expect_ok(fill(user, view, page(s), page(s), 'n'));
    expect_only_error(user, CALL(user, mremap, view.address, page(s), 2 * page(s), 0, NULL), ENOMEM);
    expect_filled(user, view, 0, page(s), 'v');
    Value moved = expect_ok(CALL(user, mremap, view.address, page(s), 2 * page(s), MREMAP_MAYMOVE, NULL));
    expect_different(s, moved, view.address, "the new address");
    expect_filled(user, VIEW_AT(moved, 2 * page(s)), 0, page(s), 'v');
    expect_filled(user, VIEW_AT(moved, 2 * page(s)), page(s), page(s), 0);
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_filled(user, view, page(s), page(s), 'n');
}

CASE(moving_replaces_the_target,
     .claim = "MREMAP_FIXED moves to exactly the target, in place of what was mapped there.",
     .basis = "P-REMAP-012 P-REMAP-013", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    View target = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 's'));
    expect_ok(fill(user, target, 0, 2 * page(s), 't'));
    expect_result(CALL(user, mremap, view.address, 2 * page(s), page(s), MREMAP_MAYMOVE | MREMAP_FIXED, target.address),
                  target.address);
    expect_filled(user, target, 0, page(s), 's');
    expect_filled(user, target, page(s), page(s), 't');
    expect_fault(load(user, view, 0, 1));
    expect_fault(load(user, view, page(s), 1));
}

CASE(a_shared_view_is_doubled,
     .claim = "An old size of 0 makes a second view of the same shared memory; a private one is EINVAL.",
     .basis = "P-REMAP-017 P-REMAP-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), SHARED_MEMORY);
    Actor *child = fork_actor(user, "child");
    Value second = expect_ok(CALL(user, mremap, view.address, 0, page(s), MREMAP_MAYMOVE, NULL));
    expect_different(s, second, view.address, "the second view's address");
    expect_ok(store(user, VIEW_AT(second, page(s)), 0, "doubled"));
    expect_bytes(user, view, 0, "doubled");
    expect_bytes(child, view, 0, "doubled");
    View private_view = memory(user, page(s), PRIVATE_MEMORY);
    expect_only_error(user, CALL(user, mremap, private_view.address, 0, page(s), MREMAP_MAYMOVE, NULL), EINVAL);
}

static const char *const refusals[] = {"unaligned",     "no-new-size", "unknown-flag",
                                       "fixed-unmoved", "overlapping", "unmapped"};

static void name_refusal_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refusals[cell]);
}

CASE(what_cannot_be_moved, .claim = "Impossible requests are EINVAL, unmapped sources EFAULT, and the view stays.",
     .basis = "P-REMAP-008 P-REMAP-009 P-REMAP-010 P-REMAP-011 P-REMAP-014", .level = MUST, .needs = CAP(LINUX),
     .cells = 6, .cell_name = name_refusal_cell)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    Value old = view.address;
    uint64_t one = page(s);
    int fixed = MREMAP_MAYMOVE | MREMAP_FIXED;
    switch (story_cell(s)) {
    case 0:
        expect_only_error(user, CALL(user, mremap, at(old, 1), one, 2 * one, MREMAP_MAYMOVE, NULL), EINVAL);
        break;
    case 1:
        expect_only_error(user, CALL(user, mremap, old, one, 0, MREMAP_MAYMOVE, NULL), EINVAL);
        break;
    case 2:
        expect_only_error(user, CALL(user, mremap, old, one, 2 * one, 0x1000, NULL), EINVAL);
        break;
    case 3:
        expect_only_error(user, CALL(user, mremap, old, one, one, MREMAP_FIXED, at(old, (int64_t)(64 * one))), EINVAL);
        break;
    case 4:
        expect_only_error(user, CALL(user, mremap, old, 2 * one, 2 * one, fixed, at(old, (int64_t)one)), EINVAL);
        break;
    default:
        expect_ok(CALL(user, munmap, at(old, (int64_t)one), one));
        expect_only_error(user, CALL(user, mremap, at(old, (int64_t)one), one, 2 * one, MREMAP_MAYMOVE, NULL), EFAULT);
    }
    expect_bytes(user, view, 0, "unharmed");
}

CASES(linux_mremap, "linux/mremap", "posix", &shrinking_keeps_the_head, &growing_maps_what_follows_in_the_file,
      &growing_into_a_neighbour_is_refused, &moving_replaces_the_target, &a_shared_view_is_doubled,
      &what_cannot_be_moved);
