/* Sections made with SEC_RESERVE: pages come by VirtualAlloc, for every view at once, and stay. */
#include "cases/win32/sections.h"

static Value make_reserved(Actor *actor, const char *name, uint64_t size)
{
    return expect_ok(
        CALL(actor, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, size, name));
}

CASE(reserved_view_has_no_pages, .claim = "A fresh view of a SEC_RESERVE section is reserved, not committed.",
     .basis = "W-RES-001 C14 C38", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_reserved(a, NULL, 16384), FILE_MAP_WRITE);
    const Answer *information = query(s, a, view.address);
    expect_field(information, "information.State", MEM_RESERVE);
    expect_field(information, "information.Protect", 0);
    expect_field(information, "information.AllocationProtect", PAGE_READWRITE);
    expect_field(information, "information.Type", MEM_MAPPED);
}

CASE(reserved_page_faults, .claim = "Touching a page of a section that was not committed faults.", .basis = "W-RES-002",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_reserved(a, NULL, 16384), FILE_MAP_WRITE);
    expect_fault_code(load(a, view, 0, 1), READ, "EXCEPTION_ACCESS_VIOLATION");
    expect_fault_code(store(a, view, 8192, "x"), WRITE, "EXCEPTION_ACCESS_VIOLATION");
}

CASE(commit_counts_for_every_view,
     .claim = "Pages committed through one view are committed in all, of every process, with that view's protection.",
     .basis = "W-RES-003 W-RES-004 W-VQY-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "reserved");
    View one = view_of(a, make_reserved(a, name, 16384), FILE_MAP_WRITE);
    View before = view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_field(query(s, b, at(before.address, 4096)), "information.State", MEM_RESERVE);
    expect_ok(CALL(a, VirtualAlloc, at(one.address, 4096), 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_filled(a, one, 4096, 4096, 0);
    expect_ok(store(a, one, 4096, "committed"));
    const Answer *information = query(s, b, at(before.address, 4096));
    expect_field(information, "information.State", MEM_COMMIT);
    expect_field(information, "information.Protect", PAGE_READONLY);
    expect_field(information, "information.RegionSize", 4096);
    expect_bytes(b, before, 4096, "committed");
    View after = view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_bytes(b, after, 4096, "committed");
    expect_field(query(s, b, at(after.address, 8192)), "information.State", MEM_RESERVE);
}

CASE(commit_to_the_end_counts_for_every_view,
     .claim = "Pages committed up to the end of a view are committed in every view, as those in its middle are.",
     .basis = "W-RES-003 W-RES-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "whole");
    View one = view_of(a, make_reserved(a, name, 16384), FILE_MAP_WRITE);
    View other = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, at(one.address, 8192), 8192, MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, one, 16380, "last"));
    expect_field(query(s, b, at(other.address, 4096)), "information.State", MEM_RESERVE);
    expect_field(query(s, b, at(other.address, 8192)), "information.State", MEM_COMMIT);
    expect_ok(CALL(b, VirtualProtect, at(other.address, 12288), 4096, PAGE_READONLY, OUT));
    expect_bytes(b, other, 16380, "last");
}

CASE(last_page_can_be_committed, .claim = "A commit that ends with the section succeeds; one beyond it does not.",
     .basis = "W-RES-003 W-VPR-021 W-RES-010", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_reserved(a, NULL, 65536), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, at(view.address, 61440), 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, view, 65532, "last"));
    expect_error(CALL(a, VirtualAlloc, at(view.address, 61440), 8192, MEM_COMMIT, PAGE_READWRITE),
                 ERROR_INVALID_ADDRESS);
    expect_bytes(a, view, 65532, "last");
}

CASE(commit_is_for_good,
     .claim = "Committed pages of a section cannot be decommitted; committing again keeps the bytes.",
     .basis = "W-RES-005 W-RES-006 W-RES-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_reserved(a, NULL, 16384);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, view.address, 8192, MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, view, 4096, "stays"));
    expect_error(CALL(a, VirtualFree, at(view.address, 4096), 4096, MEM_DECOMMIT), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(a, VirtualAlloc, view.address, 16384, MEM_COMMIT, PAGE_READWRITE));
    expect_bytes(a, view, 4096, "stays");
    unmap_view(a, view);
    View again = view_of(a, section, FILE_MAP_READ);
    uint64_t state = answer_field(query(s, a, again.address), "information.State").number;
    observe_number(s, "the state after all views were gone (W-RES-007)", state, "4096"); /* MEM_COMMIT */
}

CASE(commit_follows_the_views_access, .claim = "A commit cannot give a view more than it was mapped with.",
     .basis = "W-RES-008 W-VPR-017", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "limit");
    View write = view_of(a, make_reserved(a, name, 16384), FILE_MAP_WRITE);
    View read = view_of(b, open_section(b, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_error(CALL(b, VirtualAlloc, read.address, 4096, MEM_COMMIT, PAGE_READWRITE), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualAlloc, write.address, 4096, MEM_COMMIT, PAGE_EXECUTE_READ), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(b, VirtualAlloc, read.address, 4096, MEM_COMMIT, PAGE_READONLY));
    expect_ok(store(a, write, 0, "committed by b"));
    expect_bytes(b, read, 0, "committed by b");
}

CASES(win32_reserve, "win32/reserve", "win32", &reserved_view_has_no_pages, &reserved_page_faults,
      &commit_counts_for_every_view, &commit_to_the_end_counts_for_every_view, &last_page_can_be_committed,
      &commit_is_for_good, &commit_follows_the_views_access);
