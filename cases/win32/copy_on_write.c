/* Copy-on-write views: which page is whose, and when it became so. */
#include "cases/win32/sections.h"

#include <stdio.h>

static View copy_of_file(Actor *actor, const char *path)
{
    Value file = open_file(actor, path, GENERIC_READ);
    return view_of(actor, section_of_file(actor, file, PAGE_WRITECOPY), FILE_MAP_COPY);
}

CASE(untouched_view, .claim = "A copy view is one WRITECOPY region, and stays so when every byte is read.",
     .basis = "W-COW-001 W-COW-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "copied");
    close_handle(a, make_file(a, path, 12288));
    View view = copy_of_file(a, path);
    expect_filled(a, view, 0, 12288, 0); /* reading every byte copies nothing */
    const Answer *before = query(s, a, view.address);
    expect_field(before, "information.Protect", PAGE_WRITECOPY);
    expect_field(before, "information.AllocationProtect", PAGE_WRITECOPY);
    expect_field(before, "information.RegionSize", 12288);
    expect_field(before, "information.Type", MEM_MAPPED);
}

CASE(page_after_a_store, .claim = "A store makes its page of a copy view READWRITE; the others stay WRITECOPY.",
     .basis = "W-COW-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "stored");
    close_handle(a, make_file(a, path, 12288));
    View view = copy_of_file(a, path);
    expect_ok(store(a, view, 5000, "x"));
    const Answer *after = query(s, a, at(view.address, 4096));
    expect_field(after, "information.Protect", PAGE_READWRITE);
    expect_field(after, "information.AllocationProtect", PAGE_WRITECOPY);
    expect_field(after, "information.RegionSize", 4096);
    expect_field(after, "information.Type", MEM_MAPPED);
    expect_field(query(s, a, view.address), "information.Protect", PAGE_WRITECOPY);
    expect_field(query(s, a, at(view.address, 8192)), "information.Protect", PAGE_WRITECOPY);
}

CASE(executable_page_after_a_store, .claim = "A store makes an EXECUTE_WRITECOPY page EXECUTE_READWRITE.",
     .basis = "W-COW-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "code");
    close_handle(a, make_file(a, path, 8192));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_EXECUTE);
    View view = view_of(a, section_of_file(a, file, PAGE_EXECUTE_WRITECOPY), FILE_MAP_COPY | FILE_MAP_EXECUTE);
    expect_field(query(s, a, view.address), "information.Protect", PAGE_EXECUTE_WRITECOPY);
    expect_ok(store(a, view, 0, "x"));
    expect_field(query(s, a, view.address), "information.Protect", PAGE_EXECUTE_READWRITE);
    expect_field(query(s, a, at(view.address, 4096)), "information.Protect", PAGE_EXECUTE_WRITECOPY);
}

static void touched_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", cell ? "touched-before" : "untouched");
}

CASE(copied_page_stands_still,
     .claim = "A page that was stored to no longer follows the file; its neighbours do, touched by a load or not.",
     .basis = "W-COW-008 W-COW-009 W-COW-010", .level = MUST, .cells = 2, .cell_name = touched_name)
{
    Actor *copier = cast(s, "copier");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "pages");
    Value file = make_file(writer, path, 12288);
    View shared = view_of(writer, section_of_file(writer, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(writer, shared, 4096, "old1"));
    View copy = copy_of_file(copier, path);
    if (story_cell(s))
        expect_filled(copier, copy, 8192, 4096, 0);
    expect_ok(store(copier, copy, 8191, "m")); /* the last byte of page 1 */
    expect_bytes(copier, copy, 4096, "old1");  /* the copy began with what the page held */
    expect_ok(store(writer, shared, 4096, "new1"));
    expect_ok(store(writer, shared, 8192, "new2"));
    write_file_at(writer, file, 0, "new0"); /* by WriteFile, not through a view */
    expect_bytes(copier, copy, 4096, "old1");
    expect_bytes(copier, copy, 8192, "new2");
    expect_bytes(copier, copy, 0, "new0");
}

CASE(store_across_two_pages, .claim = "A store that straddles two pages copies these two and no other.",
     .basis = "W-COW-009 W-COW-011", .level = MUST)
{
    Actor *copier = cast(s, "copier");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "straddled");
    Value file = make_file(writer, path, 16384);
    View shared = view_of(writer, section_of_file(writer, file, PAGE_READWRITE), FILE_MAP_WRITE);
    View copy = copy_of_file(copier, path);
    expect_ok(store(copier, copy, 8190, "seam"));
    for (unsigned number = 0; number < 4; number++)
        expect_ok(store(writer, shared, number * 4096 + 100, "later"));
    expect_bytes(copier, copy, 100, "later");
    expect_filled(copier, copy, 4096, 4094, 0);
    expect_bytes(copier, copy, 8190, "seam");
    expect_filled(copier, copy, 8194, 4094, 0);
    expect_bytes(copier, copy, 12288 + 100, "later");
    expect_filled(writer, shared, 8190, 4, 0);
}

CASE(nobody_else_sees_it, .claim = "What is stored in a copy view shows neither in the file nor in any other view.",
     .basis = "W-COW-006 C06", .level = MUST)
{
    Actor *copier = cast(s, "copier");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "private");
    Value file = make_file(copier, path, 4096);
    write_file_at(copier, file, 0, "public");
    Value section = section_of_file(copier, file, PAGE_READWRITE);
    View copy = view_of(copier, section, FILE_MAP_COPY);
    View beside = view_of(copier, section, FILE_MAP_READ);
    Value opened = open_file(other, path, GENERIC_READ);
    View read = view_of(other, section_of_file(other, opened, PAGE_READONLY), FILE_MAP_READ);
    expect_ok(store(copier, copy, 0, "secret"));
    expect_bytes(copier, copy, 0, "secret");
    expect_bytes(copier, beside, 0, "public");
    expect_bytes(other, read, 0, "public");
    expect_file_bytes(other, opened, 0, "public");
    unmap_view(copier, copy);
    expect_file_bytes(other, opened, 0, "public");
}

CASE(each_process_has_its_own, .claim = "Four processes store into copy views of one page: four private variants.",
     .basis = "W-COW-006 W-COW-019 W-XPR-004", .level = MUST)
{
    static const char *const words[] = {"north", "east!", "south", "west!"};
    Actor *actors[LENGTH_OF(words)];
    View views[LENGTH_OF(words)];
    const char *path = scratch_name(s, "variants");
    Actor *owner = cast(s, "owner");
    Value file = make_file(owner, path, 4096);
    write_file_at(owner, file, 40, "earth");
    for (size_t i = 0; i < LENGTH_OF(words); i++) {
        actors[i] = cast(s, words[i]);
        views[i] = copy_of_file(actors[i], path);
        expect_ok(store(actors[i], views[i], 40, words[i]));
    }
    for (size_t i = 0; i < LENGTH_OF(words); i++)
        expect_bytes(actors[i], views[i], 40, words[i]);
    expect_file_bytes(owner, file, 40, "earth");
}

CASE(two_copies_in_one_process, .claim = "Two copy views of one section in one process have private pages each.",
     .basis = "W-COW-006 W-COW-020", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    View shared = view_of(a, section, FILE_MAP_WRITE);
    View one = view_of(a, section, FILE_MAP_COPY);
    View two = view_of(a, section, FILE_MAP_COPY);
    expect_ok(store(a, one, 0, "one"));
    expect_ok(store(a, two, 0, "two"));
    expect_bytes(a, one, 0, "one");
    expect_bytes(a, two, 0, "two");
    expect_filled(a, shared, 0, 4096, 0);
}

CASE(unmapping_forgets, .claim = "Unmapping discards the private pages; the next copy view begins anew.",
     .basis = "W-COW-012", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "anew"), 4096);
    write_file_at(a, file, 0, "first");
    Value section = section_of_file(a, file, PAGE_WRITECOPY);
    View view = view_of(a, section, FILE_MAP_COPY);
    expect_ok(store(a, view, 0, "other"));
    expect_bytes(a, view, 0, "other");
    unmap_view(a, view);
    expect_bytes(a, view_of(a, section, FILE_MAP_COPY), 0, "first");
}

CASE(paging_file_is_copied_too, .claim = "A copy view of a paging-file section is private as well.",
     .basis = "W-COW-014 W-COW-008", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *name = unique_name(s, "paging");
    View owned = view_of(owner, make_section(owner, name, 8192), FILE_MAP_WRITE);
    expect_ok(store(owner, owned, 0, "shared"));
    View copy = view_of(copier, open_section(copier, name, FILE_MAP_COPY), FILE_MAP_COPY);
    expect_bytes(copier, copy, 0, "shared");
    expect_ok(store(copier, copy, 0, "copied"));
    expect_ok(store(owner, owned, 4096, "follows"));
    expect_bytes(copier, copy, 4096, "follows");
    expect_bytes(copier, copy, 0, "copied");
    expect_bytes(owner, owned, 0, "shared");
}

CASES(win32_copy_on_write, "win32/copy_on_write", "win32", &untouched_view, &page_after_a_store,
      &executable_page_after_a_store, &copied_page_stands_still, &store_across_two_pages, &nobody_else_sees_it,
      &each_process_has_its_own, &two_copies_in_one_process, &unmapping_forgets, &paging_file_is_copied_too);
