/* Objects that become shorter or longer under a view. */
#include "cases/posix/posix.h"

#include <stdio.h>

/* Sizes around a page's border: which pages of a view of three are there? */
static const int around[] = {-1, 0, 1};
static const char *const around_names[] = {"one-less", "exact", "one-more"};

static void name_size_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%u-pages,%s", (unsigned)(cell / 3 + 1), around_names[cell % 3]);
}

CASE(the_end_is_rounded_up_to_a_page,
     .claim = "The page that holds the object's end is there whole, zero behind the end; the next page is not.",
     .basis = "P-EOF-001 P-EOF-005 P-EOF-006 P-EOF-020 P-STR-018", .level = MUST, .cells = 6,
     .cell_name = name_size_cell)
{
    uint64_t size = (story_cell(s) / 3 + 1) * page(s) + (uint64_t)around[story_cell(s) % 3];
    uint64_t end = (size + page(s) - 1) / page(s) * page(s);
    Actor *user = cast(s, "user");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "border");
    Value file = new_file(writer, path, size);
    expect_ok(CALL(writer, pwrite, file, "!", 1, size - 1));
    View view = view_of(user, open_file(user, path, O_RDWR), 4 * page(s), READ_WRITE, MAP_SHARED);
    expect_bytes(user, view, size - 1, "!");
    expect_filled(user, view, size, end - size, 0);
    Value beyond = byte_of(view, end);
    expect_fault_at(load(user, view, end, 1), READ, beyond);
    expect_fault_at(store(user, view, end, "x"), WRITE, beyond);
    expect_equal(s, size_of_file(writer, file), NUMBER(size), "the file's size");
}

CASE(stores_behind_the_end_are_lost,
     .claim = "Bytes stored behind the end are allowed, are no part of the file, and read zero when it grows.",
     .basis = "P-EOF-002 P-EOF-004 P-MMAP-014", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *grower = cast(s, "grower");
    const char *path = scratch_name(s, "tail");
    Value file = new_file(grower, path, 100);
    View view = view_of(user, open_file(user, path, O_RDWR), page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 98, "inbehind"));
    expect_equal(s, size_of_file(grower, file), NUMBER(100), "the file's size");
    expect_field_text(CALL(grower, pread, file, OUT_ROOM(50), 50, 98), "buffer", "in", 2);
    expect_ok(CALL(grower, ftruncate, file, page(s)));
    expect_field_text(CALL(grower, pread, file, OUT_ROOM(6), 6, 100), "buffer", "\0\0\0\0\0\0", 6);
    expect_filled(user, view, 100, page(s) - 100, 0);
    expect_bytes(user, view, 98, "in");
}

CASE(stores_behind_the_end_seen_again,
     .claim = "A new mapping shows zero behind the end; Linux is known to keep what was stored.", .basis = "P-EOF-003",
     .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "tail"), 100);
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 200, "dirt"));
    expect_ok(CALL(user, munmap, view.address, page(s)));
    View again = view_of(user, file, page(s), PROT_READ, MAP_SHARED);
    observe(s, "behind the end, in a new mapping", load(user, again, 200, 4), "ok void bytes=\"%00%00%00%00\"");
}

CASE(cutting_off_under_a_view,
     .claim = "Pages cut off by another process raise SIGBUS, the rest of the last page is zero at once.",
     .basis = "P-EOF-007 P-EOF-008 P-EOF-014", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "cut");
    Value file = new_file(cutter, path, 3 * page(s));
    View view = view_of(user, open_file(user, path, O_RDWR), 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, 3 * page(s), 'f'));
    expect_ok(CALL(cutter, ftruncate, file, page(s) + 10));
    expect_filled(user, view, 0, page(s) + 10, 'f');
    expect_filled(user, view, page(s) + 10, page(s) - 10, 0);
    expect_fault_code(load(user, view, 2 * page(s), 1), READ, "SIGBUS");
    expect_ok(CALL(cutter, ftruncate, file, 0));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGBUS");
    expect_fault_code(store(user, view, page(s), "x"), WRITE, "SIGBUS");
}

CASE(what_was_cut_off_is_zero,
     .claim = "Bytes that were cut off and come back are zero, through the old view and for reads.",
     .basis = "P-EOF-009", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "back");
    Value file = new_file(cutter, path, 2 * page(s));
    View view = view_of(user, open_file(user, path, O_RDWR), 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(user, view, 0, 2 * page(s), 'f'));
    expect_ok(CALL(cutter, ftruncate, file, 10));
    expect_ok(CALL(cutter, ftruncate, file, 2 * page(s)));
    expect_filled(user, view, 0, 10, 'f');
    expect_filled(user, view, 10, 2 * page(s) - 10, 0);
    expect_field_text(CALL(cutter, pread, file, OUT_ROOM(4), 4, 10), "buffer", "\0\0\0\0", 4);
    expect_field_text(CALL(cutter, pread, file, OUT_ROOM(4), 4, page(s)), "buffer", "\0\0\0\0", 4);
}

CASE(opening_with_o_trunc_cuts_off, .claim = "O_TRUNC of another process does to a view what ftruncate to 0 does.",
     .basis = "P-EOF-012", .level = MUST)
{
    Actor *user = cast(s, "user");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "o-trunc");
    Value file = new_file(user, path, page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "gone"));
    Value same = open_file(cutter, path, O_RDWR | O_TRUNC);
    expect_fault_code(load(user, view, 0, 1), READ, "SIGBUS");
    expect_ok(CALL(cutter, ftruncate, same, page(s)));
    expect_filled(user, view, 0, page(s), 0);
}

CASE(growing_under_a_view,
     .claim = "Whether a longer view shows what the object grows by, without mapping again, is left open.",
     .basis = "P-EOF-010 P-EOF-011 P-EOF-013", .level = OBSERVE)
{
    Actor *user = cast(s, "user");
    Actor *grower = cast(s, "grower");
    const char *path = scratch_name(s, "grown");
    Value file = new_file(grower, path, page(s));
    View view = view_of(user, open_file(user, path, O_RDWR), 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_fault(load(user, view, page(s), 1));
    expect_ok(CALL(grower, ftruncate, file, 2 * page(s)));
    observe(s, "load after growing", load(user, view, page(s), 1), "ok void bytes=\"%00\"");
    expect_ok(CALL(grower, pwrite, file, "more", 4, 2 * page(s)));
    observe(s, "load after writing at the end", load(user, view, 2 * page(s), 4), "ok void bytes=\"more\"");
    const Answer *stored = store(user, view, page(s), "up");
    const Answer *seen = CALL(grower, pread, file, OUT_ROOM(2), 2, page(s));
    if (answer_kind(stored) == ANSWER_OK)
        observe(s, "read of what was stored there", seen, "ok 2 buffer=\"up\"");
}

CASE(truncation_beside_a_reader,
     .claim = "A process that reads while another cuts and grows the object gets bytes or SIGBUS, and both go on.",
     .basis = "P-EOF-015 P-STR-017", .level = MUST, .tags = "long")
{
    enum { PAGES = 256, ROUNDS = 12 };
    Actor *reader = cast(s, "reader");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "race");
    Value file = new_file(cutter, path, PAGES * page(s));
    View view = view_of(reader, open_file(reader, path, O_RDONLY), PAGES * page(s), PROT_READ, MAP_SHARED);
    for (unsigned i = 0; i < ROUNDS; i++) {
        const Answer *reading = BEGIN_CALL_IN(portable, reader, mismatch, view.address, PAGES * page(s), 0);
        expect_ok(CALL(cutter, ftruncate, file, i % 2 ? PAGES * page(s) : page(s)));
        finish_call(reading);
        if (answer_kind(reading) == ANSWER_FAULT)
            expect_fault_code(reading, READ, "SIGBUS");
        else
            expect_result(reading, PAGES * page(s)); /* nothing but zero was ever there */
    }
    expect_filled(reader, view, 0, PAGES * page(s), 0);
}

CASES(posix_truncation, "posix/truncation", "posix", &the_end_is_rounded_up_to_a_page, &stores_behind_the_end_are_lost,
      &stores_behind_the_end_seen_again, &cutting_off_under_a_view, &what_was_cut_off_is_zero,
      &opening_with_o_trunc_cuts_off, &growing_under_a_view, &truncation_beside_a_reader);
