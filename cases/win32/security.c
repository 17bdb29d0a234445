/* Security descriptors of sections, and namespaces of their own. */
#include "cases/win32/descriptors.h"

#include <stdio.h>

static const Answer *create_secured(Actor *a, const char *name, List list)
{
    return CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, FIELDS(F(lpSecurityDescriptor, descriptor_of(a, list))),
                PAGE_READWRITE, 0, 4096, name);
}

CASE(list_of_readers, .claim = "A list that grants reading lets others read, no more; the creator may do everything.",
     .basis = "W-SDC-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "readers");
    View view = view_of(a, expect_ok(create_secured(a, name, READERS_LIST)), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "creator"));
    expect_bytes(b, view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ), 0, "creator");
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_WRITE, FALSE, name), ERROR_ACCESS_DENIED);
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_ALL_ACCESS, FALSE, name), ERROR_ACCESS_DENIED);
}

CASE(empty_list, .claim = "An empty list grants nothing but what an owner has anyway.", .basis = "W-SDC-002 W-SDC-004",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "nobody");
    expect_ok(create_secured(a, name, EMPTY_LIST));
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_ACCESS_DENIED);
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_WRITE, FALSE, name), ERROR_ACCESS_DENIED);
    observe_outcome(s, "the owner's right to change the list", CALL(b, OpenFileMappingA, WRITE_DAC, FALSE, name), "ok");
    observe_outcome(s, "a second creation (W-SDC-004)",
                    CALL(b, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, name),
                    "ERROR_ACCESS_DENIED");
}

CASE(no_list, .claim = "Without a list everyone may do everything.", .basis = "W-SDC-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "everyone");
    View view = view_of(a, expect_ok(create_secured(a, name, NO_LIST)), FILE_MAP_READ);
    Value section = open_section(b, name, FILE_MAP_ALL_ACCESS);
    expect_ok(store(b, view_of(b, section, FILE_MAP_WRITE), 0, "everyone"));
    expect_bytes(a, view, 0, "everyone");
}

CASE(list_is_told_as_it_was_set, .claim = "A list that is set on a section is told as it was set.",
     .basis = "W-SDC-005", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "set");
    Value section = make_section(a, name, 4096);
    observe_outcome(s, "setting a list of readers",
                    CALL(a, SetKernelObjectSecurity, section, DACL_INFORMATION, descriptor_of(a, READERS_LIST)), "ok");
    Value room = expect_ok(CALL(a, VirtualAlloc, NULL, DESCRIPTOR_ROOM, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    const Answer *told = CALL(a, GetKernelObjectSecurity, section, DACL_INFORMATION, room, DESCRIPTOR_ROOM, OUT);
    observe_outcome(s, "asking for it", told, "ok");
    View view = VIEW_AT(room, DESCRIPTOR_ROOM);
    uint64_t list = answer_value(load_word(a, view, 16, 4)).number;
    if (list && list + 16 < DESCRIPTOR_ROOM)
        observe_number(s, "the right that is granted", answer_value(load_word(a, view, list + 12, 4)).number, "5");
    observe_outcome(s, "opening to write", CALL(b, OpenFileMappingA, FILE_MAP_WRITE, FALSE, name),
                    "ERROR_ACCESS_DENIED");
    expect_filled(b, view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ), 0, 4096, 0);
}

static const struct {
    const char *name;
    uint64_t wanted;
    const char *granted; /* QUERY 1, MAP_WRITE 2, MAP_READ 4, MAP_EXECUTE 8 */
} generic[] = {{"READ", GENERIC_READ, "5"}, {"WRITE", GENERIC_WRITE, "2"}, {"EXECUTE", GENERIC_EXECUTE, "8"}};

static void generic_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", generic[cell].name);
}

CASE(generic_rights, .claim = "Generic rights are turned into those of sections.", .basis = "W-SDC-006",
     .level = OBSERVE, .cells = LENGTH_OF(generic), .cell_name = generic_name)
{
    enum { OBJECT_BASIC = 0, LENGTH = 56 };
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "generic");
    Value full = expect_ok(
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_EXECUTE_READWRITE, 0, 4096, name));
    Value section = expect_ok(CALL(a, OpenFileMappingA, generic[story_cell(s)].wanted, FALSE, name));
    const Answer *information = CALL_IN(nt, a, NtQueryObject, section, OBJECT_BASIC, OUT, LENGTH, NULL);
    uint64_t rights = answer_field(information, "information.GrantedAccess").number;
    observe_number(s, "the section's own rights", rights & 0x1f, generic[story_cell(s)].granted);
    expect_filled(a, view_of(a, full, FILE_MAP_READ), 0, 4096, 0);
}

/* A boundary of everyone's: the same name gives the same boundary in every process. */
static Value boundary_of(Actor *a, const char *name)
{
    Value boundary = expect_ok(CALL(a, CreateBoundaryDescriptorA, name, 0));
    Value sid = at(descriptor_of(a, READERS_LIST), DESCRIPTOR_SID);
    const Answer *added = CALL(a, AddSIDToBoundaryDescriptor, FIELDS(F(value, boundary)), sid);
    expect_ok(added);
    return answer_field(added, "boundary");
}

CASE(private_namespace, .claim = "A section in a private namespace is found by who opens the namespace, by no other.",
     .basis = "W-NSP-008 W-NSP-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *bound = unique_name(s, "boundary");
    const char *alias = unique_name(s, "alias");
    const char *name = unique_name(s, "inside");
    char inside[512];
    snprintf(inside, sizeof inside, "%s\\%s", alias, name);
    expect_ok(CALL(a, CreatePrivateNamespaceA, NULL, boundary_of(a, bound), alias));
    View view = view_of(a, make_section(a, inside, 4096), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "private"));
    expect_error(CALL(b, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    observe_outcome(s, "a second creation of the namespace (W-NSP-009)",
                    CALL(b, CreatePrivateNamespaceA, NULL, boundary_of(b, bound), alias), "ERROR_ALREADY_EXISTS");
    observe_outcome(s, "an open of an unknown namespace (W-NSP-009)",
                    CALL(b, OpenPrivateNamespaceA, boundary_of(b, unique_name(s, "unknown")), alias),
                    "ERROR_DUP_NAME or ERROR_PATH_NOT_FOUND");
    expect_ok(CALL(b, OpenPrivateNamespaceA, boundary_of(b, bound), alias));
    expect_bytes(b, view_of(b, open_section(b, inside, FILE_MAP_READ), FILE_MAP_READ), 0, "private");
}

CASES(win32_security, "win32/security", "win32", &list_of_readers, &empty_list, &no_list, &list_is_told_as_it_was_set,
      &generic_rights, &private_namespace);
