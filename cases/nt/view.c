/* NtMapViewOfSection and NtUnmapViewOfSection, by their status. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef struct NtView {
    uint64_t base;
    uint64_t offset;
    uint64_t size;
    uint64_t commit;
    unsigned type;
    unsigned protection; /* 0: PAGE_READWRITE */
} NtView;

static const Answer *map(Actor *actor, Value section, NtView view)
{
    unsigned protection = view.protection ? view.protection : PAGE_READWRITE;
    return CALL(actor, NtMapViewOfSection, section, CURRENT_PROCESS, FIELDS(F(value, view.base)), 0, view.commit,
                FIELDS(F(value, view.offset)), FIELDS(F(value, view.size)), ViewUnmap, view.type, protection);
}

static Value new_section(Actor *actor, unsigned protection, unsigned attributes, uint64_t size)
{
    const Answer *created = CALL(actor, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, size)),
                                 protection, attributes, NULL);
    expect_ok(created);
    return answer_field(created, "section");
}

CASE(bad_handles, .claim = "What is no handle of a section or process gives the status that says so.",
     .basis = "W-NTM-001 W-UNM-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, PAGE_READWRITE, SEC_COMMIT, 4096);
    expect_error(map(a, NUMBER(0), (NtView){.base = 0}), STATUS_INVALID_HANDLE);
    expect_error(map(a, NUMBER(-1), (NtView){.base = 0}), STATUS_OBJECT_TYPE_MISMATCH);
    expect_error(CALL(a, NtMapViewOfSection, section, NULL, FIELDS(F(value, 0)), 0, 0, NULL, FIELDS(F(value, 0)),
                      ViewUnmap, 0, PAGE_READWRITE),
                 STATUS_INVALID_HANDLE);
    expect_error(CALL(a, NtUnmapViewOfSection, NULL, 0x10000), STATUS_INVALID_HANDLE);
}

CASE(bad_handle_is_told_first, .claim = "A bad section handle is told before a misaligned base.", .basis = "W-NTM-022",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(map(a, NUMBER(0), (NtView){.base = 0x10001}), STATUS_INVALID_HANDLE);
}

CASE(places_of_views, .claim = "Base and offset are multiples of 64 KiB, and the base is free.",
     .basis = "W-NTM-002 W-NTM-003 W-NTM-015", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, PAGE_READWRITE, SEC_COMMIT, 3 * 65536 + 100);
    uint64_t base = free_base(a, 4 * 65536).number;
    expect_error(map(a, section, (NtView){.base = base + 42}), STATUS_MAPPED_ALIGNMENT);
    expect_error(map(a, section, (NtView){.base = base + 0x1000}), STATUS_MAPPED_ALIGNMENT);
    expect_error(map(a, section, (NtView){.offset = 1}), STATUS_MAPPED_ALIGNMENT);
    expect_error(map(a, section, (NtView){.offset = 0x1000}), STATUS_MAPPED_ALIGNMENT);
    const Answer *mapped = map(a, section, (NtView){.base = base, .offset = 65536});
    expect_field(mapped, "base", base);
    expect_field(mapped, "view_size", 2 * 65536 + 4096); /* to the end, in whole pages */
    expect_error(map(a, section, (NtView){.base = base}), STATUS_CONFLICTING_ADDRESSES);
}

CASE(sizes_of_views, .claim = "A view is no longer than its section.", .basis = "W-NTM-010 W-NTM-015", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 0x3456);
    const Answer *created = CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READWRITE, SEC_COMMIT,
                                 file);
    expect_ok(created);
    Value section = answer_field(created, "section");
    expect_field(map(a, section, (NtView){.size = 0x3456}), "view_size", 0x4000);
    expect_error(map(a, section, (NtView){.size = 0x3457}), STATUS_INVALID_VIEW_SIZE);
    observe_outcome(s, "a view of 2^64-1", map(a, section, (NtView){.size = UINT64_MAX}), "STATUS_INVALID_PARAMETER_3");
}

static const struct {
    const char *name;
    unsigned section;
    unsigned view;
    unsigned type;
    const char *error; /* NULL: mapped */
} rules[] = {
    {"RW,READONLY", PAGE_READWRITE, PAGE_READONLY, 0, NULL},
    {"RW,EXECUTE_READ", PAGE_READWRITE, PAGE_EXECUTE_READ, 0, "STATUS_SECTION_PROTECTION"},
    {"RW,EXECUTE_READWRITE", PAGE_READWRITE, PAGE_EXECUTE_READWRITE, 0, "STATUS_SECTION_PROTECTION"},
    {"RO,READWRITE", PAGE_READONLY, PAGE_READWRITE, 0, "STATUS_SECTION_PROTECTION"},
    {"RO,WRITECOPY", PAGE_READONLY, PAGE_WRITECOPY, 0, NULL},
    {"RO,NOACCESS", PAGE_READONLY, PAGE_NOACCESS, 0, NULL},
    {"RW,READWRITE+READONLY", PAGE_READWRITE, PAGE_READWRITE | PAGE_READONLY, 0, "STATUS_INVALID_PAGE_PROTECTION"},
    {"RW,type-COMMIT", PAGE_READWRITE, PAGE_READWRITE, MEM_COMMIT, "STATUS_INVALID_PARAMETER_9"},
    {"RW,type-RESERVE", PAGE_READWRITE, PAGE_READWRITE, MEM_RESERVE, "STATUS_INVALID_PARAMETER_9"},
};

static void rule_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", rules[cell].name);
}

CASE(protection_of_views, .claim = "A view's protection stays within its section's; types are for files' sections.",
     .basis = "W-NTM-008 W-NTM-012 W-NTM-013", .level = MUST, .cells = LENGTH_OF(rules), .cell_name = rule_name)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, rules[story_cell(s)].section, SEC_COMMIT, 4096);
    const Answer *mapped = map(a, section,
                               (NtView){.type = rules[story_cell(s)].type, .protection = rules[story_cell(s)].view});
    if (rules[story_cell(s)].error)
        expect_error_(HERE, mapped, rules[story_cell(s)].error);
    else
        expect_field(query(s, a, answer_field(mapped, "base")), "information.Protect", rules[story_cell(s)].view);
}

CASE(guard_from_the_start, .claim = "A view can be mapped with PAGE_GUARD: each page raises once.",
     .basis = "W-NTM-014", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, PAGE_READWRITE, SEC_COMMIT, 8192);
    const Answer *mapped = map(a, section, (NtView){.protection = PAGE_READWRITE | PAGE_GUARD});
    expect_ok(mapped);
    View view = VIEW_AT(answer_field(mapped, "base"), 8192);
    expect_fault_code(load(a, view, 0, 1), READ, "STATUS_GUARD_PAGE_VIOLATION");
    expect_ok(store(a, view, 0, "open"));
    expect_fault_code(store(a, view, 4096, "x"), WRITE, "STATUS_GUARD_PAGE_VIOLATION");
    expect_ok(store(a, view, 4096, "open"));
}

CASE(leading_pages_are_committed, .claim = "CommitSize commits that many leading bytes of a reserved section.",
     .basis = "W-RES-011 W-RES-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, PAGE_READWRITE, SEC_RESERVE, 65536);
    const Answer *mapped = map(a, section, (NtView){.commit = 8192});
    expect_ok(mapped);
    View view = VIEW_AT(answer_field(mapped, "base"), 65536);
    expect_ok(store(a, view, 8188, "last"));
    const Answer *information = query(s, a, view.address);
    expect_field(information, "information.State", MEM_COMMIT);
    expect_field(information, "information.RegionSize", 8192);
    expect_fault_code(load(a, view, 8192, 1), READ, "EXCEPTION_ACCESS_VIOLATION");
}

CASE(into_another_process, .claim = "A view can be mapped into another process and unmapped from it.",
     .basis = "W-NTM-018 C17", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *child = spawn_actor(parent, "child");
    Value process = process_of(parent, child);
    Value section = new_section(parent, PAGE_READWRITE, SEC_COMMIT, 65536);
    View own = VIEW_AT(answer_field(map(parent, section, (NtView){.size = 65536}), "base"), 65536);
    const Answer *mapped = CALL(parent, NtMapViewOfSection, section, process, FIELDS(F(value, 0)), 0, 0, NULL,
                                FIELDS(F(value, 0)), ViewUnmap, 0, PAGE_READWRITE);
    expect_ok(mapped);
    View given = VIEW_AT(answer_field(mapped, "base"), 65536);
    expect_ok(store(parent, own, 60000, "to the child"));
    expect_bytes(child, given, 60000, "to the child");
    expect_ok(store(child, given, 60000, "from"));
    expect_bytes(parent, own, 60000, "from");
    const Answer *seen = CALL_IN(win32, parent, ReadProcessMemory, process, at(given.address, 60000), OUT_ROOM(4), 4,
                                 OUT);
    expect_field_text(seen, "buffer", "from", 4);
    expect_ok(CALL(parent, NtUnmapViewOfSection, process, given.address));
    expect_fault_at(load(child, given, 0, 1), READ, given.address);
    leave(child);
}

CASE(unmapping, .claim = "Any address inside a view unmaps it; what is no view gives STATUS_NOT_MAPPED_VIEW.",
     .basis = "W-NTM-021 W-UNM-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = new_section(a, PAGE_READWRITE, SEC_COMMIT, 8192);
    const Answer *mapped = map(a, section, (NtView){.base = 0});
    expect_ok(mapped);
    Value base = answer_field(mapped, "base");
    expect_ok(CALL(a, NtUnmapViewOfSection, CURRENT_PROCESS, at(base, 0x1050)));
    expect_field(query(s, a, base), "information.State", MEM_FREE);
    expect_error(CALL(a, NtUnmapViewOfSection, CURRENT_PROCESS, base), STATUS_NOT_MAPPED_VIEW);
    expect_error(CALL(a, NtUnmapViewOfSection, CURRENT_PROCESS, NULL), STATUS_NOT_MAPPED_VIEW);
    expect_ok(CALL(a, NtClose, section));
    expect_error(CALL(a, NtClose, section), STATUS_INVALID_HANDLE);
    expect_error(map(a, section, (NtView){.base = 0}), STATUS_INVALID_HANDLE);
}

CASES(nt_view, "nt/view", "nt", &bad_handles, &bad_handle_is_told_first, &places_of_views, &sizes_of_views,
      &protection_of_views, &guard_from_the_start, &leading_pages_are_committed, &into_another_process, &unmapping);
