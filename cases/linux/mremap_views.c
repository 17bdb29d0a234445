/* mremap of several kinds of views: private ones of a file, shared ones beyond their object's end, several regions at one
 * time, and views that stay where they were. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>

static Value moved_to(Actor *user, View view, uint64_t size, int more, Value target)
{
    return expect_ok(CALL(user, mremap, view.address, view.length, size, MREMAP_MAYMOVE | more, target));
}

CASE(a_private_view_keeps_its_copies,
     .claim = "A private view that moves and grows keeps the pages that it copied, and shows the file in its new ones.",
     .basis = "P-REMAP-007", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "private"), 4 * page(s));
    View whole = view_of(user, file, 4 * page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 4; i++)
        expect_ok(fill(user, whole, i * page(s), page(s), (unsigned char)('a' + i)));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(user, view, 100, "copied"));
    Value target = expect_ok(reserve(user, 4 * page(s), NUMBER(0)));
    View moved = VIEW_AT(moved_to(user, view, 4 * page(s), MREMAP_FIXED, target), 4 * page(s));
    expect_equal(s, moved.address, target, "the new address");
    expect_bytes(user, moved, 99, "acopieda");
    for (unsigned i = 1; i < 4; i++)
        expect_filled(user, moved, i * page(s), page(s), (unsigned char)('a' + i));
    expect_ok(store(user, moved, 3 * page(s), "mine"));
    expect_filled(user, whole, 0, page(s), 'a');
    expect_filled(user, whole, 3 * page(s), page(s), 'd');
}

/* Beyond the object's end ----------------------------------------------------------------------------------------------------- */

CASE(growing_beyond_the_end_of_a_file,
     .claim = "Pages by which a view grows beyond its file's end raise SIGBUS until the file grows.",
     .basis = "P-EOF-018 P-REMAP-006", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *grower = cast(s, "grower");
    const char *path = scratch_name(s, "grown");
    Value file = new_file(grower, path, page(s));
    View view = view_of(user, open_file(user, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "page one"));
    View grown = VIEW_AT(moved_to(user, view, 3 * page(s), 0, NUMBER(0)), 3 * page(s));
    expect_bytes(user, grown, 0, "page one");
    Value beyond = byte_of(grown, page(s));
    expect_fault_at(load(user, grown, page(s), 1), READ, beyond);
    expect_fault_code(store(user, grown, 2 * page(s), "x"), WRITE, "SIGBUS");
    expect_ok(CALL(grower, ftruncate, file, 3 * page(s)));
    expect_filled(user, grown, page(s), 2 * page(s), 0);
    expect_ok(store(user, grown, 2 * page(s), "page three"));
    expect_field_text(CALL(grower, pread, file, OUT_ROOM(10), 10, 2 * page(s)), "buffer", "page three", 10);
}

CASE(shared_memory_keeps_what_it_had,
     .claim = "Shared memory that shrinks and grows again has its old bytes; beyond its first size it raises SIGBUS.",
     .basis = "P-REMAP-022 P-EOF-018", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), SHARED_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 's'));
    expect_result(CALL(user, mremap, view.address, 2 * page(s), page(s), 0, NULL), view.address);
    expect_fault_code(load(user, view, page(s), 1), READ, "SIGSEGV");
    View shrunk = VIEW_AT(view.address, page(s));
    View grown = VIEW_AT(moved_to(user, shrunk, 3 * page(s), 0, NUMBER(0)), 3 * page(s));
    expect_filled(user, grown, 0, 2 * page(s), 's');
    expect_fault_code(load(user, grown, 2 * page(s), 1), READ, "SIGBUS");
    expect_fault_code(store(user, grown, 3 * page(s) - 1, "x"), WRITE, "SIGBUS");
}

/* Several regions ------------------------------------------------------------------------------------------------------------- */

/* Two pages to read and write, then two to read only, each page with a letter of its own. */
static View two_regions(Story *s, Actor *user)
{
    View view = memory(user, 4 * page(s), PRIVATE_MEMORY);
    for (unsigned i = 0; i < 4; i++)
        expect_ok(fill(user, view, i * page(s), page(s), (unsigned char)('a' + i)));
    expect_ok(CALL(user, mprotect, byte_of(view, 2 * page(s)), 2 * page(s), PROT_READ));
    return view;
}

static void expect_two_regions(Story *s, Actor *user, View view)
{
    for (unsigned i = 0; i < 4; i++)
        expect_filled(user, view, i * page(s), page(s), (unsigned char)('a' + i));
    expect_ok(store(user, view, page(s), "b"));
    expect_fault_code(store(user, view, 2 * page(s), "c"), WRITE, "SIGSEGV:SEGV_ACCERR");
}

CASE(several_regions_do_not_grow, .claim = "A range of several regions that is to grow is EFAULT, and stays as it was.",
     .basis = "P-REMAP-015", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = two_regions(s, user);
    expect_only_error(user, CALL(user, mremap, view.address, 4 * page(s), 8 * page(s), MREMAP_MAYMOVE, NULL), EFAULT);
    expect_two_regions(s, user, view);
}

CASE(several_regions_move_together,
     .claim = "MREMAP_FIXED moves a range of several regions as it is since Linux 6.17, and is EFAULT before.",
     .basis = "P-REMAP-016", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = two_regions(s, user);
    Value target = expect_ok(reserve(user, 4 * page(s), NUMBER(0)));
    const Answer *answer = CALL(user, mremap, view.address, 4 * page(s), 4 * page(s), MREMAP_MAYMOVE | MREMAP_FIXED,
                                target);
    if (!kernel_is(s, 6, 17)) {
        expect_error(answer, EFAULT);
        expect_two_regions(s, user, view);
        return;
    }
    expect_result(answer, target);
    expect_two_regions(s, user, VIEW_AT(target, 4 * page(s)));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGSEGV:SEGV_MAPERR");
    expect_fault_code(load(user, view, 3 * page(s), 1), READ, "SIGSEGV:SEGV_MAPERR");
}

CASE(growth_joins_its_neighbour, .claim = "A view that grows up to a like neighbour is one region with it.",
     .basis = "P-REMAP-023", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value base = expect_ok(reserve(user, 5 * page(s), NUMBER(0))); /* no access around them: nothing else joins */
    Value first = at(base, (int64_t)page(s)), last = at(base, (int64_t)(3 * page(s)));
    int fixed = PRIVATE_MEMORY | MAP_FIXED;
    expect_ok(CALL(user, mmap, first, page(s), READ_WRITE, fixed, -1, 0));
    expect_ok(CALL(user, mmap, last, page(s), READ_WRITE, fixed, -1, 0));
    expect_ok(CALL(user, munmap, at(first, (int64_t)page(s)), page(s)));
    expect_result(CALL(user, mremap, first, page(s), 2 * page(s), 0, NULL), first);
    const Answer *region = CALL(user, region_at, first, OUT);
    expect_field(region, "region.first", first);
    expect_field(region, "region.end", at(last, (int64_t)page(s)));
    expect_ok(fill(user, VIEW_AT(first, 3 * page(s)), 0, 3 * page(s), 'j'));
}

/* Views that stay ------------------------------------------------------------------------------------------------------------- */

static void needs_dontunmap(Story *s)
{
    needs_kernel(s, 5, 7);
}

CASE(memory_moves_and_its_place_stays,
     .claim = "With MREMAP_DONTUNMAP the bytes move and the old range stays mapped, as zeros.", .basis = "P-REMAP-019",
     .level = MUST, .needs = CAP(LINUX))
{
    needs_dontunmap(s);
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'm'));
    View moved = VIEW_AT(moved_to(user, view, 2 * page(s), MREMAP_DONTUNMAP, NUMBER(0)), 2 * page(s));
    expect_different(s, moved.address, view.address, "the new address");
    expect_filled(user, moved, 0, 2 * page(s), 'm');
    expect_filled(user, view, 0, 2 * page(s), 0);
    expect_ok(store(user, view, 0, "used again"));
    expect_filled(user, moved, 0, 2 * page(s), 'm');
    expect_only_error(
        user, CALL(user, mremap, moved.address, 2 * page(s), 3 * page(s), MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL),
        EINVAL);
    expect_only_error(
        user, CALL(user, mremap, moved.address, 2 * page(s), page(s), MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL), EINVAL);
}

CASE(a_shared_view_stays_too,
     .claim = "MREMAP_DONTUNMAP of a shared view of a file gives a second view since Linux 5.13, and is EINVAL before.",
     .basis = "P-REMAP-020", .level = MUST, .needs = CAP(LINUX))
{
    needs_dontunmap(s);
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "stays"), page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "before"));
    const Answer *answer = CALL(user, mremap, view.address, page(s), page(s), MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
    if (!kernel_is(s, 5, 13)) {
        expect_error(answer, EINVAL);
        expect_bytes(user, view, 0, "before");
        return;
    }
    View second = VIEW_AT(expect_ok(answer), page(s));
    expect_bytes(user, second, 0, "before");
    expect_ok(store(user, second, 0, "behind"));
    expect_bytes(user, view, 0, "behind");
}

CASES(linux_mremap_views, "linux/mremap_views", "posix", &a_private_view_keeps_its_copies,
      &growing_beyond_the_end_of_a_file, &shared_memory_keeps_what_it_had, &several_regions_do_not_grow,
      &several_regions_move_together, &growth_joins_its_neighbour, &memory_moves_and_its_place_stays,
      &a_shared_view_stays_too);
