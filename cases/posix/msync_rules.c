/* msync beside other callers: what others wrote, threads that are to end, pages that are clean afterwards. */
#include "cases/posix/limits.h"

CASE(invalidated_bytes_are_the_files,
     .claim = "After MS_INVALIDATE a view shows what the file held at some time since the call, written by whomever.",
     .basis = "P-MSYNC-017", .level = MUST)
{
    Actor *viewer = cast(s, "viewer");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "written");
    Value file = new_file(writer, path, 3 * page(s));
    View view = view_of(viewer, open_file(viewer, path, O_RDWR), 3 * page(s), READ_WRITE, MAP_SHARED);
    for (unsigned i = 0; i < 3; i++) {
        uint64_t where = i * page(s) + 100;
        expect_filled(viewer, view, i * page(s), page(s), 0);
        expect_result(CALL(writer, pwrite, file, "written", 7, where), 7);
        expect_ok(CALL(viewer, msync, byte_of(view, i * page(s)), page(s), MS_SYNC | MS_INVALIDATE));
        expect_bytes(viewer, view, where, "written");
    }
}

CASE(a_thread_that_is_to_end_ends_in_msync, .claim = "msync is a cancellation point.", .basis = "P-MSYNC-020",
     .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "cancelled"), page(s));
    View view = view_of(user, file, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "kept"));
    expect_error(CALL(user, msync_cancelled, view.address, page(s), MS_SYNC), ECANCELED);
    expect_bytes(user, view, 0, "kept");
    expect_ok(CALL(user, msync, view.address, page(s), MS_SYNC));
}

static bool is_dirty(Story *s, Actor *actor, Value place)
{
    enum { DIRTY = 1 << 4 };
    const Answer *flags = CALL(actor, page_flags, place, OUT);
    if (answer_kind(flags) == ANSWER_ERROR && strcmp(answer_error(flags), "ENXIO") != 0)
        skip_story(s, "this process may not see the kernel's page flags: %s", answer_error(flags));
    expect_ok(flags);
    return answer_field(flags, "flags").number & DIRTY;
}

CASE(a_flushed_page_is_clean,
     .claim = "A page that was stored to is dirty in the kernel's list of pages, and clean after msync(MS_SYNC).",
     .basis = "P-MSYNC-019", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED))
{
    if (strcmp(fact_text(s, "filesystem"), "tmpfs") == 0)
        skip_story(s, "the pages of a tmpfs are not written anywhere");
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "clean"), 2 * page(s));
    View view = view_of(user, file, 2 * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, page(s), "dirt"));
    expect_ok(CALL(user, mlock, byte_of(view, page(s)), page(s))); /* it stays where it is */
    bool before = is_dirty(s, user, byte_of(view, page(s)));
    observe_text(s, "before msync", before ? "dirty" : "clean", "dirty"); /* it may have been written back by now */
    expect_ok(CALL(user, msync, byte_of(view, page(s)), page(s), MS_SYNC));
    expect_true(s, !is_dirty(s, user, byte_of(view, page(s))), "the page is clean");
    expect_bytes(user, view, page(s), "dirt");
}

CASES(posix_msync_rules, "posix/msync_rules", "posix", &invalidated_bytes_are_the_files,
      &a_thread_that_is_to_end_ends_in_msync, &a_flushed_page_is_clean);
