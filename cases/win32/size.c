/* How long a section is: asked for, taken from the file, grown, refused. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(paging_file_needs_a_size, .claim = "Without a file the size must be given: 0 is ERROR_INVALID_PARAMETER.",
     .basis = "W-CFM-004 C20", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 0, NULL),
                 ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, CreateFileMappingW, INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 0, NULL),
                 ERROR_INVALID_PARAMETER);
}

static const struct {
    const char *name;
    unsigned protection;
} readers[] = {{"READWRITE", PAGE_READWRITE}, {"READONLY", PAGE_READONLY}, {"WRITECOPY", PAGE_WRITECOPY}};

static void reader_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", readers[cell].name);
}

CASE(empty_file_has_no_section, .claim = "A file of no bytes and a size of 0 give ERROR_FILE_INVALID.",
     .basis = "W-SIZ-002 W-SIZ-003 C26", .level = MUST, .cells = LENGTH_OF(readers), .cell_name = reader_name)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "empty"), 0);
    expect_error(CALL(a, CreateFileMappingA, file, NULL, readers[story_cell(s)].protection, 0, 0, NULL),
                 ERROR_FILE_INVALID);
}

CASE(size_zero_takes_the_files, .claim = "With a file and size 0 the section is as long as the file, to the byte.",
     .basis = "W-SIZ-001 W-MAP-001 W-MAP-005 W-MAP-006 C21", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = section_of_file(a, make_file(a, scratch_name(s, "odd"), 5000), PAGE_READWRITE);
    View whole = view_of(a, section, FILE_MAP_WRITE);
    expect_field(query(s, a, whole.address), "information.RegionSize", 8192);
    expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 5000));
    expect_error(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 5001), ERROR_ACCESS_DENIED);
    expect_error(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 8192), ERROR_ACCESS_DENIED);
}

CASE(larger_section_grows_the_file,
     .claim = "A writable section longer than its file makes the file grow at once, to the byte, with zeros.",
     .basis = "W-SIZ-005 W-SIZ-006 C08", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *path = scratch_name(s, "grown");
    Value file = make_file(a, path, 0);
    Value section = expect_ok(CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 10001, NULL));
    Value seen = open_file(b, path, GENERIC_READ);
    expect_field(CALL(b, GetFileSizeEx, seen, OUT), "size", 10001);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_filled(a, view, 0, 10001, 0);
    expect_ok(store(a, view, 10000, "."));
    expect_file_bytes(b, seen, 10000, ".");
}

CASE(section_that_must_not_grow, .claim = "A read-only section longer than its file gives ERROR_NOT_ENOUGH_MEMORY.",
     .basis = "W-SIZ-008 W-SIZ-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "short"), 4096);
    expect_error(CALL(a, CreateFileMappingA, file, NULL, PAGE_READONLY, 0, 4097, NULL), ERROR_NOT_ENOUGH_MEMORY);
    observe_outcome(s, "WRITECOPY (W-SIZ-009)", CALL(a, CreateFileMappingA, file, NULL, PAGE_WRITECOPY, 0, 4097, NULL),
                    "ERROR_NOT_ENOUGH_MEMORY");
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 4096);
}

CASE(smaller_section_ends_early, .claim = "A section shorter than its file is accepted and ends where it was asked to.",
     .basis = "W-SIZ-010 W-MAP-005", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "long"), 20000);
    Value section = expect_ok(CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 6000, NULL));
    expect_ok(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 6000));
    expect_error(CALL(a, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 6001), ERROR_ACCESS_DENIED);
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 20000);
}

CASE(size_is_fixed_at_creation,
     .claim = "A file that another process extends leaves a section's size alone; a fresh section sees the new one.",
     .basis = "W-SIZ-022 W-FIL-002 W-COH-005", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *extender = cast(s, "extender");
    const char *path = scratch_name(s, "extended");
    Value file = make_file(mapper, path, 4096);
    Value section = section_of_file(mapper, file, PAGE_READWRITE);
    Value other = open_file(extender, path, GENERIC_READ | GENERIC_WRITE);
    expect_ok(set_file_end(extender, other, 12288));
    write_file_at(extender, other, 8192, "new land");
    expect_error(CALL(mapper, MapViewOfFile, section, FILE_MAP_READ, 0, 0, 8192), ERROR_ACCESS_DENIED);
    View fresh = view_of(mapper, section_of_file(mapper, file, PAGE_READONLY), FILE_MAP_READ);
    expect_bytes(mapper, fresh, 8192, "new land");
}

CASE(tail_of_the_last_page,
     .claim = "Bytes between the file's end and its page's end read as zero and are never stored.",
     .basis = "W-SIZ-023", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "tail");
    Value file = make_file(writer, path, 100);
    Value section = section_of_file(writer, file, PAGE_READWRITE);
    View view = view_of(writer, section, FILE_MAP_WRITE);
    expect_filled(writer, view, 100, 3996, 0);
    expect_ok(store(writer, view, 96, "in: beyond"));
    unmap_view(writer, view);
    close_handle(writer, section);
    Value seen = open_file(reader, path, GENERIC_READ);
    expect_field(CALL(reader, GetFileSizeEx, seen, OUT), "size", 100);
    const Answer *end = CALL(reader, ReadFile, seen, OUT_ROOM(16), 16, OUT, FIELDS(F(Offset, 96)));
    expect_field_text(end, "buffer", "in: ", 4);
}

CASE(sizes_beyond_any_machine, .claim = "Sizes that no system can give are refused, and the file stays as it was.",
     .basis = "W-SIZ-011 W-SIZ-012 W-SIZ-018 W-SIZ-019", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "huge"), 4096);
    expect_one_error(CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0x08000000, 0x10000, NULL),
                     ERROR_NOT_ENOUGH_MEMORY, ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0x8000, 0, NULL),
                 ERROR_NOT_ENOUGH_MEMORY);
    observe_outcome(s, "a file section of 2^64-1 (W-SIZ-012)",
                    CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0xffffffff, 0xffffffff, NULL),
                    "ERROR_NOT_ENOUGH_MEMORY");
    observe_outcome(
        s, "a paging-file section of 2^64-1 (W-SIZ-019)",
        CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0xffffffff, 0xffffffff, NULL),
        "ERROR_NOT_ENOUGH_MEMORY");
    expect_field(CALL(a, GetFileSizeEx, file, OUT), "size", 4096);
}

CASE(high_halves_count, .claim = "The high halves of size and offset are honoured: sections reach beyond 4 GiB.",
     .basis = "W-SIZ-016 W-RES-004 C23", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *name = unique_name(s, "wide");
    Value section = expect_ok(
        CALL(writer, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE, 2, 0, name));
    View far_view = VIEW_AT(expect_ok(CALL(writer, MapViewOfFile, section, FILE_MAP_WRITE, 1, 0x10000, 65536)), 65536);
    expect_ok(CALL(writer, VirtualAlloc, far_view.address, 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(writer, far_view, 0, "beyond 4 GiB"));
    View near_view = VIEW_AT(expect_ok(CALL(writer, MapViewOfFile, section, FILE_MAP_WRITE, 0, 0x10000, 65536)), 65536);
    expect_ok(CALL(writer, VirtualAlloc, near_view.address, 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_filled(writer, near_view, 0, 4096, 0);
    Value opened = open_section(reader, name, FILE_MAP_READ);
    Value address = expect_ok(CALL(reader, MapViewOfFile, opened, FILE_MAP_READ, 1, 0x10000, 65536));
    expect_bytes(reader, VIEW_AT(address, 65536), 0, "beyond 4 GiB");
}

CASES(win32_size, "win32/size", "win32", &paging_file_needs_a_size, &empty_file_has_no_section,
      &size_zero_takes_the_files, &larger_section_grows_the_file, &section_that_must_not_grow,
      &smaller_section_ends_early, &size_is_fixed_at_creation, &tail_of_the_last_page, &sizes_beyond_any_machine,
      &high_halves_count);
