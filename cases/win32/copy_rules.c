/* Copy-on-write views: rights, protection changes, stores that are not the processor's. */
#include "cases/win32/sections.h"

CASE(file_open_for_reading_only, .claim = "A file opened for reading only can be mapped copy-on-write and stored to.",
     .basis = "W-COW-015 W-COW-017", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "read-only");
    Value file = make_file(owner, path, 4096);
    write_file_at(owner, file, 0, "kept");
    Value section = section_of_file(reader, open_file(reader, path, GENERIC_READ), PAGE_WRITECOPY);
    expect_error(try_view(reader, section, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    View copy = view_of(reader, section, FILE_MAP_COPY);
    expect_ok(store(reader, copy, 0, "mine"));
    expect_bytes(reader, copy, 0, "mine");
    expect_file_bytes(owner, file, 0, "kept");
}

CASE(copy_with_write_is_shared, .claim = "FILE_MAP_COPY together with FILE_MAP_WRITE is a shared writable view.",
     .basis = "W-COW-016", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "both");
    Value section = section_of_file(writer, make_file(writer, path, 4096), PAGE_READWRITE);
    View view = view_of(writer, section, FILE_MAP_COPY | FILE_MAP_WRITE);
    expect_ok(store(writer, view, 0, "through"));
    expect_file_bytes(reader, open_file(reader, path, GENERIC_READ), 0, "through");
}

CASE(child_copies_for_itself, .claim = "A child's stores into a copy view leave the parent's view as it was.",
     .basis = "W-COW-018 W-XPR-002", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    const char *name = unique_name(s, "family");
    View view = view_of(parent, make_section(parent, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(parent, view, 0, "parent"));
    Actor *child = spawn_actor(parent, "child");
    Value section = open_section(child, name, FILE_MAP_WRITE | FILE_MAP_READ);
    View copy = view_of(child, section, FILE_MAP_COPY);
    expect_ok(store(child, copy, 0, "copied"));
    expect_bytes(parent, view, 0, "parent");
    expect_ok(store(child, view_of(child, section, FILE_MAP_WRITE), 0, "shared"));
    expect_bytes(parent, view, 0, "shared");
    expect_bytes(child, copy, 0, "copied");
    leave(child);
}

CASE(copied_page_is_read_write,
     .claim = "VirtualProtect and VirtualQuery tell a copied page as READWRITE, also after asking for WRITECOPY.",
     .basis = "W-COW-004 W-COW-023", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, section_of_file(a, make_file(a, scratch_name(s, "page"), 4096), PAGE_WRITECOPY),
                        FILE_MAP_COPY);
    expect_ok(store(a, view, 0, "private"));
    expect_field(CALL(a, VirtualProtect, view.address, 4096, PAGE_READONLY, OUT), "old", PAGE_READWRITE);
    expect_field(CALL(a, VirtualProtect, view.address, 4096, PAGE_WRITECOPY, OUT), "old", PAGE_READONLY);
    expect_field(query(s, a, view.address), "information.Protect", PAGE_READWRITE);
}

CASE(copy_view_is_never_asked_to_write,
     .claim = "PAGE_READWRITE is refused on a copy view, copied page or not; a copied page keeps its bytes.",
     .basis = "W-COW-023 W-VPR-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "page"), 8192);
    View view = view_of(a, section_of_file(a, file, PAGE_WRITECOPY), FILE_MAP_COPY);
    write_file_at(a, file, 0, "public");
    expect_ok(store(a, view, 0, "private"));
    expect_error(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, OUT), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualProtect, at(view.address, 4096), 4096, PAGE_READWRITE, OUT), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_READONLY, OUT));
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_WRITECOPY, OUT));
    expect_bytes(a, view, 0, "private");
    expect_ok(store(a, view, 0, "still"));
    expect_file_bytes(a, file, 0, "public");
}

CASE(shared_view_turned_to_copying,
     .claim = "After VirtualProtect with PAGE_WRITECOPY the stores of a shared view are private too.",
     .basis = "W-COW-007", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *reader = cast(s, "reader");
    const char *path = scratch_name(s, "turned");
    View view = view_of(a, section_of_file(a, make_file(a, path, 8192), PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "shared"));
    expect_ok(CALL(a, VirtualProtect, view.address, 4096, PAGE_WRITECOPY, OUT));
    expect_ok(store(a, view, 0, "secret"));
    expect_ok(store(a, view, 4096, "beside"));
    expect_bytes(a, view, 0, "secret");
    Value seen = open_file(reader, path, GENERIC_READ);
    expect_file_bytes(reader, seen, 0, "shared");
    expect_file_bytes(reader, seen, 4096, "beside");
}

CASE(private_memory_cannot_copy, .claim = "PAGE_WRITECOPY is no protection of private memory.", .basis = "W-COW-029",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_WRITECOPY), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_EXECUTE_WRITECOPY),
                 ERROR_INVALID_PARAMETER);
    Value memory = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_error(CALL(a, VirtualProtect, memory, 4096, PAGE_WRITECOPY, OUT), ERROR_INVALID_PARAMETER);
}

CASE(system_stores_copy_too, .claim = "ReadFile into a copy view copies the page like a store of the processor.",
     .basis = "W-COW-024 W-COW-006", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "target");
    Value file = make_file(a, path, 4096);
    write_file_at(a, file, 0, "original");
    Value source = make_file(a, scratch_name(s, "source"), 0);
    write_file_at(a, source, 0, "incoming");
    View copy = view_of(a, section_of_file(a, file, PAGE_WRITECOPY), FILE_MAP_COPY);
    const Answer *read = CALL(a, ReadFile, source, copy.address, 8, OUT, FIELDS(F(Offset, 0)));
    observe_outcome(s, "ReadFile into the view", read, "ok");
    expect_file_bytes(a, file, 0, "original");
    const char *word = answer_kind(read) == ANSWER_OK ? "incoming" : "original";
    expect_bytes(a, copy, 0, word); /* all or nothing */
}

CASE(parents_store_into_a_childs_copy,
     .claim = "WriteProcessMemory into another process's copy view makes a page private to that process.",
     .basis = "W-COW-025 W-COW-006", .level = OBSERVE)
{
    Actor *parent = cast(s, "parent");
    const char *path = scratch_name(s, "poked");
    Value file = make_file(parent, path, 4096);
    write_file_at(parent, file, 0, "original");
    Actor *child = spawn_actor(parent, "child");
    Value opened = open_file(child, path, GENERIC_READ);
    View copy = view_of(child, section_of_file(child, opened, PAGE_WRITECOPY), FILE_MAP_COPY);
    const Answer *poke = CALL(parent, WriteProcessMemory, process_of(parent, child), copy.address, BYTES("poked...", 8),
                              8, OUT);
    observe_outcome(s, "WriteProcessMemory", poke, "ok");
    observe(s, "the child's view", load(child, copy, 0, 8), "ok void bytes=\"poked...\"");
    expect_file_bytes(parent, file, 0, "original");
    leave(child);
}

CASES(win32_copy_rules, "win32/copy_rules", "win32", &file_open_for_reading_only, &copy_with_write_is_shared,
      &child_copies_for_itself, &copied_page_is_read_write, &copy_view_is_never_asked_to_write,
      &shared_view_turned_to_copying, &private_memory_cannot_copy, &system_stores_copy_too,
      &parents_store_into_a_childs_copy);
