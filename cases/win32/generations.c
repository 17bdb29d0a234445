/* A handle handed down: made inheritable by every route, to a child and to a grandchild. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Route { CREATED, OPENED, SWITCHED, DUPLICATED, ROUTES } Route;
typedef enum Heir { CHILD, GRANDCHILD, STRANGER, HEIRS } Heir; /* the stranger's parent hands nothing on */

static const char *const routes[ROUTES] = {"created", "opened", "switched", "duplicated"};
static const char *const heirs[HEIRS] = {"child", "grandchild", "grandchild-not-inheriting"};

static bool inheritable(size_t cell)
{
    return cell / ROUTES % 2;
}

static void heir_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", routes[cell % ROUTES], inheritable(cell) ? "inheritable" : "not-inheritable",
             heirs[cell / ROUTES / 2]);
}

static Value handle_by(Actor *parent, Route route, bool passes, Value first, const char *name)
{
    if (route == CREATED)
        return expect_ok(CALL_IN(win32, parent, CreateFileMappingA, INVALID_HANDLE_VALUE,
                                 FIELDS(F(bInheritHandle, passes)), PAGE_READWRITE, 0, 4096, name));
    if (route == OPENED)
        return expect_ok(CALL_IN(win32, parent, OpenFileMappingA, FILE_MAP_WRITE, passes, name));
    const Answer *copy = CALL_IN(win32, parent, DuplicateHandle, CURRENT_PROCESS, first, CURRENT_PROCESS, OUT, 0,
                                 route == SWITCHED ? !passes : passes, DUPLICATE_SAME_ACCESS);
    expect_ok(copy);
    Value handle = answer_field(copy, "target");
    if (route == SWITCHED)
        expect_ok(CALL_IN(win32, parent, SetHandleInformation, handle, HANDLE_FLAG_INHERIT,
                          passes ? HANDLE_FLAG_INHERIT : 0));
    return handle;
}

CASE(handle_is_handed_down,
     .claim = "Whatever made a handle inheritable, each generation has it by the same number if all hand it on.",
     .basis = "W-INH-001 W-INH-003 W-INH-005 W-INH-006 W-INH-007 W-INH-014", .level = MUST,
     .cells = (size_t)ROUTES * 2 * HEIRS, .cell_name = heir_name)
{
    Route route = (Route)(story_cell(s) % ROUTES);
    Heir heir = (Heir)(story_cell(s) / ROUTES / 2);
    bool passes = inheritable(story_cell(s));
    Actor *parent = cast(s, "parent");
    const char *name = unique_name(s, "down");
    Value first = make_section(parent, name, 4096);
    View view = view_of(parent, first, FILE_MAP_WRITE);
    expect_ok(store(parent, view, 0, "heirloom"));
    Value handle = handle_by(parent, route, passes, first, name);
    Actor *child = spawn_actor(parent, "child", .inherit = true);
    Actor *user = heir == CHILD ? child : spawn_actor(child, "grandchild", .inherit = heir == GRANDCHILD);
    if (passes && heir != STRANGER) {
        expect_field(CALL(user, GetHandleInformation, handle, OUT), "flags", HANDLE_FLAG_INHERIT);
        View inherited = view_of(user, handle, FILE_MAP_WRITE);
        expect_ok(store(user, inherited, 0, "returned"));
        expect_bytes(parent, view, 0, "returned");
    } else {
        expect_refused(try_view(user, handle, FILE_MAP_READ)); /* whatever that number may be there */
    }
    expect_refused(try_view(user, first, FILE_MAP_READ));
    leave(user);
    if (user != child)
        leave(child);
}

CASES(win32_generations, "win32/generations", "win32", &handle_is_handed_down);
