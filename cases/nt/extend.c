/* Views longer than their section, and NtExtendSection, which fills them. */
#include "cases/win32/sections.h"

static const Answer *create_extendable(Actor *a, Value file, unsigned access, unsigned protection)
{
    return CALL(a, NtCreateSection, OUT, access, NULL, NULL, protection, SEC_COMMIT, file);
}

static const Answer *map_reserved(Actor *a, Value section, uint64_t length, unsigned protection)
{
    return CALL(a, NtMapViewOfSection, section, CURRENT_PROCESS, FIELDS(F(value, 0)), 0, 0, NULL,
                FIELDS(F(value, length)), ViewUnmap, MEM_RESERVE, protection);
}

CASE(view_longer_than_its_section, .claim = "A reserved view may be longer than its file's section; the rest faults.",
     .basis = "W-NTM-009 W-SIZ-024", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "short"), 4096);
    const Answer *section = create_extendable(a, file, SECTION_ALL_ACCESS, PAGE_READWRITE);
    expect_ok(section);
    const Answer *mapped = map_reserved(a, answer_field(section, "section"), 65536, PAGE_READWRITE);
    expect_ok(mapped);
    View view = VIEW_AT(answer_field(mapped, "base"), 65536);
    expect_ok(store(a, view, 0, "inside"));
    expect_fault_code(load(a, view, 8192, 1), READ, "EXCEPTION_ACCESS_VIOLATION");
}

CASE(reserved_view_of_a_read_only_file, .claim = "A section to read cannot be extended, nor mapped for that.",
     .basis = "W-NTM-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "short"), 4096);
    const Answer *section = create_extendable(a, file, SECTION_MAP_READ | SECTION_QUERY, PAGE_READONLY);
    expect_ok(section);
    expect_error(map_reserved(a, answer_field(section, "section"), 65536, PAGE_READONLY), STATUS_SECTION_PROTECTION);
}

CASE(extended_section, .claim = "NtExtendSection grows section and file; reserved views get the new pages.",
     .basis = "W-NTX-004 W-SIZ-024", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "short"), 4096);
    const Answer *section = create_extendable(a, file, SECTION_ALL_ACCESS, PAGE_READWRITE);
    expect_ok(section);
    const Answer *mapped = map_reserved(a, answer_field(section, "section"), 65536, PAGE_READWRITE);
    expect_ok(CALL(a, NtExtendSection, answer_field(section, "section"), FIELDS(F(value, 16384))));
    expect_field(CALL_IN(win32, a, GetFileSizeEx, file, OUT), "size", 16384);
    View view = VIEW_AT(answer_field(mapped, "base"), 65536);
    expect_ok(store(a, view, 16380, "last"));
    expect_file_bytes(a, file, 16380, "last");
}

CASE(what_cannot_be_extended, .claim = "Rights, the paging file and smaller sizes set bounds to extending.",
     .basis = "W-NTX-005", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "short"), 8192);
    const Answer *weak = create_extendable(a, file, SECTION_MAP_READ | SECTION_MAP_WRITE, PAGE_READWRITE);
    expect_ok(weak);
    observe_outcome(s, "without SECTION_EXTEND_SIZE",
                    CALL(a, NtExtendSection, answer_field(weak, "section"), FIELDS(F(value, 16384))),
                    "STATUS_ACCESS_DENIED");
    const Answer *memory = CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, 4096)),
                                PAGE_READWRITE, SEC_COMMIT, NULL);
    expect_ok(memory);
    observe_outcome(s, "of the paging file",
                    CALL(a, NtExtendSection, answer_field(memory, "section"), FIELDS(F(value, 16384))),
                    "STATUS_SECTION_NOT_EXTENDED");
    const Answer *full = create_extendable(a, file, SECTION_ALL_ACCESS, PAGE_READWRITE);
    expect_ok(full);
    observe_outcome(s, "to less", CALL(a, NtExtendSection, answer_field(full, "section"), FIELDS(F(value, 4096))),
                    "ok");
    expect_field(CALL_IN(win32, a, GetFileSizeEx, file, OUT), "size", 8192);
}

CASES(nt_extend, "nt/extend", "nt", &view_longer_than_its_section, &reserved_view_of_a_read_only_file,
      &extended_section, &what_cannot_be_extended);
