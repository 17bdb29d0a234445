/* Image sections through NT: bases, sizes, what is no image, which files are the same. */
#include "cases/win32/images.h"

#include <stdio.h>

static const Answer *create_image(Actor *a, Value file, uint64_t size)
{
    return CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, FIELDS(F(value, size)), PAGE_READONLY, SEC_IMAGE,
                file);
}

static const Answer *map_section(Actor *a, Value section)
{
    return CALL(a, NtMapViewOfSection, section, CURRENT_PROCESS, FIELDS(F(value, 0)), 0, 0, NULL, FIELDS(F(value, 0)),
                ViewShare, 0, PAGE_READONLY);
}

CASE(second_view_is_moved, .claim = "A second view of an image cannot have the image's base, and says so.",
     .basis = "W-IMG-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value section = image_section(a, path);
    expect_ok(map_section(a, section));
    expect_result(map_section(a, section), STATUS_IMAGE_NOT_AT_BASE);
}

static const struct {
    const char *name;
    const char *bytes;
    const char *status;
} broken[] = {
    {"no-MZ", "data", "STATUS_INVALID_IMAGE_NOT_MZ"},
    {"MZ-only", "MZ", "STATUS_INVALID_IMAGE_PROTECT, STATUS_INVALID_IMAGE_FORMAT or STATUS_INVALID_IMAGE_NOT_MZ"},
};

static void broken_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", broken[cell].name);
}

CASE(file_that_is_no_image, .claim = "The status tells why a file is no image.", .basis = "W-IMG-006", .level = MUST,
     .cells = LENGTH_OF(broken), .cell_name = broken_name)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "broken"), 4096);
    write_file_at(a, file, 0, broken[story_cell(s)].bytes);
    const Answer *section = CALL(a, NtCreateSection, OUT, SECTION_ALL_ACCESS, NULL, NULL, PAGE_READONLY, SEC_IMAGE,
                                 file);
    if (story_cell(s) == 0)
        expect_error(section, STATUS_INVALID_IMAGE_NOT_MZ);
    else
        expect_refused(section);
    observe_outcome(s, "the status", section, broken[story_cell(s)].status);
}

CASE(size_of_an_image_section, .claim = "An image section may be shorter than its image, not longer.",
     .basis = "W-IMG-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value file = open_file(a, path, GENERIC_READ);
    expect_error(create_image(a, file, IMAGE_SIZE + 1), STATUS_SECTION_TOO_BIG);
    expect_ok(create_image(a, file, IMAGE_SIZE));
    const Answer *least = create_image(a, file, 1);
    expect_ok(least);
    expect_field(section_information(s, a, answer_field(least, "section")), "information.Size", 1);
}

CASE(partial_image, .claim = "An image section limited in its size maps that much only.", .basis = "W-IMG-009",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    const Answer *section = create_image(a, open_file(a, path, GENERIC_READ), 0x2000);
    expect_ok(section);
    const Answer *mapped = map_section(a, answer_field(section, "section"));
    expect_field(mapped, "view_size", 0x2000);
    View view = VIEW_AT(answer_field(mapped, "base"), 0x2000);
    expect_bytes(a, view, IMAGE_CODE, "code");
    expect_fault(load(a, view, 0x2000, 1));
}

CASE(data_is_no_image, .claim = "Image information of a data section is STATUS_SECTION_NOT_IMAGE.",
     .basis = "W-IMG-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value room = expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    unsigned length = pointer_bits(s) == 64 ? 64 : 48;
    expect_error(CALL(a, NtQuerySection, make_section(a, NULL, 4096), SectionImageInformation, room, length, NULL),
                 STATUS_SECTION_NOT_IMAGE);
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    expect_ok(CALL(a, NtQuerySection, image_section(a, path), SectionImageInformation, room, length, NULL));
}

CASE(image_of_an_address, .claim = "MemoryImageInformation tells an image's base inside of it, and none of data.",
     .basis = "W-IMG-010", .level = MUST)
{
    enum { IMAGE_INFORMATION = 6 };
    Actor *a = cast(s, "a");
    unsigned width = pointer_bits(s) / 8;
    View room = VIEW_AT(
        expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 4096);
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    View view = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_ok(CALL(a, NtQueryVirtualMemory, CURRENT_PROCESS, at(view.address, IMAGE_CONSTANTS), IMAGE_INFORMATION,
                   room.address, 2 * width + 8, NULL));
    expect_result(load_word(a, room, 0, width), view.address);
    expect_result(load_word(a, room, width, width), IMAGE_SIZE);
    View data = view_of(a, make_section(a, NULL, 65536), FILE_MAP_READ);
    expect_ok(CALL(a, NtQueryVirtualMemory, CURRENT_PROCESS, data.address, IMAGE_INFORMATION, room.address,
                   2 * width + 8, NULL));
    expect_result(load_word(a, room, 0, width), 0);
}

CASE(same_file_behind_views, .claim = "NtAreMappedFilesTheSame knows one view, and images of one file.",
     .basis = "W-NTX-006 W-NTX-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value section = section_of_file(a, open_file(a, path, GENERIC_READ), PAGE_READONLY);
    View data = view_of(a, section, FILE_MAP_READ);
    View other = view_of(a, section, FILE_MAP_READ);
    expect_ok(CALL(a, NtAreMappedFilesTheSame, data.address, at(data.address, 100)));
    expect_error(CALL(a, NtAreMappedFilesTheSame, data.address, other.address), STATUS_NOT_SAME_DEVICE);
    View image = view_of(a, image_section(a, path), FILE_MAP_READ);
    View again = view_of(a, image_section(a, path), FILE_MAP_READ);
    expect_ok(CALL(a, NtAreMappedFilesTheSame, image.address, again.address));
    expect_ok(CALL(a, NtAreMappedFilesTheSame, image.address, data.address));
    expect_error(CALL(a, NtAreMappedFilesTheSame, data.address, image.address), STATUS_NOT_SAME_DEVICE);
}

CASE(no_file_behind_addresses, .claim = "NtAreMappedFilesTheSame tells private and free memory apart.",
     .basis = "W-NTX-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "data"), 4096);
    View data = view_of(a, section_of_file(a, file, PAGE_READONLY), FILE_MAP_READ);
    Value memory = expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_error(CALL(a, NtAreMappedFilesTheSame, data.address, memory), STATUS_CONFLICTING_ADDRESSES);
    expect_error(CALL(a, NtAreMappedFilesTheSame, data.address, NULL), STATUS_INVALID_ADDRESS);
    expect_error(CALL(a, NtAreMappedFilesTheSame, NULL, NULL), STATUS_INVALID_ADDRESS);
}

CASES(nt_image, "nt/image", "nt", &second_view_is_moved, &file_that_is_no_image, &size_of_an_image_section,
      &partial_image, &data_is_no_image, &image_of_an_address, &same_file_behind_views, &no_file_behind_addresses);
