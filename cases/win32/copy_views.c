/* Copy views of sections of every protection, and the private variants of several processes, byte by byte. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { PAGES = 4, LENGTH = PAGES * 4096, SEAM = 8192 - 4 };

/* A section's protection, what its file must be open for, and a view to copy. */
static const struct {
    const char *name;
    unsigned section;
    unsigned file;
    unsigned view;
    unsigned protection;
} kinds[] = {
    {"RO,COPY", PAGE_READONLY, GENERIC_READ, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"WC,COPY", PAGE_WRITECOPY, GENERIC_READ, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"RW,COPY", PAGE_READWRITE, GENERIC_READ | GENERIC_WRITE, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"XR,COPY", PAGE_EXECUTE_READ, GENERIC_READ | GENERIC_EXECUTE, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"XWC,COPY", PAGE_EXECUTE_WRITECOPY, GENERIC_READ | GENERIC_EXECUTE, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"XRW,COPY", PAGE_EXECUTE_READWRITE, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE, FILE_MAP_COPY, PAGE_WRITECOPY},
    {"XR,EXECUTE+COPY", PAGE_EXECUTE_READ, GENERIC_READ | GENERIC_EXECUTE, FILE_MAP_EXECUTE | FILE_MAP_COPY,
     PAGE_EXECUTE_WRITECOPY},
    {"XWC,EXECUTE+COPY", PAGE_EXECUTE_WRITECOPY, GENERIC_READ | GENERIC_EXECUTE, FILE_MAP_EXECUTE | FILE_MAP_COPY,
     PAGE_EXECUTE_WRITECOPY},
    {"XRW,EXECUTE+COPY", PAGE_EXECUTE_READWRITE, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE,
     FILE_MAP_EXECUTE | FILE_MAP_COPY, PAGE_EXECUTE_WRITECOPY},
};

static void kind_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", kinds[cell / 2].name, cell % 2 ? "paging-file" : "file");
}

/* A store over a seam shows in the copy alone: pages 1 and 2 are the copier's, 0 and 3 are what they were. */
static void expect_copied(Actor *a, View copy, View beside, unsigned char before)
{
    expect_ok(store(a, copy, SEAM, "overseam"));
    expect_bytes(a, copy, SEAM, "overseam");
    expect_filled(a, copy, 0, SEAM, before);
    expect_filled(a, copy, SEAM + 8, LENGTH - SEAM - 8, before);
    expect_filled(a, beside, 0, LENGTH, before);
}

CASE(of_every_section,
     .claim = "A copy view of a section of any protection takes stores, page by page, and keeps them to itself.",
     .basis = "W-COW-014 W-COW-001 W-COW-006 W-COW-008 W-COW-009 W-MAP-022", .level = MUST,
     .cells = 2 * LENGTH_OF(kinds), .cell_name = kind_name)
{
    size_t kind = story_cell(s) / 2;
    bool of_file = story_cell(s) % 2 == 0;
    Actor *a = cast(s, "a");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "kind");
    View shared = {0};
    Value file = NUMBER(INVALID_HANDLE_VALUE);
    if (of_file) {
        Value whole = make_file(writer, path, LENGTH);
        shared = view_of(writer, section_of_file(writer, whole, PAGE_READWRITE), FILE_MAP_WRITE);
        expect_ok(fill(writer, shared, 0, LENGTH, 0x11));
        file = open_file(a, path, kinds[kind].file);
    }
    unsigned char before = of_file ? 0x11 : 0;
    Value section = expect_ok(CALL(a, CreateFileMappingA, file, NULL, kinds[kind].section, 0, LENGTH, NULL));
    View beside = view_of(a, section, FILE_MAP_READ);
    View copy = view_of(a, section, kinds[kind].view);
    expect_field(query(s, a, copy.address), "information.Protect", kinds[kind].protection);
    expect_field(query(s, a, copy.address), "information.RegionSize", LENGTH);
    expect_copied(a, copy, beside, before);
    expect_field(query(s, a, at(copy.address, 4096)), "information.AllocationProtect", kinds[kind].protection);
    if (of_file) {
        expect_filled(writer, shared, 0, LENGTH, 0x11);
        expect_ok(fill(writer, shared, 0, LENGTH, 0x22)); /* a page copied stands still, a clean one follows */
        expect_filled(a, copy, 0, 4096, 0x22);
        expect_filled(a, copy, 4096, SEAM - 4096, 0x11);
        expect_filled(a, copy, 12288, 4096, 0x22);
    }
    expect_filled(a, view_of(a, section, kinds[kind].view), 0, LENGTH, of_file ? 0x22 : 0);
}

CASE(variants_of_eight,
     .claim = "Each of eight processes keeps its variant of its pages; the clean ones follow the file.",
     .basis = "W-COW-006 W-COW-008 W-COW-019 W-XPR-004", .level = MUST)
{
    enum { PROCESSES = 8, EACH = PROCESSES * 4096 };
    static const char *const names[PROCESSES] = {"one", "two", "three", "four", "five", "six", "seven", "eight"};
    Actor *owner = cast(s, "owner");
    const char *path = scratch_name(s, "variants");
    Value file = make_file(owner, path, EACH);
    View shared = view_of(owner, section_of_file(owner, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(fill(owner, shared, 0, EACH, 0x11));
    Actor *actors[PROCESSES];
    View copies[PROCESSES];
    for (unsigned i = 0; i < PROCESSES; i++) { /* process i changes pages 0 to i */
        actors[i] = cast(s, names[i]);
        Value section = section_of_file(actors[i], open_file(actors[i], path, GENERIC_READ), PAGE_WRITECOPY);
        copies[i] = view_of(actors[i], section, FILE_MAP_COPY);
        expect_ok(fill(actors[i], copies[i], 0, 4096ULL * (i + 1), (unsigned char)(0xa0 + i)));
    }
    expect_filled(owner, shared, 0, EACH, 0x11);
    expect_ok(fill(owner, shared, 0, EACH, 0x22));
    for (unsigned i = 0; i < PROCESSES; i++) {
        uint64_t changed = 4096ULL * (i + 1);
        expect_filled(actors[i], copies[i], 0, changed, (unsigned char)(0xa0 + i));
        if (changed < EACH)
            expect_filled(actors[i], copies[i], changed, EACH - changed, 0x22);
    }
    expect_filled(owner, shared, 0, EACH, 0x22);
    expect_filled(owner, view_of(owner, section_of_file(owner, file, PAGE_READONLY), FILE_MAP_READ), 0, EACH, 0x22);
}

CASES(win32_copy_views, "win32/copy_views", "win32", &of_every_section, &variants_of_eight);
