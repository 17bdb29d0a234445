/* Flushing, the rarer questions: images, locks, unbuffered readers, times, several threads. */
#include "cases/win32/images.h"

CASE(flushing_an_image, .claim = "FlushViewOfFile on an image's view succeeds and writes nothing.",
     .basis = "W-FLU-010 W-IMG-011", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_ok(store(a, view, IMAGE_VARIABLES, "mine"));
    observe_outcome(s, "the flush", CALL(a, FlushViewOfFile, view.address, 0), "ok");
    expect_file_bytes(a, open_file(a, path, GENERIC_READ), 0x800, "data"); /* where the file has the variables */
    expect_bytes(a, view, IMAGE_VARIABLES, "mine");
}

CASE(flushing_under_a_lock, .claim = "A byte-range lock of another handle may make a flush fail, for the time being.",
     .basis = "W-FLU-014", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "locked");
    View view = view_of(a, section_of_file(a, make_file(a, path, 4096), PAGE_READWRITE), FILE_MAP_WRITE);
    Value locker = open_file(b, path, GENERIC_READ | GENERIC_WRITE);
    expect_ok(CALL(b, LockFile, locker, 0, 0, 4096, 0));
    expect_ok(store(a, view, 0, "under lock"));
    observe_outcome(s, "a flush under the lock", CALL(a, FlushViewOfFile, view.address, 0),
                    "ok or ERROR_LOCK_VIOLATION");
    expect_ok(CALL(b, UnlockFile, locker, 0, 0, 4096, 0));
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_file_bytes(b, locker, 0, "under lock");
}

CASE(unbuffered_reader, .claim = "After a flush an unbuffered read finds what was stored.", .basis = "W-FLU-015",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "unbuffered");
    View view = view_of(a, section_of_file(a, make_file(a, path, 8192), PAGE_READWRITE), FILE_MAP_WRITE);
    Value reader = expect_ok(
        CALL(b, CreateFileA, path, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING, FILE_FLAG_NO_BUFFERING, NULL));
    Value room = expect_ok(CALL(b, VirtualAlloc, NULL, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, view, 4096, "on the disk"));
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_field(CALL(b, ReadFile, reader, room, 4096, OUT, FIELDS(F(Offset, 4096))), "done", 4096);
    observe(s, "what was read", load(b, VIEW_AT(room, 65536), 0, 11), "ok void bytes=\"on the disk\"");
}

CASE(unbuffered_calls_and_views,
     .claim = "What unbuffered reads and writes and an unflushed view know of one another is recorded.",
     .basis = "W-COH-004", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "unbuffered");
    View view = view_of(a, section_of_file(a, make_file(a, path, 8192), PAGE_READWRITE), FILE_MAP_WRITE);
    Value file = expect_ok(CALL(b, CreateFileA, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, NULL, OPEN_EXISTING,
                                FILE_FLAG_NO_BUFFERING, NULL));
    View room = VIEW_AT(expect_ok(CALL(b, VirtualAlloc, NULL, 65536, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 65536);
    expect_ok(store(a, view, 0, "stored"));
    expect_field(CALL(b, ReadFile, file, room.address, 4096, OUT, FIELDS(F(Offset, 0))), "done", 4096);
    observe(s, "an unbuffered read before the flush", load(b, room, 0, 6),
            "ok void bytes=\"\\x00\\x00\\x00\\x00\\x00\\x00\"");
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_field(CALL(b, ReadFile, file, room.address, 4096, OUT, FIELDS(F(Offset, 0))), "done", 4096);
    observe(s, "an unbuffered read after the flush", load(b, room, 0, 6), "ok void bytes=\"stored\"");
    expect_ok(store(b, room, 0, "written"));
    const Answer *written = CALL(b, WriteFile, file, room.address, 4096, OUT, FIELDS(F(Offset, 4096)));
    observe_outcome(s, "an unbuffered write", written, "ok or ERROR_USER_MAPPED_FILE");
    if (answer_kind(written) == ANSWER_OK)
        observe(s, "the view after the write", load(a, view, 4096, 7), "ok void bytes=\"written\"");
    expect_bytes(a, view, 0, "stored");
}

CASE(time_of_the_last_write, .claim = "A flush gives the file a new time of its last write, at the latest when closed.",
     .basis = "W-FLU-016", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "time");
    Value file = make_file(a, path, 4096);
    Value section = section_of_file(a, file, PAGE_READWRITE);
    View view = view_of(a, section, FILE_MAP_WRITE);
    Value reader = open_file(a, path, GENERIC_READ);
    uint64_t before = answer_field(CALL(a, GetFileTime, reader, OUT, OUT, OUT), "written").number;
    expect_ok(store(a, view, 0, "later"));
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    uint64_t flushed = answer_field(CALL(a, GetFileTime, reader, OUT, OUT, OUT), "written").number;
    observe_text(s, "the time after the flush", flushed == before ? "as before" : "later", NULL);
    unmap_view(a, view);
    close_handle(a, section);
    close_handle(a, file);
    uint64_t closed = answer_field(CALL(a, GetFileTime, reader, OUT, OUT, OUT), "written").number;
    observe_text(s, "the time after closing", closed == before ? "as before" : "later", "later");
    expect_file_bytes(a, reader, 0, "later");
}

CASE(flushing_while_others_store, .claim = "Threads that flush while another process stores lose no byte of it.",
     .basis = "W-FLU-018", .level = OBSERVE, .tags = "race")
{
    enum { TIMES = 2000 };
    Actor *writer = cast(s, "writer");
    Actor *flusher = cast(s, "flusher");
    Actor *second = lane_of(flusher, "second");
    const char *path = scratch_name(s, "busy");
    View stored = view_of(writer, section_of_file(writer, make_file(writer, path, 65536), PAGE_READWRITE),
                          FILE_MAP_WRITE);
    Value file = open_file(flusher, path, GENERIC_READ | GENERIC_WRITE);
    View view = view_of(flusher, section_of_file(flusher, file, PAGE_READWRITE), FILE_MAP_WRITE);
    const Answer *adding = BEGIN_CALL_IN(portable, writer, add_word, stored.address, 8, 1, TIMES);
    for (unsigned round = 0; round < 8; round++) {
        const Answer *one = BEGIN_CALL(flusher, FlushViewOfFile, view.address, 0);
        const Answer *two = BEGIN_CALL(second, FlushViewOfFile, view.address, 4096);
        observe_outcome(s, "a flush", finish_call(one), "ok or ERROR_LOCK_VIOLATION");
        observe_outcome(s, "a flush of the second thread", finish_call(two), "ok or ERROR_LOCK_VIOLATION");
    }
    expect_ok(finish_call(adding));
    expect_result(load_word(flusher, view, 0, 8), TIMES);
}

CASES(win32_flush_rules, "win32/flush_rules", "win32", &flushing_an_image, &flushing_under_a_lock, &unbuffered_reader,
      &unbuffered_calls_and_views, &time_of_the_last_write, &flushing_while_others_store);
