/* Handles of sections: more rights than were granted, protection from closing, sameness. */
#include "cases/win32/sections.h"

#include <stdio.h>

/* A section, what its handle may do, and what the duplicate is to do. */
static const struct {
    const char *name;
    unsigned section;
    unsigned has;
    unsigned wanted;
    unsigned view;
    const char *mapped; /* once the duplicate is there */
} increases[] = {
    {"RO,READ-to-WRITE", PAGE_READONLY, FILE_MAP_READ, FILE_MAP_WRITE, FILE_MAP_WRITE, "ERROR_INVALID_PARAMETER"},
    {"RW,READ-to-WRITE", PAGE_READWRITE, FILE_MAP_READ, FILE_MAP_WRITE, FILE_MAP_WRITE, "ok"},
    {"RW,READ-to-ALL", PAGE_READWRITE, FILE_MAP_READ, FILE_MAP_ALL_ACCESS, FILE_MAP_WRITE, "ok"},
    {"RW,WRITE-to-READ", PAGE_READWRITE, FILE_MAP_WRITE, FILE_MAP_READ, FILE_MAP_READ, "ok"},
    {"XR,READ-to-EXECUTE", PAGE_EXECUTE_READ, FILE_MAP_READ, FILE_MAP_READ | SECTION_MAP_EXECUTE,
     FILE_MAP_READ | FILE_MAP_EXECUTE, "ok"},
};

static void increase_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", increases[cell / 2].name, cell % 2 ? "into-a-child" : "same-process");
}

CASE(more_rights_by_duplication, .claim = "What a duplicate with more rights than its source can do is recorded.",
     .basis = "W-INH-018", .level = OBSERVE, .cells = 2 * LENGTH_OF(increases), .cell_name = increase_name)
{
    size_t row = story_cell(s) / 2;
    bool child = story_cell(s) % 2;
    Actor *a = cast(s, "a");
    Value whole = expect_ok(try_section(a, NULL, increases[row].section, 4096));
    const Answer *narrow = CALL(a, DuplicateHandle, CURRENT_PROCESS, whole, CURRENT_PROCESS, OUT, increases[row].has,
                                FALSE, 0);
    expect_ok(narrow);
    Value source = answer_field(narrow, "target");
    expect_error(try_view(a, source, increases[row].view), ERROR_ACCESS_DENIED);
    Actor *user = child ? spawn_actor(a, "child") : a;
    Value target = child ? process_of(a, user) : NUMBER(CURRENT_PROCESS);
    const Answer *more = CALL(a, DuplicateHandle, CURRENT_PROCESS, source, target, OUT, increases[row].wanted, FALSE,
                              0);
    observe_outcome(s, "the duplicate", more, "ok or ERROR_ACCESS_DENIED");
    if (answer_kind(more) == ANSWER_OK)
        observe_outcome(s, "a view of it", try_view(user, answer_field(more, "target"), increases[row].view),
                        increases[row].mapped);
    expect_error(try_view(a, source, increases[row].view), ERROR_ACCESS_DENIED); /* the source has gained nothing */
    if (child)
        leave(user);
}

CASE(protected_from_closing, .claim = "A handle protected from closing cannot be closed until the flag is taken away.",
     .basis = "W-INH-021", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    expect_ok(CALL(a, SetHandleInformation, section, HANDLE_FLAG_PROTECT_FROM_CLOSE, HANDLE_FLAG_PROTECT_FROM_CLOSE));
    expect_field(CALL(a, GetHandleInformation, section, OUT), "flags", HANDLE_FLAG_PROTECT_FROM_CLOSE);
    observe_outcome(s, "closing it", CALL(a, CloseHandle, section), "ERROR_INVALID_HANDLE");
    expect_filled(a, view_of(a, section, FILE_MAP_READ), 0, 4096, 0);
    expect_ok(CALL(a, SetHandleInformation, section, HANDLE_FLAG_PROTECT_FROM_CLOSE, 0));
    close_handle(a, section);
}

CASE(handles_of_one_object, .claim = "CompareObjectHandles knows a duplicate, and two sections of one file apart.",
     .basis = "W-INH-022", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "compared"), 4096);
    Value one = section_of_file(a, file, PAGE_READWRITE);
    Value other = section_of_file(a, file, PAGE_READWRITE);
    const Answer *duplicate = CALL(a, DuplicateHandle, CURRENT_PROCESS, one, CURRENT_PROCESS, OUT, 0, FALSE,
                                   DUPLICATE_SAME_ACCESS);
    expect_ok(duplicate);
    Value same = answer_field(duplicate, "target");
    observe_number(s, "a duplicate", answer_value(CALL(a, CompareObjectHandles, one, same)).number, "1");
    observe_number(s, "two sections of one file", answer_value(CALL(a, CompareObjectHandles, one, other)).number, "0");
    expect_ok(store(a, view_of(a, one, FILE_MAP_WRITE), 0, "one file"));
    expect_bytes(a, view_of(a, same, FILE_MAP_READ), 0, "one file");
}

CASES(win32_handle_rules, "win32/handle_rules", "win32", &more_rights_by_duplication, &protected_from_closing,
      &handles_of_one_object);
