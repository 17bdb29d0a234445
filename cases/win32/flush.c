/* FlushViewOfFile and FlushFileBuffers. */
#include "cases/win32/sections.h"

CASE(ranges_of_a_view, .claim = "The whole view, its rest by length 0, and a byte in the middle can be flushed.",
     .basis = "W-FLU-001 W-FLU-002 W-FLU-003 C13", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "flushed"), 10000);
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 9990, "dirty"));
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_ok(CALL(a, FlushViewOfFile, at(view.address, 4096), 0));
    expect_ok(CALL(a, FlushViewOfFile, at(view.address, 1), 1));
    observe_outcome(s, "the file's length (W-FLU-003)", CALL(a, FlushViewOfFile, view.address, 10000), "ok");
    expect_file_bytes(a, file, 9990, "dirty");
}

CASE(flushed_bytes_are_in_the_file, .claim = "After both flushes another process reads the stored bytes from the file.",
     .basis = "W-FLU-001 W-FLU-012 W-FLU-017 C13", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "durable");
    Value file = make_file(writer, path, 70000);
    View view = view_of(writer, section_of_file(writer, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(writer, view, 66000, "durable"));
    expect_ok(CALL(writer, FlushViewOfFile, view.address, 0));
    expect_ok(CALL(writer, FlushFileBuffers, file));
    expect_file_bytes(reader, open_file(reader, path, GENERIC_READ), 66000, "durable");
}

CASE(paging_file_view, .claim = "Flushing a view of the paging file succeeds and changes nothing.",
     .basis = "W-FLU-007 W-FLU-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 8192);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "first"));
    expect_ok(store(a, view, 4000, "kept"));
    expect_ok(CALL(a, FlushViewOfFile, view.address, 0));
    expect_ok(CALL(a, FlushViewOfFile, at(view.address, 4096), 4096));
    expect_bytes(a, view, 0, "first");
    expect_bytes(a, view, 4000, "kept");
    View read = view_of(a, section, FILE_MAP_READ);
    observe_outcome(s, "a view to read (W-FLU-009)", CALL(a, FlushViewOfFile, read.address, 0), "ok");
}

CASE(buffers_need_a_writable_file, .claim = "FlushFileBuffers needs a handle with the right to write.",
     .basis = "W-FLU-012", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "rights");
    Value file = make_file(a, path, 4096);
    expect_ok(CALL(a, FlushFileBuffers, file));
    expect_error(CALL(a, FlushFileBuffers, open_file(a, path, GENERIC_READ)), ERROR_ACCESS_DENIED);
}

CASE(section_has_no_buffers, .claim = "A section's handle is none for FlushFileBuffers.", .basis = "W-FLU-013",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, FlushFileBuffers, make_section(a, NULL, 4096)), ERROR_INVALID_HANDLE);
}

CASE(nothing_mapped_there, .claim = "Flushing what is no view is refused.", .basis = "W-FLU-004 W-FLU-005 W-FLU-006",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 4096), FILE_MAP_WRITE);
    observe_outcome(s, "beyond the view (W-FLU-004)", CALL(a, FlushViewOfFile, view.address, 1 << 20),
                    "ERROR_INVALID_ADDRESS or ERROR_INVALID_PARAMETER");
    unmap_view(a, view);
    observe_outcome(s, "an unmapped view (W-FLU-005)", CALL(a, FlushViewOfFile, view.address, 4096),
                    "ERROR_INVALID_ADDRESS");
    observe_outcome(s, "NULL (W-FLU-005)", CALL(a, FlushViewOfFile, NULL, 0), "ERROR_INVALID_ADDRESS");
    Value memory = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    observe_outcome(s, "private memory (W-FLU-006)", CALL(a, FlushViewOfFile, memory, 4096), "ERROR_INVALID_ADDRESS");
}

CASE(private_pages_are_not_flushed, .claim = "Flushing a copy view writes none of its private pages.",
     .basis = "W-COW-006 W-COW-013", .level = MUST)
{
    Actor *copier = cast(s, "copier");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "private");
    Value file = make_file(copier, path, 4096);
    write_file_at(copier, file, 0, "public");
    View copy = view_of(copier, section_of_file(copier, file, PAGE_WRITECOPY), FILE_MAP_COPY);
    expect_ok(store(copier, copy, 0, "secret"));
    observe_outcome(s, "flushing the copy view (W-COW-013)", CALL(copier, FlushViewOfFile, copy.address, 0), "ok");
    expect_ok(CALL(copier, FlushFileBuffers, file));
    expect_file_bytes(reader, open_file(reader, path, GENERIC_READ), 0, "public");
    expect_bytes(copier, copy, 0, "secret");
}

CASES(win32_flush, "win32/flush", "win32", &ranges_of_a_view, &flushed_bytes_are_in_the_file, &paging_file_view,
      &buffers_need_a_writable_file, &section_has_no_buffers, &nothing_mapped_there, &private_pages_are_not_flushed);
