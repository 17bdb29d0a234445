/* Pointers and attributes that NT calls are given wrongly: a status, never a fault. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const Answer *create_plain(Actor *a, Box handle, Box attributes)
{
    return CALL(a, NtCreateSection, handle, SECTION_ALL_ACCESS, attributes, FIELDS(F(value, 4096)), PAGE_READWRITE,
                SEC_COMMIT, NULL);
}

static View committed(Actor *a)
{
    return VIEW_AT(expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)),
                   4096);
}

CASE(handle_pointer, .claim = "A bad pointer for the handle is STATUS_ACCESS_VIOLATION, not a fault.",
     .basis = "W-NTS-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(create_plain(a, BOX(NUMBER(0)), BOX(NUMBER(0))), STATUS_ACCESS_VIOLATION);
    Value nowhere = expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE, PAGE_NOACCESS));
    expect_error(create_plain(a, BOX(nowhere), BOX(NUMBER(0))), STATUS_ACCESS_VIOLATION);
}

CASE(handle_after_a_failure, .claim = "A failing NtCreateSection sets the handle to NULL.", .basis = "W-NTS-012",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = committed(a);
    unsigned width = pointer_bits(s) / 8;
    expect_ok(store_word(a, room, 0, width, 0x12345678));
    expect_error(
        CALL(a, NtCreateSection, room.address, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, 4096)), 0, SEC_COMMIT, NULL),
        STATUS_INVALID_PAGE_PROTECTION);
    expect_result(load_word(a, room, 0, width), 0);
}

CASE(attributes_are_needed_to_open, .claim = "NtOpenSection needs attributes, NtCreateSection does not.",
     .basis = "W-NTS-013", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, NtOpenSection, OUT, SECTION_MAP_READ, NULL), STATUS_INVALID_PARAMETER);
    expect_ok(create_plain(a, OUT, BOX(NUMBER(0))));
}

CASE(misaligned_attributes, .claim = "Misaligned attributes are STATUS_DATATYPE_MISALIGNMENT.", .basis = "W-NTS-014",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    View room = committed(a);
    expect_error(CALL(a, NtOpenSection, OUT, SECTION_MAP_READ, at(room.address, 2)), STATUS_DATATYPE_MISALIGNMENT);
}

CASE(unreadable_attributes, .claim = "Unreadable attributes are STATUS_ACCESS_VIOLATION, not a fault.",
     .basis = "W-NTS-014", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value nowhere = expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE, PAGE_NOACCESS));
    expect_error(CALL(a, NtOpenSection, OUT, SECTION_MAP_READ, nowhere), STATUS_ACCESS_VIOLATION);
}

CASE(case_of_a_name, .claim = "A name in another case is found with OBJ_CASE_INSENSITIVE only.", .basis = "W-NTS-017",
     .level = MUST)
{
    enum { CASE_INSENSITIVE = 0x40 };
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *unique = unique_name(s, "case");
    char name[256], other[256];
    snprintf(name, sizeof name, "\\BaseNamedObjects\\%s", unique);
    snprintf(other, sizeof other, "\\BaseNamedObjects\\M%s", unique + 1); /* unique names begin with "mapcheck" */
    expect_ok(create_plain(a, OUT, FIELDS(F(ObjectName, WIDE(name)))));
    expect_error(CALL(b, NtOpenSection, OUT, SECTION_MAP_READ, FIELDS(F(ObjectName, WIDE(other)))),
                 STATUS_OBJECT_NAME_NOT_FOUND);
    expect_ok(CALL(b, NtOpenSection, OUT, SECTION_MAP_READ,
                   FIELDS(F(ObjectName, WIDE(other)), F(Attributes, CASE_INSENSITIVE))));
}

CASE(based_section, .claim = "A SEC_BASED section has one base for the views of every process.", .basis = "W-NTS-016",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, 65536)),
                                 PAGE_READWRITE, SEC_COMMIT | SEC_BASED, NULL);
    expect_ok(section);
    const Answer *information = section_information(s, a, answer_field(section, "section"));
    expect_field(information, "information.Attributes", SEC_COMMIT | SEC_BASED);
    Value base = answer_field(information, "information.BaseAddress");
    expect_different(s, base, NUMBER(0), "the section's base");
    View view = view_of(a, answer_field(section, "section"), FILE_MAP_WRITE);
    expect_equal(s, view.address, base, "the view's base");
}

CASE(length_beyond_every_address, .claim = "A length that runs out of the address space is STATUS_ACCESS_VIOLATION.",
     .basis = "W-NTX-002", .level = MUST, .needs = CAP(ADDRESS_64))
{
    Actor *a = cast(s, "a");
    View room = committed(a);
    expect_error(CALL(a, NtQuerySection, make_section(a, NULL, 4096), SectionBasicInformation, room.address,
                      0xffffffffffffffff, NULL),
                 STATUS_ACCESS_VIOLATION);
}

CASES(nt_pointers, "nt/pointers", "nt", &handle_pointer, &handle_after_a_failure, &attributes_are_needed_to_open,
      &misaligned_attributes, &unreadable_attributes, &case_of_a_name, &based_section, &length_beyond_every_address);
