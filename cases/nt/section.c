/* NtCreateSection and NtQuerySection: sizes, protections, attributes, names, by their status. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const Answer *create(Actor *actor, uint64_t size, unsigned protection, unsigned attributes)
{
    return CALL(actor, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, size)), protection, attributes,
                NULL);
}

CASE(paging_file_sizes_are_whole_pages, .claim = "The size of a paging-file section is told rounded up to pages.",
     .basis = "W-SIZ-020 W-SEC-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    static const unsigned sizes[][2] = {{4090, 4096}, {0x123, 4096}, {4096, 4096}, {4097, 8192}};
    for (size_t i = 0; i < LENGTH_OF(sizes); i++) {
        const Answer *created = create(a, sizes[i][0], PAGE_READWRITE, i % 2 ? SEC_RESERVE : SEC_COMMIT);
        expect_ok(created);
        const Answer *basic = section_information(s, a, answer_field(created, "section"));
        expect_field(basic, "information.Size", sizes[i][1]);
        expect_field(basic, "information.Attributes", i % 2 ? SEC_RESERVE : SEC_COMMIT);
        expect_field(basic, "information.BaseAddress", 0);
    }
}

CASE(size_is_needed, .claim = "Without a file a size must be given: STATUS_INVALID_PARAMETER_4.",
     .basis = "W-NTS-001 C20", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE, SEC_COMMIT, NULL),
                 STATUS_INVALID_PARAMETER_4);
    expect_error(create(a, 0, PAGE_READWRITE, SEC_COMMIT), STATUS_INVALID_PARAMETER_4);
}

CASE(size_beyond_reason, .claim = "A size of 2^64-1 is STATUS_SECTION_TOO_BIG.", .basis = "W-NTS-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(create(a, UINT64_MAX, PAGE_READWRITE, SEC_COMMIT), STATUS_SECTION_TOO_BIG);
}

CASE(no_access_is_enough_to_create, .claim = "A new section can be created without asking for any access.",
     .basis = "W-NTS-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_ok(CALL(a, NtCreateSection, OUT, 0, NULL, FIELDS(F(value, 4096)), PAGE_READWRITE, SEC_COMMIT, NULL));
}

static const struct {
    const char *name;
    unsigned protection;
    const char *error; /* NULL: accepted */
} protections[] = {
    {"0", 0, "STATUS_INVALID_PAGE_PROTECTION"},
    {"READONLY+READWRITE", PAGE_READONLY | PAGE_READWRITE, "STATUS_INVALID_PAGE_PROTECTION"},
    {"NOACCESS", PAGE_NOACCESS, "STATUS_INVALID_PAGE_PROTECTION"},
    {"EXECUTE", PAGE_EXECUTE, NULL},
    {"READWRITE", PAGE_READWRITE, NULL},
};

static void protection_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", protections[cell].name);
}

CASE(protection_at_creation, .claim = "NT refuses no, combined and empty protection, and takes PAGE_EXECUTE.",
     .basis = "W-NTS-002 W-NTS-003 W-NTS-004", .level = MUST, .cells = LENGTH_OF(protections),
     .cell_name = protection_name)
{
    Actor *a = cast(s, "a");
    const Answer *created = create(a, 4096, protections[story_cell(s)].protection, SEC_COMMIT);
    if (protections[story_cell(s)].error)
        expect_error_(HERE, created, protections[story_cell(s)].error);
    else
        expect_ok(created);
}

static const struct {
    const char *name;
    unsigned attributes;
    const char *error;
} attributes[] = {
    {"0", 0, "STATUS_INVALID_PARAMETER_6"},
    {"COMMIT+RESERVE", SEC_COMMIT | SEC_RESERVE, "STATUS_INVALID_PARAMETER_6"},
    {"IMAGE+COMMIT", SEC_IMAGE | SEC_COMMIT, "STATUS_INVALID_PARAMETER_6"},
    {"NOCACHE", SEC_NOCACHE, "STATUS_INVALID_PARAMETER_6"},
    {"LARGE_PAGES", SEC_LARGE_PAGES, "STATUS_INVALID_PARAMETER_6"},
    {"everything", 0xffffffff, "STATUS_INVALID_PARAMETER_6"},
    {"IMAGE", SEC_IMAGE, "STATUS_INVALID_FILE_FOR_SECTION"},
};

static void attributes_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", attributes[cell].name);
}

CASE(attributes_refused, .claim = "Attributes that make no section give STATUS_INVALID_PARAMETER_6.",
     .basis = "W-NTS-005 W-NTS-007", .level = MUST, .cells = LENGTH_OF(attributes), .cell_name = attributes_name)
{
    Actor *a = cast(s, "a");
    expect_error_(HERE, create(a, 4096, PAGE_READWRITE, attributes[story_cell(s)].attributes),
                  attributes[story_cell(s)].error);
}

CASE(no_section_of_nonsense, .claim = "Neither a size of 0 nor senseless attributes make a section.",
     .basis = "W-NTS-001 W-NTS-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_refused(create(a, 0, PAGE_READWRITE, SEC_COMMIT));
    expect_refused(CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE, SEC_COMMIT, NULL));
    for (size_t i = 0; i < LENGTH_OF(attributes); i++)
        expect_refused(create(a, 4096, PAGE_READWRITE, attributes[i].attributes));
}

CASE(file_sizes, .claim = "A file's section tells the file's length to the byte; no bytes and too many are refused.",
     .basis = "W-SIZ-001 W-SIZ-004 W-NTS-008 W-SEC-015 C21 C26", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 0x3456);
    const Answer *created = CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_COMMIT,
                                 file);
    expect_ok(created);
    const Answer *basic = section_information(s, a, answer_field(created, "section"));
    expect_field(basic, "information.Size", 0x3456);
    expect_field(basic, "information.Attributes", SEC_FILE);
    expect_error(CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, 0x3457)), PAGE_READONLY,
                      SEC_COMMIT, file),
                 STATUS_SECTION_TOO_BIG);
    Value empty = make_file(a, scratch_name(s, "empty"), 0);
    expect_error(CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE, SEC_COMMIT, empty),
                 STATUS_MAPPED_FILE_SIZE_ZERO);
}

CASE(query_arguments, .claim = "NtQuerySection needs the right to query and room enough.",
     .basis = "W-NTX-001 W-NTX-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    const Answer *created = create(a, 4096, PAGE_READWRITE, SEC_COMMIT);
    expect_ok(created);
    Value section = answer_field(created, "section");
    uint64_t length = section_information_length(s);
    expect_field(section_information(s, a, section), "returned", length);
    expect_field(CALL(a, NtQuerySection, section, SectionBasicInformation, OUT_ROOM(64), 64, OUT), "returned", length);
    expect_error(CALL(a, NtQuerySection, section, SectionBasicInformation, OUT, length - 1, OUT),
                 STATUS_INFO_LENGTH_MISMATCH);
    expect_error(CALL(a, NtQuerySection, section, SectionBasicInformation, NULL, length, OUT), STATUS_ACCESS_VIOLATION);
    expect_error(section_information(s, a, NUMBER(0)), STATUS_INVALID_HANDLE);
    const Answer *mute = CALL(a, NtCreateSection, OUT, SECTION_MAP_READ, NULL, FIELDS(F(value, 4096)), PAGE_READWRITE,
                              SEC_COMMIT, NULL);
    expect_ok(mute);
    expect_error(section_information(s, a, answer_field(mute, "section")), STATUS_ACCESS_DENIED);
}

static const Answer *create_named(Actor *actor, const char *path, unsigned access, unsigned how)
{
    return CALL(actor, NtCreateSection, OUT, access, FIELDS(F(ObjectName, WIDE(path)), F(Attributes, how)),
                FIELDS(F(value, 4096)), PAGE_READWRITE, SEC_COMMIT, NULL);
}

/* A section of a's in the directory of the system's session, where not everybody may create sections. */
static void name_section(Story *s, Actor *a, char *path, size_t room)
{
    snprintf(path, room, "\\BaseNamedObjects\\%s", unique_name(s, "section"));
    const Answer *first = create_named(a, path, SECTION_ALL_ACCESS, 0);
    if (answer_kind(first) == ANSWER_ERROR)
        skip_story(s, "sections cannot be created in \\BaseNamedObjects here: %s", answer_error(first));
    expect_result(first, STATUS_SUCCESS);
}

CASE(names, .claim = "An existing name is a collision, or with OBJ_OPENIF the section that bears it.",
     .basis = "W-COL-021 W-COL-022 W-NTS-015", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char path[256];
    name_section(s, a, path, sizeof path);
    expect_error(create_named(b, path, SECTION_ALL_ACCESS, 0), STATUS_OBJECT_NAME_COLLISION);
    expect_result(create_named(b, path, SECTION_ALL_ACCESS, OBJ_OPENIF), STATUS_OBJECT_NAME_EXISTS);
    expect_ok(CALL(b, NtOpenSection, OUT, SECTION_MAP_READ, FIELDS(F(ObjectName, WIDE(path)))));
    expect_error(CALL(b, NtOpenSection, OUT, SECTION_MAP_READ, FIELDS(F(ObjectName, WIDE("mapcheck")))),
                 STATUS_OBJECT_PATH_SYNTAX_BAD);
}

CASE(no_access_opens_nothing, .claim = "An existing section is not opened without asking for any access.",
     .basis = "W-NTS-010", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    char path[256];
    name_section(s, a, path, sizeof path);
    expect_error(create_named(b, path, 0, OBJ_OPENIF), STATUS_ACCESS_DENIED);
    expect_error(CALL(b, NtOpenSection, OUT, 0, FIELDS(F(ObjectName, WIDE(path)))), STATUS_ACCESS_DENIED);
}

CASES(nt_section, "nt/section", "nt", &paging_file_sizes_are_whole_pages, &size_is_needed, &size_beyond_reason,
      &no_access_is_enough_to_create, &protection_at_creation, &attributes_refused, &no_section_of_nonsense,
      &file_sizes, &query_arguments, &names, &no_access_opens_nothing);
