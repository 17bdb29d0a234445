/* Calls about sections and files, given handles of every kind: the right one is taken, every other refused. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Kind { NOTHING, CLOSED, PROCESS_ITSELF, THREAD_ITSELF, EVENT, MUTEX, A_FILE, A_SECTION, KINDS } Kind;
typedef enum Use { AS_FILE, AS_VIEW, AS_QUERIED, AS_FLUSHED, AS_READ, AS_WRITTEN, AS_SIZED, USES } Use;

static const char *const kinds[KINDS] = {"NULL",  "closed", "process-itself", "thread-itself",
                                         "event", "mutex",  "file",           "section"};

static const struct {
    const char *name;
    unsigned right; /* a bit for each kind */
} uses[USES] = {
    /* No file, and -1, which is the process itself, mean the paging file. */
    [AS_FILE] = {"CreateFileMapping", 1 << NOTHING | 1 << PROCESS_ITSELF | 1 << A_FILE},
    [AS_VIEW] = {"MapViewOfFile", 1 << A_SECTION},
    [AS_QUERIED] = {"NtQuerySection", 1 << A_SECTION},
    [AS_FLUSHED] = {"FlushFileBuffers", 1 << A_FILE},
    [AS_READ] = {"ReadFile", 1 << A_FILE},
    [AS_WRITTEN] = {"WriteFile", 1 << A_FILE},
    [AS_SIZED] = {"GetFileSizeEx", 1 << A_FILE},
};

static void use_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", uses[cell / KINDS].name, kinds[cell % KINDS]);
}

static Value handle_of_kind(Actor *a, Kind kind, Value file, Value section)
{
    Value event = expect_ok(CALL_IN(win32, a, CreateEventA, NULL, FALSE, FALSE, NULL));
    switch (kind) {
    case NOTHING:
        return NUMBER(0);
    case CLOSED:
        close_handle(a, event);
        return event;
    case PROCESS_ITSELF:
        return NUMBER(-1LL);
    case THREAD_ITSELF:
        return NUMBER(-2LL);
    case MUTEX:
        return expect_ok(CALL_IN(win32, a, CreateMutexA, NULL, FALSE, NULL));
    case A_FILE:
        return file;
    case A_SECTION:
        return section;
    case EVENT:
    case KINDS:
        break;
    }
    return event;
}

static const Answer *use_handle(Story *s, Actor *a, Use use, Value handle)
{
    switch (use) {
    case AS_FILE:
        return CALL_IN(win32, a, CreateFileMappingA, handle, NULL, PAGE_READWRITE, 0, 4096, NULL);
    case AS_VIEW:
        return try_view(a, handle, FILE_MAP_READ);
    case AS_QUERIED:
        return section_information(s, a, handle);
    case AS_FLUSHED:
        return CALL_IN(win32, a, FlushFileBuffers, handle);
    case AS_READ:
        return CALL_IN(win32, a, ReadFile, handle, OUT_ROOM(4), 4, OUT, FIELDS(F(Offset, 0)));
    case AS_WRITTEN:
        return CALL_IN(win32, a, WriteFile, handle, BYTES("text", 4), 4, OUT, FIELDS(F(Offset, 0)));
    case AS_SIZED:
    case USES:
        break;
    }
    return CALL_IN(win32, a, GetFileSizeEx, handle, OUT);
}

static const char *expected_error(Use use, Kind kind)
{
    if (use != AS_QUERIED)
        return "ERROR_INVALID_HANDLE";
    return kind == NOTHING || kind == CLOSED ? "STATUS_INVALID_HANDLE" : "STATUS_OBJECT_TYPE_MISMATCH";
}

CASE(handle_of_every_kind, .claim = "A call is refused a handle of another kind, and nothing is changed.",
     .basis = "W-CFM-005 W-CFM-006 W-MAP-011 W-MAP-012 W-MAP-013 W-FIL-023 W-FLU-013 W-NTX-001", .level = OBSERVE,
     .cells = (size_t)USES * KINDS, .cell_name = use_name)
{
    Use use = (Use)(story_cell(s) / KINDS);
    Kind kind = (Kind)(story_cell(s) % KINDS);
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 4096);
    Value section = section_of_file(a, file, PAGE_READWRITE);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "kept"));
    Value handle = handle_of_kind(a, kind, file, section);
    Value handles = expect_ok(count_handles(a));
    const Answer *answer = use_handle(s, a, use, handle);
    bool right = uses[use].right >> kind & 1;
    observe_outcome(s, "the call", answer, right ? "ok" : expected_error(use, kind));
    if (right)
        expect_ok(answer);
    else if (answer_kind(answer) == ANSWER_ERROR)
        expect_equal(s, expect_ok(count_handles(a)), handles, "the number of handles");
    if (use == AS_WRITTEN && answer_kind(answer) == ANSWER_OK)
        return;
    expect_bytes(a, view, 0, "kept");
    expect_file_bytes(a, file, 0, "kept");
}

CASES(win32_wrong_handles, "win32/wrong_handles", "win32", &handle_of_every_kind);
