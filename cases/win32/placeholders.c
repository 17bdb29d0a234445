/* Placeholders: address space that is split, replaced by views and memory, and taken back. */
#include "cases/win32/images.h"

enum {
    GRANULE = 65536,
    PLACEHOLDER = MEM_RESERVE | MEM_RESERVE_PLACEHOLDER,
    SPLIT = MEM_RELEASE | MEM_PRESERVE_PLACEHOLDER
};

static Value placeholder(Actor *a, uint64_t length)
{
    return expect_ok(CALL(a, VirtualAlloc2, CURRENT_PROCESS, NULL, length, PLACEHOLDER, PAGE_NOACCESS, NULL, 0));
}

static const Answer *view_instead(Actor *a, Value section, Value base, uint64_t offset, uint64_t length)
{
    return CALL(a, MapViewOfFile3, section, CURRENT_PROCESS, base, offset, length, MEM_REPLACE_PLACEHOLDER,
                PAGE_READWRITE, NULL, 0);
}

static const Answer *memory_instead(Actor *a, Value base, uint64_t length, unsigned type)
{
    return CALL(a, VirtualAlloc2, CURRENT_PROCESS, base, length, type, PAGE_READWRITE, NULL, 0);
}

CASE(placeholder_is_reserved, .claim = "A placeholder is reserved, without access, and needs PAGE_NOACCESS.",
     .basis = "W-PLH-001", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = placeholder(a, 2 * GRANULE);
    const Answer *information = query(s, a, base);
    expect_field(information, "information.State", MEM_RESERVE);
    expect_field(information, "information.Type", MEM_PRIVATE);
    expect_field(information, "information.AllocationProtect", PAGE_NOACCESS);
    expect_field(information, "information.RegionSize", 2 * GRANULE);
    expect_error(CALL(a, VirtualAlloc2, CURRENT_PROCESS, NULL, GRANULE, PLACEHOLDER, PAGE_READWRITE, NULL, 0),
                 ERROR_INVALID_PARAMETER);
}

CASE(placeholder_of_the_old_call, .claim = "VirtualAlloc makes no placeholders.", .basis = "W-PLH-002", .level = MUST)
{
    Actor *a = cast(s, "a");
    expect_error(CALL(a, VirtualAlloc, NULL, GRANULE, PLACEHOLDER, PAGE_NOACCESS), ERROR_INVALID_PARAMETER);
}

CASE(image_in_a_placeholder, .claim = "An image does not replace a placeholder.", .basis = "W-PLH-018",
     .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "program");
    make_image(s, a, path);
    Value base = placeholder(a, IMAGE_SIZE);
    const Answer *view = CALL(a, MapViewOfFile3, image_section(a, path), CURRENT_PROCESS, base, 0, IMAGE_SIZE,
                              MEM_REPLACE_PLACEHOLDER, PAGE_READONLY, NULL, 0);
    observe_outcome(s, "the view", view, "an error");
    expect_field(query(s, a, base), "information.AllocationBase", base);
}

CASE(splitting, .claim = "A part of a placeholder is split off; the whole, nothing, and plain memory are not.",
     .basis = "W-PLH-003", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = placeholder(a, 2 * GRANULE);
    expect_error(CALL(a, VirtualFree, base, 2 * GRANULE, SPLIT), ERROR_INVALID_ADDRESS);
    expect_error(CALL(a, VirtualFree, base, 0, SPLIT), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(a, VirtualFree, base, GRANULE, SPLIT));
    expect_field(query(s, a, at(base, GRANULE)), "information.AllocationBase", at(base, GRANULE));
    Value plain = expect_ok(CALL(a, VirtualAlloc, NULL, 2 * GRANULE, MEM_RESERVE, PAGE_NOACCESS));
    expect_error(CALL(a, VirtualFree, plain, GRANULE, SPLIT), ERROR_INVALID_ADDRESS);
}

CASE(view_in_a_placeholder, .claim = "A view replaces a placeholder of exactly its size, and gives it back.",
     .basis = "W-PLH-004 W-PLH-007 W-PLH-010", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 2 * GRANULE);
    Value base = placeholder(a, 2 * GRANULE);
    expect_error(view_instead(a, section, base, 0, GRANULE), ERROR_INVALID_ADDRESS);
    expect_result(view_instead(a, section, base, 0, 2 * GRANULE), base);
    expect_ok(store(a, VIEW_AT(base, 2 * GRANULE), GRANULE, "view"));
    expect_error(CALL(a, VirtualFree, base, 0, SPLIT), ERROR_INVALID_PARAMETER);
    expect_ok(CALL(a, UnmapViewOfFile2, CURRENT_PROCESS, base, MEM_PRESERVE_PLACEHOLDER));
    const Answer *information = query(s, a, base);
    expect_field(information, "information.State", MEM_RESERVE);
    expect_field(information, "information.Type", MEM_PRIVATE);
    expect_error(CALL(a, UnmapViewOfFile2, CURRENT_PROCESS, base, MEM_PRESERVE_PLACEHOLDER), ERROR_INVALID_ADDRESS);
    expect_error(CALL(a, UnmapViewOfFile, base), ERROR_INVALID_ADDRESS);
}

CASE(page_alignment, .claim = "In a placeholder base and offset are aligned to pages, elsewhere to granules.",
     .basis = "W-PLH-005 W-PLH-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 2 * GRANULE);
    Value base = placeholder(a, 2 * GRANULE);
    expect_ok(CALL(a, VirtualFree, at(base, 4096), 4096, SPLIT));
    expect_error(view_instead(a, section, at(base, 4097), 4096, 4096), ERROR_MAPPED_ALIGNMENT);
    expect_error(view_instead(a, section, at(base, 4096), 4097, 4096), ERROR_MAPPED_ALIGNMENT);
    expect_ok(view_instead(a, section, at(base, 4096), 4096, 4096));
}

CASE(granules_without_placeholder, .claim = "MapViewOfFile3 refuses a base and an offset that are no granule's.",
     .basis = "W-PLH-006", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, 2 * GRANULE);
    Value base = free_base(a, 4 * GRANULE);
    expect_error(
        CALL(a, MapViewOfFile3, section, CURRENT_PROCESS, at(base, 4096), 0, GRANULE, 0, PAGE_READWRITE, NULL, 0),
        ERROR_MAPPED_ALIGNMENT);
    expect_error(CALL(a, MapViewOfFile3, section, CURRENT_PROCESS, NULL, 4096, GRANULE, 0, PAGE_READWRITE, NULL, 0),
                 ERROR_MAPPED_ALIGNMENT);
    Value view = expect_ok(
        CALL(a, MapViewOfFile3, section, CURRENT_PROCESS, NULL, GRANULE, GRANULE, 0, PAGE_READWRITE, NULL, 0));
    expect_filled(a, VIEW_AT(view, GRANULE), 0, GRANULE, 0);
}

CASE(ordinary_view_leaves_no_placeholder, .claim = "An ordinary view is not unmapped to a placeholder.",
     .basis = "W-PLH-008", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, GRANULE), FILE_MAP_WRITE);
    expect_ok(store(a, view, 0, "still"));
    expect_error(CALL(a, UnmapViewOfFile2, CURRENT_PROCESS, view.address, MEM_PRESERVE_PLACEHOLDER),
                 ERROR_INVALID_ADDRESS);
    expect_bytes(a, view, 0, "still");
}

CASE(flags_of_unmapping, .claim = "UnmapViewOfFile2 takes no MEM_RELEASE beside MEM_PRESERVE_PLACEHOLDER.",
     .basis = "W-PLH-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    View view = view_of(a, make_section(a, NULL, GRANULE), FILE_MAP_WRITE);
    expect_error(CALL(a, UnmapViewOfFile2, CURRENT_PROCESS, view.address, SPLIT), ERROR_INVALID_PARAMETER);
    expect_filled(a, view, 0, GRANULE, 0);
}

CASE(transient_boost, .claim = "MEM_UNMAP_WITH_TRANSIENT_BOOST goes together with MEM_PRESERVE_PLACEHOLDER.",
     .basis = "W-PLH-009", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = placeholder(a, GRANULE);
    expect_ok(view_instead(a, make_section(a, NULL, GRANULE), base, 0, GRANULE));
    expect_ok(
        CALL(a, UnmapViewOfFile2, CURRENT_PROCESS, base, MEM_UNMAP_WITH_TRANSIENT_BOOST | MEM_PRESERVE_PLACEHOLDER));
    expect_field(query(s, a, base), "information.State", MEM_RESERVE);
}

CASE(memory_in_a_placeholder, .claim = "Memory replaces a placeholder of its size, zeroed every time.",
     .basis = "W-PLH-011 W-PLH-014", .level = MUST)
{
    enum { REPLACE = MEM_RESERVE | MEM_COMMIT | MEM_REPLACE_PLACEHOLDER };
    Actor *a = cast(s, "a");
    Value base = placeholder(a, GRANULE);
    View memory = VIEW_AT(base, GRANULE);
    expect_error(memory_instead(a, base, GRANULE, MEM_COMMIT | MEM_REPLACE_PLACEHOLDER), ERROR_INVALID_PARAMETER);
    expect_error(memory_instead(a, base, GRANULE, MEM_COMMIT), ERROR_INVALID_ADDRESS);
    expect_error(memory_instead(a, base, 4096, REPLACE), ERROR_INVALID_ADDRESS);
    expect_ok(memory_instead(a, base, GRANULE, REPLACE));
    expect_ok(store(a, memory, 100, "old"));
    expect_ok(CALL(a, VirtualFree, base, GRANULE, SPLIT));
    expect_ok(memory_instead(a, base, GRANULE, REPLACE));
    expect_filled(a, memory, 0, GRANULE, 0);
}

CASE(coalescing, .claim = "Placeholders that lie side by side become one; several are not released at once.",
     .basis = "W-PLH-012 W-PLH-013", .level = MUST)
{
    Actor *a = cast(s, "a");
    Value base = placeholder(a, 4 * GRANULE);
    expect_ok(CALL(a, VirtualFree, base, GRANULE, SPLIT));
    expect_ok(CALL(a, VirtualFree, at(base, GRANULE), GRANULE, SPLIT));
    expect_error(CALL(a, VirtualFree, base, 2 * GRANULE, MEM_COALESCE_PLACEHOLDERS), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualFree, base, 0, MEM_RELEASE | MEM_COALESCE_PLACEHOLDERS), ERROR_INVALID_PARAMETER);
    expect_error(CALL(a, VirtualFree, base, 2 * GRANULE - 4096, MEM_RELEASE | MEM_COALESCE_PLACEHOLDERS),
                 ERROR_INVALID_ADDRESS);
    expect_refused(CALL(a, VirtualFree, base, 2 * GRANULE, MEM_RELEASE));
    expect_ok(CALL(a, VirtualFree, base, 2 * GRANULE, MEM_RELEASE | MEM_COALESCE_PLACEHOLDERS));
    expect_field(query(s, a, base), "information.RegionSize", 2 * GRANULE);
}

CASE(mirrored_ring, .claim = "One section in two placeholders side by side is a ring: a store runs over the seam.",
     .basis = "W-PLH-015", .level = OBSERVE)
{
    Actor *a = cast(s, "a");
    Value section = make_section(a, NULL, GRANULE);
    Value base = placeholder(a, 2 * GRANULE);
    expect_ok(CALL(a, VirtualFree, base, GRANULE, SPLIT));
    expect_ok(view_instead(a, section, base, 0, GRANULE));
    expect_ok(view_instead(a, section, at(base, GRANULE), 0, GRANULE));
    View ring = VIEW_AT(base, 2 * GRANULE);
    expect_ok(store(a, ring, GRANULE - 2, "seam"));
    expect_bytes(a, ring, 0, "am");
    observe(s, "the end of the second view", load(a, ring, 2 * GRANULE - 2, 2), "ok void bytes=\"se\"");
}

CASE(address_requirements, .claim = "An address requirement bounds and aligns the memory that VirtualAlloc2 gives.",
     .basis = "W-PLH-016", .level = MUST)
{
    enum { REQUIREMENTS = 1, LARGE = 1 << 20 };
    const unsigned word = pointer_bits(s) /
                          8; /* the parameter's fields are 8 bytes everywhere, the requirements' are words */
    Actor *a = cast(s, "a");
    View room = VIEW_AT(expect_ok(CALL(a, VirtualAlloc, NULL, 4096, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE)), 4096);
    expect_ok(store_word(a, room, 0, 8, REQUIREMENTS));
    expect_ok(store_word(a, room, 8, 8, room.address.number + 64));
    expect_ok(store_word(a, room, 64, word, 0x20000000));
    expect_ok(store_word(a, room, 64 + word, word, 0x5fffffff));
    expect_ok(store_word(a, room, 64 + 2 * word, word, LARGE));
    Value memory = expect_ok(
        CALL(a, VirtualAlloc2, CURRENT_PROCESS, NULL, GRANULE, MEM_RESERVE, PAGE_READWRITE, room.address, 1));
    expect_true(s, memory.number >= 0x20000000 && memory.number + GRANULE <= 0x60000000, "the memory is in its bounds");
    expect_equal(s, NUMBER(memory.number % LARGE), NUMBER(0), "the place in its alignment");
}

CASE(view_of_a_child, .claim = "MapViewOfFile3 maps into a child, and UnmapViewOfFile2 takes the view away.",
     .basis = "W-PLH-017", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *child = spawn_actor(parent, "child");
    Value process = process_of(parent, child);
    Value section = make_section(parent, NULL, GRANULE);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "for the child"));
    Value address = expect_ok(CALL(parent, MapViewOfFile3, section, process, NULL, 0, 0, 0, PAGE_READONLY, NULL, 0));
    View view = VIEW_AT(address, GRANULE);
    expect_bytes(child, view, 0, "for the child");
    expect_ok(CALL(parent, UnmapViewOfFile2, process, address, 0));
    expect_fault(load(child, view, 0, 1));
    leave(child);
}

CASES(win32_placeholders, "win32/placeholders", "win32", &placeholder_is_reserved, &placeholder_of_the_old_call,
      &image_in_a_placeholder, &splitting, &view_in_a_placeholder, &page_alignment, &granules_without_placeholder,
      &ordinary_view_leaves_no_placeholder, &flags_of_unmapping, &transient_boost, &memory_in_a_placeholder,
      &coalescing, &mirrored_ring, &address_requirements, &view_of_a_child);
