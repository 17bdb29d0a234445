/* Names at their limits: lengths, prefixes, other sessions, other letters. */
#include "cases/win32/sections.h"

#include <stdio.h>
#include <string.h>

static const Answer *create_wide(Actor *actor, const char *name)
{
    return CALL(actor, CreateFileMappingW, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, WIDE(name));
}

/* What stands before a unique name, and what is expected of a creation and of an open. */
static const struct {
    const char *name;
    const char *before;
    const char *after;
    const char *expected;
} forms[] = {
    {"trailing-backslash", "", "\\", "ERROR_PATH_NOT_FOUND"},
    {"drive", "C:\\", "", "ERROR_PATH_NOT_FOUND"},
    {"lower-case-local", "local\\", "", "ERROR_PATH_NOT_FOUND"},
    {"upper-case-local", "LOCAL\\", "", "ERROR_PATH_NOT_FOUND"},
    {"upper-case-global", "GLOBAL\\", "", "ERROR_PATH_NOT_FOUND"},
    {"session-0", "Session\\0\\", "", "ERROR_PATH_NOT_FOUND or ERROR_ACCESS_DENIED"},
    {"session-9999", "Session\\9999\\", "", "ERROR_PATH_NOT_FOUND or ERROR_ACCESS_DENIED"},
    {"local-global", "Local\\Global\\", "", "ok"},
};

static void form_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", forms[cell].name);
}

CASE(prefixes_and_backslashes, .claim = "Prefixes are spelt exactly; other backslashes lead to no directory.",
     .basis = "W-NAM-007 W-NAM-009 W-NSP-002 W-NSP-006 W-NSP-007", .level = OBSERVE, .cells = LENGTH_OF(forms),
     .cell_name = form_name)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char name[256];
    snprintf(name, sizeof name, "%s%s%s", forms[story_cell(s)].before, unique_name(s, "form"),
             forms[story_cell(s)].after);
    const Answer *created = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
    observe_outcome(s, "the creation", created, forms[story_cell(s)].expected);
    const Answer *opened = CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, name);
    if (answer_kind(created) == ANSWER_OK)
        expect_filled(b, view_of(b, expect_ok(opened), FILE_MAP_READ), 0, 4096, 0);
    else
        expect_refused(opened);
}

CASE(letters_of_other_alphabets, .claim = "Non-ASCII letters count exactly: case and composition make other names.",
     .basis = "W-NAM-012 W-NAM-011", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "letters");
    char lower[256], upper[256], composed[256];
    snprintf(lower, sizeof lower, "%s%%u00e9", name);
    snprintf(upper, sizeof upper, "%s%%u00c9", name);
    snprintf(composed, sizeof composed, "%se%%u0301", name);
    View view = view_of(a, expect_ok(create_wide(a, lower)), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "acute"));
    Value again = expect_ok(CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(lower)));
    expect_bytes(b, view_of(b, again, FILE_MAP_READ), 0, "acute");
    observe_outcome(s, "the capital letter (W-NAM-012)", CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(upper)),
                    "ERROR_FILE_NOT_FOUND");
    observe_outcome(s, "letter and accent apart (W-NAM-011)",
                    CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(composed)), "ERROR_FILE_NOT_FOUND");
}

/* Halves of a character that stand alone; the others differ from each in one unit, or are what a conversion gives. */
static const struct {
    const char *name;
    const char *units;
} halves[] = {
    {"high", "%ud800"}, {"low", "%udc00"}, {"low-before-high", "%udc00%ud800"}, {"high-twice", "%ud800%ud800"}};

static const char *const others[] = {"%ud801", "%udc01", "%ufffd", "%ufffd%ufffd", "?", "??", ""};

static void half_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", halves[cell].name);
}

CASE(unpaired_surrogates, .claim = "Unpaired surrogates in a wide name count unit by unit, as they are.",
     .basis = "W-NAM-011 W-NAM-015", .level = OBSERVE, .cells = LENGTH_OF(halves), .cell_name = half_name)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "half");
    char wide[256];
    snprintf(wide, sizeof wide, "%s%sz", name, halves[story_cell(s)].units);
    const Answer *created = create_wide(a, wide);
    observe_outcome(s, "the creation", created, "ok");
    observe_last_error(s, "its last error", created, "ERROR_SUCCESS");
    expect_ok(store(a, view_of(a, expect_ok(created), FILE_MAP_WRITE), 0, "half"));
    for (size_t i = 0; i < LENGTH_OF(others); i++) {
        char near[256];
        snprintf(near, sizeof near, "%s%sz", name, others[i]);
        expect_error(CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(near)), ERROR_FILE_NOT_FOUND);
    }
    Value found = expect_ok(CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(wide)));
    expect_bytes(b, view_of(b, found, FILE_MAP_READ), 0, "half");
    expect_last_error(create_wide(b, wide), ERROR_ALREADY_EXISTS);
}

/* Letters that both Latin code pages of Windows have at one byte. */
CASE(letters_of_the_code_page, .claim = "The A form turns a name's bytes into units by the ANSI code page.",
     .basis = "W-NAM-013", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    if (fact_number(s, "ansi_code_page", 0) != 1252)
        skip_story(s, "the ANSI code page is %s, not 1252, whose byte E9 is U+00E9", fact_text(s, "ansi_code_page"));
    const char *name = unique_name(s, "latin");
    char bytes[256], units[256];
    snprintf(bytes, sizeof bytes, "%s\xe9", name);
    snprintf(units, sizeof units, "%s%%u00e9", name);
    expect_ok(store(a, view_of(a, make_section(a, bytes, 4096), FILE_MAP_WRITE), 0, "acute"));
    Value found = expect_ok(CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(units)));
    expect_bytes(b, view_of(b, found, FILE_MAP_READ), 0, "acute");
}

static const size_t lengths[] = {259, 260, 261, 1000};

static void length_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%zu", lengths[cell]);
}

CASE(long_names, .claim = "The A form has room for 259 characters, the W form for any name.",
     .basis = "W-NAM-014 W-NAM-015", .level = OBSERVE, .cells = LENGTH_OF(lengths), .cell_name = length_name)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char name[1001];
    memset(name, 'n', sizeof name);
    const char *unique = unique_name(s, "long");
    memcpy(name, unique, strlen(unique));
    name[lengths[story_cell(s)]] = '\0';
    const Answer *ansi = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name);
    observe_outcome(s, "the A form (W-NAM-014)", ansi,
                    lengths[story_cell(s)] < 260 ? "ok" : "ERROR_FILENAME_EXCED_RANGE");
    const Answer *wide = create_wide(a, name);
    observe_outcome(s, "the W form (W-NAM-015)", wide, "ok");
    const Answer *opened = CALL(b, OpenFileMappingW, FILE_MAP_READ, FALSE, WIDE(name));
    if (answer_kind(wide) == ANSWER_OK)
        expect_filled(b, view_of(b, expect_ok(opened), FILE_MAP_READ), 0, 4096, 0);
    else
        expect_refused(opened);
}

CASE(sessions_do_not_share_names,
     .claim = "Global\\ is session 0's own directory; another session's names are elsewhere.",
     .basis = "W-NAM-020 W-NSP-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    if (fact_number(s, "session", 0) == 0)
        skip_story(s, "the actors run in session 0, whose names are the global ones");
    const char *name = unique_name(s, "session");
    char global[256];
    snprintf(global, sizeof global, "Global\\%s", name);
    expect_ok(store(a, view_of(a, make_section(a, name, 4096), FILE_MAP_WRITE), 0, "this session"));
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, global), ERROR_FILE_NOT_FOUND);
    expect_bytes(b, view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ), 0, "this session");
}

CASE(global_sections_need_a_privilege,
     .claim = "Outside session 0 a Global\\ section needs SeCreateGlobalPrivilege; a Global\\ event does not.",
     .basis = "W-NSP-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    char global[256];
    snprintf(global, sizeof global, "Global\\%s", unique_name(s, "privilege"));
    const Answer *event = CALL(a, CreateEventA, NULL, FALSE, FALSE, global);
    close_handle(a, expect_ok(event));
    bool allowed = fact_number(s, "session", 0) == 0 || fact_number(s, "create_global", 0) != 0;
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, global);
    if (allowed)
        expect_ok(section);
    else
        expect_error(section, ERROR_ACCESS_DENIED);
}

CASES(win32_name_forms, "win32/name_forms", "win32", &prefixes_and_backslashes, &letters_of_other_alphabets,
      &unpaired_surrogates, &letters_of_the_code_page, &long_names, &sessions_do_not_share_names,
      &global_sections_need_a_privilege);
