/* Two gates before every view: the rights of the handle, however it was come by, and the section's protection. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Route { OPENED, DUPLICATED, INHERITED, ROUTES } Route;

static const char *const routes[ROUTES] = {"opened", "duplicated", "inherited"};

enum { CAN_READ = 1, CAN_WRITE = 2, CAN_EXECUTE = 4 };

/* OpenFileMapping knows executing as FILE_MAP_EXECUTE, the handle has it as SECTION_MAP_EXECUTE. */
static const struct {
    const char *name;
    unsigned to_open;
    unsigned to_have;
    unsigned holds;
} rights[] = {
    {"READ", FILE_MAP_READ, FILE_MAP_READ, CAN_READ},
    {"WRITE", FILE_MAP_WRITE, FILE_MAP_WRITE, CAN_WRITE},
    {"READ+WRITE", FILE_MAP_READ | FILE_MAP_WRITE, FILE_MAP_READ | FILE_MAP_WRITE, CAN_READ | CAN_WRITE},
    {"READ+EXECUTE", FILE_MAP_READ | FILE_MAP_EXECUTE, FILE_MAP_READ | SECTION_MAP_EXECUTE, CAN_READ | CAN_EXECUTE},
};

static const struct {
    const char *name;
    unsigned access;
    unsigned needs;
} uses[] = {
    {"READ", FILE_MAP_READ, CAN_READ},
    {"WRITE", FILE_MAP_WRITE, CAN_WRITE},
    {"COPY", FILE_MAP_COPY, CAN_READ},
    {"EXECUTE+READ", FILE_MAP_EXECUTE | FILE_MAP_READ, CAN_EXECUTE | CAN_READ},
};

/* A copy of `handle`, which is owner's, by this route; `user` becomes who has it. */
static Value passed_on(Actor *owner, Value handle, Route route, unsigned access, Actor **user)
{
    const Answer *copy = CALL_IN(win32, owner, DuplicateHandle, CURRENT_PROCESS, handle, CURRENT_PROCESS, OUT, access,
                                 route == INHERITED, access ? 0 : DUPLICATE_SAME_ACCESS);
    expect_ok(copy);
    Value passed = answer_field(copy, "target");
    *user = route == INHERITED ? spawn_actor(owner, "child", .inherit = true) : owner;
    return passed;
}

static void rights_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", routes[cell / (LENGTH_OF(rights) * LENGTH_OF(uses))],
             rights[cell / LENGTH_OF(uses) % LENGTH_OF(rights)].name, uses[cell % LENGTH_OF(uses)].name);
}

CASE(rights_of_a_handle, .claim = "A handle's rights bound its views, whether it was opened, duplicated or inherited.",
     .basis = "W-OPN-002 W-OPN-003 W-OPN-004 W-MAP-016 W-INH-013 W-INH-017 W-APP-002", .level = MUST,
     .cells = (size_t)ROUTES * LENGTH_OF(rights) * LENGTH_OF(uses), .cell_name = rights_name)
{
    size_t use = story_cell(s) % LENGTH_OF(uses);
    size_t right = story_cell(s) / LENGTH_OF(uses) % LENGTH_OF(rights);
    Route route = (Route)(story_cell(s) / (LENGTH_OF(rights) * LENGTH_OF(uses)));
    Actor *owner = cast(s, "owner");
    Actor *user = route == OPENED ? cast(s, "user") : owner;
    const char *name = unique_name(s, "gate");
    Value section = expect_ok(try_section(owner, name, PAGE_EXECUTE_READWRITE, 4096));
    View whole = view_of(owner, section, FILE_MAP_WRITE);
    expect_ok(store(owner, whole, 0, "before"));
    Value handle = route == OPENED ? open_section(user, name, rights[right].to_open)
                                   : passed_on(owner, section, route, rights[right].to_have, &user);
    const Answer *view = try_view(user, handle, uses[use].access);
    bool allowed = (rights[right].holds & uses[use].needs) == uses[use].needs;
    bool stores = uses[use].access == FILE_MAP_WRITE || uses[use].access == FILE_MAP_COPY;
    if (!allowed) {
        expect_error(view, ERROR_ACCESS_DENIED);
    } else {
        View seen = VIEW_AT(expect_ok(view), 4096);
        expect_bytes(user, seen, 0, "before");
        const Answer *stored = store(user, seen, 0, "stored");
        if (stores)
            expect_ok(stored);
        else
            expect_fault(stored);
    }
    expect_bytes(owner, whole, 0, allowed && uses[use].access == FILE_MAP_WRITE ? "stored" : "before");
    if (route == INHERITED)
        leave(user);
}

/* A section, and a view that it does not hold. */
static const struct {
    const char *name;
    unsigned protection;
    unsigned access;
} beyond[] = {
    {"RO,WRITE", PAGE_READONLY, FILE_MAP_WRITE},
    {"RO,EXECUTE+READ", PAGE_READONLY, FILE_MAP_EXECUTE | FILE_MAP_READ},
    {"WC,WRITE", PAGE_WRITECOPY, FILE_MAP_WRITE},
    {"XR,WRITE", PAGE_EXECUTE_READ, FILE_MAP_WRITE},
    {"RW,EXECUTE+READ", PAGE_READWRITE, FILE_MAP_EXECUTE | FILE_MAP_READ},
};

static void beyond_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", routes[cell / LENGTH_OF(beyond)], beyond[cell % LENGTH_OF(beyond)].name);
}

CASE(rights_beyond_the_section,
     .claim = "A handle with more rights than its section's protection maps no view beyond that protection.",
     .basis = "W-OPN-006 W-INH-018 W-COL-005 W-COL-006", .level = OBSERVE, .cells = ROUTES * LENGTH_OF(beyond),
     .cell_name = beyond_name)
{
    size_t row = story_cell(s) % LENGTH_OF(beyond);
    Route route = (Route)(story_cell(s) / LENGTH_OF(beyond));
    Actor *creator = cast(s, "creator");
    Actor *opener = cast(s, "opener");
    const char *name = unique_name(s, "beyond");
    expect_ok(try_section(creator, name, beyond[row].protection, 4096));
    Actor *user = opener;
    Value handle = open_section(opener, name, FILE_MAP_ALL_ACCESS | FILE_MAP_EXECUTE);
    if (route != OPENED)
        handle = passed_on(opener, handle, route, 0, &user);
    const Answer *view = try_view(user, handle, beyond[row].access);
    observe_outcome(s, "the view, which the first gate would have", view, "ERROR_INVALID_PARAMETER");
    expect_filled(user, view_of(user, handle, FILE_MAP_READ), 0, 4096, 0);
    View copy = view_of(user, handle, FILE_MAP_COPY);
    expect_ok(store(user, copy, 0, "mine"));
    expect_filled(user, view_of(user, handle, FILE_MAP_READ), 0, 4096, 0);
    if (route == INHERITED)
        leave(user);
}

CASES(win32_gates, "win32/gates", "win32", &rights_of_a_handle, &rights_beyond_the_section);
