/* Views until no more will fit, and many cycles that leave nothing behind. The number of handles that a process may have
 * (16 million) is not exhausted: that takes minutes and gigabytes. */
#include "cases/win32/resident.h"

/* A reserved section as long as this system gives: pages that nobody touches cost little. */
static Value huge_section(Story *s, Actor *a, uint64_t *size)
{
    bool wide = pointer_bits(s) == 64;
    uint64_t least = wide ? (uint64_t)1 << 37 : (uint64_t)1 << 26;
    for (*size = wide ? (uint64_t)1 << 42 : (uint64_t)1 << 29; *size >= least; *size /= 2) {
        const Answer *section = CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE | SEC_RESERVE,
                                     *size >> 32, *size & 0xffffffff, NULL);
        if (answer_kind(section) == ANSWER_OK)
            return answer_value(section);
    }
    skip_story(s, "this system gives no reserved section of %llu bytes", (unsigned long long)least);
    return (Value){0};
}

CASE(views_until_nothing_fits, .claim = "When no address range is left a view is refused, and unmapping helps at once.",
     .basis = "W-MAP-029 W-STR-002", .level = OBSERVE)
{
    enum { MOST = 1100 };
    Actor *a = cast(s, "a");
    uint64_t size = 0;
    Value section = huge_section(s, a, &size);
    Value small = make_section(a, NULL, 4096);
    Value views[MOST];
    size_t count = 0;
    const Answer *last = try_view(a, section, FILE_MAP_READ);
    while (answer_kind(last) == ANSWER_OK && count < MOST) {
        views[count++] = answer_value(last);
        last = try_view(a, section, FILE_MAP_READ);
    }
    expect_true(s, count > 0, "one view of the section fits");
    expect_refused(last);
    observe_outcome(s, "the view that does not fit", last, "ERROR_NOT_ENOUGH_MEMORY");
    expect_filled(a, view_of(a, small, FILE_MAP_READ), 0, 4096, 0); /* a small one fits beside them */
    expect_ok(CALL(a, UnmapViewOfFile, views[count / 2]));
    views[count / 2] = expect_ok(try_view(a, section, FILE_MAP_READ));
    for (size_t i = 0; i < count; i++)
        expect_ok(CALL(a, UnmapViewOfFile, views[i]));
    expect_ok(try_view(a, section, FILE_MAP_READ));
}

typedef struct Traces {
    uint64_t handles;
    uint64_t regions; /* mapped ones */
    uint64_t mapped;  /* bytes */
} Traces;

static Traces traces_of(Story *s, Actor *a)
{
    enum { MOST = 4096 };
    Traces traces = {.handles = expect_ok(count_handles(a)).number};
    uint64_t address = 0x10000;
    for (unsigned i = 0; i < MOST; i++) {
        const Answer *region = query(s, a, NUMBER(address));
        if (answer_kind(region) != ANSWER_OK)
            return traces; /* past the last address */
        uint64_t length = answer_field(region, "information.RegionSize").number;
        if (answer_field(region, "information.Type").number == MEM_MAPPED) {
            traces.regions++;
            traces.mapped += length;
        }
        address = answer_field(region, "information.BaseAddress").number + length;
        if (!length || (pointer_bits(s) == 32 && address > 0xffffffff))
            return traces;
    }
    return traces;
}

static void one_cycle(Actor *a, const char *name, unsigned second_access)
{
    Value section = make_section(a, name, 65536);
    View one = view_of(a, section, FILE_MAP_WRITE);
    View two = view_of(a, section, second_access);
    expect_ok(store(a, one, 0, "x"));
    close_handle(a, section);
    unmap_view(a, two);
    unmap_view(a, one);
}

CASE(cycles_leave_nothing, .claim = "Creating, mapping, unmapping and closing again and again leaves nothing behind.",
     .basis = "W-STR-003 W-LIF-005", .level = OBSERVE)
{
    enum { CYCLES = 150 };
    Actor *a = cast(s, "a");
    const char *name = unique_name(s, "cycle");
    one_cycle(a, name, FILE_MAP_READ); /* the first named object opens the folder of names, which stays open */
    Traces before = traces_of(s, a);
    for (unsigned i = 0; i < CYCLES; i++)
        one_cycle(a, name, i % 2 ? FILE_MAP_COPY : FILE_MAP_READ);
    Traces after = traces_of(s, a);
    expect_equal(s, NUMBER(after.handles), NUMBER(before.handles), "handles after the cycles");
    expect_equal(s, NUMBER(after.regions), NUMBER(before.regions), "mapped regions after the cycles");
    expect_equal(s, NUMBER(after.mapped), NUMBER(before.mapped), "mapped bytes after the cycles");
    observe_number(s, "cycles that left nothing", CYCLES, "150");
}

CASES(win32_exhaustion, "win32/exhaustion", "win32", &views_until_nothing_fits, &cycles_leave_nothing);
