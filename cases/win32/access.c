/* What a file's handle and a section's attributes must allow: tables. */
#include "cases/win32/sections.h"

#include <stdio.h>

/* The protections that a file handle must be refused, by what it was opened for. */
static const struct {
    const char *name;
    unsigned file_access;
    unsigned protection;
    bool allowed;
} rights[] = {
    {"nothing,READONLY", 0, PAGE_READONLY, false},
    {"nothing,WRITECOPY", 0, PAGE_WRITECOPY, false},
    {"nothing,READWRITE", 0, PAGE_READWRITE, false},
    {"read,READONLY", GENERIC_READ, PAGE_READONLY, true},
    {"read,WRITECOPY", GENERIC_READ, PAGE_WRITECOPY, true},
    {"read,READWRITE", GENERIC_READ, PAGE_READWRITE, false},
    {"read,EXECUTE_READ", GENERIC_READ, PAGE_EXECUTE_READ, false},
    {"read,EXECUTE_WRITECOPY", GENERIC_READ, PAGE_EXECUTE_WRITECOPY, false},
    {"read,EXECUTE_READWRITE", GENERIC_READ, PAGE_EXECUTE_READWRITE, false},
    {"read-write,READWRITE", GENERIC_READ | GENERIC_WRITE, PAGE_READWRITE, true},
    {"read-write,EXECUTE_READ", GENERIC_READ | GENERIC_WRITE, PAGE_EXECUTE_READ, false},
    {"read-write,EXECUTE_READWRITE", GENERIC_READ | GENERIC_WRITE, PAGE_EXECUTE_READWRITE, false},
    {"read-write,EXECUTE_WRITECOPY", GENERIC_READ | GENERIC_WRITE, PAGE_EXECUTE_WRITECOPY, false},
    {"read-execute,EXECUTE_READ", GENERIC_READ | GENERIC_EXECUTE, PAGE_EXECUTE_READ, true},
};

static void rights_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", rights[cell].name);
}

CASE(file_must_be_open_for_it,
     .claim = "A section's protection needs a file handle of the same rights, else ERROR_ACCESS_DENIED.",
     .basis = "W-ACC-001 W-ACC-002 W-ACC-003 W-ACC-004 W-ACC-005 W-ACC-006 W-ACC-007 C18", .level = MUST,
     .cells = LENGTH_OF(rights), .cell_name = rights_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "rights");
    close_handle(a, make_file(a, path, 4096));
    Value file = open_file(a, path, rights[story_cell(s)].file_access);
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL, rights[story_cell(s)].protection, 0, 0, NULL);
    if (rights[story_cell(s)].allowed)
        expect_ok(section);
    else
        expect_error(section, ERROR_ACCESS_DENIED);
}

static const struct {
    const char *name;
    unsigned attributes;
    const char *error; /* NULL: accepted */
} attributes[] = {
    {"neither", 0, NULL},
    {"RESERVE", SEC_RESERVE, NULL},
    {"COMMIT", SEC_COMMIT, NULL},
    {"RESERVE+COMMIT", SEC_RESERVE | SEC_COMMIT, "ERROR_INVALID_PARAMETER"},
    {"NOCACHE", SEC_NOCACHE, "ERROR_INVALID_PARAMETER"},
    {"WRITECOMBINE", SEC_WRITECOMBINE, "ERROR_INVALID_PARAMETER"},
    {"LARGE_PAGES", SEC_LARGE_PAGES, "ERROR_INVALID_PARAMETER"},
    {"COMMIT+NOCACHE", SEC_COMMIT | SEC_NOCACHE, NULL},
    {"RESERVE+NOCACHE", SEC_RESERVE | SEC_NOCACHE, NULL},
    {"RESERVE+LARGE_PAGES", SEC_RESERVE | SEC_LARGE_PAGES, "ERROR_INVALID_PARAMETER"},
    {"FILE", SEC_FILE, "ERROR_INVALID_PARAMETER"},
    {"FILE+COMMIT", SEC_FILE | SEC_COMMIT, "ERROR_INVALID_PARAMETER"},
    {"IMAGE", SEC_IMAGE, "ERROR_BAD_EXE_FORMAT"},
    {"IMAGE+COMMIT", SEC_IMAGE | SEC_COMMIT, "ERROR_INVALID_PARAMETER"},
};

static void attributes_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", attributes[cell].name);
}

CASE(attributes_of_a_paging_file_section,
     .claim = "SEC_ attributes are or-ed to the protection; combinations that make no sense are refused.",
     .basis = "W-SEC-001 W-SEC-002 W-SEC-003 W-SEC-004 W-SEC-006 W-SEC-010 W-SEC-011 W-SEC-013 C07", .level = MUST,
     .cells = LENGTH_OF(attributes), .cell_name = attributes_name)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                                 PAGE_READWRITE | attributes[story_cell(s)].attributes, 0, 4096, NULL);
    if (attributes[story_cell(s)].error) {
        expect_error_(HERE, section, attributes[story_cell(s)].error);
        return;
    }
    const Answer *information = query(s, a, view_of(a, expect_ok(section), FILE_MAP_READ).address);
    bool reserved = attributes[story_cell(s)].attributes & SEC_RESERVE;
    expect_field(information, "information.State", reserved ? MEM_RESERVE : MEM_COMMIT);
    expect_field(information, "information.Type", MEM_MAPPED);
}

CASE(file_that_is_no_image, .claim = "SEC_IMAGE on a file that is no program gives ERROR_BAD_EXE_FORMAT.",
     .basis = "W-SEC-012", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "data"), 4096);
    write_file_at(a, file, 0, "not MZ");
    expect_error(CALL(a, CreateFileMappingA, file, NULL, PAGE_READONLY | SEC_IMAGE, 0, 0, NULL), ERROR_BAD_EXE_FORMAT);
}

CASE(exclusive_file_can_be_mapped,
     .claim = "A file opened without sharing can be mapped by its opener and by nobody else.", .basis = "W-ACC-011 C19",
     .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "exclusive");
    Value file = expect_ok(
        CALL(owner, CreateFileA, path, GENERIC_READ | GENERIC_WRITE, 0, NULL, CREATE_NEW, FILE_ATTRIBUTE_NORMAL, NULL));
    write_file_at(owner, file, 0, "mine");
    View view = view_of(owner, section_of_file(owner, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_bytes(owner, view, 0, "mine");
    expect_error(
        CALL(other, CreateFileA, path, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL),
        ERROR_SHARING_VIOLATION);
}

CASES(win32_access, "win32/access", "win32", &file_must_be_open_for_it, &attributes_of_a_paging_file_section,
      &file_that_is_no_image, &exclusive_file_can_be_mapped);
