/* VirtualProtect and VirtualQuery on views. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned protection;
    bool allowed;
} wishes[] = {
    {"NOACCESS", PAGE_NOACCESS, true},
    {"READONLY", PAGE_READONLY, true},
    {"WRITECOPY", PAGE_WRITECOPY, true},
    {"READWRITE", PAGE_READWRITE, false},
    {"EXECUTE", PAGE_EXECUTE, false},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, false},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, false},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, false},
};

static void wish_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", wishes[cell].name);
}

CASE(view_to_read, .claim = "A view to read takes protections that allow no more than reading or copying.",
     .basis = "W-VPR-001 W-VPR-002 W-VPR-005", .level = MUST, .cells = LENGTH_OF(wishes), .cell_name = wish_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "read");
    close_handle(a, make_file(a, path, 4096));
    View view = view_of(a, section_of_file(a, open_file(a, path, GENERIC_READ), PAGE_READONLY), FILE_MAP_READ);
    const Answer *answer = CALL(a, VirtualProtect, view.address, 4096, wishes[story_cell(s)].protection, OUT);
    unsigned after = PAGE_READONLY;
    if (wishes[story_cell(s)].allowed) {
        expect_field(answer, "old", PAGE_READONLY);
        after = wishes[story_cell(s)].protection;
    } else {
        expect_error(answer, ERROR_INVALID_PARAMETER);
    }
    expect_field(query(s, a, view.address), "information.Protect", after);
}

CASE(old_protection, .claim = "The old protection is what was in force; without room for it nothing is changed.",
     .basis = "W-VPR-006 W-VPR-007 W-VPR-008 C17", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 8192), FILE_MAP_WRITE);
    expect_field(CALL(a, VirtualProtect, view.address, 4096, PAGE_NOACCESS, OUT), "old", PAGE_READWRITE);
    expect_field(CALL(a, VirtualProtect, view.address, 8192, PAGE_READONLY, OUT), "old", PAGE_NOACCESS);
    expect_error(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, NULL), ERROR_NOACCESS);
    expect_field(query(s, a, view.address), "information.Protect", PAGE_READONLY);
    expect_error(CALL(a, VirtualProtect, view.address, 4096, 0, OUT), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualProtect, view.address, 4096, PAGE_READONLY | PAGE_READWRITE, OUT),
                 ERROR_INVALID_PARAMETER);
    expect_field(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, OUT), "old", PAGE_READONLY);
}

CASE(whole_pages_change, .claim = "Two bytes over a page boundary change both pages; a query tells the three parts.",
     .basis = "W-VPR-009 W-VQY-002 W-VQY-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 16384), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualProtect, at(view.address, 8191), 2, PAGE_READONLY, OUT));
    const Answer *first = query(s, a, at(view.address, 100));
    expect_field(first, "information.BaseAddress", view.address);
    expect_field(first, "information.RegionSize", 4096);
    const Answer *middle = query(s, a, at(view.address, 9000));
    expect_field(middle, "information.BaseAddress", at(view.address, 8192));
    expect_field(middle, "information.AllocationBase", view.address);
    expect_field(middle, "information.AllocationProtect", PAGE_READWRITE);
    expect_field(middle, "information.Protect", PAGE_READONLY);
    expect_field(middle, "information.RegionSize", 4096);
    expect_field(query(s, a, at(view.address, 4096)), "information.RegionSize", 8192);
    expect_field(query(s, a, at(view.address, 12288)), "information.Protect", PAGE_READWRITE);
}

CASE(one_view_only, .claim = "Protection belongs to a view: the same page stays writable in another process.",
     .basis = "W-VPR-011 W-VPR-012 W-ERR-004", .level = MUST)
{
    Actor *guarded = cast(s, "guarded");
    Actor *writer = cast(s, "writer");
    const char *name = unique_name(s, "guarded");
    Value section = make_section(guarded, name, 8192);
    View view = view_of(guarded, section, FILE_MAP_WRITE);
    View beside = view_of(guarded, section, FILE_MAP_WRITE);
    View other = view_of(writer, open_section(writer, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(CALL(guarded, VirtualProtect, at(view.address, 4096), 4096, PAGE_READONLY, OUT));
    Value place = at(view.address, 4100);
    expect_fault_at(store(guarded, view, 4100, "no"), WRITE, place);
    expect_ok(store(guarded, beside, 4100, "yes"));
    expect_ok(store(writer, other, 4104, "too"));
    expect_bytes(guarded, view, 4100, "yes");
    expect_ok(CALL(guarded, VirtualProtect, at(view.address, 4096), 4096, PAGE_READWRITE, OUT));
    expect_ok(store(guarded, view, 4108, "now"));
    expect_bytes(writer, other, 4104, "too");
    expect_bytes(writer, other, 4108, "now");
}

CASE(in_another_process, .claim = "The Ex forms protect and query a child's view as the child itself would.",
     .basis = "W-VQY-008 C17", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *child = spawn_actor(parent, "child");
    Value process = process_of(parent, child);
    View view = view_of(child, make_section(child, NULL, 8192), FILE_MAP_WRITE);
    expect_field(CALL(parent, VirtualProtectEx, process, view.address, 4096, PAGE_READONLY, OUT), "old",
                 PAGE_READWRITE);
    expect_fault_at(store(child, view, 0, "no"), WRITE, view.address);
    expect_ok(store(child, view, 4096, "yes"));
    expect_field(query(s, child, view.address), "information.Protect", PAGE_READONLY);
    const Answer *seen = CALL(parent, VirtualQueryEx, process, view.address, OUT, query_length(s));
    expect_field(seen, "information.Protect", PAGE_READONLY);
    expect_field(seen, "information.RegionSize", 4096);
    expect_field(seen, "information.AllocationBase", view.address);
    leave(child);
}

CASE(commit_and_free_on_a_view, .claim = "A view is not freed by VirtualFree, and a file's view not committed again.",
     .basis = "W-VPR-016 W-VPR-017 W-VPR-020", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 8192);
    View mapped = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_error(CALL(a, VirtualAlloc, mapped.address, 4096, MEM_COMMIT, PAGE_READONLY), ERROR_ACCESS_DENIED);
    View view = view_of(a, make_section(a, NULL, 8192), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, view.address, 4096, MEM_COMMIT, PAGE_READONLY));
    expect_field(query(s, a, view.address), "information.Protect", PAGE_READONLY);
    expect_error(CALL(a, VirtualFree, view.address, 0, MEM_RELEASE), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualFree, view.address, 4096, MEM_DECOMMIT), ERROR_INVALID_PARAMETER);
    expect_ok(load(a, view, 0, 8));
}

CASE(uncommitted_page, .claim = "A reserved page of a section has no protection to change: ERROR_INVALID_ADDRESS.",
     .basis = "W-VPR-013", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = expect_ok(
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 8192, NULL));
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_error(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, OUT), ERROR_INVALID_ADDRESS);
    expect_ok(CALL(a, VirtualAlloc, view.address, 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_field(CALL(a, VirtualProtect, view.address, 4096, PAGE_READONLY, OUT), "old", PAGE_READWRITE);
}

CASE(locked_pages, .claim = "Committed pages of a view can be locked and unlocked; locked is no state of its own.",
     .basis = "W-VLK-001 C14", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualLock, view.address, 4096));
    expect_field(query(s, a, view.address), "information.State", MEM_COMMIT);
    expect_ok(store(a, view, 0, "locked"));
    expect_ok(CALL(a, VirtualUnlock, view.address, 4096));
    expect_bytes(a, view, 0, "locked");
}

CASE(locks_are_not_counted, .claim = "Unlocking what is not locked, or no longer, gives ERROR_NOT_LOCKED.",
     .basis = "W-VLK-002 W-VLK-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    expect_error(CALL(a, VirtualUnlock, view.address, 4096), ERROR_NOT_LOCKED);
    expect_ok(CALL(a, VirtualLock, view.address, 4096));
    expect_ok(CALL(a, VirtualLock, view.address, 4096));
    expect_ok(CALL(a, VirtualUnlock, view.address, 4096));
    expect_error(CALL(a, VirtualUnlock, view.address, 4096), ERROR_NOT_LOCKED);
}

CASE(pages_that_cannot_be_locked, .claim = "What locking a reserved page and one without access gives.",
     .basis = "W-RES-012 W-VLK-004", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = expect_ok(
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 0, 65536, NULL));
    View view = view_of(a, section, FILE_MAP_WRITE);
    observe_outcome(s, "a reserved page of a section (W-RES-012)", CALL(a, VirtualLock, view.address, 4096),
                    "ERROR_INVALID_ADDRESS or ERROR_NOACCESS");
    View closed = view_of(a, make_section(a, NULL, 4096), 0);
    observe_outcome(s, "a page without access (W-VLK-004)", CALL(a, VirtualLock, closed.address, 4096),
                    "ERROR_NOACCESS");
    Value reserved = expect_ok(CALL(a, VirtualAlloc, NULL, 65536, MEM_RESERVE, PAGE_READWRITE));
    expect_refused(CALL(a, VirtualLock, reserved, 4096)); /* private memory, where nothing is to be locked */
}

CASES(win32_protect, "win32/protect", "win32", &view_to_read, &old_protection, &whole_pages_change, &one_view_only,
      &in_another_process, &commit_and_free_on_a_view, &uncommitted_page, &locked_pages, &locks_are_not_counted,
      &pages_that_cannot_be_locked);
