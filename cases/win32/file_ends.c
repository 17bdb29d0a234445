/* The ends of mapped files: tails of last pages when files grow, bytes 4 GiB apart, ranges that others have locked. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { END = 5000, TAIL = 6000 }; /* in one page */

typedef enum Growth { BY_SET_END, BY_WRITING, BY_SECTION, GROWTHS } Growth;

static const char *const growths[GROWTHS] = {"SetEndOfFile", "WriteFile", "larger-section"};

static void growth_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", growths[cell]);
}

static void grow(Actor *a, Value file, Growth growth)
{
    if (growth == BY_SET_END)
        expect_ok(set_file_end(a, file, 20000));
    else if (growth == BY_WRITING)
        write_file_at(a, file, 19996, "last");
    else
        close_handle(a, expect_ok(CALL_IN(win32, a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 20000, NULL)));
}

CASE(tail_of_a_file_that_grows,
     .claim = "What is stored behind a file's end is no part of it; growing does not disturb what is before the end.",
     .basis = "W-SIZ-023 W-SIZ-022 W-FIL-002 W-STR-004", .level = MUST, .cells = GROWTHS, .cell_name = growth_name)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "tail");
    Value file = make_file(a, path, END);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_filled(a, view, END, 8192 - END, 0);
    expect_ok(store(a, view, END - 4, "edge"));
    expect_ok(store(a, view, TAIL, "behind"));
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", END);
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", END);
    grow(b, open_file(b, path, GENERIC_READ | GENERIC_WRITE), (Growth)story_cell(s));
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 20000);
    expect_file_bytes(b, open_file(b, path, GENERIC_READ), END - 4, "edge");
    View whole = view_of(b, section_of_file(b, open_file(b, path, GENERIC_READ), PAGE_READONLY), FILE_MAP_READ);
    expect_bytes(b, whole, END - 4, "edge");
    expect_filled(b, whole, 8192, 19996 - 8192, 0);
    observe(s, "what was stored behind the end, now within it", load(b, whole, TAIL, 6),
            "ok void bytes=\"\\x00\\x00\\x00\\x00\\x00\\x00\"");
    expect_error(CALL(a, MapViewOfFile, expect_ok(CALL(a, CreateFileMappingA, file, NULL, PAGE_READONLY, 0, END, NULL)),
                      FILE_MAP_READ, 0, 0, 8193),
                 ERROR_ACCESS_DENIED);
}

CASE(offsets_4_gib_apart, .claim = "Views whose offsets differ by 4 GiB show different bytes, as the file has them.",
     .basis = "W-SIZ-021 W-FIL-021", .level = MUST)
{
    const uint64_t far = 0x100000000;
    Actor *a = cast(s, "a");
    Value file = make_far_file(s, a, scratch_name(s, "far"), far + 65536);
    Value section = section_of_file(a, file, PAGE_READWRITE);
    View low = VIEW_AT(expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 65536)), 65536);
    View high = VIEW_AT(expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_WRITE, 1, 0, 65536)), 65536);
    expect_ok(store(a, low, 100, "low"));
    expect_filled(a, high, 0, 65536, 0);
    expect_ok(store(a, high, 100, "far"));
    expect_bytes(a, low, 100, "low");
    const Answer *read = CALL(a, ReadFile, file, OUT_ROOM(3), 3, OUT, FIELDS(F(Offset, 100), F(OffsetHigh, 1)));
    expect_field_text(read, "buffer", "far", 3);
    expect_file_bytes(a, file, 100, "low");
    expect_error(CALL(a, MapViewOfFile, section, FILE_MAP_WRITE, 1, 0, 65537), ERROR_ACCESS_DENIED);
}

CASE(views_of_a_locked_range, .claim = "A locked range is kept from others' calls, not from their views.",
     .basis = "W-FIL-020 W-FIL-019", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "locked");
    Value file = make_file(a, path, 8192);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    Value locker = open_file(b, path, GENERIC_READ | GENERIC_WRITE);
    View beside = view_of(b, section_of_file(b, locker, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(CALL(b, LockFile, locker, 0, 0, 4096, 0));
    observe_outcome(s, "another's ReadFile", CALL(a, ReadFile, file, OUT_ROOM(4), 4, OUT, FIELDS(F(Offset, 0))),
                    "ERROR_LOCK_VIOLATION");
    observe_outcome(s, "another's WriteFile", CALL(a, WriteFile, file, BYTES("call", 4), 4, OUT, FIELDS(F(Offset, 0))),
                    "ERROR_LOCK_VIOLATION");
    observe_outcome(s, "another's ReadFile beside the range",
                    CALL(a, ReadFile, file, OUT_ROOM(4), 4, OUT, FIELDS(F(Offset, 4096))), "ok");
    expect_ok(store(a, view, 0, "view"));
    expect_bytes(b, beside, 0, "view");
    expect_ok(store(b, beside, 100, "owner"));
    expect_bytes(a, view, 100, "owner");
    const Answer *flushing = CALL(a, FlushViewOfFile, view.address, 0);
    observe_outcome(s, "another's flush", flushing, "ok or ERROR_LOCK_VIOLATION");
    expect_ok(CALL(b, UnlockFile, locker, 0, 0, 4096, 0));
    expect_file_bytes(a, file, 0, "view");
    expect_file_bytes(a, file, 100, "owner");
}

CASES(win32_file_ends, "win32/file_ends", "win32", &tail_of_a_file_that_grows, &offsets_4_gib_apart,
      &views_of_a_locked_range);
