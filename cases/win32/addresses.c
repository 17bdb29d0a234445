/* Where views lie: chosen, refused, differing, agreed. */
#include "cases/win32/sections.h"

CASE(chosen_base, .claim = "A free base that is a multiple of 64 KiB is honoured exactly, and again after unmapping.",
     .basis = "W-MPX-001 W-MPX-002 W-MPX-016 C11", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 65536);
    Value base = free_base(a, 65536);
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base), base);
    expect_ok(store(a, VIEW_AT(base, 65536), 65532, "here"));
    expect_ok(CALL(a, UnmapViewOfFile, base));
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, base), base);
    expect_bytes(a, VIEW_AT(base, 65536), 65532, "here");
    Value anywhere = expect_ok(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, NULL));
    expect_bytes(a, VIEW_AT(anywhere, 65536), 65532, "here");
}

CASE(occupied_base, .claim = "A base inside a view gives ERROR_INVALID_ADDRESS; in another process it is free.",
     .basis = "W-MPX-004 W-MPX-005 W-MPX-006 C11", .level = MUST)
{
    Actor *a = cast(s, "a");
    uint64_t step = granularity(s);
    Value section = make_section(a, NULL, 2 * step);
    View view = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, view, step, "mine"));
    expect_error(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, view.address), ERROR_INVALID_ADDRESS);
    expect_error(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, step, at(view.address, (int64_t)step)),
                 ERROR_INVALID_ADDRESS);
    expect_bytes(a, view, step, "mine");
    Value taken = expect_ok(reserve(a, 4 * step, NUMBER(0)));
    observe_outcome(s, "inside a reservation (W-MPX-005)",
                    CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, at(taken, (int64_t)step)),
                    "ERROR_INVALID_ADDRESS");
}

CASE(overlapping_tail, .claim = "A free base whose view would run into another allocation is refused.",
     .basis = "W-MPX-006", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    uint64_t step = granularity(s);
    Value section = make_section(a, NULL, 2 * step);
    Value base = free_base(a, 4 * step);
    Value after = expect_ok(reserve(a, step, at(base, (int64_t)step)));
    const Answer *view = CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, base);
    expect_refused(view);
    observe_outcome(s, "the view's tail is taken", view, "ERROR_INVALID_ADDRESS");
    expect_ok(release(a, after, step));
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, base), base);
}

CASE(misaligned_base, .claim = "A base that is no multiple of 64 KiB gives ERROR_MAPPED_ALIGNMENT.",
     .basis = "W-MPX-003 W-MPX-011 C11", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 65536);
    Value base = free_base(a, 4 * granularity(s));
    expect_error(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, at(base, 1)), ERROR_MAPPED_ALIGNMENT);
    expect_error(CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, at(base, 4096)), ERROR_MAPPED_ALIGNMENT);
    View view = view_of(a, section, FILE_MAP_READ);
    observe_outcome(s, "misaligned and occupied (W-MPX-011)",
                    CALL(a, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, at(view.address, 1)),
                    "ERROR_MAPPED_ALIGNMENT");
}

CASE(bad_handle_is_told_first, .claim = "A bad handle is told before a misaligned base.", .basis = "W-MPX-012",
     .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = free_base(a, granularity(s));
    expect_error(CALL(a, MapViewOfFileEx, NULL, FILE_MAP_READ, 0, 0, 0, at(base, 1)), ERROR_INVALID_HANDLE);
}

static void observe_base(Story *s, Actor *actor, Value section, const char *key, uint64_t base)
{
    const Answer *view = CALL(actor, MapViewOfFileEx, section, FILE_MAP_READ, 0, 0, 0, base);
    bool elsewhere = answer_kind(view) == ANSWER_OK && answer_value(view).number != base;
    observe_text(s, key, elsewhere ? "ok, elsewhere" : outcome_of(view), "ERROR_INVALID_PARAMETER");
}

CASE(base_outside_the_process, .claim = "What a base beyond the process's last address gives.",
     .basis = "W-MPX-008 W-MPX-009 C34", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    const Answer *system = CALL(a, GetSystemInfo, OUT);
    expect_ok(system);
    uint64_t last = answer_field(system, "information.lpMaximumApplicationAddress").number;
    observe_base(s, a, section, "above the last address (W-MPX-008)", (last / granularity(s) + 2) * granularity(s));
    observe_base(s, a, section, "in the kernel's half (W-MPX-008)",
                 pointer_bits(s) == 64 ? 0xffff800000000000 : 0xffff0000);
    uint64_t lowest = answer_field(system, "information.lpMinimumApplicationAddress").number;
    observe_number(s, "the lowest address (C34)", lowest, "65536");
}

CASE(bases_differ, .claim = "One section lies at differing bases in two processes; offsets mean the same in both.",
     .basis = "W-MPX-013 W-MPX-014 W-MPX-002 W-COH-001 C33 C41", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "bases");
    uint64_t size = 4 * granularity(s);
    Value section = make_section(a, name, size);
    Value opened = open_section(b, name, FILE_MAP_WRITE);
    Value base = free_base(a, size);
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base), base);
    /* Where b has something there already, so much the better. */
    reserve(b, size, base);
    const Answer *there = CALL(b, MapViewOfFileEx, opened, FILE_MAP_WRITE, 0, 0, 0, base);
    expect_refused(there);
    observe_outcome(s, "the other's base, taken here (W-MPX-014)", there, "ERROR_INVALID_ADDRESS");
    View one = VIEW_AT(base, size);
    View two = view_of(b, opened, FILE_MAP_WRITE);
    expect_different(s, one.address, two.address, "the bases");
    /* A list in the section, linked by offset: it can be walked from either base. */
    expect_ok(store_word(a, one, 0, 8, size - 64));
    expect_ok(store(a, one, size - 64, "linked by offset"));
    Value link = expect_ok(load_word(b, two, 0, 8));
    expect_bytes(b, two, link.number, "linked by offset");
}

CASE(agreed_base, .claim = "Two processes that agree on a free base can share pointers into the view.",
     .basis = "W-MPX-002 W-MPX-015 C11 C41", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "agreed");
    uint64_t size = 16 * granularity(s);
    Value section = make_section(a, name, size);
    Value opened = open_section(b, name, FILE_MAP_READ);
    Value base = {0};
    for (unsigned attempt = 0; !base.set && attempt < 16; attempt++) {
        Value wish = expect_ok(reserve(a, size, NUMBER(0)));
        const Answer *same = reserve(b, size, wish);
        if (answer_kind(same) == ANSWER_OK) {
            expect_ok(release(b, wish, size));
            expect_ok(release(a, wish, size));
            base = wish;
        } /* else it stays reserved here, and the next wish is another */
    }
    if (!base.set)
        skip_story(s, "no range of %llu bytes was free in both processes", (unsigned long long)size);
    View one = VIEW_AT(expect_ok(CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base)), size);
    View two = VIEW_AT(expect_ok(CALL(b, MapViewOfFileEx, opened, FILE_MAP_READ, 0, 0, 0, base)), size);
    expect_equal(s, two.address, one.address, "the base in the second process");
    expect_ok(store(a, one, 70000, "pointed at"));
    expect_ok(store_word(a, one, 0, 8, at(one.address, 70000).number));
    Value pointer = expect_ok(load_word(b, two, 0, 8));
    expect_bytes(b, VIEW_AT(pointer, 16), 0, "pointed at");
}

CASE(mirrored_ring, .claim = "A section mapped twice in a row is a ring: what runs over the seam begins it anew.",
     .basis = "W-MPX-002 W-MPX-017 W-COH-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    Actor *b = cast(s, "b");
    const char *name = unique_name(s, "ring");
    uint64_t size = granularity(s);
    Value section = make_section(a, name, size);
    Value base = free_base(a, 2 * size);
    Value second = at(base, (int64_t)size);
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base), base);
    expect_result(CALL(a, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, second), second);
    View ring = VIEW_AT(base, 2 * size);
    expect_ok(store(a, ring, size - 4, "overseam"));
    expect_bytes(a, ring, 0, "seam");
    expect_bytes(a, ring, 2 * size - 4, "over");
    View plain = view_of(b, open_section(b, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_bytes(b, plain, 0, "seam");
    expect_ok(store(b, plain, 0, "SEAM"));
    expect_bytes(a, ring, size - 4, "overSEAM");
}

CASES(win32_addresses, "win32/addresses", "win32", &chosen_base, &occupied_base, &overlapping_tail, &misaligned_base,
      &bad_handle_is_told_first, &base_outside_the_process, &bases_differ, &agreed_base, &mirrored_ring);
