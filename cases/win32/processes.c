/* Several processes at one section at the same time. */
#include "cases/win32/sections.h"

CASE(creation_race, .claim = "Of several processes that create one name at once, one makes it and all share it.",
     .basis = "W-COL-001 W-ERR-002 W-XPR-008 C28", .level = MUST)
{
    static const char *const people[] = {"anna", "bert", "carla", "dirk"};
    Actor *actors[LENGTH_OF(people)];
    const Answer *created[LENGTH_OF(people)];
    const char *name = unique_name(s, "race");
    for (size_t i = 0; i < LENGTH_OF(people); i++)
        actors[i] = cast(s, people[i]);
    for (size_t i = 0; i < LENGTH_OF(people); i++)
        created[i] = BEGIN_CALL(actors[i], CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096,
                                name);
    unsigned fresh = 0;
    View views[LENGTH_OF(people)];
    for (size_t i = 0; i < LENGTH_OF(people); i++) {
        Value section = expect_ok(finish_call(created[i]));
        uint64_t error = expect_ok(CALL0(actors[i], GetLastError)).number;
        expect_true(s, error == ERROR_SUCCESS || error == ERROR_ALREADY_EXISTS, "last error 0 or 183");
        fresh += error == ERROR_SUCCESS;
        views[i] = view_of(actors[i], section, FILE_MAP_WRITE);
    }
    expect_equal(s, NUMBER(fresh), NUMBER(1), "how many made it");
    expect_ok(store(actors[0], views[0], 0, "shared"));
    for (size_t i = 0; i < LENGTH_OF(people); i++)
        expect_bytes(actors[i], views[i], 0, "shared");
}

CASE(exact_sums, .claim = "Interlocked additions of several processes to one word lose nothing.",
     .basis = "C31 W-COH-001 W-COH-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "sum");
    View one = view_of(a, make_section(a, name, 4096), FILE_MAP_WRITE);
    View two = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    const Answer *first = BEGIN_CALL_IN(portable, a, add_word, at(one.address, 64), 8, 1, 200000);
    const Answer *second = BEGIN_CALL_IN(portable, b, add_word, at(two.address, 64), 8, 1, 200000);
    expect_ok(finish_call(first));
    expect_ok(finish_call(second));
    expect_result(load_word(a, one, 64, 8), 400000);
    expect_result(load_word(b, two, 64, 8), 400000);
}

CASE(parent_and_child_by_name, .claim = "By the section's name bytes go from parent to child and back, past its exit.",
     .basis = "W-XPR-001 W-PGF-003 C09 C41", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    const char *name = unique_name(s, "family");
    View view = view_of(parent, make_section(parent, name, 65536), FILE_MAP_WRITE);
    expect_ok(fill(parent, view, 0, 65536, 0x3c));
    Actor *child = spawn_actor(parent, "child");
    View opened = view_of(child, open_section(child, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_filled(child, opened, 0, 65536, 0x3c);
    expect_ok(fill(child, opened, 4096, 4096, 0xc3));
    leave(child);
    expect_filled(parent, view, 0, 4096, 0x3c);
    expect_filled(parent, view, 4096, 4096, 0xc3);
    expect_filled(parent, view, 8192, 57344, 0x3c);
}

CASE(many_readers, .claim = "What one process stores all others see, each at its own base and offset.",
     .basis = "W-COH-001 W-XPR-005 W-MAP-001 C22", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *whole = cast(s, "whole");
    Actor *part = cast(s, "part");
    const char *name = unique_name(s, "readers");
    uint64_t step = granularity(s);
    View written = view_of(writer, make_section(writer, name, 3 * step), FILE_MAP_WRITE);
    View all = view_of(whole, open_section(whole, name, FILE_MAP_READ), FILE_MAP_READ);
    Value opened = open_section(part, name, FILE_MAP_READ);
    View third = VIEW_AT(expect_ok(CALL(part, MapViewOfFile, opened, FILE_MAP_READ, 0, 2 * step, 4096)), 4096);
    expect_ok(store(writer, written, 2 * step + 10, "third"));
    expect_ok(store(writer, written, 10, "first"));
    expect_bytes(whole, all, 2 * step + 10, "third");
    expect_bytes(whole, all, 10, "first");
    expect_bytes(part, third, 10, "third");
}

CASE(killed_while_storing, .claim = "A process killed amid its stores leaves the others running, with whole words.",
     .basis = "W-XPR-006 W-COH-001 W-LIF-004", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *lane = lane_of(writer, "storing");
    Actor *reader = cast(s, "reader");
    const char *name = unique_name(s, "killed");
    View one = view_of(writer, make_section(writer, name, 4096), FILE_MAP_WRITE);
    View two = view_of(reader, open_section(reader, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    /* Both halves of the word rise together: a torn word would show different ones. */
    const uint64_t both = 0x0000000100000001;
    expect_ok(add_word(writer, one, 0, 8, both, 1000));
    BEGIN_CALL_IN(portable, lane, add_word, one.address, 8, both, 100000000);
    kill_actor(writer);
    uint64_t word = expect_ok(load_word(reader, two, 0, 8)).number;
    expect_equal(s, NUMBER(word >> 32), NUMBER(word & 0xffffffff), "the halves of the word");
    expect_true(s, (word & 0xffffffff) >= 1000, "the stores before the kill are there");
    expect_result(add_word(reader, two, 8, 8, 1, 10), 10);
}

CASE(flush_by_another, .claim = "A flush through another process's view writes what this one stored.",
     .basis = "W-FLU-001 W-FLU-017 C13", .level = MUST)
{
    Actor *writer = cast(s, "writer");
    Actor *flusher = cast(s, "flusher");
    const char *path = scratch_name(s, "both");
    View dirty = view_of(writer, section_of_file(writer, make_file(writer, path, 8192), PAGE_READWRITE),
                         FILE_MAP_WRITE);
    Value file = open_file(flusher, path, GENERIC_READ | GENERIC_WRITE);
    View clean = view_of(flusher, section_of_file(flusher, file, PAGE_READWRITE), FILE_MAP_WRITE);
    expect_ok(store(writer, dirty, 4096, "dirty"));
    expect_ok(CALL(flusher, FlushViewOfFile, clean.address, 0));
    expect_ok(CALL(flusher, FlushFileBuffers, file));
    kill_actor(writer);
    expect_file_bytes(flusher, file, 4096, "dirty");
}

CASES(win32_processes, "win32/processes", "win32", &creation_race, &exact_sums, &parent_and_child_by_name,
      &many_readers, &killed_while_storing, &flush_by_another);
