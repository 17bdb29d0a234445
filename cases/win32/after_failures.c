/* What a call that fails leaves as it was: its outputs, the view, the file, the handles. */
#include "cases/win32/resident.h"

#include <stdio.h>

/* A view of two pages on a file of four, its section, and a reserved section's view. */
typedef struct Scene {
    Story *story;
    Actor *a;
    Value file;
    Value section;
    View view;
    const char *name; /* of another section */
} Scene;

static const Answer *map_too_much(const Scene *c)
{
    return CALL_IN(win32, c->a, MapViewOfFile, c->section, FILE_MAP_WRITE, 0, 0, 1 << 20);
}

static const Answer *map_misaligned(const Scene *c)
{
    return CALL_IN(win32, c->a, MapViewOfFile, c->section, FILE_MAP_WRITE, 0, 4096, 4096);
}

static const Answer *map_over_it(const Scene *c)
{
    return CALL_IN(win32, c->a, MapViewOfFileEx, c->section, FILE_MAP_WRITE, 0, 0, 4096, c->view.address);
}

static const Answer *map_to_execute(const Scene *c)
{
    return CALL_IN(win32, c->a, MapViewOfFile, c->section, FILE_MAP_READ | FILE_MAP_EXECUTE, 0, 0, 0);
}

static const Answer *protect_too_much(const Scene *c)
{
    return CALL_IN(win32, c->a, VirtualProtect, c->view.address, 4096, PAGE_EXECUTE_READWRITE, OUT);
}

static const Answer *protect_nonsense(const Scene *c)
{
    return CALL_IN(win32, c->a, VirtualProtect, c->view.address, 8192, PAGE_READONLY | PAGE_READWRITE, OUT);
}

static const Answer *commit_it(const Scene *c)
{
    return CALL_IN(win32, c->a, VirtualAlloc, c->view.address, 4096, MEM_COMMIT, PAGE_READONLY);
}

static const Answer *decommit_it(const Scene *c)
{
    return CALL_IN(win32, c->a, VirtualFree, c->view.address, 4096, MEM_DECOMMIT);
}

static const Answer *release_it(const Scene *c)
{
    return CALL_IN(win32, c->a, VirtualFree, c->view.address, 0, MEM_RELEASE);
}

static const Answer *cut_the_file(const Scene *c)
{
    return set_file_end(c->a, c->file, 4096);
}

static const Answer *unmap_beside(const Scene *c)
{
    return CALL_IN(win32, c->a, UnmapViewOfFile, at(c->view.address, 65536 * 16384LL));
}

static const Answer *create_with_nonsense(const Scene *c)
{
    return CALL_IN(win32, c->a, CreateFileMappingA, c->file, NULL, PAGE_NOACCESS, 0, 0, c->name);
}

static const Answer *create_of_type(const Scene *c)
{
    return CALL_IN(win32, c->a, CreateMutexA, NULL, FALSE, c->name);
}

static const struct {
    const char *name;
    const Answer *(*call)(const Scene *scene);
} failures[] = {
    {"map-too-much", map_too_much},
    {"map-misaligned", map_misaligned},
    {"map-over-the-view", map_over_it},
    {"map-to-execute", map_to_execute},
    {"protect-too-much", protect_too_much},
    {"protect-nonsense", protect_nonsense},
    {"commit-in-the-view", commit_it},
    {"decommit", decommit_it},
    {"release", release_it},
    {"cut-the-file", cut_the_file},
    {"unmap-beside", unmap_beside},
    {"create-with-nonsense", create_with_nonsense},
    {"create-of-another-type", create_of_type},
};

static void failure_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", failures[cell].name);
}

/* Of each region of the view: state, protection, length. */
static void expect_regions(const Scene *c, uint64_t first_protection)
{
    const Answer *first = query(c->story, c->a, c->view.address);
    expect_field(first, "information.State", MEM_COMMIT);
    expect_field(first, "information.Protect", first_protection);
    expect_field(first, "information.RegionSize", 4096);
    expect_field(first, "information.AllocationBase", c->view.address);
    expect_field(first, "information.AllocationProtect", PAGE_READWRITE);
    const Answer *second = query(c->story, c->a, at(c->view.address, 4096));
    expect_field(second, "information.Protect", PAGE_READWRITE);
    expect_field(second, "information.RegionSize", 4096);
}

CASE(failure_changes_nothing, .claim = "A refused call leaves view, bytes, protection, file and handles as they were.",
     .basis = "W-ERR-003 W-FIL-001 W-VPR-008", .level = OBSERVE, .cells = LENGTH_OF(failures),
     .cell_name = failure_name)
{
    Actor *a = cast(s, "a");
    Scene scene = {.story = s, .a = a, .name = unique_name(s, "there")};
    scene.file = make_file(a, scratch_name(s, "untouched"), 16384);
    scene.section = section_of_file(a, scene.file, PAGE_READWRITE);
    make_section(a, scene.name, 4096);
    Value base = expect_ok(CALL(a, MapViewOfFile, scene.section, FILE_MAP_WRITE, 0, 0, 8192));
    scene.view = VIEW_AT(base, 8192);
    expect_ok(store(a, scene.view, 4000, "kept"));
    expect_ok(CALL(a, VirtualProtect, base, 4096, PAGE_READONLY, OUT));
    Value handles = expect_ok(count_handles(a));
    expect_regions(&scene, PAGE_READONLY);
    const Answer *refused = failures[story_cell(s)].call(&scene);
    expect_refused(refused);
    observe_outcome(s, "the call", refused, NULL);
    expect_regions(&scene, PAGE_READONLY);
    expect_equal(s, expect_ok(count_handles(a)), handles, "the number of handles");
    expect_bytes(a, scene.view, 4000, "kept");
    expect_file_bytes(a, scene.file, 4000, "kept");
    expect_field(CALL(a, GetFileSizeEx, scene.file, OUT), "size", 16384);
    expect_fault(store(a, scene.view, 0, "x"));
    expect_ok(store(a, scene.view, 4096, "writable"));
    expect_filled(a, view_of(a, open_section(a, scene.name, FILE_MAP_READ), FILE_MAP_READ), 0, 4096, 0);
}

CASE(failure_leaves_its_outputs, .claim = "Whether a refused call leaves its outputs alone is recorded.",
     .basis = "W-ERR-003", .level = OBSERVE)
{
    enum { UNTOUCHED = 0x5a5a5a5a };
    Actor *a = cast(s, "a");
    View room = room_for_structures(a);
    unsigned width = pointer_bits(s) / 8;
    Value section = make_section(a, NULL, 65536);
    View view = view_of(a, section, FILE_MAP_READ);
    expect_ok(store_word(a, room, 0, 4, UNTOUCHED));
    expect_error(CALL(a, VirtualProtect, view.address, 4096, PAGE_READWRITE, room.address), ERROR_INVALID_PARAMETER);
    uint64_t old = expect_ok(load_word(a, room, 0, 4)).number;
    observe_text(s, "the old protection of VirtualProtect", old == UNTOUCHED ? "untouched" : "changed", "untouched");
    expect_ok(store_word(a, room, 64, width, 0));
    expect_ok(store_word(a, room, 128, width, 4096));
    expect_ok(store_word(a, room, 192, 8, 1)); /* an offset that is no multiple of 64 KiB */
    const Answer *map = CALL_IN(nt, a, NtMapViewOfSection, section, CURRENT_PROCESS, at(room.address, 64), 0, 0,
                                at(room.address, 192), at(room.address, 128), 1, 0, PAGE_READONLY);
    expect_refused(map);
    uint64_t base = expect_ok(load_word(a, room, 64, width)).number;
    uint64_t size = expect_ok(load_word(a, room, 128, width)).number;
    observe_text(s, "the base of NtMapViewOfSection", base ? "changed" : "untouched", "untouched");
    observe_text(s, "the size of NtMapViewOfSection", size == 4096 ? "untouched" : "changed", "untouched");
}

CASES(win32_after_failures, "win32/after_failures", "win32", &failure_changes_nothing, &failure_leaves_its_outputs);
