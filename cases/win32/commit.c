/* Committing memory: in reserved views by several processes, beyond what there is, and the protections it takes. */
#include "cases/win32/sections.h"

#include <stdio.h>

static Value make_reserved(Actor *actor, const char *name, uint64_t size)
{
    return expect_ok(CALL(actor, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE,
                          size >> 32, size & 0xffffffff, name));
}

CASE(copying_commit, .claim = "Pages of a reserved section's view may be committed PAGE_WRITECOPY.",
     .basis = "W-RES-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_reserved(a, NULL, 65536), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, view.address, 4096, MEM_COMMIT, PAGE_WRITECOPY));
    expect_filled(a, view, 0, 4096, 0);
    expect_field(query(s, a, view.address), "information.State", MEM_COMMIT);
    expect_error(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_WRITECOPY), ERROR_INVALID_PARAMETER);
}

CASE(two_commit_one_page, .claim = "Processes that commit a page at the same time all succeed and lose no byte.",
     .basis = "W-RES-013", .level = OBSERVE, .tags = "race")
{
    enum { ACTORS = 4, ROUNDS = 4 };
    static const char *const names[ACTORS] = {"a", "b", "c", "d"};
    static const char *const marks[ACTORS] = {"A", "B", "C", "D"};
    Actor *actors[ACTORS];
    View views[ACTORS];
    const char *name = unique_name(s, "together");
    for (size_t i = 0; i < ACTORS; i++) {
        actors[i] = cast(s, names[i]);
        Value section = i ? open_section(actors[i], name, FILE_MAP_WRITE) : make_reserved(actors[i], name, 65536);
        views[i] = view_of(actors[i], section, FILE_MAP_WRITE);
    }
    for (uint64_t round = 0; round < ROUNDS; round++) {
        const Answer *commits[ACTORS];
        for (size_t i = 0; i < ACTORS; i++)
            commits[i] = BEGIN_CALL(actors[i], VirtualAlloc, at(views[i].address, (int64_t)(4096 * round)), 4096,
                                    MEM_COMMIT, PAGE_READWRITE);
        for (size_t i = 0; i < ACTORS; i++) {
            expect_ok(finish_call(commits[i]));
            expect_ok(store(actors[i], views[i], 4096 * round + i, marks[i]));
        }
        expect_bytes(actors[round], views[round], 4096 * round, "ABCD");
    }
    observe_number(s, "pages committed by all", ROUNDS, "4");
}

CASE(more_than_there_is, .claim = "A commit beyond the system's limit is refused and leaves earlier pages alone.",
     .basis = "W-RES-014", .level = OBSERVE, .needs = CAP(ADDRESS_64))
{
    Actor *a = cast(s, "a");
    uint64_t size = (uint64_t)1 << 39;
    const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE,
                                 size >> 32, 0, NULL);
    if (answer_kind(section) == ANSWER_ERROR)
        skip_story(s, "this system gives no reserved section of 512 GiB: %s", answer_error(section));
    View view = view_of(a, expect_ok(section), FILE_MAP_WRITE);
    expect_ok(CALL(a, VirtualAlloc, view.address, 4096, MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, view, 0, "early"));
    observe_outcome(s, "a commit of 512 GiB", CALL(a, VirtualAlloc, view.address, size, MEM_COMMIT, PAGE_READWRITE),
                    "ERROR_COMMITMENT_LIMIT or ERROR_NOT_ENOUGH_MEMORY");
    expect_bytes(a, view, 0, "early");
}

CASE(commit_rounds_to_pages, .claim = "A commit in the middle of pages takes every page that it touches.",
     .basis = "W-RES-015", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_reserved(a, NULL, 65536), FILE_MAP_WRITE);
    const Answer *commit = CALL(a, VirtualAlloc, at(view.address, 8191), 2, MEM_COMMIT, PAGE_READWRITE);
    expect_result(commit, at(view.address, 4096));
    const Answer *information = query(s, a, at(view.address, 4096));
    observe_number(s, "the state of the first page touched", answer_field(information, "information.State").number,
                   "4096"); /* MEM_COMMIT */
    observe_number(s, "the length of what is committed", answer_field(information, "information.RegionSize").number,
                   "8192");
}

static const struct {
    const char *name;
    unsigned protection;
    bool allowed;
} protections[] = {
    {"NOACCESS", PAGE_NOACCESS, true},
    {"READONLY", PAGE_READONLY, true},
    {"READWRITE", PAGE_READWRITE, true},
    {"EXECUTE", PAGE_EXECUTE, true},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, true},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, true},
    {"0", 0, false},
    {"WRITECOPY", PAGE_WRITECOPY, false},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, false},
    {"READONLY+READWRITE", PAGE_READONLY | PAGE_READWRITE, false},
    {"EXECUTE+EXECUTE_READ", PAGE_EXECUTE | PAGE_EXECUTE_READ, false},
    {"NOACCESS+READONLY", PAGE_NOACCESS | PAGE_READONLY, false},
};

static void protection_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", protections[cell].name);
}

CASE(protection_of_private_memory, .claim = "VirtualAlloc takes six protections; the copying ones are for views.",
     .basis = "W-VAP-002", .level = MUST, .cells = LENGTH_OF(protections), .cell_name = protection_name)
{
    Actor *a = cast(s, "a");
    unsigned protection = protections[story_cell(s)].protection;
    const Answer *memory = CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, protection);
    if (protections[story_cell(s)].allowed)
        expect_field(query(s, a, expect_ok(memory)), "information.Protect", protection);
    else
        expect_error(memory, ERROR_INVALID_PARAMETER);
}

CASE(write_watch_of_a_view, .claim = "What GetWriteWatch says about a view is recorded.", .basis = "W-VAP-008",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, 65536), FILE_MAP_WRITE);
    Value room = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_ok(store(a, view, 4096, "written"));
    const Answer *of_view = CALL(a, GetWriteWatch, 0, view.address, 65536, room, FIELDS(F(value, 16)), OUT);
    observe_number(s, "the result for a view", answer_value(of_view).number, "not 0");
    Value watched = expect_ok(
        CALL(a, VirtualAlloc, NULL, 65536, MEM_RESERVE | MEM_COMMIT | MEM_WRITE_WATCH, PAGE_READWRITE));
    expect_ok(store(a, VIEW_AT(watched, 65536), 8192, "written"));
    const Answer *of_memory = CALL(a, GetWriteWatch, 0, watched, 65536, room, FIELDS(F(value, 16)), OUT);
    expect_field(of_memory, "count", 1);
}

CASES(win32_commit, "win32/commit", "win32", &copying_commit, &two_commit_one_page, &more_than_there_is,
      &commit_rounds_to_pages, &protection_of_private_memory, &write_watch_of_a_view);
