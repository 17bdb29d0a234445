/* GetMappedFileName: which file is behind an address. */
#include "cases/win32/sections.h"

#include <string.h>

static const Answer *mapped_name(Actor *actor, Value address)
{
    return CALL(actor, K32GetMappedFileNameA, CURRENT_PROCESS, address, OUT_ROOM(512), 512);
}

CASE(name_of_a_files_view, .claim = "A file's view is named by its device path, at every address in it.",
     .basis = "W-GMF-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "named"), 8192);
    View view = view_of(a, section_of_file(a, file, PAGE_READONLY), FILE_MAP_READ);
    const Answer *base = mapped_name(a, view.address);
    const Answer *inside = mapped_name(a, at(view.address, 5000));
    expect_field_text(base, "name", "\\Device\\", strlen("\\Device\\"));
    expect_equal(s, expect_ok(inside), expect_ok(base), "the length of the name inside the view");
}

CASE(addresses_without_a_file, .claim = "Only views of files have a name: the paging file and free memory have none.",
     .basis = "W-GMF-002 W-GMF-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    expect_error(mapped_name(a, view.address), ERROR_FILE_INVALID);
    Value nothing = free_base(a, 65536);
    expect_error(mapped_name(a, nothing), ERROR_UNEXP_NET_ERR);
    expect_error(mapped_name(a, NUMBER(0)), ERROR_UNEXP_NET_ERR);
}

CASE(arguments_of_the_name, .claim = "No process, no buffer and no room are told apart.", .basis = "W-GMF-004",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "named"), 4096);
    View view = view_of(a, section_of_file(a, file, PAGE_READONLY), FILE_MAP_READ);
    expect_error(CALL(a, K32GetMappedFileNameA, NULL, view.address, OUT_ROOM(512), 512), ERROR_INVALID_HANDLE);
    expect_error(CALL(a, K32GetMappedFileNameA, CURRENT_PROCESS, view.address, NULL, 512), ERROR_INVALID_PARAMETER);
    expect_one_error(CALL(a, K32GetMappedFileNameA, CURRENT_PROCESS, view.address, OUT_ROOM(512), 0),
                     ERROR_INVALID_PARAMETER, ERROR_INSUFFICIENT_BUFFER);
    expect_result(CALL(a, K32GetMappedFileNameA, CURRENT_PROCESS, view.address, OUT_ROOM(512), 1), 1);
}

CASE(name_outlives_the_handles, .claim = "The name is told after all handles are closed, and after a rename.",
     .basis = "W-GMF-005", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "old");
    const char *renamed = scratch_name(s, "renamed-by-the-story");
    Value file = make_file(a, path, 4096);
    Value section = section_of_file(a, file, PAGE_READONLY);
    View view = view_of(a, section, FILE_MAP_READ);
    uint64_t before = expect_ok(mapped_name(a, view.address)).number;
    close_handle(a, section);
    close_handle(a, file);
    observe_outcome(s, "after closing the handles", mapped_name(a, view.address), "ok");
    observe_outcome(s, "renaming the mapped file", CALL(a, MoveFileA, path, renamed), "ok");
    const Answer *after = mapped_name(a, view.address);
    uint64_t length = answer_kind(after) == ANSWER_OK ? answer_value(after).number : 0;
    observe_text(s, "after the rename", length == before ? "the old name" : "another name", "another name");
}

CASES(win32_mapped_names, "win32/mapped_names", "win32", &name_of_a_files_view, &addresses_without_a_file,
      &arguments_of_the_name, &name_outlives_the_handles);
