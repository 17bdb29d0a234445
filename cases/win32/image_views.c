/* Views of image sections: protections by section, private stores, sizes, what is no image. */
#include "cases/win32/images.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned offset;
    unsigned protection;
} parts[] = {
    {"headers", IMAGE_HEADERS, PAGE_READONLY},
    {"code", IMAGE_CODE, PAGE_EXECUTE_READ},
    {"constants", IMAGE_CONSTANTS, PAGE_READONLY},
    {"variables", IMAGE_VARIABLES, PAGE_WRITECOPY},
};

static void part_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", parts[cell].name);
}

CASE(protection_by_section, .claim = "The pages of an image are protected as its sections say, however it is mapped.",
     .basis = "W-IMG-001 W-IMG-002", .level = MUST, .cells = LENGTH_OF(parts), .cell_name = part_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    const Answer *information = query(s, a, at(view.address, parts[story_cell(s)].offset));
    expect_field(information, "information.Protect", parts[story_cell(s)].protection);
    expect_field(information, "information.Type", MEM_IMAGE);
    expect_field(information, "information.AllocationBase", view.address);
}

CASE(stores_to_an_image_are_private,
     .claim = "A store to an image's variables is seen by nobody else, nor in the file.",
     .basis = "W-IMG-003 W-IMG-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View mine = view_of(a, image_section(a, path), FILE_MAP_READ);
    View theirs = view_of(b, image_section(b, path), FILE_MAP_READ);
    expect_ok(store(a, mine, IMAGE_VARIABLES, "mine"));
    expect_bytes(b, theirs, IMAGE_VARIABLES, "data");
    expect_ok(store(b, theirs, IMAGE_VARIABLES + 2, "b"));
    expect_bytes(a, mine, IMAGE_VARIABLES, "mine");
    expect_fault(store(a, mine, IMAGE_CODE, "no"));
    expect_file_bytes(a, open_file(a, path, GENERIC_READ), 0x800, "data"); /* where the file has the variables */
    expect_bytes(b, view_of(b, image_section(b, path), FILE_MAP_READ), IMAGE_VARIABLES, "data");
}

CASE(two_instances_in_one_process, .claim = "Two views of an image in one process have private variables each.",
     .basis = "W-IMG-003 W-IMG-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value section = image_section(a, path);
    View one = view_of(a, section, FILE_MAP_READ);
    View two = view_of(a, section, FILE_MAP_READ);
    expect_different(s, two.address, one.address, "the second view's base");
    expect_ok(store(a, one, IMAGE_VARIABLES, "one!"));
    expect_bytes(a, two, IMAGE_VARIABLES, "data");
    expect_ok(store(a, two, IMAGE_VARIABLES, "two!"));
    expect_bytes(a, one, IMAGE_VARIABLES, "one!");
    expect_bytes(a, two, IMAGE_CONSTANTS, "const");
    unmap_view(a, one);
    expect_bytes(a, two, IMAGE_VARIABLES, "two!");
    expect_bytes(a, view_of(a, section, FILE_MAP_READ), IMAGE_VARIABLES, "data");
    expect_file_bytes(a, open_file(a, path, GENERIC_READ), 0x800, "data");
}

CASE(page_of_an_image_after_a_store, .claim = "A page of an image that was stored to becomes PAGE_READWRITE.",
     .basis = "W-IMG-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_ok(store(a, view, IMAGE_VARIABLES, "mine"));
    expect_field(query(s, a, at(view.address, IMAGE_VARIABLES)), "information.Protect", PAGE_READWRITE);
}

static const struct {
    const char *name;
    unsigned wanted;
    unsigned given;
} changes[] = {
    {"READWRITE", PAGE_READWRITE, PAGE_WRITECOPY},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, PAGE_EXECUTE_WRITECOPY},
    {"WRITECOPY", PAGE_WRITECOPY, PAGE_WRITECOPY},
    {"READONLY", PAGE_READONLY, PAGE_READONLY},
};

static void change_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", changes[cell].name);
}

CASE(protecting_an_image, .claim = "An image's pages made writable are copied when written.", .basis = "W-IMG-004",
     .level = MUST, .cells = LENGTH_OF(changes), .cell_name = change_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    Value constants = at(view.address, IMAGE_CONSTANTS);
    expect_field(CALL(a, VirtualProtect, constants, 4096, changes[story_cell(s)].wanted, OUT), "old", PAGE_READONLY);
    expect_field(query(s, a, constants), "information.Protect", changes[story_cell(s)].given);
    expect_bytes(a, view, IMAGE_CONSTANTS, "const");
}

CASES(win32_image_views, "win32/image_views", "win32", &protection_by_section, &stores_to_an_image_are_private,
      &two_instances_in_one_process, &page_of_an_image_after_a_store, &protecting_an_image);
