/* MAP_PRIVATE: pages are copied when they are first stored to. */
#include "cases/posix/posix.h"

CASE(only_stored_pages_are_copied,
     .claim = "Storing to one page of a private view leaves the file, and every other view of it, as they were.",
     .basis = "P-COW-001 P-COW-002 P-COW-003", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *path = scratch_name(s, "copied");
    Value file = new_file(owner, path, 3 * page(s));
    View view = view_of(owner, file, 3 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(owner, view, 0, 3 * page(s), 'o'));
    Value same = open_file(copier, path, O_RDWR);
    View copy = view_of(copier, same, 3 * page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(copier, copy, page(s) + 1, "secret"));

    expect_filled(owner, view, 0, 3 * page(s), 'o');
    expect_field_text(CALL(owner, pread, file, OUT_ROOM(6), 6, page(s) + 1), "buffer", "oooooo", 6);
    expect_filled(copier, copy, 0, page(s) + 1, 'o');
    expect_filled(copier, copy, page(s) + 7, 2 * page(s) - 7, 'o');
    expect_ok(CALL(copier, munmap, copy.address, 3 * page(s)));
    expect_filled(copier, view_of(copier, same, 3 * page(s), PROT_READ, MAP_PRIVATE), 0, 3 * page(s), 'o');
}

CASE(later_writes_to_the_file, .claim = "Whether a private view follows later writes to its file is left open.",
     .basis = "P-COW-004 P-COW-005 P-COW-006", .level = OBSERVE)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *path = scratch_name(s, "later");
    Value file = new_file(owner, path, 3 * page(s));
    View copy = view_of(copier, open_file(copier, path, O_RDWR), 3 * page(s), READ_WRITE, MAP_PRIVATE);
    expect_filled(copier, copy, page(s), page(s), 0);
    expect_ok(store(copier, copy, 2 * page(s) + 100, "own"));
    for (unsigned i = 0; i < 3; i++)
        expect_ok(CALL(owner, pwrite, file, "late", 4, i * page(s)));
    observe(s, "a page not touched", load(copier, copy, 0, 4), "ok void bytes=\"late\"");
    observe(s, "a page read before", load(copier, copy, page(s), 4), "ok void bytes=\"late\"");
    observe(s, "a page stored to before", load(copier, copy, 2 * page(s), 4), "ok void bytes=\"%00%00%00%00\"");
}

CASE(fork_keeps_many_pages_apart,
     .claim = "After fork, stores of parent and child to private pages never show at the other, whoever is first.",
     .basis = "P-COW-008 P-COW-009 P-INH-002", .level = MUST)
{
    enum { PAGES = 48 };
    Actor *parent = cast(s, "parent");
    View view = memory(parent, PAGES * page(s), PRIVATE_MEMORY);
    expect_ok(fill(parent, view, 0, PAGES * page(s), 'b'));
    Actor *child = fork_actor(parent, "child");
    for (unsigned i = 0; i < PAGES; i += 3) {
        expect_ok(fill(parent, view, i * page(s), page(s), 'p'));
        expect_ok(fill(child, view, (i + 1) * page(s), page(s), 'c'));
    }
    for (unsigned i = 0; i < PAGES; i += 3) {
        expect_filled(child, view, i * page(s), page(s), 'b');
        expect_filled(child, view, (i + 1) * page(s), page(s), 'c');
        expect_filled(child, view, (i + 2) * page(s), page(s), 'b');
        expect_filled(parent, view, i * page(s), page(s), 'p');
        expect_filled(parent, view, (i + 1) * page(s), 2 * page(s), 'b');
    }
    Actor *grandchild = fork_actor(child, "grandchild");
    expect_ok(fill(child, view, page(s), page(s), 'd'));
    expect_filled(grandchild, view, page(s), page(s), 'c');
}

CASE(a_call_copies_like_a_store,
     .claim = "A page that read() fills is copied as by a store: later calls and loads see the copy, the file not.",
     .basis = "P-COW-010 P-COW-001", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *path = scratch_name(s, "mapped");
    Value file = new_file(owner, path, page(s));
    expect_ok(CALL(owner, pwrite, file, "public", 6, 0));
    Value source = new_file(copier, scratch_name(s, "source"), page(s));
    expect_ok(CALL(copier, pwrite, source, "filled", 6, 0));
    View copy = view_of(copier, open_file(copier, path, O_RDWR), page(s), READ_WRITE, MAP_PRIVATE);
    expect_result(CALL(copier, pwrite, source, copy.address, 6, 100), 6); /* read by a call, not yet copied */
    expect_result(CALL(copier, pread, source, copy.address, 6, 0), 6);
    expect_bytes(copier, copy, 0, "filled");
    expect_result(CALL(copier, pwrite, source, copy.address, 6, 200), 6);
    expect_field_text(CALL(copier, pread, source, OUT_ROOM(6), 6, 100), "buffer", "public", 6);
    expect_field_text(CALL(copier, pread, source, OUT_ROOM(6), 6, 200), "buffer", "filled", 6);
    expect_field_text(CALL(owner, pread, file, OUT_ROOM(6), 6, 0), "buffer", "public", 6);
}

CASE(there_is_nothing_beyond_the_end, .claim = "A private view raises SIGBUS beyond its file's end, for stores too.",
     .basis = "P-EOF-005 P-EOF-019 P-SIG-008", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "end"), page(s));
    View copy = view_of(user, file, 2 * page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(user, copy, page(s) - 4, "last"));
    expect_fault_code(load(user, copy, page(s), 1), READ, "SIGBUS");
    expect_fault_code(store(user, copy, page(s), "x"), WRITE, "SIGBUS");
    expect_bytes(user, copy, page(s) - 4, "last");
}

CASE(cutting_off_a_copied_page, .claim = "Whether a copied page survives the truncation of its file is left open.",
     .basis = "P-COW-011", .level = OBSERVE)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *path = scratch_name(s, "cut");
    Value file = new_file(owner, path, page(s));
    View copy = view_of(copier, open_file(copier, path, O_RDWR), page(s), READ_WRITE, MAP_PRIVATE);
    expect_ok(store(copier, copy, 0, "copy"));
    expect_ok(CALL(owner, ftruncate, file, 0));
    const Answer *answer = load(copier, copy, 0, 4);
    observe_text(s, "a copied page that was cut off", answer_kind(answer) == ANSWER_FAULT ? "fault" : "bytes", "fault");
    expect_ok(CALL(owner, ftruncate, file, page(s)));
    observe(s, "the same page after growing again", load(copier, copy, 0, 4), "ok void bytes=\"%00%00%00%00\"");
}

CASES(posix_private, "posix/private", "posix", &only_stored_pages_are_copied, &later_writes_to_the_file,
      &fork_keeps_many_pages_apart, &a_call_copies_like_a_store, &there_is_nothing_beyond_the_end,
      &cutting_off_a_copied_page);
