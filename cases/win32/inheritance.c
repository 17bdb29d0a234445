/* How a section's handle reaches a child: inheritance by every switch that decides it. */
#include "cases/win32/sections.h"

#include <stdio.h>

static Value make_inheritable(Actor *actor, const char *name, int inherit)
{
    return expect_ok(CALL(actor, CreateFileMappingA, INVALID_HANDLE_VALUE, FIELDS(F(bInheritHandle, inherit)),
                          PAGE_READWRITE, 0, 4096, name));
}

/* The child uses the parent's number. Whatever else that number may be there, it is no section of the parent's. */
static void expect_not_there(Actor *child, Value handle)
{
    expect_refused(try_view(child, handle, FILE_MAP_READ));
}

static void switches_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", cell & 1 ? "inheritable" : "not-inheritable",
             cell & 2 ? "process-inherits" : "process-does-not");
}

CASE(both_switches_must_be_on,
     .claim = "A child has its parent's handle, by the same number, only if both the handle and CreateProcess say so.",
     .basis = "W-INH-001 W-INH-002 W-INH-003 W-CFM-017 C05 C22", .level = MUST, .cells = 4, .cell_name = switches_name)
{
    Actor *parent = cast(s, "parent");
    Value section = make_inheritable(parent, NULL, story_cell(s) & 1 ? TRUE : FALSE);
    View view = view_of(parent, section, FILE_MAP_WRITE);
    expect_ok(store(parent, view, 0, "heirloom"));
    Actor *child = spawn_actor(parent, "child", .inherit = story_cell(s) & 2);
    if (story_cell(s) == 3) {
        View inherited = view_of(child, section, FILE_MAP_WRITE);
        expect_bytes(child, inherited, 0, "heirloom");
        expect_ok(store(child, inherited, 0, "returned"));
        expect_bytes(parent, view, 0, "returned");
    } else {
        expect_not_there(child, section);
    }
    leave(child);
}

CASE(opened_handles_inherit_too, .claim = "OpenFileMapping with bInheritHandle makes a handle that children get.",
     .basis = "W-INH-005 W-OPN-010", .level = MUST)
{
    Actor *creator = cast(s, "creator");
    Actor *parent = cast(s, "parent");
    const char *name = unique_name(s, "opened");
    View view = view_of(creator, make_section(creator, name, 4096), FILE_MAP_WRITE);
    expect_ok(store(creator, view, 0, "by name"));
    Value kept = open_section(parent, name, FILE_MAP_READ);
    Value passed = expect_ok(CALL(parent, OpenFileMappingA, FILE_MAP_READ, TRUE, name));
    expect_field(CALL(parent, GetHandleInformation, kept, OUT), "flags", 0);
    expect_field(CALL(parent, GetHandleInformation, passed, OUT), "flags", HANDLE_FLAG_INHERIT);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    expect_bytes(child, view_of(child, passed, FILE_MAP_READ), 0, "by name");
    expect_not_there(child, kept);
    leave(child);
}

CASE(existing_name_new_handle, .claim = "Inheritance of a second creation concerns the new handle only.",
     .basis = "W-INH-004", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    const char *name = unique_name(s, "again");
    Value first = make_section(parent, name, 4096);
    Value second = make_inheritable(parent, name, TRUE);
    expect_ok(store(parent, view_of(parent, first, FILE_MAP_WRITE), 0, "one"));
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    expect_bytes(child, view_of(child, second, FILE_MAP_READ), 0, "one");
    expect_not_there(child, first);
    leave(child);
}

static void switched_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", cell ? "on" : "off");
}

CASE(switched_later, .claim = "SetHandleInformation switches a handle's inheritance on and off until CreateProcess.",
     .basis = "W-INH-006", .level = MUST, .cells = 2, .cell_name = switched_name)
{
    Actor *parent = cast(s, "parent");
    int on = (int)story_cell(s);
    Value section = make_inheritable(parent, NULL, !on);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "switch"));
    expect_ok(
        CALL(parent, SetHandleInformation, section, 0, on ? HANDLE_FLAG_INHERIT : 0)); /* nothing is in the mask */
    expect_field(CALL(parent, GetHandleInformation, section, OUT), "flags", on ? 0 : HANDLE_FLAG_INHERIT);
    expect_ok(CALL(parent, SetHandleInformation, section, HANDLE_FLAG_INHERIT, on ? HANDLE_FLAG_INHERIT : 0));
    expect_field(CALL(parent, GetHandleInformation, section, OUT), "flags", on ? HANDLE_FLAG_INHERIT : 0);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    if (on)
        expect_bytes(child, view_of(child, section, FILE_MAP_READ), 0, "switch");
    else
        expect_not_there(child, section);
    leave(child);
}

CASE(rights_are_inherited_unchanged, .claim = "The inherited handle allows what the parent's allows, and no more.",
     .basis = "W-INH-013 W-MAP-016", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_section(parent, NULL, 4096);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "look"));
    Value reader = answer_field(
        CALL(parent, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, FILE_MAP_READ, TRUE, 0),
        "target");
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    expect_error(try_view(child, reader, FILE_MAP_WRITE), ERROR_ACCESS_DENIED);
    expect_bytes(child, view_of(child, reader, FILE_MAP_READ), 0, "look");
    leave(child);
}

CASE(only_the_listed_ones, .claim = "With a handle list a child gets the listed inheritable handles and no others.",
     .basis = "W-INH-009", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value listed = make_inheritable(parent, NULL, TRUE);
    Value unlisted = make_inheritable(parent, NULL, TRUE);
    expect_ok(store(parent, view_of(parent, listed, FILE_MAP_WRITE), 0, "listed"));
    Actor *child = spawn_actor(parent, "child", .handles = {listed}, .handle_count = 1);
    expect_bytes(child, view_of(child, listed, FILE_MAP_READ), 0, "listed");
    expect_not_there(child, unlisted);
    leave(child);
}

CASE(handed_down_twice, .claim = "An inherited handle stays inheritable: a grandchild gets it from the child.",
     .basis = "W-INH-001 W-INH-014", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_inheritable(parent, NULL, TRUE);
    View view = view_of(parent, section, FILE_MAP_WRITE);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    Actor *grandchild = spawn_actor(child, "grandchild", .inherit = true);
    leave(child);
    View inherited = view_of(grandchild, section, FILE_MAP_WRITE);
    expect_ok(store(grandchild, inherited, 0, "third generation"));
    expect_bytes(parent, view, 0, "third generation");
    leave(grandchild);
}

CASE(views_are_not_inherited, .claim = "A parent's view is not mapped in its child, whatever is inherited.",
     .basis = "W-INH-016 W-COW-026 C01", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Value section = make_section(parent, NULL, 1 << 20);
    View view = view_of(parent, section, FILE_MAP_WRITE);
    expect_ok(fill(parent, view, 0, 1 << 20, 0x5a));
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    const Answer *seen = digest(child, view, 0, 1 << 20);
    if (answer_kind(seen) == ANSWER_OK) /* something of the child's own may lie there */
        expect_different(s, answer_value(seen), expect_ok(digest(parent, view, 0, 1 << 20)), "the bytes there");
    else
        expect_fault_code(seen, READ, "EXCEPTION_ACCESS_VIOLATION");
    leave(child);
}

CASE(child_keeps_the_name, .claim = "When the parent is gone, the child's inherited handle keeps section and name.",
     .basis = "W-INH-015 W-LIF-007 W-LIF-004", .level = MUST)
{
    Actor *parent = cast(s, "parent");
    Actor *other = cast(s, "other");
    const char *name = unique_name(s, "kept");
    Value section = make_inheritable(parent, name, TRUE);
    expect_ok(store(parent, view_of(parent, section, FILE_MAP_WRITE), 0, "kept"));
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    close_handle(parent, section);
    kill_actor(parent);
    expect_bytes(other, view_of(other, open_section(other, name, FILE_MAP_READ), FILE_MAP_READ), 0, "kept");
    expect_bytes(child, view_of(child, section, FILE_MAP_READ), 0, "kept");
    leave(child);
}

CASES(win32_inheritance, "win32/inheritance", "win32", &both_switches_must_be_on, &opened_handles_inherit_too,
      &existing_name_new_handle, &switched_later, &rights_are_inherited_unchanged, &only_the_listed_ones,
      &handed_down_twice, &views_are_not_inherited, &child_keeps_the_name);
