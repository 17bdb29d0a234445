/* posix_madvise: what it refuses. That it changes no byte is told in cases/linux/memory.c. */
#include "cases/posix/regions.h"

#include <stdio.h>

static const struct {
    const char *name;
    int advice;
} advices[] = {{"normal", POSIX_MADV_NORMAL},
               {"sequential", POSIX_MADV_SEQUENTIAL},
               {"random", POSIX_MADV_RANDOM},
               {"willneed", POSIX_MADV_WILLNEED},
               {"dontneed", POSIX_MADV_DONTNEED}};
enum { CHECKED = 4, ADVICES = sizeof advices / sizeof advices[0] };

static void advice_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", advices[cell].name);
}

CASE(advice_about_nothing, .claim = "posix_madvise of a range that is partly or wholly unmapped is ENOMEM.",
     .basis = "P-ADV-004", .level = MUST, .cells = CHECKED, .cell_name = advice_cell)
{
    int advice = advices[story_cell(s)].advice;
    Actor *user = cast(s, "user");
    View view = memory(user, 3 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 3 * page(s), 'a'));
    expect_ok(CALL(user, posix_madvise, view.address, view.length, advice));
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, posix_madvise, view.address, view.length, advice), ENOMEM);
    expect_only_error(user, CALL(user, posix_madvise, byte_of(view, page(s)), page(s), advice), ENOMEM);
    expect_regions(user, before);
    expect_filled(user, view, 0, page(s), 'a');
    expect_filled(user, view, 2 * page(s), page(s), 'a');
}

CASE(not_needing_nothing,
     .claim = "Whether POSIX_MADV_DONTNEED looks at its range: C libraries that do nothing for it may not.",
     .basis = "P-ADV-004 P-ADV-005", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "kept"));
    observe(s, "an odd address", CALL(user, posix_madvise, byte_of(view, 1), page(s), POSIX_MADV_DONTNEED), "EINVAL");
    expect_ok(CALL(user, munmap, byte_of(view, page(s)), page(s)));
    observe(s, "an unmapped page", CALL(user, posix_madvise, view.address, view.length, POSIX_MADV_DONTNEED), "ENOMEM");
    expect_bytes(user, view, 0, "kept");
}

CASE(odd_ranges_of_advice,
     .claim = "posix_madvise may refuse an address inside a page; a length of 0 it may take. Linux does both.",
     .basis = "P-ADV-005 P-ADV-006", .level = SHOULD, .needs = CAP(LINUX), .cells = CHECKED, .cell_name = advice_cell)
{
    int advice = advices[story_cell(s)].advice;
    Actor *user = cast(s, "user");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    Value before = regions_of(user);
    expect_only_error(user, CALL(user, posix_madvise, byte_of(view, 1), page(s), advice), EINVAL);
    expect_result(CALL(user, posix_madvise, view.address, 0, advice), 0);
    expect_regions(user, before);
}

CASES(posix_advice, "posix/advice", "posix", &advice_about_nothing, &not_needing_nothing, &odd_ranges_of_advice);
