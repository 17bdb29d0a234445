/* The parameters of NtMapViewOfSection and NtMapViewOfSectionEx that are wrong, and what is said. */
#include "cases/win32/sections.h"

#include <stdio.h>

enum { SIZE = 65536 };

static const Answer *map_with(Actor *a, Value section, uint64_t base, uint64_t zero_bits, uint64_t commit,
                              unsigned inherit, unsigned type)
{
    return CALL(a, NtMapViewOfSection, section, CURRENT_PROCESS, FIELDS(F(value, base)), zero_bits, commit, NULL,
                FIELDS(F(value, 0)), inherit, type, PAGE_READWRITE);
}

CASE(base_of_the_kernel, .claim = "A base among the kernel's addresses is STATUS_INVALID_PARAMETER_3.",
     .basis = "W-NTM-004", .level = MUST)
{
    Actor *a = cast(s, "a");
    uint64_t base = pointer_bits(s) == 64 ? 0xffff800000000000 : 0xffff0000;
    expect_error(map_with(a, make_section(a, NULL, SIZE), base, 0, 0, ViewShare, 0), STATUS_INVALID_PARAMETER_3);
}

static const unsigned zero_bits[] = {1, 10, 20, 21, 22, 31};

static void zero_bits_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%u", zero_bits[cell]);
}

CASE(leading_zero_bits, .claim = "ZeroBits up to 20 bounds the address, 21 is too much or wrong, more is wrong.",
     .basis = "W-NTM-005", .level = MUST, .cells = LENGTH_OF(zero_bits), .cell_name = zero_bits_name)
{
    Actor *a = cast(s, "a");
    unsigned bits = zero_bits[story_cell(s)];
    const Answer *mapped = map_with(a, make_section(a, NULL, 4096), 0, bits, 0, ViewShare, 0);
    if (bits > 21)
        expect_one_error(mapped, STATUS_INVALID_PARAMETER_4, STATUS_INVALID_PARAMETER);
    else if (bits == 21)
        expect_one_error(mapped, STATUS_NO_MEMORY, STATUS_INVALID_PARAMETER);
    else if (answer_kind(mapped) == ANSWER_OK)
        expect_equal(s, NUMBER(answer_field(mapped, "base").number >> (32 - bits)), NUMBER(0), "the leading bits");
    else
        expect_error(mapped, STATUS_NO_MEMORY);
}

CASE(base_against_zero_bits, .claim = "A base that breaks ZeroBits is told before one that is misaligned.",
     .basis = "W-NTM-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 4096);
    expect_one_error(map_with(a, section, 0x30000000, 10, 0, ViewShare, 0), STATUS_INVALID_PARAMETER_4,
                     STATUS_INVALID_PARAMETER);
    expect_one_error(map_with(a, section, 0x30001000, 10, 0, ViewShare, 0), STATUS_INVALID_PARAMETER_4,
                     STATUS_INVALID_PARAMETER);
}

CASE(base_at_a_page, .claim = "AT_ROUND_TO_PAGE is for 32-bit Windows alone.", .basis = "W-NTM-007", .level = MUST)
{
    enum { ROUND_TO_PAGE = 0x40000000 };
    Actor *a = cast(s, "a");
    if (pointer_bits(s) == 32 && !fact_number(s, "wow64", 0))
        skip_story(s, "this is a 32-bit Windows, where the base is rounded");
    Value base = free_base(a, 4 * SIZE);
    expect_one_error(map_with(a, make_section(a, NULL, 4096), base.number + 4096, 0, 0, ViewShare, ROUND_TO_PAGE),
                     STATUS_INVALID_PARAMETER_9, STATUS_INVALID_PARAMETER);
}

CASE(commit_of_a_file, .claim = "A CommitSize is for the paging file, and no larger than the section.",
     .basis = "W-NTM-011", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value file = make_file(a, scratch_name(s, "file"), SIZE);
    expect_error(map_with(a, section_of_file(a, file, PAGE_READWRITE), 0, 0, 4096, ViewShare, 0),
                 STATUS_INVALID_PARAMETER_5);
    expect_error(map_with(a, make_section(a, NULL, SIZE), 0, 0, 2 * SIZE, ViewShare, 0), STATUS_INVALID_PARAMETER_5);
}

CASE(inheritance_of_a_view, .claim = "A view is shared or unmapped in clones: there is no third way.",
     .basis = "W-NTM-016", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, SIZE);
    observe_outcome(s, "disposition 0", map_with(a, section, 0, 0, 0, 0, 0), "STATUS_INVALID_PARAMETER_8");
    observe_outcome(s, "disposition 3", map_with(a, section, 0, 0, 0, 3, 0), "STATUS_INVALID_PARAMETER_8");
    expect_field(map_with(a, section, 0, 0, 0, ViewUnmap, 0), "view_size", SIZE);
}

CASE(views_of_a_child, .claim = "Neither shared nor unmapped views reach a child that CreateProcess makes.",
     .basis = "W-NTM-017", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, SIZE);
    const Answer *mapped = map_with(a, section, 0, 0, 0, ViewShare, 0);
    expect_field(mapped, "view_size", SIZE);
    View view = VIEW_AT(answer_field(mapped, "base"), SIZE);
    expect_ok(store(a, view, 0, "mapcheck's parent"));
    Actor *child = spawn_actor(a, "child", .inherit = true);
    const Answer *seen = digest(child, view, 0, 17);
    observe_text(s, "the child's memory at the view",
                 answer_kind(seen) == ANSWER_OK && answer_value(seen).number == expect_ok(digest(a, view, 0, 17)).number
                     ? "the view"
                     : "something else",
                 "something else");
    expect_bytes(a, view, 0, "mapcheck's parent");
    leave(child);
}

CASE(pointers_to_a_view, .claim = "No offset means 0; no place for the base is STATUS_ACCESS_VIOLATION.",
     .basis = "W-NTM-023", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, SIZE);
    View written = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, written, 0, "start"));
    const Answer *mapped = map_with(a, section, 0, 0, 0, ViewShare, 0);
    expect_ok(mapped);
    expect_bytes(a, VIEW_AT(answer_field(mapped, "base"), SIZE), 0, "start");
    expect_error(CALL(a, NtMapViewOfSection, section, CURRENT_PROCESS, NULL, 0, 0, NULL, FIELDS(F(value, 0)), ViewShare,
                      0, PAGE_READWRITE),
                 STATUS_ACCESS_VIOLATION);
}

/* MEM_EXTENDED_PARAMETER: 16 bytes, its type in the first 8, and for type 1 the address of three words behind it. */
static Value address_requirement(Story *s, Actor *a, unsigned type, uint64_t alignment)
{
    unsigned width = pointer_bits(s) / 8;
    View room = VIEW_AT(
        expect_ok(CALL_IN(win32, a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 4096);
    for (unsigned i = 0; i < 2; i++) {
        expect_ok(store_word(a, room, 16 * i, 8, type));
        expect_ok(store_word(a, room, 16 * i + 8, width, room.address.number + 64));
    }
    expect_ok(store_word(a, room, 64 + 2 * width, width, alignment));
    return room.address;
}

static const Answer *map_extended(Actor *a, Value section, uint64_t base, Value parameters, unsigned count)
{
    return CALL(a, NtMapViewOfSectionEx, section, CURRENT_PROCESS, FIELDS(F(value, base)), NULL, FIELDS(F(value, 0)), 0,
                PAGE_READWRITE, parameters, count);
}

CASE(extended_parameters, .claim = "Extended parameters of a view are checked: type, number, base, alignment.",
     .basis = "W-NTM-019 W-NTM-020", .level = MUST)
{
    enum { REQUIREMENTS = 1 };
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, SIZE);
    expect_ok(map_extended(a, section, 0, NUMBER(0), 0));
    expect_error(map_extended(a, section, 0, NUMBER(0), 1), STATUS_INVALID_PARAMETER);
    expect_error(map_extended(a, section, 0, address_requirement(s, a, 0, 0), 1), STATUS_INVALID_PARAMETER);
    expect_error(map_extended(a, section, 0, address_requirement(s, a, 200, 0), 1), STATUS_INVALID_PARAMETER);
    expect_ok(map_extended(a, section, 0, address_requirement(s, a, REQUIREMENTS, 0), 1));
    expect_error(map_extended(a, section, 0, address_requirement(s, a, REQUIREMENTS, 0), 2), STATUS_INVALID_PARAMETER);
    expect_error(map_extended(a, section, 0, address_requirement(s, a, REQUIREMENTS, SIZE), 1),
                 STATUS_INVALID_PARAMETER);
    Value base = free_base(a, SIZE);
    expect_error(map_extended(a, section, base.number, address_requirement(s, a, REQUIREMENTS, 0), 1),
                 STATUS_INVALID_PARAMETER);
}

CASES(nt_view_arguments, "nt/view_arguments", "nt", &base_of_the_kernel, &leading_zero_bits, &base_against_zero_bits,
      &base_at_a_page, &commit_of_a_file, &inheritance_of_a_view, &views_of_a_child, &pointers_to_a_view,
      &extended_parameters);
