/* MapViewOfFileEx and its NUMA form: bases that are somebody's already, and bases of small address spaces. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Owner { MODULE, PEB, STACK, OWNERS } Owner;

static const char *const owners[OWNERS] = {"module", "PEB", "stack"};

static void owner_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", owners[cell]);
}

/* The word `index` of a structure that an NT call fills. */
static Value word_of(Story *s, Actor *a, Value place, unsigned index)
{
    unsigned width = pointer_bits(s) / 8;
    return expect_ok(load_word(a, VIEW_AT(place, 4096), (uint64_t)index * width, width));
}

static Value base_of(Story *s, Actor *a, Owner owner)
{
    enum { PROCESS_BASIC = 0, THREAD_BASIC = 0, CURRENT_THREAD = -2, PEB_BASE = 1, TEB_BASE = 1, STACK_LIMIT = 2 };
    if (owner == MODULE)
        return expect_ok(CALL(a, GetModuleHandleA, NULL));
    Value room = expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    unsigned words = 6; /* PROCESS_BASIC_INFORMATION; THREAD_BASIC_INFORMATION has two 32-bit words more on 32 bits */
    unsigned length = words * pointer_bits(s) / 8;
    if (owner == PEB) {
        expect_ok(CALL_IN(nt, a, NtQueryInformationProcess, CURRENT_PROCESS, PROCESS_BASIC, room, length, NULL));
        return word_of(s, a, room, PEB_BASE);
    }
    length = pointer_bits(s) == 64 ? 48 : 28;
    expect_ok(CALL_IN(nt, a, NtQueryInformationThread, (long long)CURRENT_THREAD, THREAD_BASIC, room, length, NULL));
    return word_of(s, a, word_of(s, a, room, TEB_BASE), STACK_LIMIT);
}

CASE(base_of_the_process_itself, .claim = "Where a module, the PEB or a stack lies no view can be put.",
     .basis = "W-MPX-007", .level = OBSERVE, .cells = OWNERS, .cell_name = owner_name)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    uint64_t owned = base_of(s, a, (Owner)story_cell(s)).number;
    Value base = NUMBER(owned - owned % granularity(s));
    const Answer *before = query(s, a, NUMBER(owned));
    const Answer *view = CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base);
    expect_refused(view);
    observe_outcome(s, "the view", view, "ERROR_INVALID_ADDRESS");
    const Answer *after = query(s, a, NUMBER(owned));
    expect_field(after, "information.AllocationBase", answer_field(before, "information.AllocationBase"));
    expect_field(after, "information.Protect", answer_field(before, "information.Protect"));
}

CASE(base_in_the_upper_half,
     .claim = "A 32-bit program has the upper half of its addresses if it says it can use them.", .basis = "W-MPX-010",
     .level = OBSERVE)
{
    if (pointer_bits(s) != 32)
        skip_story(s, "this is about 32-bit programs");
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    const Answer *system = CALL(a, GetSystemInfo, OUT);
    uint64_t last = answer_field(system, "information.lpMaximumApplicationAddress").number;
    bool aware = last >= 0x80000000;
    observe_text(s, "large addresses", aware ? "in use" : "not in use", NULL);
    const Answer *upper = CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, 0x90000000);
    observe_outcome(s, "a base in the upper half", upper, aware ? "ok" : "ERROR_INVALID_PARAMETER");
    uint64_t beyond = (last / granularity(s) + 2) * granularity(s);
    if (beyond >> 32 == 0) /* else no pointer of the program can say it */
        expect_refused(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, beyond));
}

CASE(view_on_any_node, .claim = "MapViewOfFileExNuma without a node is MapViewOfFileEx: base, offset, access.",
     .basis = "W-MPX-018 W-MPX-002 W-MPX-003", .level = MUST)
{
    const unsigned no_node = 0xffffffff;
    Actor *a = cast(s, "a");
    uint64_t step = granularity(s);
    Value section = make_section(a, NULL, 2 * step);
    expect_ok(store(a, view_of(a, section, FILE_MAP_WRITE), step, "second"));
    Value base = free_base(a, 2 * step);
    const Answer *view = CALL(a, MapViewOfFileExNuma, section, FILE_MAP_READ, 0, step, 4096, base, no_node);
    expect_result(view, base);
    expect_bytes(a, VIEW_AT(base, 4096), 0, "second");
    expect_fault(store(a, VIEW_AT(base, 4096), 0, "x"));
    expect_error(CALL(a, MapViewOfFileExNuma, section, FILE_MAP_READ, 0, 0, 0, base, no_node), ERROR_INVALID_ADDRESS);
    expect_error(CALL(a, MapViewOfFileExNuma, section, FILE_MAP_READ, 0, 1, 0, NULL, no_node), ERROR_MAPPED_ALIGNMENT);
}

CASE(view_on_a_node_that_is_not, .claim = "MapViewOfFileExNuma refuses a node that this machine lacks.",
     .basis = "W-MPX-018", .level = MUST)
{
    enum { NO_SUCH_NODE = 0xfffe };
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    expect_error(CALL(a, MapViewOfFileExNuma, section, FILE_MAP_READ, 0, 0, 0, NULL, NO_SUCH_NODE),
                 ERROR_INVALID_PARAMETER);
}

CASES(win32_bases, "win32/bases", "win32", &base_of_the_process_itself, &base_in_the_upper_half, &view_on_any_node,
      &view_on_a_node_that_is_not);
