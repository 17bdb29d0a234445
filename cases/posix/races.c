/* One lane accesses memory without pause while the story maps, unmaps, protects, moves and flushes it from another. */
#include "cases/posix/races.h"

#include <string.h>

CASE(a_page_comes_and_goes,
     .claim = "While a page is mapped, filled and unmapped again and again, another lane sees its bytes or SIGSEGV.",
     .basis = "P-STR-002", .level = MUST, .tags = "race long")
{
    enum { ROUNDS = 100 };
    Actor *user = cast(s, "user");
    Actor *watcher = lane_of(user, "watcher");
    View control = control_of(s, user);
    Value file = new_file(user, scratch_name(s, "page"), page(s));
    expect_ok(CALL(user, pwrite, file, "file", 4, 0));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    Loop loop = watch(user, watcher, control, view.address, "fm");
    for (unsigned i = 0; i < ROUNDS; i++) {
        expect_ok(CALL(user, munmap, view.address, page(s)));
        expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, file, 0));
        expect_ok(store(user, view, 0, i % 2 ? "file" : "made"));
    }
    const Answer *seen = end_loop(user, loop);
    expect_field(seen, "seen.wrong", 0);
    expect_field(seen, "seen.others", 0);
    expect_true(s, answer_field(seen, "seen.done").number > 0, "the watcher has seen the page");
}

CASE(a_replaced_page_is_always_there,
     .claim = "While MAP_FIXED replaces a page by another again and again, another lane sees one or the other.",
     .basis = "P-STR-006", .level = MUST, .needs = CAP(LINUX), .tags = "race long")
{
    enum { ROUNDS = 150 };
    Actor *user = cast(s, "user");
    Actor *watcher = lane_of(user, "watcher");
    View control = control_of(s, user);
    Value files[2] = {new_file(user, scratch_name(s, "even"), page(s)),
                      new_file(user, scratch_name(s, "odd"), page(s))};
    expect_ok(CALL(user, pwrite, files[0], "even", 4, 0));
    expect_ok(CALL(user, pwrite, files[1], "odd", 3, 0));
    View view = view_of(user, files[0], page(s), READ_WRITE, MAP_SHARED);
    Loop loop = watch(user, watcher, control, view.address, "eo");
    for (unsigned i = 0; i < ROUNDS; i++)
        expect_ok(CALL(user, mmap, view.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, files[i % 2], 0));
    expect_undisturbed(user, loop);
}

CASE(stores_beside_protection,
     .claim = "While a page's protection changes, every store of another lane is made or faults; none is lost.",
     .basis = "P-STR-007", .level = MUST, .tags = "race long")
{
    enum { ROUNDS = 150 };
    Actor *user = cast(s, "user");
    Actor *adder = lane_of(user, "adder");
    View control = control_of(s, user);
    View view = memory(user, page(s), SHARED_MEMORY);
    Loop loop = running(user, control, BEGIN_CALL(adder, count_stores, view.address, control.address, OUT));
    for (unsigned i = 0; i < ROUNDS; i++)
        expect_ok(CALL(user, mprotect, view.address, page(s), i % 2 ? READ_WRITE : PROT_READ));
    const Answer *seen = end_loop(user, loop);
    expect_field(seen, "seen.others", 0);
    expect_result(load_word(user, view, 0, 8), answer_field(seen, "seen.done"));
}

CASE(a_neighbour_moves, .claim = "While a region moves about, its neighbours keep their bytes and stay where they are.",
     .basis = "P-STR-008", .level = MUST, .needs = CAP(LINUX), .tags = "race long")
{
    enum { ROUNDS = 100 };
    Actor *user = cast(s, "user");
    Actor *watcher = lane_of(user, "watcher");
    View control = control_of(s, user);
    View base = VIEW_AT(expect_ok(reserve(user, 16 * page(s), NUMBER(0))), 16 * page(s));
    int fixed = PRIVATE_MEMORY | MAP_FIXED;
    for (unsigned i = 0; i < 3; i++) /* the mover between two that stay */
        expect_ok(CALL(user, mmap, byte_of(base, (1 + i) * page(s)), page(s), READ_WRITE, fixed, -1, 0));
    expect_ok(fill(user, base, page(s), page(s), 'l'));
    expect_ok(fill(user, base, 2 * page(s), page(s), 'm'));
    expect_ok(fill(user, base, 3 * page(s), page(s), 'r'));
    Loop loop = watch(user, watcher, control, byte_of(base, 2 * page(s) - 1), "l");
    int move = MREMAP_MAYMOVE | MREMAP_FIXED;
    for (unsigned i = 0; i < ROUNDS; i++) {
        Value here = byte_of(base, (i % 2 ? 8 : 2) * page(s)), there = byte_of(base, (i % 2 ? 2 : 8) * page(s));
        expect_result(CALL(user, mremap, here, page(s), page(s), move, there), there);
    }
    expect_undisturbed(user, loop);
    expect_filled(user, base, page(s), page(s), 'l');
    expect_filled(user, base, 2 * page(s), page(s), 'm');
    expect_filled(user, base, 3 * page(s), page(s), 'r');
}

CASE(stores_beside_write_back,
     .claim =
         "No store of a lane is lost while another flushes its page; the file has the last one once its pages have "
         "left memory.",
     .basis = "P-STR-005", .level = MUST, .tags = "race long")
{
    enum { ROUNDS = 20 };
    Actor *user = cast(s, "user");
    Actor *adder = lane_of(user, "adder");
    View control = control_of(s, user);
    Value file = new_file(user, scratch_name(s, "counted"), page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    Loop loop = running(user, control, BEGIN_CALL(adder, count_stores, view.address, control.address, OUT));
    for (unsigned i = 0; i < ROUNDS; i++)
        expect_ok(i % 2 ? CALL(user, fsync, file) : CALL(user, msync, view.address, page(s), MS_SYNC));
    const Answer *seen = end_loop(user, loop);
    expect_field(seen, "seen.segv", 0);
    expect_field(seen, "seen.others", 0);
    Value count = answer_field(seen, "seen.done");
    expect_result(load_word(user, view, 0, 8), count);
    expect_ok(CALL(user, munmap, view.address, page(s)));
    expect_ok(CALL(user, fsync, file));
    expect_ok(CALL(user, posix_fadvise, file, 0, 0, POSIX_FADV_DONTNEED)); /* read again from where it was written */
    expect_result(load_word(user, view_of(user, file, page(s), PROT_READ, MAP_SHARED), 0, 8), count);
}

CASE(descriptors_come_and_go,
     .claim =
         "A view is read without pause while the descriptor that it was made with is duplicated, closed, reused and "
         "sent to another process.",
     .basis = "P-STR-016", .level = MUST, .tags = "race long")
{
    enum { ROUNDS = 15 };
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    Actor *watcher = lane_of(user, "watcher");
    View control = control_of(s, user);
    Value file = new_file(user, scratch_name(s, "passed"), page(s));
    Value decoy = new_file(user, scratch_name(s, "decoy"), page(s));
    expect_ok(CALL(user, pwrite, file, "pass", 4, 0));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    Loop loop = watch(user, watcher, control, view.address, "p");
    for (unsigned i = 0; i < ROUNDS; i++) {
        Value copy = expect_ok(CALL(user, dup, file));
        const char *place = scratch_name(s, "s");
        const Answer *arriving = BEGIN_CALL(other, receive_descriptor, place);
        expect_ok(CALL(user, send_descriptor, place, copy));
        Value arrived = expect_ok(finish_call(arriving));
        expect_ok(CALL(user, dup2, decoy, copy)); /* its number is another file's now */
        expect_ok(CALL(user, close, copy));
        View theirs = view_of(other, arrived, page(s), READ_WRITE, MAP_SHARED);
        expect_ok(CALL(other, close, arrived));
        expect_ok(store(other, theirs, 1, i % 2 ? "ASS" : "ass"));
        expect_bytes(user, view, 0, i % 2 ? "pASS" : "pass");
        expect_ok(CALL(other, munmap, theirs.address, page(s)));
    }
    expect_undisturbed(user, loop);
}

CASES(posix_races, "posix/races", "posix", &a_page_comes_and_goes, &a_replaced_page_is_always_there,
      &stores_beside_protection, &a_neighbour_moves, &stores_beside_write_back, &descriptors_come_and_go);
