/* SEC_ attributes of sections of files, of images, and those that need more than a flag. */
#include "cases/win32/images.h"

#include <stdio.h>

#define WRONG "ERROR_INVALID_PARAMETER"

static const struct {
    const char *name;
    unsigned attributes;
    const char *error; /* NULL: accepted */
} of_files[] = {
    {"neither", 0, NULL},
    {"RESERVE", SEC_RESERVE, NULL},
    {"COMMIT", SEC_COMMIT, NULL},
    {"RESERVE+COMMIT", SEC_RESERVE | SEC_COMMIT, WRONG},
    {"NOCACHE", SEC_NOCACHE, WRONG},
    {"WRITECOMBINE", SEC_WRITECOMBINE, WRONG},
    {"LARGE_PAGES", SEC_LARGE_PAGES, WRONG},
    {"RESERVE+NOCACHE", SEC_RESERVE | SEC_NOCACHE, NULL},
    {"COMMIT+NOCACHE", SEC_COMMIT | SEC_NOCACHE, NULL},
    {"RESERVE+WRITECOMBINE", SEC_RESERVE | SEC_WRITECOMBINE, NULL},
    {"COMMIT+WRITECOMBINE", SEC_COMMIT | SEC_WRITECOMBINE, NULL},
    {"RESERVE+LARGE_PAGES", SEC_RESERVE | SEC_LARGE_PAGES, WRONG},
    {"COMMIT+LARGE_PAGES", SEC_COMMIT | SEC_LARGE_PAGES, WRONG},
    {"FILE", SEC_FILE, WRONG},
    {"FILE+RESERVE", SEC_FILE | SEC_RESERVE, WRONG},
    {"FILE+COMMIT", SEC_FILE | SEC_COMMIT, WRONG},
    {"FILE+IMAGE", SEC_FILE | SEC_IMAGE, WRONG},
    {"IMAGE", SEC_IMAGE, "ERROR_BAD_EXE_FORMAT"},
    {"IMAGE+RESERVE", SEC_IMAGE | SEC_RESERVE, WRONG},
    {"IMAGE+COMMIT", SEC_IMAGE | SEC_COMMIT, WRONG},
    {"IMAGE+LARGE_PAGES", SEC_IMAGE | SEC_LARGE_PAGES, WRONG},
    {"IMAGE+WRITECOMBINE", SEC_IMAGE | SEC_WRITECOMBINE, WRONG},
};

static void of_files_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", of_files[cell].name);
}

CASE(attributes_of_a_file_section, .claim = "A file's section takes the attributes that make sense for it, no others.",
     .basis = "W-SEC-002 W-SEC-003 W-SEC-004 W-SEC-005 W-SEC-006 W-SEC-007 W-SEC-010 W-SEC-012 W-SEC-013",
     .level = MUST, .cells = LENGTH_OF(of_files), .cell_name = of_files_name)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 4096);
    write_file_at(a, file, 0, "not MZ");
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL, PAGE_READONLY | of_files[story_cell(s)].attributes,
                                 0, 0, NULL);
    if (of_files[story_cell(s)].error)
        expect_error_(HERE, section, of_files[story_cell(s)].error);
    else
        expect_bytes(a, view_of(a, expect_ok(section), FILE_MAP_READ), 0, "not MZ");
}

static const struct {
    const char *name;
    unsigned attributes;
} of_memory[] = {
    {"RESERVE+WRITECOMBINE", SEC_RESERVE | SEC_WRITECOMBINE},
    {"COMMIT+WRITECOMBINE", SEC_COMMIT | SEC_WRITECOMBINE},
};

static void of_memory_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", of_memory[cell].name);
}

CASE(write_combined_section, .claim = "SEC_WRITECOMBINE goes together with SEC_RESERVE and with SEC_COMMIT.",
     .basis = "W-SEC-005", .level = MUST, .cells = LENGTH_OF(of_memory), .cell_name = of_memory_name)
{
    Actor *a = cast(s, "a");
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                                 PAGE_READWRITE | of_memory[story_cell(s)].attributes, 0, 4096, NULL);
    expect_ok(section);
    expect_last_error(section, ERROR_SUCCESS);
}

CASE(reserve_means_nothing_to_files, .claim = "Every page of a file's section is committed, SEC_RESERVE or not.",
     .basis = "W-SEC-019", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), 8192);
    write_file_at(a, file, 4096, "there");
    View view = view_of(a, section_of_file(a, file, PAGE_READWRITE | SEC_RESERVE), FILE_MAP_WRITE);
    expect_field(query(s, a, view.address), "information.State", MEM_COMMIT);
    expect_bytes(a, view, 4096, "there");
}

CASE(uncached_view, .claim = "A view of a SEC_NOCACHE section says PAGE_NOCACHE.", .basis = "W-SEC-018",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = expect_ok(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                                   PAGE_READWRITE | SEC_COMMIT | SEC_NOCACHE, 0, 4096, NULL));
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_filled(a, view, 0, 4096, 0);
    Value protection = answer_field(query(s, a, view.address), "information.Protect");
    observe_number(s, "the view's protection", protection.number, "516"); /* PAGE_READWRITE | PAGE_NOCACHE */
}

CASE(large_pages_need_a_privilege, .claim = "Large pages need SeLockMemoryPrivilege, and a size of whole large pages.",
     .basis = "W-SEC-008 W-SEC-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    uint64_t large = fact_number(s, "large_page", 0);
    if (!large)
        skip_story(s, "this machine has no large pages");
    bool allowed = fact_number(s, "lock_memory", 0) != 0;
    const Answer *odd = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                             PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES, 0, 4096, NULL);
    observe_outcome(s, "a size of 4096 (W-SEC-009)", odd,
                    allowed ? WRONG : "ERROR_INVALID_PARAMETER or ERROR_PRIVILEGE_NOT_HELD");
    const Answer *whole = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                               PAGE_READWRITE | SEC_COMMIT | SEC_LARGE_PAGES, 0, large, NULL);
    if (!allowed)
        expect_error(whole, ERROR_PRIVILEGE_NOT_HELD);
    else
        expect_one_error(odd, ERROR_INVALID_PARAMETER);
}

static const unsigned unknown[] = {0x00010000, 0x00020000, 0x00040000, 0x00080000, 0x02000000};

static void unknown_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%08x", unknown[cell]);
}

CASE(unknown_attributes, .claim = "Attributes that nobody has defined are refused.", .basis = "W-SEC-020",
     .level = OBSERVE, .cells = LENGTH_OF(unknown), .cell_name = unknown_name)
{
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "unknown");
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL,
                                 PAGE_READWRITE | unknown[story_cell(s)], 0, 4096, name);
    observe_outcome(s, "the section", section, WRONG);
    if (answer_kind(section) == ANSWER_ERROR)
        expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    else
        expect_filled(a, view_of(a, answer_value(section), FILE_MAP_READ), 0, 4096, 0);
}

CASE(uncached_image, .claim = "SEC_NOCACHE on an image is accepted and not told by NtQuerySection.",
     .basis = "W-SEC-014", .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value file = open_file(a, path, GENERIC_READ);
    Value section = section_of_file(a, file, PAGE_READONLY | SEC_IMAGE | SEC_NOCACHE);
    expect_field(section_information(s, a, section), "information.Attributes", SEC_FILE | SEC_IMAGE);
}

static const struct {
    const char *name;
    unsigned protection;
} unexecuted[] = {
    {"READONLY", PAGE_READONLY},
    {"WRITECOPY", PAGE_WRITECOPY},
    {"EXECUTE_READ", PAGE_EXECUTE_READ},
};

static void unexecuted_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", unexecuted[cell].name);
}

CASE(image_without_execution, .claim = "SEC_IMAGE_NO_EXECUTE goes with PAGE_READONLY, and its views are not executed.",
     .basis = "W-SEC-016 W-SEC-017", .level = MUST, .cells = LENGTH_OF(unexecuted), .cell_name = unexecuted_name)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value file = open_file(a, path, GENERIC_READ | GENERIC_EXECUTE);
    const Answer *section = CALL(a, CreateFileMappingA, file, NULL,
                                 SEC_IMAGE_NO_EXECUTE | unexecuted[story_cell(s)].protection, 0, 0, NULL);
    if (unexecuted[story_cell(s)].protection != PAGE_READONLY) {
        expect_error(section, ERROR_INVALID_PARAMETER);
        return;
    }
    View view = view_of(a, expect_ok(section), FILE_MAP_READ);
    expect_bytes(a, view, IMAGE_CODE, "code");
    Value code = answer_field(query(s, a, at(view.address, IMAGE_CODE)), "information.Protect");
    observe_number(s, "the protection of the code (W-SEC-017)", code.number, "2"); /* PAGE_READONLY */
    observe_outcome(s, "a view to execute (W-SEC-017)",
                    try_view(a, answer_value(section), FILE_MAP_READ | FILE_MAP_EXECUTE), "ERROR_ACCESS_DENIED");
}

CASES(win32_section_attributes, "win32/section_attributes", "win32", &attributes_of_a_file_section,
      &write_combined_section, &reserve_means_nothing_to_files, &uncached_view, &large_pages_need_a_privilege,
      &unknown_attributes, &uncached_image, &image_without_execution);
