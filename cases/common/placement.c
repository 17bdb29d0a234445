/* Where views lie. */
#include "cases/common/common.h"

/* An address range of the actor that was free a moment ago; an actor does one thing at a time, so it still is. */
static Value free_range(Actor *actor, uint64_t length)
{
    Value base = expect_ok(reserve(actor, length, NUMBER(0)));
    expect_ok(release(actor, base, length));
    return base;
}

CASE(views_begin_at_the_granularity,
     .claim = "Every view begins at a multiple of the platform's granularity, whatever its size.",
     .basis = "P-MMAP-001 P-MMAP-004 P-SYSV-009 W-MAP-002", .level = MUST)
{
    Actor *user = cast(s, "user");
    const uint64_t sizes[] = {page(s), 3 * page(s), granularity(s), granularity(s) + page(s)};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        Object object = create_object(user, object_name(s, "aligned"), sizes[i]);
        View view = map_object(user, object, .length = sizes[i]);
        expect_true(s, view.address.number != 0, "the view is not at address 0");
        expect_true(s, view.address.number % granularity(s) == 0,
                    "the view's address is a multiple of the granularity");
        expect_ok(store(user, view, sizes[i] - 1, "!"));
    }
}

CASE(a_free_address_is_honoured, .claim = "A view asked for at a free, aligned address lies exactly there.",
     .basis = "P-FIX-005 P-FIX-013 P-SYSV-012 W-MPX-002 C11", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "exact", 2 * page(s));
    Value base = free_range(user.actor, 4 * granularity(s));
    View view = map_object(user.actor, user.object, .length = 2 * page(s), .at = base);
    expect_equal(s, view.address, base, "the address of the view");
    expect_ok(store(user.actor, view, page(s), "exact"));
    expect_bytes(user.actor, user.view, page(s), "exact");
}

CASE(an_occupied_address_is_refused,
     .claim = "A view asked for where another view lies is refused, and that one stays whole.",
     .basis = "P-FIX-014 P-SYSV-013 W-MPX-004 C11", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "occupied", page(s));
    User other = first_user(s, "other", "newcomer", page(s));
    expect_ok(store(user.actor, user.view, 0, "first here"));
    Object newcomer = create_object(user.actor, object_name(s, "late"), page(s));

    expect_one_error(try_map(user.actor, newcomer, .length = page(s), .at = user.view.address), EEXIST, EINVAL,
                     ERROR_INVALID_ADDRESS);
    expect_bytes(user.actor, user.view, 0, "first here");
    expect_ok(store(user.actor, user.view, 0, "still here"));
    expect_bytes(user.actor, user.view, 0, "still here");
    expect_filled(other.actor, other.view, 0, page(s), 0);
}

CASE(an_unaligned_address_is_refused,
     .claim = "A view cannot be asked for at an address between two multiples of the granularity.",
     .basis = "P-FIX-017 P-MERR-023 P-SYSV-012 W-MPX-003 C11", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "crooked", page(s));
    Value base = free_range(user.actor, 4 * granularity(s));
    expect_one_error(try_map(user.actor, user.object, .length = page(s), .at = at(base, 1)), EINVAL,
                     ERROR_MAPPED_ALIGNMENT);
    expect_one_error(try_map(user.actor, user.object, .length = page(s), .at = at(base, (int64_t)granularity(s) - 1)),
                     EINVAL, ERROR_MAPPED_ALIGNMENT);
}

CASE(one_object_at_two_addresses,
     .claim = "One object at different addresses in two processes is one memory; offsets in it mean the same.",
     .basis = "P-INH-018 P-COH-002 W-MPX-013 W-MPX-014 C33", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User first = first_user(s, "first", "apart", 2 * page(s));
    User second = reach(s, first, "second", READ | WRITE);
    /* Whatever the answer, the address of the first is then taken in the second process. */
    reserve(second.actor, 2 * page(s), first.view.address);
    second.view = map_object(second.actor, second.object, .length = 2 * page(s));
    expect_different(s, second.view.address, first.view.address, "the addresses in the two processes");

    expect_ok(store_word(first.actor, first.view, 0, 8, page(s) + 64)); /* an offset, and what it leads to */
    expect_ok(store(first.actor, first.view, page(s) + 64, "treasure"));
    Value offset = expect_ok(load_word(second.actor, second.view, 0, 8));
    expect_bytes(second.actor, second.view, offset.number, "treasure");
    expect_ok(store(second.actor, second.view, offset.number, "TREASURE"));
    expect_bytes(first.actor, first.view, page(s) + 64, "TREASURE");
}

CASE(one_address_in_two_processes_is_two_memories,
     .claim = "The same address in two processes leads to whatever each of them has mapped there.",
     .basis = "C01 P-INH-004", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User first = first_user(s, "first", "here", page(s));
    Actor *second = cast(s, "second");
    Object other = create_object(second, object_name(s, "there"), page(s));
    if (pointer_bits(s) ==
        32) { /* libraries crowd around the places that the system chooses: below them there is room */
        const int64_t below = -(INT64_C(64) << 20);
        const Answer *lower = try_map(first.actor, first.object, .length = page(s),
                                      .at = at(first.view.address, below));
        if (answer_kind(lower) == ANSWER_OK)
            first.view.address = answer_value(lower);
    }
    View same = {.address = first.view.address, .length = page(s), .backing = backing(s)};
    if (answer_kind(try_map(second, other, .length = page(s), .at = first.view.address)) != ANSWER_OK)
        skip_story(s, "the address of the first process is not free in the second");
    expect_ok(store(first.actor, first.view, 0, "first"));
    expect_ok(store(second, same, 0, "other"));
    expect_bytes(first.actor, first.view, 0, "first");
    expect_bytes(second, same, 0, "other");
}

CASE(an_address_is_free_after_unmapping, .claim = "An address whose view was unmapped can be had again at once.",
     .basis = "P-UNMAP-001 P-SYSV-016 W-MPX-016 W-UNM-001", .level = MUST, .needs = CAP(MANY_VIEWS))
{
    User user = first_user(s, "user", "again", page(s));
    expect_ok(store(user.actor, user.view, 0, "kept"));
    for (unsigned i = 0; i < 8; i++) {
        expect_ok(unmap(user.actor, user.view));
        View view = map_object(user.actor, user.object, .length = page(s), .at = user.view.address);
        expect_equal(s, view.address, user.view.address, "the address of the new view");
        if (backing(s) == BACKING_FILE || backing(s) == BACKING_SHM)
            expect_bytes(user.actor, view, 0, "kept");
    }
}

CASES(common_placement, "common/placement", NULL, &views_begin_at_the_granularity, &a_free_address_is_honoured,
      &an_occupied_address_is_refused, &an_unaligned_address_is_refused, &one_object_at_two_addresses,
      &one_address_in_two_processes_is_two_memories, &an_address_is_free_after_unmapping);
