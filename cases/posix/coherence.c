/* One file through several names and several ways: views, links, reads past the cache, copies within the system. */
#include "cases/posix/races.h"

#include <stdio.h>
#include <string.h>

static const char *const name_kinds[] = {"hard-link", "symlink"};

static void name_link_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", name_kinds[cell]);
}

CASE(two_names_show_one_file,
     .claim = "Views made through a file's name and through a link to it show the same bytes, stored on either side.",
     .basis = "P-COH-008", .level = MUST, .cells = 2, .cell_name = name_link_cell)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *path = scratch_name(s, "file"), *other = scratch_name(s, "link");
    Value file = new_file(first, path, 2 * page(s));
    expect_ok(story_cell(s) ? CALL(first, symlink, path, other) : CALL(first, link, path, other));
    View by_name = view_of(first, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    View by_link = view_of(second, open_file(second, other, O_RDWR), 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(first, by_name, 0, "by name"));
    expect_bytes(second, by_link, 0, "by name");
    expect_ok(store(second, by_link, page(s) + 7, "by link"));
    expect_bytes(first, by_name, page(s) + 7, "by link");
    expect_ok(CALL(first, unlink, path)); /* the views stay */
    expect_ok(store(first, by_name, 100, "still"));
    expect_bytes(second, by_link, 100, "still");
}

/* Reads past the cache ------------------------------------------------------------------------------------------------------- */

CASE(a_direct_read_after_a_flush, .claim = "A read with O_DIRECT after msync gives what a view stored.",
     .basis = "P-COH-011", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "direct");
    Value file = new_file(user, path, page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    const Answer *opened = CALL(user, open, path, O_RDWR | O_DIRECT | O_CLOEXEC, 0);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "this file system cannot read past its cache: %s", answer_error(opened));
    Value direct = expect_ok(opened);
    View room = memory(user, page(s), PRIVATE_MEMORY); /* whole pages: what O_DIRECT asks for */
    expect_ok(store(user, view, 0, "unsynced"));
    observe(s, "read before msync", CALL(user, pread, direct, room.address, page(s), 0), NULL);
    observe(s, "bytes before msync", load(user, room, 0, 8), "ok void bytes=\"unsynced\"");
    expect_ok(store(user, view, 0, "flushed!"));
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
    expect_result(CALL(user, pread, direct, room.address, page(s), 0), page(s));
    observe(s, "bytes after msync", load(user, room, 0, 8), "ok void bytes=\"flushed!\"");
}

/* Copies within the system --------------------------------------------------------------------------------------------------- */

static const char *const copiers[] = {"sendfile", "splice", "copy_file_range"};

static void name_copier_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", copiers[cell]);
}

/* From the start of `from` to the start of `to`, in the cell's way. */
static const Answer *copied(Story *s, Actor *user, Value from, Value to, uint64_t count)
{
    if (story_cell(s) == 0)
        return CALL(user, sendfile, to, from, NULL, count);
    if (story_cell(s) == 2)
        return CALL(user, copy_file_range, from, NULL, to, NULL, count, 0);
    const Answer *ends = CALL(user, pipe, OUT);
    expect_ok(ends);
    expect_result(CALL(user, splice, from, NULL, answer_field(ends, "fds.1"), NULL, count, 0), count);
    return CALL(user, splice, answer_field(ends, "fds.0"), NULL, to, NULL, count, 0);
}

CASE(copies_see_what_views_stored,
     .claim = "What the system copies from a file holds what a view of another process stored, without msync.",
     .basis = "P-COH-012", .level = OBSERVE, .needs = CAP(LINUX), .cells = 3, .cell_name = name_copier_cell)
{
    Actor *user = cast(s, "user");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "source");
    Value source = new_file(user, path, 2 * page(s));
    Value target = new_file(user, scratch_name(s, "target"), 0);
    View view = view_of(writer, open_file(writer, path, O_RDWR), 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(writer, view, page(s) - 4, "borders!"));
    const Answer *answer = copied(s, user, source, target, 2 * page(s));
    if (answer_kind(answer) == ANSWER_ERROR && strstr("EXDEV ENOSYS EINVAL EOPNOTSUPP", answer_error(answer)))
        skip_story(s, "this system does not copy so on this file system: %s", answer_error(answer));
    expect_result(answer, 2 * page(s));
    observe(s, "the copy", CALL(user, pread, target, OUT_ROOM(8), 8, page(s) - 4), "ok 8 buffer=\"borders!\"");
}

/* While others write --------------------------------------------------------------------------------------------------------- */

CASE(a_page_never_shows_what_nobody_wrote,
     .claim = "A view that is read while another process writes the page again and again shows only what was written.",
     .basis = "P-COH-014", .level = MUST, .needs = CAP(FORK), .tags = "race")
{
    enum { ROUNDS = 200, LENGTH = 64 };
    Actor *writer = cast(s, "writer");
    Value file = new_file(writer, scratch_name(s, "rewritten"), page(s));
    View view = view_of(writer, file, page(s), PROT_READ, MAP_SHARED);
    View control = control_of(s, writer);
    Actor *watcher = fork_actor(writer, "watcher");
    char block[2][LENGTH];
    memset(block[0], 'a', LENGTH);
    memset(block[1], 'b', LENGTH);
    expect_ok(CALL(writer, pwrite, file, BYTES(block[0], LENGTH), LENGTH, 0));
    Loop loop = watch(writer, watcher, control, byte_of(view, LENGTH / 2), "ab");
    for (unsigned i = 0; i < ROUNDS; i++)
        expect_result(CALL(writer, pwrite, file, BYTES(block[i % 2], LENGTH), LENGTH, 0), LENGTH);
    expect_undisturbed(writer, loop);
}

CASE(a_page_that_becomes_a_hole,
     .claim = "A view that is read while another process punches and refills its page shows old bytes or zeros.",
     .basis = "P-COH-015", .level = OBSERVE, .needs = CAP(LINUX) | CAP(FORK), .tags = "race")
{
    enum { ROUNDS = 100 };
    Actor *puncher = cast(s, "puncher");
    Value file = new_file(puncher, scratch_name(s, "punched"), 2 * page(s));
    View view = view_of(puncher, file, page(s), PROT_READ, MAP_SHARED);
    View control = control_of(s, puncher);
    Actor *watcher = fork_actor(puncher, "watcher");
    int punch = FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE;
    expect_ok(CALL(puncher, pwrite, file, "full", 4, 0));
    Loop loop = watch(puncher, watcher, control, view.address, "f~");
    for (unsigned i = 0; i < ROUNDS; i++) {
        const Answer *punched = CALL(puncher, fallocate, file, punch, 0, page(s));
        if (answer_kind(punched) == ANSWER_ERROR)
            break;
        expect_ok(CALL(puncher, pwrite, file, "full", 4, 0));
    }
    const Answer *seen = end_loop(puncher, loop);
    observe_number(s, "bytes that nobody wrote", answer_field(seen, "seen.wrong").number, "0");
    observe_number(s, "faults", answer_field(seen, "seen.others").number, "0");
}

CASES(posix_coherence, "posix/coherence", "posix", &two_names_show_one_file, &a_direct_read_after_a_flush,
      &copies_see_what_views_stored, &a_page_never_shows_what_nobody_wrote, &a_page_that_becomes_a_hole);
