/* Names of sections: what is the same name, what is none. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(case_matters, .claim = "Names that differ in case only are two sections.", .basis = "W-NAM-001", .level = MUST)
{
    Actor *lower = cast(s, "lower");
    Actor *upper = cast(s, "upper");
    const char *name = unique_name(s, "case");
    char other[256];
    OTHER_CASE(other, name);
    View one = view_of(lower, make_section(lower, name, 4096), FILE_MAP_WRITE);
    expect_error(CALL(upper, OpenFileMappingA, FILE_MAP_READ, FALSE, other), ERROR_FILE_NOT_FOUND);
    const Answer *created = try_section(upper, other, PAGE_READWRITE, 4096);
    expect_last_error(created, ERROR_SUCCESS);
    expect_ok(store(upper, view_of(upper, expect_ok(created), FILE_MAP_WRITE), 0, "UPPER"));
    expect_filled(lower, one, 0, 4096, 0);
}

CASE(local_prefix_says_nothing_new, .claim = "Local\\x and x name one object of the session.",
     .basis = "W-NSP-001 C29 C43", .level = MUST)
{
    Actor *plain = cast(s, "plain");
    Actor *local = cast(s, "local");
    const char *name = unique_name(s, "session");
    char prefixed[256];
    snprintf(prefixed, sizeof prefixed, "Local\\%s", name);
    View written = view_of(plain, make_section(plain, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(plain, written, 0, "one session"));
    expect_bytes(local, view_of(local, open_section(local, prefixed, FILE_MAP_READ), FILE_MAP_READ), 0, "one session");
}

CASE(global_prefix, .claim = "Who has the name of an existing Global\\ section can open it without any privilege.",
     .basis = "W-NSP-003 W-NSP-005 C29 C43", .level = MUST)
{
    Actor *creator = cast(s, "creator");
    Actor *opener = cast(s, "opener");
    const char *name = unique_name(s, "everywhere");
    char global[256];
    snprintf(global, sizeof global, "Global\\%s", name);
    const Answer *created = try_section(creator, global, PAGE_READWRITE, 4096);
    if (answer_kind(created) == ANSWER_ERROR)
        skip_story(s, "creating a Global\\ section needs SeCreateGlobalPrivilege here: %s", answer_error(created));
    expect_ok(store(creator, view_of(creator, expect_ok(created), FILE_MAP_WRITE), 0, "all sessions"));
    Value opened = open_section(opener, global, FILE_MAP_READ);
    expect_bytes(opener, view_of(opener, opened, FILE_MAP_READ), 0, "all sessions");
    observe_outcome(s, "the same name without Global\\ (W-NSP-005)",
                    CALL(opener, OpenFileMappingA, FILE_MAP_READ, FALSE, name),
                    "ERROR_FILE_NOT_FOUND, but ok in session 0");
}

CASE(names_that_are_none, .claim = "Backslashes lead to directories that are not there, or are no name at all.",
     .basis = "W-NAM-005 W-NAM-006 W-NAM-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(try_section(a, "mapcheck-no-directory\\x", PAGE_READWRITE, 4096), ERROR_PATH_NOT_FOUND);
    expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, "mapcheck-no-directory\\x"), ERROR_PATH_NOT_FOUND);
    expect_error(try_section(a, "\\mapcheck", PAGE_READWRITE, 4096), ERROR_BAD_PATHNAME);
    expect_error(try_section(a, "Local\\", PAGE_READWRITE, 4096), ERROR_INVALID_NAME);
    expect_error(try_section(a, "Local\\\\mapcheck", PAGE_READWRITE, 4096), ERROR_INVALID_NAME);
}

CASE(any_character_but_the_backslash, .claim = "A section's name may hold any character except the backslash.",
     .basis = "C29 W-NAM-010 W-NAM-011 W-NAM-019", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char name[256];
    snprintf(name, sizeof name, " %s/..:*?\"<>|\t\x01 ", unique_name(s, "odd"));
    View written = view_of(a, make_section(a, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, written, 0, "odd"));
    expect_bytes(b, view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ), 0, "odd");
    char wide[256];
    snprintf(wide, sizeof wide, "%s%%u00e9%%ud800", unique_name(s, "surrogate"));
    const Answer *created = CALL(a, CreateFileMappingW, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096,
                                 WIDE(wide));
    observe_outcome(s, "a lone surrogate, created (W-NAM-011)", created, "ok");
    const Answer *opened = CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(wide));
    observe_outcome(s, "a lone surrogate, opened (W-NAM-011)", opened, "ok");
}

CASE(empty_name_is_no_name, .claim = "The empty name makes unnamed sections, which are never the same.",
     .basis = "W-NAM-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const Answer *one = try_section(a, "", PAGE_READWRITE, 4096);
    expect_last_error(one, ERROR_SUCCESS);
    expect_ok(store(a, view_of(a, expect_ok(one), FILE_MAP_WRITE), 0, "one"));
    const Answer *two = try_section(b, "", PAGE_READWRITE, 4096);
    expect_last_error(two, ERROR_SUCCESS);
    expect_filled(b, view_of(b, expect_ok(two), FILE_MAP_READ), 0, 4096, 0);
}

CASES(win32_names, "win32/names", "win32", &case_matters, &local_prefix_says_nothing_new, &global_prefix,
      &names_that_are_none, &any_character_but_the_backslash, &empty_name_is_no_name);
