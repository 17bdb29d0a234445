/* Faults as answers, and what calls leave alone. */
#include "cases/win32/sections.h"

#include <stdio.h>
#include <stdlib.h>

CASE(fault_names_the_byte, .claim = "An access violation tells whether it was a read or a write, and of which byte.",
     .basis = "W-ERR-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "fault");
    View view = view_of(a, make_section(a, name, 12288), FILE_MAP_READ);
    View write = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    Value place = at(view.address, 5001);
    const Answer *stored = store(a, view, 5001, "x");
    expect_fault_at(stored, WRITE, place);
    expect_fault_code(stored, WRITE, "EXCEPTION_ACCESS_VIOLATION");
    expect_ok(CALL(a, VirtualProtect, at(view.address, 8192), 4096, PAGE_NOACCESS, OUT));
    Value edge = at(view.address, 8192);
    expect_fault_at(load(a, view, 8190, 4), READ, edge); /* the first byte that cannot be read */
    expect_ok(store(b, write, 5001, "b goes on"));
    expect_bytes(a, view, 5001, "b goes on"); /* and so does a */
}

CASE(data_is_not_executed, .claim = "Executing bytes of a view that is not executable faults at their address.",
     .basis = "W-ERR-005", .level = OBSERVE, .needs = CAP(NO_EXECUTE))
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "\xc3")); /* a return, where this is an x86 */
    const Answer *run = execute(a, view, 0);
    expect_fault_at(run, EXECUTE, view.address);
    observe_outcome(s, "the execution", run, "fault");
}

CASE(calls_report_bad_buffers, .claim = "Calls given memory of a view that they must not touch fail cleanly.",
     .basis = "W-ERR-007 W-ERR-008", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "data"), 0);
    write_file_at(a, file, 0, "data");
    Value section = make_section(a, NULL, 4096);
    View read = view_of(a, section, FILE_MAP_READ);
    View none = view_of(a, section, 0);
    const Answer *into = CALL(a, ReadFile, file, read.address, 4, OUT, FIELDS(F(Offset, 0)));
    observe_outcome(s, "ReadFile into a view to read", into, "ERROR_NOACCESS");
    const Answer *from = CALL(a, WriteFile, file, none.address, 4, OUT, FIELDS(F(Offset, 0)));
    observe_outcome(s, "WriteFile from a view without access", from, "ERROR_NOACCESS");
    expect_filled(a, read, 0, 4096, 0);
    expect_file_bytes(a, file, 0, "data");
    View write = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(CALL(a, ReadFile, file, at(write.address, 100), 4, OUT, FIELDS(F(Offset, 0))));
    expect_bytes(a, read, 100, "data");
}

/* A call that succeeds, on a view of a section of that name. */
typedef enum Quiet {
    MAP,
    MAP_AT_A_BASE,
    OPEN,
    FLUSH,
    PROTECT,
    QUERY,
    COMMIT,
    LOCK,
    UNLOCK,
    DUPLICATE,
    SET_FLAGS,
    GET_FLAGS,
    CLOSE,
    UNMAP,
    QUIETS
} Quiet;

static const char *const quiet_words[QUIETS] = {
    "MapViewOfFile",        "MapViewOfFileEx",      "OpenFileMapping", "FlushViewOfFile", "VirtualProtect",
    "VirtualQuery",         "VirtualAlloc",         "VirtualLock",     "VirtualUnlock",   "DuplicateHandle",
    "SetHandleInformation", "GetHandleInformation", "CloseHandle",     "UnmapViewOfFile"};

static void quiet_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", quiet_words[cell]);
}

static const Answer *succeed(Story *s, Actor *a, Value section, View view, const char *name)
{
    switch ((Quiet)story_cell(s)) {
    case MAP:
        return CALL(a, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 0);
    case MAP_AT_A_BASE:
        return CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, free_base(a, 65536));
    case OPEN:
        return CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, name);
    case FLUSH:
        return CALL(a, FlushViewOfFile, view.address, 0);
    case PROTECT:
        return CALL(a, VirtualProtect, view.address, 4096, PAGE_READONLY, OUT);
    case QUERY:
        return query(s, a, view.address);
    case COMMIT:
        return CALL(a, VirtualAlloc, view.address, 4096, MEM_COMMIT, PAGE_READWRITE);
    case LOCK:
        return CALL(a, VirtualLock, view.address, 4096);
    case UNLOCK:
        expect_ok(CALL(a, VirtualLock, view.address, 4096));
        return CALL(a, VirtualUnlock, view.address, 4096);
    case DUPLICATE:
        return CALL(a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, FILE_MAP_READ, FALSE, 0);
    case SET_FLAGS:
        return CALL(a, SetHandleInformation, section, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
    case GET_FLAGS:
        return CALL(a, GetHandleInformation, section, OUT);
    case CLOSE:
        return CALL(a, CloseHandle, section);
    case UNMAP:
    case QUIETS:
        break;
    }
    return CALL(a, UnmapViewOfFile, view.address);
}

CASE(success_leaves_the_last_error,
     .claim = "A call about sections and views that succeeds leaves the last error alone.",
     .basis = "W-ERR-001 W-MAP-030 W-OPN-012", .level = OBSERVE, .cells = QUIETS, .cell_name = quiet_name)
{
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "quiet");
    Value section = make_section(a, name, 4096);
    View view = view_of(a, section, FILE_MAP_WRITE);
    const Answer *answer = succeed(s, a, section, view, name);
    expect_ok(answer);
    observe_last_error(s, "the last error afterwards", answer, "UNTOUCHED");
}

CASE(storage_that_fails, .claim = "A page that its storage cannot deliver is EXCEPTION_IN_PAGE_ERROR, not a violation.",
     .basis = "W-ERR-006", .level = MUST)
{
    const char *path = getenv("MAPCHECK_BAD_FILE");
    if (!path || !*path)
        skip_story(s, "no storage fails here on its own; MAPCHECK_BAD_FILE names a file whose bytes cannot be read");
    Actor *a = cast(s, "a");
    Value file = open_file(a, path, GENERIC_READ);
    View view = view_of(a, section_of_file(a, file, PAGE_READONLY), FILE_MAP_READ);
    expect_fault_code(load(a, view, 0, 1), READ, "EXCEPTION_IN_PAGE_ERROR");
    expect_refused(CALL(a, ReadFile, file, OUT_ROOM(1), 1, OUT, FIELDS(F(Offset, 0))));
}

CASE(guarded_page, .claim = "A guard page of a view raises once, then it is an ordinary page; other views have none.",
     .basis = "W-VPR-014", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "guard");
    View view = view_of(a, make_section(a, name, 8192), FILE_MAP_WRITE);
    View other = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE | PAGE_GUARD, OUT));
    expect_ok(store(b, other, 0, "unguarded"));
    const Answer *first = load(a, view, 0, 9);
    expect_fault_code(first, READ, "STATUS_GUARD_PAGE_VIOLATION");
    observe_outcome(s, "the first load", first, "fault");
    expect_bytes(a, view, 0, "unguarded");
}

CASES(win32_faults, "win32/faults", "win32", &fault_names_the_byte, &data_is_not_executed, &calls_report_bad_buffers,
      &success_leaves_the_last_error, &storage_that_fails, &guarded_page);
