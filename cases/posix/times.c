/* A file's times of access, modification and change, as views mark them.
 *
 * The story waits for no clock: it sets access and modification back by decades and looks whether they have moved. The time
 * of change cannot be set; where it matters the story writes to a second file until the system's clock has stepped. */
#include "cases/posix/posix.h"

#include <stdio.h>

enum { LONG_AGO = 1000000000 }; /* seconds: a day in 2001 */
enum { NANOSECONDS = 1000000000 };

typedef struct Times {
    Value access, modification, change;
} Times;

static Times times_of(Actor *actor, Value file)
{
    const Answer *status = CALL(actor, fstat, file, OUT);
    expect_ok(status);
    return (Times){answer_field(status, "status.st_atime"), answer_field(status, "status.st_mtime"),
                   answer_field(status, "status.st_ctime")};
}

static void set_back(Actor *actor, Value file)
{
    expect_ok(CALL(actor, futimens, file, FIELDS(F(atime, LONG_AGO), F(mtime, LONG_AGO))));
}

static bool moved(Value time)
{
    return time.number > (uint64_t)LONG_AGO * NANOSECONDS;
}

static void expect_moved(Story *s, Value time, const char *what)
{
    expect_different(s, time, NUMBER((uint64_t)LONG_AGO * NANOSECONDS), what);
    expect_true(s, moved(time), "it has moved onwards");
}

/* Until what is changed now would get a later time than this. */
static void let_the_clock_step(Story *s, Actor *actor, Value clock, uint64_t time)
{
    enum { MOST = 40000 };
    for (unsigned i = 0; i < MOST; i++) {
        expect_ok(CALL(actor, pwrite, clock, "t", 1, 0));
        if (times_of(actor, clock).change.number > time)
            return;
    }
    skip_story(s, "the clock of this file system did not step while %d bytes were written", MOST);
}

typedef struct Marked {
    Actor *user;
    Value file;
    View view;
    Times before;
} Marked;

/* A file of two pages whose times are set back, and a view of it; whatever is marked from now on is marked later. */
static Marked aged_file(Story *s, int prot, int flags)
{
    Marked marked = {.user = cast(s, "user")};
    marked.file = new_file(marked.user, scratch_name(s, "aged"), 2 * page(s));
    expect_ok(CALL(marked.user, pwrite, marked.file, "old bytes", 9, 0));
    Value clock = new_file(marked.user, scratch_name(s, "clock"), 1);
    marked.view = view_of(marked.user, marked.file, 2 * page(s), prot, flags);
    set_back(marked.user, marked.file);
    marked.before = times_of(marked.user, marked.file);
    let_the_clock_step(s, marked.user, clock, marked.before.change.number);
    return marked;
}

static void expect_marked(Story *s, const Marked *marked)
{
    Times now = times_of(marked->user, marked->file);
    expect_moved(s, now.modification, "the time of modification");
    expect_different(s, now.change, marked->before.change, "the time of change");
    expect_true(s, now.change.number > marked->before.change.number, "the time of change has moved onwards");
}

static void expect_unmarked(Story *s, const Marked *marked)
{
    Times now = times_of(marked->user, marked->file);
    expect_equal(s, now.modification, marked->before.modification, "the time of modification");
    expect_equal(s, now.change, marked->before.change, "the time of change");
}

CASE(a_first_reference_is_an_access,
     .claim = "Between mmap and munmap, the first reference to a file's page marks its time of access.",
     .basis = "P-TIME-001", .level = MUST)
{
    Actor *user = cast(s, "user");
    Value file = new_file(user, scratch_name(s, "accessed"), page(s));
    expect_ok(CALL(user, pwrite, file, "bytes", 5, 0));
    set_back(user, file);
    expect_ok(CALL(user, pread, file, OUT_ROOM(5), 5, 0));
    if (!moved(times_of(user, file).access))
        skip_story(s, "this file system is mounted so that no time of access is marked");
    set_back(user, file);
    View view = view_of(user, file, page(s), PROT_READ, MAP_SHARED);
    expect_bytes(user, view, 0, "bytes");
    expect_ok(CALL(user, munmap, view.address, page(s)));
    expect_moved(s, times_of(user, file).access, "the time of access");
}

static const int flush_flags[] = {MS_SYNC, MS_ASYNC};

static void name_flush_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", flush_flags[cell] == MS_SYNC ? "MS_SYNC" : "MS_ASYNC");
}

CASE(a_flushed_store_is_a_change,
     .claim = "Between a store through a shared view and the end of msync, modification and change are marked.",
     .basis = "P-TIME-002 P-TIME-003", .level = MUST, .cells = 2, .cell_name = name_flush_cell)
{
    Marked marked = aged_file(s, READ_WRITE, MAP_SHARED);
    expect_ok(store(marked.user, marked.view, page(s), "new"));
    expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), flush_flags[story_cell(s)]));
    expect_marked(s, &marked);
}

CASE(a_store_is_a_change_without_msync,
     .claim = "A store that nobody flushed has marked modification and change once view and file are closed.",
     .basis = "P-TIME-004", .level = MUST)
{
    Marked marked = aged_file(s, READ_WRITE, MAP_SHARED);
    Value same = expect_ok(CALL(marked.user, dup, marked.file));
    expect_ok(store(marked.user, marked.view, 0, "new"));
    expect_ok(CALL(marked.user, munmap, marked.view.address, 2 * page(s)));
    expect_ok(CALL(marked.user, close, marked.file));
    marked.file = same;
    expect_ok(CALL(marked.user, fsync, same)); /* "some time after" ends here */
    expect_marked(s, &marked);
}

static void name_page_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", cell ? "flushed-before" : "still-dirty");
}

CASE(a_second_store_is_a_change,
     .claim = "A store to a page that was stored to before the times were set back marks them by the next msync.",
     .basis = "P-TIME-005", .level = MUST, .cells = 2, .cell_name = name_page_cell)
{
    Marked marked = aged_file(s, READ_WRITE, MAP_SHARED);
    expect_ok(store(marked.user, marked.view, 0, "first"));
    if (story_cell(s))
        expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), MS_SYNC));
    set_back(marked.user, marked.file);
    expect_ok(store(marked.user, marked.view, 0, "again"));
    expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), MS_SYNC));
    expect_marked(s, &marked);
}

CASE(a_load_is_no_change, .claim = "Loads through a shared view mark neither modification nor change.",
     .basis = "P-TIME-006", .level = MUST)
{
    Marked marked = aged_file(s, PROT_READ, MAP_SHARED);
    expect_bytes(marked.user, marked.view, 0, "old bytes");
    expect_filled(marked.user, marked.view, page(s), page(s), 0);
    expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), MS_SYNC));
    expect_ok(CALL(marked.user, munmap, marked.view.address, 2 * page(s)));
    expect_unmarked(s, &marked);
}

CASE(a_private_store_is_no_change, .claim = "Stores into a private view mark neither modification nor change.",
     .basis = "P-TIME-007", .level = MUST)
{
    Marked marked = aged_file(s, READ_WRITE, MAP_PRIVATE);
    expect_ok(store(marked.user, marked.view, 0, "mine alone"));
    expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), MS_SYNC));
    expect_ok(CALL(marked.user, munmap, marked.view.address, 2 * page(s)));
    expect_unmarked(s, &marked);
}

CASE(another_process_flushes,
     .claim = "A store has marked modification and change when another process has flushed its own view of the page.",
     .basis = "P-TIME-008", .level = MUST, .needs = CAP(FORK))
{
    Marked marked = aged_file(s, READ_WRITE, MAP_SHARED);
    Actor *other = fork_actor(marked.user, "other");
    expect_ok(store(marked.user, marked.view, page(s), "new"));
    expect_ok(CALL(other, msync, byte_of(marked.view, page(s)), page(s), MS_SYNC));
    expect_marked(s, &marked);
}

CASE(times_set_before_the_flush,
     .claim = "Whether a time of modification that is set between store and msync lasts is left open.",
     .basis = "P-TIME-009", .level = OBSERVE)
{
    Marked marked = aged_file(s, READ_WRITE, MAP_SHARED);
    expect_ok(store(marked.user, marked.view, 0, "new"));
    set_back(marked.user, marked.file);
    expect_ok(CALL(marked.user, msync, marked.view.address, 2 * page(s), MS_SYNC));
    observe_text(s, "modification after msync",
                 moved(times_of(marked.user, marked.file).modification) ? "moved" : "kept", "kept");
}

CASES(posix_times, "posix/times", "posix", &a_first_reference_is_an_access, &a_flushed_store_is_a_change,
      &a_store_is_a_change_without_msync, &a_second_store_is_a_change, &a_load_is_no_change,
      &a_private_store_is_no_change, &another_process_flushes, &times_set_before_the_flush);
