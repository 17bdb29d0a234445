/* The actor's own program: an image that every instance has mapped. */
#include "cases/win32/sections.h"

/* The first page of the actor's program. */
static View headers_of_program(Actor *actor)
{
    return VIEW_AT(expect_ok(CALL(actor, GetModuleHandleA, NULL)), 4096);
}

/* The name stays in the actor's memory: it goes from one call to the next by address. */
static Value file_of_program(Actor *actor)
{
    enum { ROOM = 4096 };
    Value name = expect_ok(CALL(actor, VirtualAlloc, NULL, ROOM, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    expect_ok(CALL(actor, GetModuleFileNameA, NULL, name, ROOM));
    return expect_ok(CALL(actor, CreateFileA, name, GENERIC_READ, EVERY_SHARE, NULL, OPEN_EXISTING, 0, NULL));
}

CASE(instances_do_not_share_changes,
     .claim =
         "A page of its program that one instance changes is copied for it: file and other instances are as before.",
     .basis = "C35", .level = MUST)
{
    enum { WORDS = 0x4e }; /* of the MS-DOS stub, which nobody runs */
    Actor *changer = cast(s, "changer");
    Actor *other = cast(s, "other");
    View mine = headers_of_program(changer);
    View others = headers_of_program(other);
    expect_field(query(s, changer, mine.address), "information.Type", MEM_IMAGE);
    expect_field(query(s, other, others.address), "information.Type", MEM_IMAGE);
    expect_bytes(changer, mine, WORDS, "This program");
    expect_bytes(other, others, WORDS, "This program");
    expect_ok(CALL(changer, VirtualProtect, mine.address, 4096, PAGE_WRITECOPY, OUT));
    expect_ok(store(changer, mine, WORDS, "That"));
    expect_bytes(changer, mine, WORDS, "That program");
    expect_bytes(other, others, WORDS, "This program");
    Actor *later = cast(s, "later");
    expect_bytes(later, headers_of_program(later), WORDS, "This program");
    expect_file_bytes(changer, file_of_program(changer), WORDS, "This program");
}

CASE(base_of_a_program, .claim = "Whether programs lie at their preferred base, and at 0x00400000, is recorded.",
     .basis = "C36", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    View headers = headers_of_program(a);
    expect_bytes(a, headers, 0, "MZ");
    uint64_t start = expect_ok(load_word(a, headers, 0x3c, 4)).number; /* e_lfanew */
    expect_bytes(a, headers, start, "PE");
    bool wide = pointer_bits(s) == 64;
    uint64_t preferred = expect_ok(load_word(a, headers, start + (wide ? 0x30 : 0x34), wide ? 8 : 4)).number;
    observe_text(s, "the program", preferred == headers.address.number ? "at its preferred base" : "moved", NULL);
    observe_text(s, "at 0x00400000", headers.address.number == 0x400000 ? "yes" : "no", wide ? "no" : NULL);
    expect_equal(s, NUMBER(headers.address.number % granularity(s)), NUMBER(0), "the base's place in its granule");
}

CASES(win32_programs, "win32/programs", "win32", &instances_do_not_share_changes, &base_of_a_program);
