/* Programs of 32 and of 64 bits at one section. */
#include "cases/win32/sections.h"

CASE(section_of_both, .claim = "A 32-bit and a 64-bit process share a named section, each at a base of its own.",
     .basis = "W-XPR-003 W-COH-001", .level = OBSERVE)
{
    Actor *one = cast(s, "one");
    Actor *other = spawn_other_actor(one, "other"); /* skips the story where there is no such actor */
    const char *name = unique_name(s, "both");
    uint64_t size = 4 * granularity(s);
    Value section = make_section(one, name, size);
    View mine = view_of(one, section, FILE_MAP_WRITE);
    if (pointer_bits(s) == 64) { /* where a 32-bit process has no addresses */
        unmap_view(one, mine);
        Value base = free_base(one, size);
        while (base.number < (uint64_t)1 << 32)
            base = NUMBER(base.number + ((uint64_t)1 << 36));
        mine = VIEW_AT(expect_ok(CALL(one, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base)), size);
    }
    View theirs = view_of(other, open_section(other, name, FILE_MAP_WRITE), FILE_MAP_WRITE);
    expect_ok(store(one, mine, size - 8, "from one"));
    expect_bytes(other, theirs, size - 8, "from one");
    expect_ok(store_word(other, theirs, 64, 8, 0x123456789abcdef0));
    expect_result(load_word(one, mine, 64, 8), 0x123456789abcdef0);
    observe_text(s, "the bases", mine.address.number == theirs.address.number ? "the same" : "different", NULL);
    leave(other);
}

CASES(win32_word_sizes, "win32/word_sizes", "win32", &section_of_both);
