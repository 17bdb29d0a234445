/* What CreateFileMapping says about handles that are no plain file's, odd protections and security attributes. */
#include "cases/win32/sections.h"

#include <stdio.h>

/* A kind of file handle that is no disk file's. */
typedef enum Kind { PIPE, DIRECTORY, NUL_DEVICE, CONSOLE, MAILSLOT, VOLUME, KINDS } Kind;

static const struct {
    const char *name;
    const char *path; /* for CreateFileA; NULL: made otherwise */
    unsigned access;
    const char *expected;
} kinds[KINDS] = {
    [PIPE] = {"pipe", NULL, 0, "ERROR_BAD_EXE_FORMAT"},
    [DIRECTORY] = {"directory", ".", GENERIC_READ, "ERROR_BAD_EXE_FORMAT or ERROR_ACCESS_DENIED"},
    [NUL_DEVICE] = {"NUL", "NUL", GENERIC_READ, "ERROR_BAD_EXE_FORMAT or ERROR_INVALID_PARAMETER"},
    [CONSOLE] = {"console", "CONIN$", GENERIC_READ, "an error"},
    [MAILSLOT] = {"mailslot", NULL, 0, "an error"},
    [VOLUME] = {"volume", "\\\\.\\C:", GENERIC_READ, "an error"},
};

static void kind_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", kinds[cell].name);
}

static Value special_handle(Story *s, Actor *a, Kind kind)
{
    if (kind == PIPE) {
        const Answer *pipe = CALL(a, CreatePipe, OUT, OUT, NULL, 0);
        expect_ok(pipe);
        return answer_field(pipe, "read");
    }
    char mailslot[256];
    snprintf(mailslot, sizeof mailslot, "\\\\.\\mailslot\\%s", unique_name(s, "mailslot"));
    const Answer *opened = NULL;
    if (kind == MAILSLOT)
        opened = CALL(a, CreateMailslotA, mailslot, 64, 0, NULL);
    else
        opened = CALL(a, CreateFileA, kinds[kind].path, kinds[kind].access, EVERY_SHARE, NULL, OPEN_EXISTING,
                      FILE_FLAG_BACKUP_SEMANTICS, NULL);
    if (answer_kind(opened) == ANSWER_ERROR)
        skip_story(s, "no handle of a %s can be had here: %s", kinds[kind].name, answer_error(opened));
    return expect_ok(opened);
}

CASE(handle_that_is_no_files, .claim = "Pipes, directories, devices, consoles and mailslots have no sections.",
     .basis = "W-CFM-007 W-CFM-008 W-CFM-009 W-CFM-010", .level = OBSERVE, .cells = KINDS, .cell_name = kind_name)
{
    Actor *a = cast(s, "a");
    Value handle = special_handle(s, a, (Kind)story_cell(s));
    const Answer *section = CALL(a, CreateFileMappingA, handle, NULL, PAGE_READONLY, 0, 4096, NULL);
    observe_outcome(s, "the section", section, kinds[story_cell(s)].expected);
    close_handle(a, handle);
    expect_error(CALL(a, CloseHandle, handle), ERROR_INVALID_HANDLE); /* the attempt left no second reference */
}

static const struct {
    const char *name;
    unsigned protection;
} odd[] = {
    {"0", 0},
    {"READWRITE+GUARD", PAGE_READWRITE | PAGE_GUARD},
    {"READWRITE+NOCACHE", PAGE_READWRITE | PAGE_NOCACHE},
    {"READWRITE+WRITECOMBINE", PAGE_READWRITE | PAGE_WRITECOMBINE},
    {"EXECUTE_READ+TARGETS_INVALID", PAGE_EXECUTE_READ | PAGE_TARGETS_INVALID},
};

static void odd_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", odd[cell].name);
}

CASE(odd_protection, .claim = "No protection at all, and flags of VirtualAlloc, are refused: ERROR_INVALID_PARAMETER.",
     .basis = "W-CFM-015 W-CFM-016 W-COL-025", .level = OBSERVE, .cells = LENGTH_OF(odd), .cell_name = odd_name)
{
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "odd");
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, odd[story_cell(s)].protection, 0,
                                 4096, name);
    observe_outcome(s, "the section", section, "ERROR_INVALID_PARAMETER");
    const Answer *after = CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, name);
    if (answer_kind(section) == ANSWER_ERROR)
        expect_error(after, ERROR_FILE_NOT_FOUND);
    else
        expect_ok(after);
}

CASE(length_of_security_attributes, .claim = "What a wrong nLength of SECURITY_ATTRIBUTES does is recorded.",
     .basis = "W-CFM-018", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE,
                                 FIELDS(F(nLength, 0), F(bInheritHandle, TRUE)), PAGE_READWRITE, 0, 4096, NULL);
    observe_outcome(s, "a length of 0", section, "ok");
    const Answer *right = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, FIELDS(F(bInheritHandle, TRUE)),
                               PAGE_READWRITE, 0, 4096, NULL);
    expect_field(CALL(a, GetHandleInformation, expect_ok(right), OUT), "flags", HANDLE_FLAG_INHERIT);
}

CASE(descriptor_that_cannot_be_read, .claim = "An unreadable security descriptor is ERROR_NOACCESS, not a fault.",
     .basis = "W-CFM-019 W-CFM-020", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value nowhere = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE, PAGE_NOACCESS));
    const Answer *unreadable = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE,
                                    FIELDS(F(lpSecurityDescriptor, nowhere)), PAGE_READWRITE, 0, 4096, NULL);
    observe_outcome(s, "reserved memory (W-CFM-019)", unreadable, "ERROR_NOACCESS");
    Value zeros = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    const Answer *malformed = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, FIELDS(F(lpSecurityDescriptor, zeros)),
                                   PAGE_READWRITE, 0, 4096, NULL);
    observe_outcome(s, "revision 0 (W-CFM-020)", malformed, "ERROR_UNKNOWN_REVISION or ERROR_INVALID_SECURITY_DESCR");
    View after = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_filled(a, after, 0, 4096, 0);
}

static const struct {
    const char *name;
    unsigned protection;
    const char *rights;
} grants[] = {
    {"READONLY", PAGE_READONLY, "QUERY MAP_READ"},
    {"WRITECOPY", PAGE_WRITECOPY, "QUERY MAP_READ"},
    {"READWRITE", PAGE_READWRITE, "QUERY MAP_READ MAP_WRITE"},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, "QUERY MAP_READ MAP_EXECUTE"},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, "QUERY MAP_READ MAP_EXECUTE"},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, "QUERY MAP_READ MAP_WRITE MAP_EXECUTE"},
};

static void grant_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", grants[cell].name);
}

CASE(rights_of_a_fresh_handle, .claim = "A fresh section's handle may do what its protection needs.",
     .basis = "W-CFM-023", .level = OBSERVE, .cells = LENGTH_OF(grants), .cell_name = grant_name)
{
    Actor *a = cast(s, "a");
    Value section = expect_ok(
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, grants[story_cell(s)].protection, 0, 4096, NULL));
    enum { OBJECT_BASIC = 0, LENGTH = 56 };
    const Answer *information = CALL_IN(nt, a, NtQueryObject, section, OBJECT_BASIC, OUT, LENGTH, NULL);
    uint64_t rights = answer_field(information, "information.GrantedAccess").number;
    char seen[64];
    snprintf(seen, sizeof seen, "%s%s%s%s", rights & SECTION_QUERY ? "QUERY" : "",
             rights & SECTION_MAP_READ ? " MAP_READ" : "", rights & SECTION_MAP_WRITE ? " MAP_WRITE" : "",
             rights & SECTION_MAP_EXECUTE ? " MAP_EXECUTE" : "");
    observe_text(s, "the handle's own rights", seen, grants[story_cell(s)].rights);
    if (rights & SECTION_MAP_WRITE)
        expect_filled(a, view_of(a, section, FILE_MAP_READ), 0, 4096, 0);
    else
        expect_refused(try_view(a, section, FILE_MAP_WRITE));
}

CASES(win32_section_arguments, "win32/section_arguments", "win32", &handle_that_is_no_files, &odd_protection,
      &length_of_security_attributes, &descriptor_that_cannot_be_read, &rights_of_a_fresh_handle);
