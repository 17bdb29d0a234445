/* How large objects and views are, and what is in them before anything was stored. */
#include "cases/common/common.h"

CASE(a_new_object_is_zero, .claim = "Every byte of a new object reads as zero, also where dirty memory was given back.",
     .basis = "P-MMAP-018 P-MMAP-019 P-SHMO-034 P-SYSV-001 C22", .level = MUST)
{
    enum { PAGES = 64 };
    User dirty = first_user(s, "dirty", "dirty", PAGES * page(s));
    expect_ok(fill(dirty.actor, dirty.view, 0, PAGES * page(s), 0xD1));
    end_use(dirty);
    if (dirty.object.name[0] && backing(s) != BACKING_PAGING_FILE)
        expect_ok(remove_object(dirty.actor, dirty.object.name));

    Object object = create_object(dirty.actor, object_name(s, "fresh"), PAGES * page(s));
    View view = map_object(dirty.actor, object, .length = PAGES * page(s));
    expect_filled(dirty.actor, view, 0, PAGES * page(s), 0);
}

CASE(the_size_is_what_was_asked, .claim = "An object has the size that it was created with, for every process.",
     .basis = "P-SHMO-035 P-SYSV-001 W-SIZ-006", .level = MUST)
{
    User first = first_user(s, "first", "three", 3 * page(s));
    User second = share_with(s, first, "second", READ);
    expect_result(size_of_object(first.actor, first.object), 3 * page(s));
    expect_result(size_of_object(second.actor, second.object), 3 * page(s));
}

CASE(an_odd_size_is_kept, .claim = "A size that is not a whole number of pages is kept to the byte.",
     .basis = "P-SHMO-035 P-SYSV-001 W-SIZ-001 W-SIZ-006", .level = MUST, .needs = CAP(ODD_SIZE) | CAP(NAMED))
{
    User first = first_user(s, "first", "odd", page(s) + 123);
    User second = share_with(s, first, "second", READ);
    expect_result(size_of_object(first.actor, first.object), page(s) + 123);
    expect_result(size_of_object(second.actor, second.object), page(s) + 123);
    expect_ok(store(first.actor, first.view, page(s) + 120, "end"));
    expect_bytes(second.actor, second.view, page(s) + 120, "end");
}

CASE(the_last_page_ends_in_zeros,
     .claim = "Bytes behind the object's end in its last page read as zero and are never part of the object.",
     .basis = "P-EOF-001 P-EOF-002 P-EOF-006 P-MMAP-014 W-SIZ-023", .level = MUST,
     .needs = CAP(ODD_SIZE) | CAP(READ_WRITE_CALLS))
{
    User user = first_user(s, "user", "tail", page(s) + 100);
    expect_filled(user.actor, user.view, page(s) + 100, page(s) - 100, 0);
    expect_ok(store(user.actor, user.view, page(s) + 98, "end+"));
    User other = reach(s, user, "other", READ | WRITE);
    expect_result(size_of_object(other.actor, other.object), page(s) + 100);
    expect_result(read_object(other.actor, other.object, page(s) + 98, 10), 2); /* the object ends where it ended */
}

CASE(using_a_view_keeps_the_size, .claim = "Mapping an object, reading it and storing into it never changes its size.",
     .basis = "P-MMAP-014 W-SIZ-001", .level = MUST)
{
    User user = first_user(s, "user", "same", 2 * page(s));
    User other = share_with(s, user, "other", READ);
    expect_ok(fill(user.actor, user.view, 0, 2 * page(s), 0x77));
    expect_filled(other.actor, other.view, 0, 2 * page(s), 0x77);
    expect_result(size_of_object(other.actor, other.object), 2 * page(s));
    expect_ok(unmap(user.actor, user.view));
    expect_result(size_of_object(user.actor, user.object), 2 * page(s));
}

CASE(a_grown_object_begins_as_it_was,
     .claim = "An object that is made larger keeps its bytes; what was added reads as zero.",
     .basis = "P-SHMO-034 W-SIZ-022 W-FIL-002", .level = MUST, .needs = CAP(RESIZE))
{
    User first = first_user(s, "first", "grown", page(s));
    expect_ok(fill(first.actor, first.view, 0, page(s), 0x33));
    expect_ok(resize(first.actor, first.object, 3 * page(s)));
    expect_result(size_of_object(first.actor, first.object), 3 * page(s));
    first.object.size = 3 * page(s);
    User second = share_with(s, first, "second", READ | WRITE);

    expect_filled(second.actor, second.view, 0, page(s), 0x33);
    expect_filled(second.actor, second.view, page(s), 2 * page(s), 0);
    expect_ok(store(second.actor, second.view, 0, "both"));
    expect_bytes(first.actor, first.view, 0, "both"); /* the old view is still the object's */
}

CASE(what_was_cut_off_comes_back_as_zero,
     .claim = "An object made smaller and larger again reads as zero where it had been cut off.",
     .basis = "P-EOF-009 P-SHMO-034 W-FIL-003", .level = MUST, .needs = CAP(RESIZE))
{
    User first = first_user(s, "first", "cut", 2 * page(s));
    expect_ok(fill(first.actor, first.view, 0, 2 * page(s), 0x44));
    expect_ok(unmap(first.actor, first.view));
    expect_ok(resize(first.actor, first.object, page(s) / 2));
    expect_ok(resize(first.actor, first.object, 2 * page(s)));
    User second = share_with(s, first, "second", READ);

    expect_filled(second.actor, second.view, 0, page(s) / 2, 0x44);
    expect_filled(second.actor, second.view, page(s) / 2, 2 * page(s) - page(s) / 2, 0);
}

CASE(an_offset_view_shows_its_part, .claim = "A view at an offset shows the object's bytes from there on.",
     .basis = "P-MMAP-003 W-MAP-001 C10", .level = MUST, .needs = CAP(OFFSET_VIEWS))
{
    uint64_t granule = granularity(s);
    User owner = first_user(s, "owner", "parts", 4 * granule);
    for (unsigned i = 0; i < 4; i++)
        expect_ok(fill(owner.actor, owner.view, i * granule, granule, (unsigned char)('a' + i)));
    User other = reach(s, owner, "other", READ | WRITE);
    for (unsigned i = 0; i < 4; i++) {
        View part = map_object(other.actor, other.object, .offset = i * granule, .length = granule);
        expect_filled(other.actor, part, 0, granule, (unsigned char)('a' + i));
    }
    View rest = map_object(other.actor, other.object, .offset = 2 * granule); /* no length: to the end */
    expect_filled(other.actor, rest, 0, granule, 'c');
    expect_filled(other.actor, rest, granule, granule, 'd');
}

CASE(an_unaligned_offset_is_refused,
     .claim = "A view cannot begin at an offset that is not a multiple of the granularity.",
     .basis = "P-MERR-020 W-MAP-003 C10", .level = MUST, .needs = CAP(OFFSET_VIEWS))
{
    uint64_t granule = granularity(s);
    User user = first_user(s, "user", "unaligned", 2 * granule);
    const uint64_t offsets[] = {1, granule / 2, granule - 1, granule + 1};
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        expect_one_error(try_map(user.actor, user.object, .offset = offsets[i], .length = 16), EINVAL,
                         ERROR_MAPPED_ALIGNMENT);
    }
}

CASES(common_size, "common/size", NULL, &a_new_object_is_zero, &the_size_is_what_was_asked, &an_odd_size_is_kept,
      &the_last_page_ends_in_zeros, &using_a_view_keeps_the_size, &a_grown_object_begins_as_it_was,
      &what_was_cut_off_comes_back_as_zero, &an_offset_view_shows_its_part, &an_unaligned_offset_is_refused);
