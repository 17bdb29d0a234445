/* Stores that ask no protection: a process's memory as a file, /proc/self/mem. */
#include "cases/posix/posix.h"

#include <string.h>

/* The process's memory, to read and write. */
static Value memory_as_file(Story *s, Actor *user)
{
    const Answer *opened = CALL(user, open, "/proc/self/mem", O_RDWR | O_CLOEXEC, 0);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "this process may not write its memory as a file: %s", answer_error(opened));
    return expect_ok(opened);
}

CASE(
    a_forced_store_copies,
    .claim =
        "A write to /proc/self/mem where a private view may only be read makes a copy of its page and leaves the file.",
    .basis = "P-COW-012", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "forced");
    Value file = new_file(other, path, 2 * page(s));
    View others = view_of(other, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(other, others, 0, 2 * page(s), 'f'));
    View view = view_of(user, open_file(user, path, O_RDONLY), 2 * page(s), PROT_READ, MAP_PRIVATE);
    Value process = memory_as_file(s, user);
    const Answer *written = CALL(user, pwrite, process, "forced", 6, view.address);
    if (answer_kind(written) == ANSWER_ERROR && strcmp(answer_error(written), "EIO") == 0) {
        View probe = VIEW_AT(expect_ok(CALL(user, mmap, NULL, page(s), PROT_READ, PRIVATE_MEMORY, -1, 0)), page(s));
        expect_error(CALL(user, pwrite, process, "x", 1, probe.address), EIO);
        skip_story(s, "this kernel lets nobody write what may only be read (proc_mem.force_override)");
    }
    expect_result(written, 6);
    expect_bytes(user, view, 0, "forcedff");
    expect_filled(user, view, page(s), page(s), 'f');
    expect_fault_code(store(user, view, 0, "x"), WRITE, "SIGSEGV:SEGV_ACCERR");
    expect_filled(other, others, 0, 2 * page(s), 'f');
    expect_ok(fill(other, others, 0, 2 * page(s), 'g'));
    expect_bytes(user, view, 0, "forcedff"); /* its own page by now */
}

CASE(nothing_is_forced_into_a_file,
     .claim = "A write to /proc/self/mem where a shared view of a file may only be read is EIO, and changes nothing.",
     .basis = "P-COW-012", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "kept"), page(s));
    expect_ok(CALL(user, pwrite, file, "kept", 4, 0));
    View view = view_of(user, file, page(s), PROT_READ, MAP_SHARED);
    expect_error(CALL(user, pwrite, memory_as_file(s, user), "lost", 4, view.address), EIO);
    expect_bytes(user, view, 0, "kept");
    expect_field_text(CALL(user, pread, file, OUT_ROOM(4), 4, 0), "buffer", "kept", 4);
}

CASES(linux_forced_stores, "linux/forced_stores", "posix", &a_forced_store_copies, &nothing_is_forced_into_a_file);
