/* FlushViewOfFile: every kind of view with every kind of range. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { LENGTH = 3 * 4096 + 100, WHOLE_PAGES = 4 * 4096 };

static const struct {
    const char *name;
    unsigned protection;
    unsigned access;
    bool of_file;
    bool stores; /* stores show in the section */
} kinds[] = {
    {"file,READ", PAGE_READWRITE, FILE_MAP_READ, true, false},
    {"file,WRITE", PAGE_READWRITE, FILE_MAP_WRITE, true, true},
    {"file,COPY", PAGE_READWRITE, FILE_MAP_COPY, true, false},
    {"file-read-only,READ", PAGE_READONLY, FILE_MAP_READ, true, false},
    {"paging-file,READ", PAGE_READWRITE, FILE_MAP_READ, false, false},
    {"paging-file,WRITE", PAGE_READWRITE, FILE_MAP_WRITE, false, true},
    {"paging-file,COPY", PAGE_READWRITE, FILE_MAP_COPY, false, false},
    {"reserved,WRITE", PAGE_READWRITE | SEC_RESERVE, FILE_MAP_WRITE, false, true},
};

/* Lengths count from the offset; those that no view contains are told apart. */
static const struct {
    const char *name;
    uint64_t offset;
    uint64_t length;
    bool inside;
} ranges[] = {
    {"all-by-0", 0, 0, true},
    {"rest-by-0", 4096, 0, true},
    {"all-bytes", 0, LENGTH, true},
    {"all-pages", 0, WHOLE_PAGES, true},
    {"one-page", 4096, 4096, true},
    {"one-byte", 5000, 1, true},
    {"across-a-seam", 4095, 2, true},
    {"last-byte", LENGTH - 1, 1, true},
    {"a-page-too-many", 0, WHOLE_PAGES + 4096, false},
    {"past-the-end", WHOLE_PAGES, 4096, false},
};

static void range_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", kinds[cell / LENGTH_OF(ranges)].name, ranges[cell % LENGTH_OF(ranges)].name);
}

static Value section_of_kind(Actor *a, size_t kind, const char *path)
{
    if (kinds[kind].of_file) {
        unsigned access = kinds[kind].protection == PAGE_READONLY ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
        return section_of_file(a, open_file(a, path, access), kinds[kind].protection);
    }
    return expect_ok(
        CALL_IN(win32, a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, kinds[kind].protection, 0, LENGTH, NULL));
}

CASE(every_view_and_range,
     .claim = "A range within a view of whatever kind can be flushed; its bytes stay what they are.",
     .basis = "W-FLU-001 W-FLU-002 W-FLU-003 W-FLU-004 W-FLU-007 W-FLU-009 W-COW-013", .level = OBSERVE,
     .cells = LENGTH_OF(kinds) * LENGTH_OF(ranges), .cell_name = range_name)
{
    size_t kind = story_cell(s) / LENGTH_OF(ranges);
    size_t range = story_cell(s) % LENGTH_OF(ranges);
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "ranges");
    Value file = make_file(a, path, LENGTH);
    write_file_at(a, file, LENGTH - 8, "original");
    Value section = section_of_kind(a, kind, path);
    View view = view_of(a, section, kinds[kind].access);
    if (kinds[kind].protection & SEC_RESERVE)
        expect_ok(CALL(a, VirtualAlloc, view.address, WHOLE_PAGES, MEM_COMMIT, PAGE_READWRITE));
    if (kinds[kind].access != FILE_MAP_READ)
        expect_ok(store(a, view, LENGTH - 8, "stored!!"));
    Value before = expect_ok(digest(a, view, 0, LENGTH));
    const Answer *flushing = CALL(a, FlushViewOfFile, at(view.address, (int64_t)ranges[range].offset),
                                  ranges[range].length);
    observe_outcome(s, "the flush", flushing,
                    ranges[range].inside ? "ok" : "ERROR_INVALID_ADDRESS or ERROR_INVALID_PARAMETER");
    /* Documented for views to write; their full length, and views of other kinds, are only observed. */
    if (ranges[range].inside && ranges[range].length < LENGTH && kinds[kind].stores)
        expect_ok(flushing);
    expect_equal(s, expect_ok(digest(a, view, 0, LENGTH)), before, "the digest of the view");
    bool in_file = kinds[kind].of_file && kinds[kind].stores;
    expect_file_bytes(a, file, LENGTH - 8, in_file ? "stored!!" : "original");
    View other = view_of(a, section, FILE_MAP_READ);
    if (kinds[kind].stores)
        expect_bytes(a, other, LENGTH - 8, "stored!!");
    else if (kinds[kind].of_file)
        expect_bytes(a, other, LENGTH - 8, "original");
    else
        expect_filled(a, other, 0, LENGTH, 0); /* a copy's stores are nobody else's */
}

CASES(win32_flush_ranges, "win32/flush_ranges", "win32", &every_view_and_range);
