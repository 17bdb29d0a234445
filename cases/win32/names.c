/* Names of sections: what is the same name, who else may bear it. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(case_matters, .claim = "Names that differ in case only are two sections.", .basis = "W-NAM-001", .level = MUST)
{
    Actor *lower = cast(s, "lower");
    Actor *upper = cast(s, "upper");
    const char *name = unique_name(s, "case");
    char other[256];
    snprintf(other, sizeof other, "M%s", name + 1); /* unique names begin with "mapcheck" */
    View one = view_of(lower, make_section(lower, name, 4096), FILE_MAP_WRITE);
    expect_error(CALL(upper, OpenFileMappingA, FILE_MAP_READ, FALSE, other), ERROR_FILE_NOT_FOUND);
    const Answer *created = CALL(upper, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, other);
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

/* Who had the name first, and who comes second. */
typedef enum Direction { SECTION_OVER_IT, OPEN_SECTION, IT_OVER_SECTION, OPEN_IT, DIRECTIONS } Direction;
static const char *const direction_words[DIRECTIONS] = {"create-section", "open-section", "create", "open"};
static const char *const type_words[] = {"mutex", "event", "semaphore", "timer", "job"};

static const Answer *create_other(Actor *actor, size_t type, const char *name)
{
    switch (type) {
    case 0:
        return CALL(actor, CreateMutexA, NULL, FALSE, name);
    case 1:
        return CALL(actor, CreateEventA, NULL, FALSE, FALSE, name);
    case 2:
        return CALL(actor, CreateSemaphoreA, NULL, 0, 1, name);
    case 3:
        return CALL(actor, CreateWaitableTimerA, NULL, FALSE, name);
    default:
        return CALL(actor, CreateJobObjectA, NULL, name);
    }
}

static const Answer *open_other(Actor *actor, size_t type, const char *name)
{
    switch (type) {
    case 0:
        return CALL(actor, OpenMutexA, SYNCHRONIZE, FALSE, name);
    case 1:
        return CALL(actor, OpenEventA, SYNCHRONIZE, FALSE, name);
    case 2:
        return CALL(actor, OpenSemaphoreA, SYNCHRONIZE, FALSE, name);
    case 3:
        return CALL(actor, OpenWaitableTimerA, SYNCHRONIZE, FALSE, name);
    default:
        return CALL(actor, OpenJobObjectA, SYNCHRONIZE, FALSE, name);
    }
}

static const Answer *create_section(Actor *actor, const char *name)
{
    return CALL(actor, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
}

static void collision_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", direction_words[cell % DIRECTIONS], type_words[cell / DIRECTIONS]);
}

CASE(one_namespace_of_six_types,
     .claim = "Sections, mutexes, events, semaphores, timers and jobs share one namespace: ERROR_INVALID_HANDLE.",
     .basis = "W-COL-012 W-COL-013 W-COL-014 W-COL-015 W-COL-016 W-COL-018 W-COL-019 W-COL-020 C25 C27", .level = MUST,
     .cells = DIRECTIONS * LENGTH_OF(type_words), .cell_name = collision_name)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "taken");
    size_t type = story_cell(s) / DIRECTIONS;
    switch ((Direction)(story_cell(s) % DIRECTIONS)) {
    case SECTION_OVER_IT:
        expect_ok(create_other(first, type, name));
        expect_error(create_section(second, name), ERROR_INVALID_HANDLE);
        break;
    case OPEN_SECTION:
        expect_ok(create_other(first, type, name));
        expect_error(CALL(second, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_INVALID_HANDLE);
        break;
    case IT_OVER_SECTION:
        expect_ok(create_section(first, name));
        expect_error(create_other(second, type, name), ERROR_INVALID_HANDLE);
        break;
    case OPEN_IT:
    case DIRECTIONS:
        expect_ok(create_section(first, name));
        expect_error(open_other(second, type, name), ERROR_INVALID_HANDLE);
        break;
    }
}

CASE(name_is_free_after_the_other_type, .claim = "When the object of another type is closed, its name is free at once.",
     .basis = "W-COL-024 W-COL-012 C42", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "freed");
    Value mutex = expect_ok(create_other(a, 0, name));
    expect_error(create_section(b, name), ERROR_INVALID_HANDLE);
    close_handle(a, mutex);
    const Answer *created = create_section(b, name);
    expect_ok(created);
    observe_last_error(s, "the last error of the creation", created, "ERROR_SUCCESS");
}

CASE(existing_name_keeps_its_size,
     .claim = "A second creation with a larger size leaves the section as long as it was.",
     .basis = "W-COL-002 W-COL-003", .level = MUST)
{
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "size");
    View view = view_of(first, make_section(first, name, 4096), FILE_MAP_WRITE);
    Value file = make_file(second, scratch_name(s, "ignored"), 65536);
    const Answer *again = CALL(second, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 65536, name);
    Value section = expect_ok(again);
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    expect_error(CALL(second, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0, 8192), ERROR_ACCESS_DENIED);
    expect_ok(store(second, view_of(second, section, FILE_MAP_WRITE), 0, "old"));
    observe(s, "the first's bytes: the new file was ignored (W-COL-003)", load(first, view, 0, 3),
            "ok void bytes=\"old\"");
}

CASE(names_that_are_none, .claim = "Backslashes lead to directories that are not there, or are no name at all.",
     .basis = "W-NAM-005 W-NAM-006 W-NAM-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(create_section(a, "mapcheck-no-directory\\x"), ERROR_PATH_NOT_FOUND);
    expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, "mapcheck-no-directory\\x"), ERROR_PATH_NOT_FOUND);
    expect_error(create_section(a, "\\mapcheck"), ERROR_BAD_PATHNAME);
    expect_error(create_section(a, "Local\\"), ERROR_INVALID_NAME);
    expect_error(create_section(a, "Local\\\\mapcheck"), ERROR_INVALID_NAME);
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
    const Answer *one = create_section(a, "");
    expect_last_error(one, ERROR_SUCCESS);
    expect_ok(store(a, view_of(a, expect_ok(one), FILE_MAP_WRITE), 0, "one"));
    const Answer *two = create_section(b, "");
    expect_last_error(two, ERROR_SUCCESS);
    expect_filled(b, view_of(b, expect_ok(two), FILE_MAP_READ), 0, 4096, 0);
}

CASES(win32_names, "win32/names", "win32", &case_matters, &local_prefix_says_nothing_new, &one_namespace_of_six_types,
      &name_is_free_after_the_other_type, &existing_name_keeps_its_size, &names_that_are_none,
      &any_character_but_the_backslash, &empty_name_is_no_name);
