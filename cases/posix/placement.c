/* Where mmap puts a view: hints, MAP_FIXED, and addresses that differ between processes. */
#include "cases/posix/posix.h"
#include "cases/posix/regions.h"

/* A range that was free a moment ago; the actor does one thing at a time, so it still is. */
static Value free_range(Actor *actor, uint64_t length)
{
    Value base = expect_ok(reserve(actor, length, NUMBER(0)));
    expect_ok(release(actor, base, length));
    return base;
}

CASE(a_hint_replaces_nothing,
     .claim = "Without MAP_FIXED a hint that is occupied or unaligned leads elsewhere, and nothing is lost.",
     .basis = "P-FIX-001 P-FIX-002 P-MERR-024", .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "first here"));
    Value second = expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
    expect_different(s, second, view.address, "the address of the second view");
    expect_filled(user, VIEW_AT(second, page(s)), 0, page(s), 0);
    expect_bytes(user, view, 0, "first here");
    Value crooked = at(free_range(user, 4 * page(s)), 123);
    Value third = expect_ok(CALL(user, mmap, crooked, page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
    expect_true(s, third.number && third.number % page(s) == 0, "the address is aligned and not 0");
}

CASE(fixed_is_exact, .claim = "MAP_FIXED gives exactly the address that was asked for; an unaligned one is EINVAL.",
     .basis = "P-FIX-005 P-FIX-011 P-MERR-023", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value base = free_range(user, 4 * page(s));
    for (unsigned i = 0; i < 4; i += 2) {
        Value wanted = at(base, (int64_t)(i * page(s)));
        expect_result(CALL(user, mmap, wanted, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0), wanted);
    }
    expect_result(CALL(user, mmap, base, 4 * page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0), base);
    expect_ok(fill(user, VIEW_AT(base, 4 * page(s)), 0, 4 * page(s), 1));
    expect_only_error(user, CALL(user, mmap, at(base, 1), page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0),
                      EINVAL);
}

CASE(fixed_replaces_its_own_pages,
     .claim = "MAP_FIXED replaces the whole pages of its range and leaves those beside it.",
     .basis = "P-FIX-006 P-FIX-007 P-FIX-012 P-FIX-022", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "pages"), 4 * page(s));
    View view = view_of(user, file, 4 * page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 4; i++)
        expect_ok(fill(user, view, i * page(s), page(s), (unsigned char)('a' + i)));
    expect_ok(CALL(user, mmap, byte_of(view, page(s)), 1, READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0));
    expect_filled(user, view, 0, page(s), 'a');
    expect_filled(user, view, page(s), page(s), 0);
    expect_filled(user, view, 2 * page(s), page(s), 'c');
    expect_ok(fill(user, view, page(s), page(s), 'X'));
    expect_ok(CALL(user, mmap, byte_of(view, page(s)), page(s), PROT_READ, MAP_SHARED | MAP_FIXED, file, 3 * page(s)));
    expect_filled(user, view, page(s), page(s), 'd'); /* the dirty private page is gone */
    expect_filled(user, view, 3 * page(s), page(s), 'd');
    expect_fault(store(user, view, page(s), "x"));
    expect_ok(store(user, view, 2 * page(s), "neighbour"));
}

CASE(what_is_replaced_reaches_its_file,
     .claim = "Stores into a shared view are in the file after MAP_FIXED has replaced the view.", .basis = "P-FIX-008",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "replaced");
    Value file = new_file(user, path, page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "kept"));
    expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | MAP_FIXED, -1, 0));
    expect_filled(user, view, 0, page(s), 0);
    expect_ok(store(user, view, 0, "memory"));
    View readers = view_of(reader, open_file(reader, path, O_RDONLY), page(s), PROT_READ, MAP_SHARED);
    expect_bytes(reader, readers, 0, "kept");
}

CASE(a_refused_replacement_leaves_the_view,
     .claim = "MAP_FIXED that fails with EBADF or EINVAL leaves the old view as it was.", .basis = "P-FIX-009",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "unharmed"));
    expect_only_error(user, CALL(user, mmap, view.address, page(s), PROT_READ, MAP_SHARED | MAP_FIXED, 999, 0), EBADF);
    expect_bytes(user, view, 0, "unharmed");
    Value file = new_file(user, scratch_name(s, "odd"), page(s));
    expect_only_error(user, CALL(user, mmap, view.address, page(s), PROT_READ, MAP_SHARED | MAP_FIXED, file, 1),
                      EINVAL);
    expect_bytes(user, view, 0, "unharmed");
    expect_ok(store(user, view, 0, "writable"));
}

CASE(two_files_change_places, .claim = "Two files mapped each at the other's former address show each its own bytes.",
     .basis = "P-FIX-021", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value left = new_file(user, scratch_name(s, "left"), page(s));
    Value right = new_file(user, scratch_name(s, "right"), page(s));
    View l = view_of(user, left, page(s), READ_WRITE, MAP_SHARED);
    View r = view_of(user, right, page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 4; i++) {
        expect_ok(store_word(user, l, 0, 8, 0x11 + i));
        expect_ok(store_word(user, r, 0, 8, 0x22 + i));
        expect_ok(CALL(user, munmap, l.address, page(s)));
        expect_ok(CALL(user, munmap, r.address, page(s)));
        Value files[2] = {i % 2 ? left : right, i % 2 ? right : left};
        expect_ok(CALL(user, mmap, l.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, files[0], 0));
        expect_ok(CALL(user, mmap, r.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, files[1], 0));
        expect_result(load_word(user, l, 0, 8), 0x22 + i);
        expect_result(load_word(user, r, 0, 8), 0x11 + i);
    }
}

CASE(one_object_at_three_addresses,
     .claim = "An object at three chosen addresses in three processes is one memory; offsets in it mean the same.",
     .basis = "P-INH-018 P-COH-002 P-FIX-005 C33", .level = MUST)
{
    const char *name = unique_name(s, "apart");
    Actor *actors[3] = {cast(s, "first"), cast(s, "second"), cast(s, "third")};
    Value object = new_shm(actors[0], name, 2 * page(s));
    View views[3] = {view_of(actors[0], object, 2 * page(s), READ_WRITE, MAP_SHARED)};
    for (unsigned i = 1; i < 3; i++) {
        Value same = expect_ok(CALL(actors[i], shm_open, name, O_RDWR, 0));
        for (unsigned j = 0; j < i; j++) /* refused where the range is taken anyway: either way it is not free now */
            reserve(actors[i], 2 * page(s), views[j].address);
        Value base = free_range(actors[i], 2 * page(s));
        Value place = expect_ok(CALL(actors[i], mmap, base, 2 * page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, same, 0));
        expect_equal(s, place, base, "the chosen address");
        for (unsigned j = 0; j < i; j++)
            expect_different(s, place, views[j].address, "the addresses in two processes");
        views[i] = VIEW_AT(place, 2 * page(s));
    }
    expect_ok(store_word(actors[0], views[0], 0, 8, page(s) + 8)); /* where the next word is, from the beginning */
    expect_ok(store_word(actors[1], views[1], page(s) + 8, 8, 4242));
    Value offset = expect_ok(load_word(actors[2], views[2], 0, 8));
    expect_result(load_word(actors[2], views[2], offset.number, 8), 4242);
}

CASES(posix_placement, "posix/placement", "posix", &a_hint_replaces_nothing, &fixed_is_exact,
      &fixed_replaces_its_own_pages, &what_is_replaced_reaches_its_file, &a_refused_replacement_leaves_the_view,
      &two_files_change_places, &one_object_at_three_addresses);
