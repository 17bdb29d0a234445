/* Sections between 32-bit and 64-bit processes: handles that cross, and where the views lie. */
#include "cases/win32/sections.h"

#include <stdio.h>

static Actor *parent_of(Story *s)
{
    return story_cell(s) ? cast_other_width(s, "parent") : cast(s, "parent");
}

static void parent_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", cell ? "other-parent" : "usual-parent");
}

#define EITHER_PARENT .needs = CAP(OTHER_WIDTH), .cells = 2, .cell_name = parent_name

CASE(inherited_handle, .claim = "A handle that is inherited by a child of the other width has the same value there.",
     .basis = "W-INH-001 W-INH-003 C05", .level = MUST, EITHER_PARENT)
{
    Actor *parent = parent_of(s);
    Value section = make_section(parent, NULL, 65536);
    Value kept = make_section(parent, NULL, 65536);
    expect_ok(CALL(parent, SetHandleInformation, section, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    View view = view_of(parent, section, FILE_MAP_WRITE);
    expect_ok(store(parent, view, 65530, "handed"));
    Actor *child = spawn_actor(parent, "child", .inherit = true, .other_width = true);
    View childs = view_of(child, section, FILE_MAP_WRITE);
    expect_bytes(child, childs, 65530, "handed");
    expect_ok(store(child, childs, 0, "taken"));
    expect_bytes(parent, view, 0, "taken");
    expect_refused(try_view(child, kept, FILE_MAP_READ));
    leave(child);
}

CASE(duplicated_handle, .claim = "A handle can be duplicated into a process of the other width, and with fewer rights.",
     .basis = "W-INH-008 W-INH-017 C22 C41", .level = MUST, EITHER_PARENT)
{
    Actor *parent = parent_of(s);
    Value section = make_section(parent, NULL, 65536);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "gift"));
    Actor *child = spawn_actor(parent, "child", .other_width = true);
    Value process = process_of(parent, child);
    const Answer *whole = CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, process, OUT, 0, FALSE,
                               DUPLICATE_SAME_ACCESS);
    const Answer *part = CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, process, OUT, FILE_MAP_READ, FALSE, 0);
    expect_ok(whole);
    expect_ok(part);
    expect_bytes(child, view_of(child, answer_field(whole, "target"), FILE_MAP_WRITE), 0, "gift");
    expect_bytes(child, view_of(child, answer_field(part, "target"), FILE_MAP_READ), 0, "gift");
    expect_error(try_view(child, answer_field(part, "target"), FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    leave(child);
}

CASE(handle_list, .claim = "A list of handles gives a child of the other width those handles and no others.",
     .basis = "W-INH-009", .level = MUST, EITHER_PARENT)
{
    Actor *parent = parent_of(s);
    Value listed = make_section(parent, NULL, 65536);
    Value left_out = make_section(parent, NULL, 65536);
    expect_ok(CALL(parent, SetHandleInformation, listed, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    expect_ok(CALL(parent, SetHandleInformation, left_out, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT));
    expect_ok(store(parent, view_of(parent, listed, FILE_MAP_WRITE), 0, "listed"));
    Actor *child = spawn_actor(parent, "child", .inherit = true, .other_width = true, .handles = {listed},
                               .handle_count = 1);
    expect_bytes(child, view_of(child, listed, FILE_MAP_READ), 0, "listed");
    expect_refused(try_view(child, left_out, FILE_MAP_READ));
    leave(child);
}

CASE(section_of_both, .claim = "A 32-bit and a 64-bit process share a named section, each at a base of its own.",
     .basis = "W-XPR-003 W-COH-001 C33", .level = OBSERVE, .needs = CAP(OTHER_WIDTH))
{
    Actor *usual = cast(s, "usual");
    Actor *other = cast_other_width(s, "other");
    Actor *wide = actor_bits(usual) == 64 ? usual : other;
    Actor *narrow = actor_bits(usual) == 64 ? other : usual;
    const char *name = unique_name(s, "both");
    uint64_t size = 4 * granularity(s);
    View low = view_of(narrow, make_section(narrow, name, size), FILE_MAP_WRITE);
    Value base = free_base(wide, size);
    while (base.number < (uint64_t)1 << 32) /* where a 32-bit process has no addresses */
        base = NUMBER(base.number + ((uint64_t)1 << 36));
    Value section = open_section(wide, name, FILE_MAP_WRITE);
    View high = VIEW_AT(expect_ok(CALL(wide, MapViewOfFileEx, section, FILE_MAP_WRITE, 0, 0, 0, base)), size);
    expect_ok(store(wide, high, size - 9, "from high"));
    expect_bytes(narrow, low, size - 9, "from high");
    expect_ok(store_word(narrow, low, 64, 8, 0x123456789abcdef0));
    expect_result(load_word(wide, high, 64, 8), 0x123456789abcdef0);
    View anywhere = view_of(wide, section, FILE_MAP_WRITE);
    expect_bytes(wide, anywhere, size - 9, "from high");
    observe_text(s, "a 64-bit view where the system likes",
                 anywhere.address.number >> 32 ? "above 4 GiB" : "below 4 GiB", "above 4 GiB, as a rule");
}

CASES(win32_widths, "win32/widths", "win32", &inherited_handle, &duplicated_handle, &handle_list, &section_of_both);
