/* The newer forms of the section calls: for apps, for NUMA nodes, with more parameters. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned protection;
    bool allowed;
} protections[] = {
    {"READONLY", PAGE_READONLY, true},
    {"READWRITE", PAGE_READWRITE, true},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, false},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, false},
};

static void protection_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", protections[cell].name);
}

CASE(section_from_an_app, .claim = "CreateFileMappingFromApp makes sections that are not executed.",
     .basis = "W-APP-001", .level = MUST, .cells = LENGTH_OF(protections), .cell_name = protection_name)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, CreateFileMappingFromApp, INVALID_HANDLE_VALUE, NULL,
                                 protections[story_cell(s)].protection, 8192, NULL);
    if (!protections[story_cell(s)].allowed) {
        expect_error(section, ERROR_INVALID_PARAMETER);
        return;
    }
    expect_ok(section);
    Value address = expect_ok(CALL(a, MapViewOfFileFromApp, answer_value(section), FILE_MAP_READ, 0, 8192));
    expect_field(query(s, a, address), "information.RegionSize", 8192);
}

CASE(memory_from_an_app, .claim = "VirtualAllocFromApp gives no executable memory.", .basis = "W-APP-001",
     .level = MUST, .cells = LENGTH_OF(protections), .cell_name = protection_name)
{
    Actor *a = cast(s, "a");
    unsigned protection = protections[story_cell(s)].protection;
    const Answer *memory = CALL(a, VirtualAllocFromApp, NULL, 4096, MEM_RESERVE | MEM_COMMIT, protection);
    if (protections[story_cell(s)].allowed)
        expect_field(query(s, a, expect_ok(memory)), "information.Protect", protection);
    else
        expect_error(memory, ERROR_INVALID_PARAMETER);
}

CASE(rights_of_an_opening_app, .claim = "OpenFileMappingFromApp grants exactly what was asked for.",
     .basis = "W-APP-002", .level = MUST)
{
    enum { OBJECT_BASIC = 0, LENGTH = 56 };
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "app");
    expect_ok(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, name));
    Value reader = expect_ok(CALL(a, OpenFileMappingFromApp, FILE_MAP_READ, FALSE, WIDE(name)));
    expect_field(CALL_IN(nt, a, NtQueryObject, reader, OBJECT_BASIC, OUT, LENGTH, NULL), "information.GrantedAccess",
                 SECTION_MAP_READ);
}

CASE(right_to_execute_of_an_app, .claim = "OpenFileMappingFromApp to execute grants SECTION_MAP_EXECUTE alone.",
     .basis = "W-APP-002", .level = MUST)
{
    enum { OBJECT_BASIC = 0, LENGTH = 56 };
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "app");
    expect_ok(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, name));
    Value runner = expect_ok(CALL(a, OpenFileMappingFromApp, FILE_MAP_EXECUTE, FALSE, WIDE(name)));
    expect_field(CALL_IN(nt, a, NtQueryObject, runner, OBJECT_BASIC, OUT, LENGTH, NULL), "information.GrantedAccess",
                 SECTION_MAP_EXECUTE);
}

CASE(section_with_less_access, .claim = "CreateFileMapping2 gives its handle no more access than asked for.",
     .basis = "W-APP-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = expect_ok(CALL(a, CreateFileMapping2, INVALID_HANDLE_VALUE, NULL, FILE_MAP_READ, PAGE_READWRITE,
                                   SEC_COMMIT, 4096, NULL, NULL, 0));
    expect_filled(a, view_of(a, section, FILE_MAP_READ), 0, 4096, 0);
    expect_error(try_view(a, section, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
}

CASE(section_of_a_node, .claim = "A section of no preferred NUMA node is like any other.", .basis = "W-APP-004",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, CreateFileMappingNumaA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL,
                                 0xffffffff);
    expect_ok(section);
    expect_filled(a, view_of(a, answer_value(section), FILE_MAP_WRITE), 0, 4096, 0);
}

CASE(section_of_a_node_that_is_not, .claim = "A NUMA node that is not there is ERROR_INVALID_PARAMETER.",
     .basis = "W-APP-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, CreateFileMappingNumaA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, NULL, 9999),
                 ERROR_INVALID_PARAMETER);
}

CASE(view_of_a_node, .claim = "MapViewOfFileNuma2 takes a page protection, and maps into a process.",
     .basis = "W-APP-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 65536);
    expect_ok(store(a, view_of(a, section, FILE_MAP_WRITE), 0, "node"));
    Value address = expect_ok(
        CALL(a, MapViewOfFileNuma2, section, CURRENT_PROCESS, 0, NULL, 0, 0, PAGE_READONLY, 0xffffffff));
    expect_bytes(a, VIEW_AT(address, 65536), 0, "node");
    expect_field(query(s, a, address), "information.Protect", PAGE_READONLY);
}

CASES(win32_app_calls, "win32/app_calls", "win32", &section_from_an_app, &memory_from_an_app, &rights_of_an_opening_app,
      &right_to_execute_of_an_app, &section_with_less_access, &section_of_a_node, &section_of_a_node_that_is_not,
      &view_of_a_node);
