/* UnmapViewOfFile: what it takes, what is there afterwards. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(range_is_free_afterwards, .claim = "Unmapping frees the view's range; a touch then faults.",
     .basis = "W-UNM-001 W-UNM-008 C12", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 8192), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "here"));
    unmap_view(a, view);
    const Answer *information = query(s, a, view.address);
    expect_field(information, "information.State", MEM_FREE);
    expect_field(information, "information.Protect", PAGE_NOACCESS);
    expect_field(information, "information.AllocationBase", 0);
    expect_field(information, "information.AllocationProtect", 0);
    expect_field(information, "information.Type", 0);
    expect_fault_at(load(a, view, 0, 1), READ, view.address);
}

static const unsigned inside[] = {100, 4096, 8191};

static void inside_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "+%u", inside[cell]);
}

CASE(any_address_of_the_view, .claim = "Any address inside a view unmaps the whole view.", .basis = "W-UNM-002",
     .level = MUST, .cells = LENGTH_OF(inside), .cell_name = inside_name)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 8192), FILE_MAP_WRITE);
    expect_ok(CALL(a, UnmapViewOfFile, at(view.address, inside[story_cell(s)])));
    expect_field(query(s, a, view.address), "information.State", MEM_FREE);
    expect_field(query(s, a, at(view.address, 4096)), "information.State", MEM_FREE);
}

CASE(what_is_no_view, .claim = "NULL, an unmapped view and private memory give FALSE and ERROR_INVALID_ADDRESS.",
     .basis = "W-UNM-003 W-UNM-004 W-UNM-005 W-UNM-006 C32", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_READ);
    observe_outcome(s, "just past the view (W-UNM-006)", CALL(a, UnmapViewOfFile, at(view.address, 4096)),
                    "ERROR_INVALID_ADDRESS");
    expect_error(CALL(a, UnmapViewOfFile, NULL), ERROR_INVALID_ADDRESS);
    unmap_view(a, view);
    expect_error(CALL(a, UnmapViewOfFile, view.address), ERROR_INVALID_ADDRESS);
    Value memory = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    const Answer *refused = CALL(a, UnmapViewOfFile, memory);
    expect_error(refused, ERROR_INVALID_ADDRESS);
    expect_equal(s, answer_value(refused), NUMBER(FALSE), "the result");
    expect_ok(store(a, VIEW_AT(memory, 4096), 0, "still mine"));
}

CASE(other_views_stay, .claim = "Unmapping one view leaves every other view of the section usable.",
     .basis = "W-UNM-007 W-LIF-004 W-MAP-026", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "others");
    Value section = make_section(a, name, 4096);
    View gone = view_of(a, section, FILE_MAP_WRITE);
    View kept = view_of(a, section, FILE_MAP_WRITE);
    View other = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(store(a, gone, 0, "first"));
    unmap_view(a, gone);
    expect_bytes(a, kept, 0, "first");
    expect_ok(store(b, other, 0, "later"));
    expect_bytes(a, kept, 0, "later");
}

CASE(stores_reach_the_file, .claim = "What was stored is in the file once the view is unmapped.",
     .basis = "W-UNM-010 C12", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "stored");
    Value file = make_file(writer, path, 200000);
    Value section = section_of_file(writer, file, PAGE_READWRITE);
    View view = view_of(writer, section, FILE_MAP_WRITE);
    expect_ok(store(writer, view, 0, "begin"));
    expect_ok(store(writer, view, 199997, "end"));
    unmap_view(writer, view);
    close_handle(writer, section);
    close_handle(writer, file);
    Value seen = open_file(reader, path, GENERIC_READ);
    expect_file_bytes(reader, seen, 0, "begin");
    expect_file_bytes(reader, seen, 199997, "end");
}

CASE(views_take_no_handles, .claim = "Mapping and unmapping leaves the process's number of handles as it was.",
     .basis = "W-LIF-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 65536);
    unmap_view(a, view_of(a, section, FILE_MAP_WRITE));
    Value before = expect_ok(count_handles(a));
    View one = view_of(a, section, FILE_MAP_WRITE);
    View two = view_of(a, section, FILE_MAP_READ);
    expect_equal(s, expect_ok(count_handles(a)), before, "handles while views are mapped");
    unmap_view(a, one);
    unmap_view(a, two);
    expect_equal(s, expect_ok(count_handles(a)), before, "handles after they were unmapped");
}

CASES(win32_unmap, "win32/unmap", "win32", &range_is_free_afterwards, &any_address_of_the_view, &what_is_no_view,
      &other_views_stay, &stores_reach_the_file, &views_take_no_handles);
