/* What may be done to a file while it is mapped. */
#include "cases/win32/sections.h"

#include <stdio.h>

CASE(no_shrinking, .claim = "A mapped file cannot be cut (error 1224), but may grow; unmapped it can be cut again.",
     .basis = "W-FIL-001 W-FIL-002 W-FIL-003", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *cutter = cast(s, "cutter");
    const char *path = scratch_name(s, "cut");
    Value file = make_file(mapper, path, 20000);
    Value section = expect_ok(CALL(mapper, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 4096, NULL));
    View view = view_of(mapper, section, FILE_MAP_READ);
    close_handle(mapper, section);
    Value other = open_file(cutter, path, GENERIC_READ | GENERIC_WRITE);
    expect_error(set_file_end(cutter, other, 1000), ERROR_USER_MAPPED_FILE);
    expect_error(set_file_end(cutter, other, 10000), ERROR_USER_MAPPED_FILE); /* behind the section, too */
    expect_field(CALL(cutter, GetFileSizeEx, other, OUT), "size", 20000);
    expect_ok(set_file_end(cutter, other, 20000));
    expect_ok(set_file_end(cutter, other, 30000));
    unmap_view(mapper, view);
    expect_ok(set_file_end(cutter, other, 1000));
    expect_field(CALL(mapper, GetFileSizeEx, file, OUT), "size", 1000);
}

static void disposition_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", cell ? "TRUNCATE_EXISTING" : "CREATE_ALWAYS");
}

CASE(no_overwriting, .claim = "Creating a file anew over a mapped one gives ERROR_USER_MAPPED_FILE.",
     .basis = "W-FIL-004 W-FIL-005", .level = MUST, .cells = 2, .cell_name = disposition_name)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "over");
    Value file = make_file(mapper, path, 4096);
    View view = view_of(mapper, section_of_file(mapper, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(mapper, view, 0, "kept"));
    const Answer *over = CALL(other, CreateFileA, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, NULL,
                              story_cell(s) ? TRUNCATE_EXISTING : CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (story_cell(s))
        observe_outcome(s, "TRUNCATE_EXISTING (W-FIL-005)", over, "ERROR_USER_MAPPED_FILE");
    else
        expect_error(over, ERROR_USER_MAPPED_FILE);
    if (answer_kind(over) != ANSWER_OK)
        expect_bytes(mapper, view, 0, "kept");
}

CASE(calls_and_views_agree, .claim = "WriteFile shows in a view at once, and a store in a view shows to ReadFile.",
     .basis = "W-COH-003 W-FIL-019", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "agree");
    View view = view_of(mapper, section_of_file(mapper, make_file(mapper, path, 8192), PAGE_READWRITE), FILE_MAP_WRITE);
    Value file = open_file(other, path, GENERIC_READ | GENERIC_WRITE);
    write_file_at(other, file, 4090, "by the call");
    expect_bytes(mapper, view, 4090, "by the call");
    expect_ok(store(mapper, view, 4090, "by the view"));
    expect_file_bytes(other, file, 4090, "by the view");
}

static const struct {
    const char *name;
    unsigned protection;
    bool restricts;
} mappings[] = {{"READWRITE", PAGE_READWRITE, true}, {"READONLY", PAGE_READONLY, false}};

static void mapping_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", mappings[cell].name);
}

CASE(mapping_alone_restricts,
     .claim = "A writable mapping without handles keeps out who does not share writing; one to read keeps out nobody.",
     .basis = "W-FIL-007 W-FIL-008 W-LIF-003", .level = MUST, .cells = 2, .cell_name = mapping_name)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "alone");
    Value file = make_file(mapper, path, 4096);
    Value section = section_of_file(mapper, file, mappings[story_cell(s)].protection);
    View view = view_of(mapper, section, FILE_MAP_READ);
    close_handle(mapper, section);
    close_handle(mapper, file);
    const Answer *strict = CALL(other, CreateFileA, path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING,
                                FILE_ATTRIBUTE_NORMAL, NULL);
    if (mappings[story_cell(s)].restricts)
        expect_error(strict, ERROR_SHARING_VIOLATION);
    else
        close_handle(other, expect_ok(strict));
    close_handle(other, open_file(other, path, GENERIC_READ));
    unmap_view(mapper, view);
    expect_ok(CALL(other, CreateFileA, path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL,
                   NULL));
}

CASE(deleting_a_mapped_file, .claim = "Whatever deleting or moving a mapped file answers, the view keeps its bytes.",
     .basis = "W-FIL-011 W-FIL-012 W-FIL-014", .level = OBSERVE)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "deleted");
    Value file = make_file(mapper, path, 4096);
    Value section = section_of_file(mapper, file, PAGE_READWRITE);
    View view = view_of(mapper, section, FILE_MAP_WRITE);
    expect_ok(store(mapper, view, 0, "alive"));
    close_handle(mapper, file);
    const char *moved = scratch_name(s, "moved");
    const Answer *move = CALL(other, MoveFileA, path, moved);
    observe_outcome(s, "MoveFile (W-FIL-014)", move, "ok");
    expect_bytes(mapper, view, 0, "alive");
    const char *name = answer_kind(move) == ANSWER_OK ? moved : path;
    observe_outcome(s, "DeleteFile (W-FIL-012)", CALL(other, DeleteFileA, name), "ERROR_ACCESS_DENIED");
    expect_bytes(mapper, view, 0, "alive");
    unmap_view(mapper, view);
    close_handle(mapper, section);
    /* If the name is still there, it can be deleted now. */
    CALL(other, DeleteFileA, name);
    expect_error(
        CALL(other, CreateFileA, name, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL),
        ERROR_FILE_NOT_FOUND);
}

CASE(delete_on_close, .claim = "A file with a data mapping can be opened to be deleted on close.",
     .basis = "W-FIL-013 W-ACC-015", .level = MUST)
{
    Actor *mapper = cast(s, "mapper");
    Actor *other = cast(s, "other");
    const char *path = scratch_name(s, "doomed");
    Value file = make_file(mapper, path, 4096);
    Value section = section_of_file(mapper, file, PAGE_READONLY);
    View view = view_of(mapper, section, FILE_MAP_READ);
    write_file_at(mapper, file, 0, "doomed");
    Value doomed = expect_ok(CALL(other, CreateFileA, path, GENERIC_READ | DELETE, EVERY_SHARE, NULL, OPEN_EXISTING,
                                  FILE_FLAG_DELETE_ON_CLOSE, NULL));
    expect_file_bytes(other, doomed, 0, "doomed");
    close_handle(other, doomed);
    expect_bytes(mapper, view, 0, "doomed");
    observe_outcome(
        s, "the name afterwards, while it is mapped (W-ACC-015)",
        CALL(other, CreateFileA, path, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL),
        "ok: what is mapped is not deleted");
}

CASE(section_is_no_file, .claim = "A section's handle is none for ReadFile, WriteFile and GetFileSizeEx.",
     .basis = "W-FIL-023", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    const Answer *read = CALL(a, ReadFile, section, OUT_ROOM(4), 4, OUT, NULL);
    observe_outcome(s, "ReadFile", read, "ERROR_INVALID_HANDLE");
    const Answer *write = CALL(a, WriteFile, section, BYTES("data", 4), 4, OUT, FIELDS(F(Offset, 0)));
    observe_outcome(s, "WriteFile", write, "ERROR_INVALID_HANDLE");
    View view = view_of(a, section, FILE_MAP_READ);
    observe(s, "the section's bytes", load(a, view, 0, 4), "ok void bytes=\"%00%00%00%00\"");
    const Answer *size = CALL(a, GetFileSizeEx, section, OUT);
    observe_outcome(s, "GetFileSizeEx", size, "ERROR_INVALID_HANDLE");
}

CASES(win32_files, "win32/files", "win32", &no_shrinking, &no_overwriting, &calls_and_views_agree,
      &mapping_alone_restricts, &deleting_a_mapped_file, &delete_on_close, &section_is_no_file);
