/* UnmapViewOfFileEx, and unmapping what another thread is reading. */
#include "cases/win32/sections.h"

#include <stdio.h>

static const struct {
    const char *name;
    unsigned flags;
    bool taken;
} flags[] = {
    {"0", 0, true},
    {"TRANSIENT_BOOST", MEM_UNMAP_WITH_TRANSIENT_BOOST, true},
    {"RELEASE", MEM_RELEASE, false},
    {"unknown", 0x100, false},
};

static void flags_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", flags[cell].name);
}

CASE(unmapping_with_flags, .claim = "UnmapViewOfFileEx takes MEM_UNMAP_WITH_TRANSIENT_BOOST or nothing.",
     .basis = "W-UNM-011", .level = OBSERVE, .cells = LENGTH_OF(flags), .cell_name = flags_name)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 8192);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "kept"));
    const Answer *unmapping = CALL(a, UnmapViewOfFileEx, at(view.address, 100), flags[story_cell(s)].flags);
    observe_outcome(s, "the unmapping", unmapping, flags[story_cell(s)].taken ? "ok" : "ERROR_INVALID_PARAMETER");
    if (answer_kind(unmapping) == ANSWER_OK) {
        expect_field(query(s, a, view.address), "information.State", MEM_FREE);
        expect_error(CALL(a, UnmapViewOfFileEx, view.address, flags[story_cell(s)].flags), ERROR_INVALID_ADDRESS);
    } else {
        expect_bytes(a, view, 0, "kept");
        unmap_view(a, view);
    }
}

CASE(unmapped_under_a_reader, .claim = "A thread reads right bytes or faults while another one unmaps the view.",
     .basis = "W-UNM-012", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 8, LENGTH = 4 << 20, MARK = 0x5a };
    Actor *a = cast(s, "a");
    Actor *lane = lane_of(a, "reading");
    Value section = make_section(a, NULL, LENGTH);
    expect_ok(fill(a, view_of(a, section, FILE_MAP_WRITE), 0, LENGTH, MARK));
    for (unsigned round = 0; round < ROUNDS; round++) {
        View view = view_of(a, section, FILE_MAP_READ);
        const Answer *reading = BEGIN_CALL_IN(portable, lane, mismatch, view.address, LENGTH, MARK);
        unmap_view(a, view);
        finish_call(reading);
        if (answer_kind(reading) == ANSWER_OK)
            expect_result(reading, LENGTH);
        else
            expect_fault_code(reading, READ, "EXCEPTION_ACCESS_VIOLATION");
    }
    observe_number(s, "rounds without a wrong byte", ROUNDS, "8");
}

CASES(win32_unmap_calls, "win32/unmap_calls", "win32", &unmapping_with_flags, &unmapped_under_a_reader);
