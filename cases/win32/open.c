/* OpenFileMapping: what is found, and with which rights. */
#include "cases/win32/sections.h"

CASE(unknown_name, .claim = "Opening a name that nobody created gives ERROR_FILE_NOT_FOUND.", .basis = "W-OPN-001",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "nobody");
    expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    expect_error(CALL(a, OpenFileMappingW, FILE_MAP_ALL_ACCESS, FALSE, WIDE(name)), ERROR_FILE_NOT_FOUND);
}

CASE(opened_for_reading, .claim = "A handle opened with FILE_MAP_READ maps views to read, not to write.",
     .basis = "W-OPN-002 C09", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *reader = cast(s, "reader");
    const char *name = unique_name(s, "read");
    View written = view_of(writer, make_section(writer, name, 4096), FILE_MAP_WRITE);
    Value section = open_section(reader, name, FILE_MAP_READ);
    expect_error(try_view(reader, section, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    expect_error(try_view(reader, section, FILE_MAP_ALL_ACCESS), ERROR_ACCESS_DENIED);
    View view = view_of(reader, section, FILE_MAP_READ);
    expect_ok(store(writer, written, 0, "look"));
    expect_bytes(reader, view, 0, "look");
    expect_fault(store(reader, view, 0, "hand"));
}

CASE(opened_for_writing, .claim = "A handle opened with FILE_MAP_WRITE maps writable views, which can be read too.",
     .basis = "W-OPN-003 W-OPN-004 C30", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *writer = cast(s, "writer");
    const char *name = unique_name(s, "write");
    View owned = view_of(owner, make_section(owner, name, 4096), FILE_MAP_READ);
    Value section = open_section(writer, name, FILE_MAP_WRITE);
    View view = view_of(writer, section, FILE_MAP_WRITE);
    expect_field(query(s, writer, view.address), "information.Protect", PAGE_READWRITE);
    expect_ok(store(writer, view, 0, "written"));
    expect_bytes(writer, view, 0, "written");
    expect_bytes(owner, owned, 0, "written");
    expect_error(try_view(writer, section, FILE_MAP_READ), ERROR_ACCESS_DENIED);
    observe_outcome(s, "a COPY view (W-OPN-004)", try_view(writer, section, FILE_MAP_COPY), "ERROR_ACCESS_DENIED");
}

CASE(opened_for_copying, .claim = "FILE_MAP_COPY opens like FILE_MAP_READ: copy and read views, no write views.",
     .basis = "W-OPN-005", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *copier = cast(s, "copier");
    const char *name = unique_name(s, "copy");
    View owned = view_of(owner, make_section(owner, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(owner, owned, 0, "source"));
    Value section = open_section(copier, name, FILE_MAP_COPY);
    View copy = view_of(copier, section, FILE_MAP_COPY);
    expect_ok(store(copier, copy, 0, "change"));
    expect_bytes(copier, view_of(copier, section, FILE_MAP_READ), 0, "source");
    expect_bytes(owner, owned, 0, "source");
}

CASE(no_name, .claim = "No name is ERROR_INVALID_PARAMETER, an empty one ERROR_INVALID_HANDLE.",
     .basis = "W-NAM-003 W-NAM-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, NULL), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, OpenFileMappingW, FILE_MAP_READ, FALSE, NULL), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, OpenFileMappingA, FILE_MAP_READ, FALSE, ""), ERROR_INVALID_HANDLE);
}

CASE(all_access_to_a_read_only_section,
     .claim = "What all access to a PAGE_READONLY section is good for: never for writing.",
     .basis = "W-OPN-006 W-PGF-006", .level = MUST)
{
    Actor *owner = cast(s, "owner");
    Actor *opener = cast(s, "opener");
    const char *name = unique_name(s, "read-only");
    Value section = expect_ok(
        CALL(owner, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READONLY, 0, 4096, name));
    expect_error(try_view(owner, section, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    expect_filled(owner, view_of(owner, section, FILE_MAP_READ), 0, 4096, 0);
    view_of(owner, section, FILE_MAP_COPY);
    const Answer *opened = CALL(opener, OpenFileMappingA, FILE_MAP_ALL_ACCESS, FALSE, name);
    observe_outcome(s, "opening with all access (W-OPN-006)", opened, "ok");
    if (answer_kind(opened) == ANSWER_OK)
        observe_outcome(s, "a view to write (W-OPN-006)", try_view(opener, answer_value(opened), FILE_MAP_WRITE),
                        "ERROR_INVALID_PARAMETER or ERROR_ACCESS_DENIED");
    View view = view_of(opener, open_section(opener, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_fault(store(opener, view, 0, "x"));
}

CASE(odd_accesses, .claim = "What opening with no access or with undefined rights does.",
     .basis = "W-OPN-007 W-OPN-008 W-OPN-012", .level = OBSERVE)
{
    Actor *owner = cast(s, "owner");
    Actor *opener = cast(s, "opener");
    const char *name = unique_name(s, "odd");
    make_section(owner, name, 4096);
    const Answer *usual = CALL(opener, OpenFileMappingA, FILE_MAP_READ, FALSE, name);
    expect_ok(usual);
    expect_error(try_view(opener, answer_value(usual), FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    observe_last_error(s, "the last error after a usual opening", usual, "UNTOUCHED");
    observe_outcome(s, "no access at all", CALL(opener, OpenFileMappingA, 0, FALSE, name), "ERROR_ACCESS_DENIED");
    observe_outcome(s, "an undefined right", CALL(opener, OpenFileMappingA, 0x100 | FILE_MAP_READ, FALSE, name),
                    "ERROR_ACCESS_DENIED");
}

CASE(opened_to_wait_for,
     .claim = "What a section opened with SYNCHRONIZE is good for is recorded: nothing can wait for it.",
     .basis = "W-OPN-009", .level = OBSERVE)
{
    Actor *owner = cast(s, "owner");
    Actor *opener = cast(s, "opener");
    const char *name = unique_name(s, "waited-for");
    make_section(owner, name, 4096);
    const Answer *opened = CALL(opener, OpenFileMappingA, SYNCHRONIZE | FILE_MAP_READ, FALSE, name);
    observe_outcome(s, "the opening", opened, "ok");
    Value section = answer_kind(opened) == ANSWER_OK ? answer_value(opened) : open_section(opener, name, FILE_MAP_READ);
    const Answer *waiting = CALL(opener, WaitForSingleObject, section, 0);
    observe_text(s, "waiting", answer_value(waiting).number == WAIT_FAILED ? "WAIT_FAILED" : "something else",
                 "WAIT_FAILED");
    observe_last_error(s, "the last error of waiting", waiting, NULL);
    expect_filled(opener, view_of(opener, section, FILE_MAP_READ), 0, 4096, 0);
}

CASE(header_tells_the_size, .claim = "A header at the start of a section can tell its size to those who open it.",
     .basis = "C22 C24 W-COH-001 W-XPR-001", .level = MUST)
{
    Actor *creator = cast(s, "creator");
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "header");
    uint64_t size = 3 * granularity(s);
    View created = view_of(creator, make_section(creator, name, size), FILE_MAP_WRITE);
    expect_ok(store_word(creator, created, 0, 8, size));
    expect_ok(store(creator, created, size - 4, "tail"));
    View read = view_of(first, open_section(first, name, FILE_MAP_READ), FILE_MAP_READ);
    expect_result(load_word(first, read, 0, 8), size);
    expect_bytes(first, read, size - 4, "tail");
    View write = view_of(second, open_section(second, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(store(second, write, size - 4, "seen"));
    expect_bytes(first, read, size - 4, "seen");
    expect_bytes(creator, created, size - 4, "seen");
}

CASES(win32_open, "win32/open", "win32", &unknown_name, &opened_for_reading, &opened_for_writing, &opened_for_copying,
      &all_access_to_a_read_only_section, &no_name, &odd_accesses, &opened_to_wait_for, &header_tells_the_size);
