/* Copy views whose protection changes between stores, and stores that are not the processor's own, page by page. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { PAGES = 4, LENGTH = PAGES * 4096 };

static const struct {
    const char *name;
    unsigned protection;
    bool readable;
} between[] = {{"NOACCESS", PAGE_NOACCESS, false}, {"READONLY", PAGE_READONLY, true}};

static void between_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", between[cell].name);
}

CASE(protection_there_and_back,
     .claim = "A page copied keeps its bytes, a page not copied follows the file, when protection goes there and back.",
     .basis = "W-COW-008 W-COW-023 W-VPR-011", .level = MUST, .cells = LENGTH_OF(between), .cell_name = between_name)
{
    unsigned protection = between[story_cell(s)].protection;
    Actor *a = cast(s, "a");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "there");
    Value file = make_file(writer, path, LENGTH);
    View shared = view_of(writer, section_of_file(writer, file, PAGE_READWRITE), FILE_MAP_WRITE);
    Value section = section_of_file(a, open_file(a, path, GENERIC_READ), PAGE_WRITECOPY);
    View copy = view_of(a, section, FILE_MAP_COPY);
    View beside = view_of(a, section, FILE_MAP_COPY);
    expect_ok(fill(a, copy, 0, 4096, 0x11));
    expect_ok(CALL(a, VirtualProtect, copy.address, LENGTH, protection, OUT));
    expect_fault(store(a, copy, 0, "x"));
    expect_fault(store(a, copy, 4096, "x"));
    if (between[story_cell(s)].readable)
        expect_filled(a, copy, 0, 4096, 0x11);
    else
        expect_fault(load(a, copy, 0, 1));
    expect_ok(fill(writer, shared, 0, LENGTH, 0x22)); /* while the copy view cannot be stored to */
    expect_ok(store(a, beside, 8192, "beside"));      /* its neighbour can */
    expect_ok(CALL(a, VirtualProtect, copy.address, LENGTH, PAGE_WRITECOPY, OUT));
    expect_filled(a, copy, 0, 4096, 0x11);
    expect_filled(a, copy, 4096, LENGTH - 4096, 0x22);
    expect_ok(fill(a, copy, 4096, 4096, 0x33));
    expect_ok(fill(writer, shared, 0, LENGTH, 0x44));
    expect_filled(a, copy, 0, 4096, 0x11);
    expect_filled(a, copy, 4096, 4096, 0x33);
    expect_filled(a, copy, 8192, 8192, 0x44);
    expect_filled(writer, shared, 0, LENGTH, 0x44);
    expect_bytes(a, beside, 8192, "beside");
}

/* Who writes into the copy view, and over which range. */
typedef enum Writer { BY_READ_FILE, BY_OWN_WRITE, BY_ANOTHERS_WRITE, WRITERS } Writer;

static const char *const writers[WRITERS] = {"ReadFile", "WriteProcessMemory", "WriteProcessMemory-of-the-parent"};

static void writer_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", writers[cell]);
}

CASE(pages_written_by_the_system,
     .claim = "What the system writes into a copy view is private, page by page: two pages touched, two that follow.",
     .basis = "W-COW-024 W-COW-025 W-COW-009 W-COW-011", .level = OBSERVE, .cells = WRITERS, .cell_name = writer_name)
{
    enum { SEAM = 8192 - 4 };
    Actor *parent = cast(s, "parent");
    Actor *a = spawn_actor(parent, "copier");
    const char *path = scratch_name(s, "written");
    Value file = make_file(parent, path, LENGTH);
    View shared = view_of(parent, section_of_file(parent, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(fill(parent, shared, 0, LENGTH, 0x11));
    View copy = view_of(a, section_of_file(a, open_file(a, path, GENERIC_READ), PAGE_WRITECOPY), FILE_MAP_COPY);
    Value target = at(copy.address, SEAM);
    const Answer *written = NULL;
    if (story_cell(s) == BY_READ_FILE) {
        Value source = make_file(a, scratch_name(s, "source"), 0);
        write_file_at(a, source, 0, "overseam");
        written = CALL(a, ReadFile, source, target, 8, OUT, FIELDS(F(Offset, 0)));
    } else if (story_cell(s) == BY_OWN_WRITE) {
        written = CALL(a, WriteProcessMemory, CURRENT_PROCESS, target, BYTES("overseam", 8), 8, OUT);
    } else {
        written = CALL(parent, WriteProcessMemory, process_of(parent, a), target, BYTES("overseam", 8), 8, OUT);
    }
    observe_outcome(s, "the write", written, "ok");
    expect_filled(parent, shared, 0, LENGTH, 0x11);
    if (answer_kind(written) == ANSWER_OK) {
        expect_ok(fill(parent, shared, 0, LENGTH, 0x22));
        expect_bytes(a, copy, SEAM, "overseam");
        expect_filled(a, copy, 4096, SEAM - 4096, 0x11);
        expect_filled(a, copy, SEAM + 8, 12288 - SEAM - 8, 0x11);
        expect_filled(a, copy, 0, 4096, 0x22);
        expect_filled(a, copy, 12288, 4096, 0x22);
    }
    leave(a);
}

CASE(either_touches_first,
     .claim = "Whoever stores first, owner or copier: the owner's store shows in a copy view until the copier stores.",
     .basis = "W-COW-008 W-COW-009 W-COW-010", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *name = unique_name(s, "first");
    View shared = view_of(owner, make_section(owner, name, LENGTH), FILE_MAP_WRITE);
    View copy = view_of(copier, open_section(copier, name, FILE_MAP_COPY), FILE_MAP_COPY);
    expect_ok(store(owner, shared, 0, "owner")); /* page 0: the owner first, never loaded by the copier */
    expect_ok(store(copier, copy, 10, "copier"));
    expect_bytes(copier, copy, 0, "owner");
    expect_ok(store(copier, copy, 4096, "copier")); /* page 1: the copier first, never touched by anybody */
    expect_ok(store(owner, shared, 4096 + 10, "owner"));
    expect_filled(copier, copy, 4096 + 6, 4096 - 6, 0);
    expect_filled(owner, shared, 4096, 10, 0);
    expect_ok(store(owner, shared, 8192, "one")); /* page 2: to and fro */
    expect_bytes(copier, copy, 8192, "one");
    expect_ok(store(owner, shared, 8192, "two"));
    expect_bytes(copier, copy, 8192, "two");
    expect_ok(store(copier, copy, 8192 + 100, "mine"));
    expect_ok(store(owner, shared, 8192, "six"));
    expect_bytes(copier, copy, 8192, "two");
    expect_filled(owner, shared, 8192 + 100, 4, 0);
}

CASES(win32_copy_changes, "win32/copy_changes", "win32", &protection_there_and_back, &pages_written_by_the_system,
      &either_touches_first);
