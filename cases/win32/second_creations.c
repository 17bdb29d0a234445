/* A second creation of a name that asks for something else: size, protection, file, attributes, security, inheritance.
 * The name wins: the section stays what the first creation made of it. */
#include "cases/win32/descriptors.h"

#include <stdio.h>

enum { LENGTH = 8192 };

typedef struct Wish {
    const char *name;
    unsigned protection;
    uint64_t size;
    bool of_file; /* of a file of the second's own */
    bool secured; /* with an empty list of rights */
    bool inherits;
} Wish;

static const Wish wishes[] = {
    {"nothing-else", PAGE_READWRITE, LENGTH, false, false, false},
    {"size-larger", PAGE_READWRITE, 4 * LENGTH, false, false, false},
    {"size-smaller", PAGE_READWRITE, 4096, false, false, false},
    {"READONLY", PAGE_READONLY, LENGTH, false, false, false},
    {"WRITECOPY", PAGE_WRITECOPY, LENGTH, false, false, false},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, LENGTH, false, false, false},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, LENGTH, false, false, false},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, LENGTH, false, false, false},
    {"other-file", PAGE_READWRITE, LENGTH, true, false, false},
    {"RESERVE", PAGE_READWRITE | SEC_RESERVE, LENGTH, false, false, false},
    {"COMMIT+NOCACHE", PAGE_READWRITE | SEC_COMMIT | SEC_NOCACHE, LENGTH, false, false, false},
    {"security", PAGE_READWRITE, LENGTH, false, true, false},
    {"inheritance", PAGE_READWRITE, LENGTH, false, false, true},
};

static void wish_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", cell % 2 ? "of-file" : "of-paging-file", wishes[cell / 2].name);
}

static const Answer *create_again(Actor *a, const Wish *wish, Value file, const char *name)
{
    if (wish->secured)
        return CALL_IN(win32, a, CreateFileMappingA, file,
                       FIELDS(F(lpSecurityDescriptor, descriptor_of(a, EMPTY_LIST))), wish->protection, 0, wish->size,
                       name);
    return CALL_IN(win32, a, CreateFileMappingA, file, FIELDS(F(bInheritHandle, wish->inherits)), wish->protection, 0,
                   wish->size, name);
}

/* What a section is: how long, of what kind, and who may do what. */
static void expect_same_section(Story *s, Actor *a, Value section, const Answer *before)
{
    const Answer *after = section_information(s, a, section);
    expect_equal(s, answer_field(after, "information.Size"), answer_field(before, "information.Size"), "the size");
    expect_equal(s, answer_field(after, "information.Attributes"), answer_field(before, "information.Attributes"),
                 "the attributes");
}

CASE(asking_for_something_else,
     .claim = "A second creation of a name gives the first's section, whatever else it asks for, and changes nothing.",
     .basis = "W-COL-001 W-COL-002 W-COL-003 W-COL-004 W-INH-004 W-ERR-002", .level = MUST,
     .cells = 2 * LENGTH_OF(wishes), .cell_name = wish_name)
{
    const Wish *wish = &wishes[story_cell(s) / 2];
    bool of_file = story_cell(s) % 2;
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "again");
    const char *path = scratch_name(s, "second");
    Value backing = of_file ? make_file(first, scratch_name(s, "first"), LENGTH) : NUMBER(INVALID_HANDLE_VALUE);
    Value section = expect_ok(CALL(first, CreateFileMappingA, backing, NULL, PAGE_READWRITE, 0, LENGTH, name));
    View view = view_of(first, section, FILE_MAP_WRITE);
    expect_ok(fill(first, view, 0, LENGTH, 0x5a));
    const Answer *before = section_information(s, first, section);
    Value other = wish->of_file ? make_file(second, path, 2 * LENGTH) : NUMBER(INVALID_HANDLE_VALUE);
    const Answer *again = create_again(second, wish, other, name);
    Value handle = expect_ok(again);
    expect_last_error(again, ERROR_ALREADY_EXISTS);
    expect_same_section(s, first, section, before);
    expect_same_section(s, second, handle, before);
    expect_field(CALL(second, GetHandleInformation, handle, OUT), "flags", wish->inherits ? HANDLE_FLAG_INHERIT : 0);
    View seen = view_of(second, handle, FILE_MAP_READ);
    expect_filled(second, seen, 0, LENGTH, 0x5a);
    expect_field(query(s, second, seen.address), "information.RegionSize", LENGTH);
    expect_field(query(s, second, seen.address), "information.State", MEM_COMMIT);
    expect_ok(store(first, view, 4000, "one section"));
    expect_bytes(second, seen, 4000, "one section");
    Value full = open_section(second, name, FILE_MAP_ALL_ACCESS); /* the rights are still the first's */
    expect_ok(store(second, view_of(second, full, FILE_MAP_WRITE), 5000, "written"));
    expect_bytes(first, view, 5000, "written");
    if (of_file)
        expect_file_bytes(first, backing, 5000, "written");
    if (wish->of_file)
        expect_filled(second, view_of(second, section_of_file(second, other, PAGE_READONLY), FILE_MAP_READ), 0,
                      2 * LENGTH, 0);
}

CASES(win32_second_creations, "win32/second_creations", "win32", &asking_for_something_else);
