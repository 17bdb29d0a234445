/* Sections of file handles opened in every way: rights alone, flags of the cache, images. */
#include "cases/win32/images.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned access;
    bool reads; /* PAGE_READONLY and PAGE_WRITECOPY are expected to succeed */
} rights[] = {
    {"write", GENERIC_WRITE, false},
    {"execute", GENERIC_EXECUTE, false},
    {"read+append", FILE_READ_DATA | FILE_APPEND_DATA, true},
};

static const struct {
    const char *name;
    unsigned protection;
} protections[] = {
    {"READONLY", PAGE_READONLY},
    {"WRITECOPY", PAGE_WRITECOPY},
    {"READWRITE", PAGE_READWRITE},
    {"EXECUTE_READ", PAGE_EXECUTE_READ},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE},
};

static void right_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", rights[cell / LENGTH_OF(protections)].name,
             protections[cell % LENGTH_OF(protections)].name);
}

CASE(rights_without_reading,
     .claim = "Writing or executing alone is not enough for any section, appending is not writing.",
     .basis = "W-ACC-008 W-ACC-009 W-ACC-010", .level = OBSERVE, .cells = LENGTH_OF(rights) * LENGTH_OF(protections),
     .cell_name = right_name)
{
    Actor *a = cast(s, "a");
    size_t right = story_cell(s) / LENGTH_OF(protections);
    unsigned protection = protections[story_cell(s) % LENGTH_OF(protections)].protection;
    const char *path = scratch_name(s, "rights");
    Value maker = make_file(a, path, 5000);
    Value file = open_file(a, path, rights[right].access);
    bool reading = protection == PAGE_READONLY || protection == PAGE_WRITECOPY;
    observe_outcome(s, "the section", CALL(a, CreateFileMappingA, file, NULL, protection, 0, 0, NULL),
                    rights[right].reads && reading ? "ok" : "ERROR_ACCESS_DENIED");
    expect_field(CALL(a, GetFileSizeEx, maker, OUT), "size", 5000);
}

static const struct {
    const char *name;
    unsigned flags;
} flags[] = {
    {"NO_BUFFERING", FILE_FLAG_NO_BUFFERING},   {"OVERLAPPED", FILE_FLAG_OVERLAPPED},
    {"WRITE_THROUGH", FILE_FLAG_WRITE_THROUGH}, {"SEQUENTIAL_SCAN", FILE_FLAG_SEQUENTIAL_SCAN},
    {"RANDOM_ACCESS", FILE_FLAG_RANDOM_ACCESS},
};

static void flags_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", flags[cell].name);
}

CASE(flags_of_the_cache, .claim = "A file opened with flags for the cache is mapped like any other.",
     .basis = "W-ACC-014", .level = OBSERVE, .cells = LENGTH_OF(flags), .cell_name = flags_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "cached");
    Value plain = make_file(a, path, 8192);
    write_file_at(a, plain, 4096, "before");
    Value file = expect_ok(CALL(a, CreateFileA, path, GENERIC_READ | GENERIC_WRITE, EVERY_SHARE, NULL, OPEN_EXISTING,
                                flags[story_cell(s)].flags, NULL));
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL, PAGE_READWRITE, 0, 0, NULL);
    observe_outcome(s, "the section", section, "ok");
    expect_ok(section);
    View view = view_of(a, answer_value(section), FILE_MAP_WRITE);
    expect_bytes(a, view, 4096, "before");
    expect_ok(store(a, view, 4096, "behind"));
    observe(s, "a plain view of the file",
            load(a, view_of(a, section_of_file(a, plain, PAGE_READONLY), FILE_MAP_READ), 4096, 6),
            "ok void bytes=\"behind\"");
}

CASE(image_needs_reading_only, .claim = "An image section needs a handle to read, none to execute.",
     .basis = "W-ACC-012", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value section = image_section(a, path);
    expect_bytes(a, view_of(a, section, FILE_MAP_READ), IMAGE_CONSTANTS, "const");
}

static const struct {
    const char *name;
    unsigned access;
    unsigned protection;
} writable_images[] = {
    {"read,READWRITE", GENERIC_READ, PAGE_READWRITE},
    {"read,EXECUTE_READWRITE", GENERIC_READ, PAGE_EXECUTE_READWRITE},
    {"read-execute,READWRITE", GENERIC_READ | GENERIC_EXECUTE, PAGE_READWRITE},
    {"read-execute,EXECUTE_READWRITE", GENERIC_READ | GENERIC_EXECUTE, PAGE_EXECUTE_READWRITE},
};

static void writable_image_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", writable_images[cell].name);
}

CASE(image_of_a_handle_that_cannot_write, .claim = "A writable image section of a handle that cannot write is refused.",
     .basis = "W-ACC-013", .level = OBSERVE, .cells = LENGTH_OF(writable_images), .cell_name = writable_image_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value file = open_file(a, path, writable_images[story_cell(s)].access);
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL,
                                 SEC_IMAGE | writable_images[story_cell(s)].protection, 0, 0, NULL);
    observe_outcome(s, "the section", section, "ERROR_ACCESS_DENIED or ERROR_INVALID_PARAMETER");
    expect_bytes(a, view_of(a, image_section(a, path), FILE_MAP_READ), IMAGE_CODE, "code");
}

CASES(win32_file_rights, "win32/file_rights", "win32", &rights_without_reading, &flags_of_the_cache,
      &image_needs_reading_only, &image_of_a_handle_that_cannot_write);
