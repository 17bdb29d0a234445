/* Two gates before every view: the rights of the handle, however it was come by, and the protection of the view. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Route { OPENED, DUPLICATED, INHERITED, ROUTES } Route;

static const char *const routes[ROUTES] = {"opened", "duplicated", "inherited"};

static const struct {
    const char *name;
    unsigned access;
} rights[] = {{"READ", FILE_MAP_READ}, {"WRITE", FILE_MAP_WRITE}, {"READ+WRITE", FILE_MAP_READ | FILE_MAP_WRITE}};

static const struct {
    const char *name;
    unsigned access;
    unsigned needs;
} uses[] = {
    {"READ", FILE_MAP_READ, FILE_MAP_READ},
    {"WRITE", FILE_MAP_WRITE, FILE_MAP_WRITE},
    {"COPY", FILE_MAP_COPY, FILE_MAP_READ},
};

static void gate_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s,%s", routes[cell / (LENGTH_OF(rights) * LENGTH_OF(uses))],
             rights[cell / LENGTH_OF(uses) % LENGTH_OF(rights)].name, uses[cell % LENGTH_OF(uses)].name);
}

/* A handle with these rights, and in `user` who has it. */
static Value handle_by(Actor *owner, Value section, const char *name, Route route, unsigned access, Actor **user)
{
    if (route == OPENED)
        return open_section(*user, name, access);
    const Answer *narrowed = CALL_IN(win32, owner, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT,
                                     access, route == INHERITED, 0);
    expect_ok(narrowed);
    Value handle = answer_field(narrowed, "target");
    *user = route == INHERITED ? spawn_actor(owner, "child", .inherit = true) : owner;
    return handle;
}

CASE(rights_of_a_handle, .claim = "A handle's rights bound its views, whether it was opened, duplicated or inherited.",
     .basis = "W-OPN-002 W-OPN-003 W-OPN-004 W-MAP-016 W-INH-013 W-INH-017", .level = MUST,
     .cells = (size_t)ROUTES * LENGTH_OF(rights) * LENGTH_OF(uses), .cell_name = gate_name)
{
    size_t use = story_cell(s) % LENGTH_OF(uses);
    unsigned access = rights[story_cell(s) / LENGTH_OF(uses) % LENGTH_OF(rights)].access;
    Route route = (Route)(story_cell(s) / (LENGTH_OF(rights) * LENGTH_OF(uses)));
    Actor *owner = cast(s, "owner");
    Actor *user = route == OPENED ? cast(s, "user") : owner;
    const char *name = unique_name(s, "gate");
    Value section = make_section(owner, name, 4096);
    View whole = view_of(owner, section, FILE_MAP_WRITE);
    expect_ok(store(owner, whole, 0, "before"));
    Value handle = handle_by(owner, section, name, route, access, &user);
    const Answer *view = try_view(user, handle, uses[use].access);
    if ((access & uses[use].needs) != uses[use].needs) {
        expect_error(view, ERROR_ACCESS_DENIED);
    } else {
        View seen = VIEW_AT(expect_ok(view), 4096);
        expect_bytes(user, seen, 0, "before");
        const Answer *stored = store(user, seen, 0, "stored");
        if (uses[use].access == FILE_MAP_READ)
            expect_fault(stored);
        else
            expect_ok(stored);
    }
    bool through = uses[use].access == FILE_MAP_WRITE && (access & FILE_MAP_WRITE);
    expect_bytes(owner, whole, 0, through ? "stored" : "before");
    if (route == INHERITED)
        leave(user);
}

enum { CAN_READ = 1, CAN_WRITE = 2, CAN_EXECUTE = 4 };

/* A section's protection, a view of it, and what the view holds. */
static const struct {
    const char *name;
    unsigned section;
    unsigned access;
    unsigned protection;
    unsigned holds;
} views[] = {
    {"RO,R", PAGE_READONLY, FILE_MAP_READ, PAGE_READONLY, CAN_READ},
    {"RO,C", PAGE_READONLY, FILE_MAP_COPY, PAGE_WRITECOPY, CAN_READ},
    {"WC,R", PAGE_WRITECOPY, FILE_MAP_READ, PAGE_READONLY, CAN_READ},
    {"WC,C", PAGE_WRITECOPY, FILE_MAP_COPY, PAGE_WRITECOPY, CAN_READ},
    {"RW,R", PAGE_READWRITE, FILE_MAP_READ, PAGE_READONLY, CAN_READ},
    {"RW,W", PAGE_READWRITE, FILE_MAP_WRITE, PAGE_READWRITE, CAN_READ | CAN_WRITE},
    {"RW,C", PAGE_READWRITE, FILE_MAP_COPY, PAGE_WRITECOPY, CAN_READ},
    {"XR,R", PAGE_EXECUTE_READ, FILE_MAP_READ, PAGE_READONLY, CAN_READ},
    {"XR,XR", PAGE_EXECUTE_READ, FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE},
    {"XR,XC", PAGE_EXECUTE_READ, FILE_MAP_COPY | FILE_MAP_EXECUTE, PAGE_EXECUTE_WRITECOPY, CAN_READ | CAN_EXECUTE},
    {"XRW,R", PAGE_EXECUTE_READWRITE, FILE_MAP_READ, PAGE_READONLY, CAN_READ},
    {"XRW,W", PAGE_EXECUTE_READWRITE, FILE_MAP_WRITE, PAGE_READWRITE, CAN_READ | CAN_WRITE},
    {"XRW,C", PAGE_EXECUTE_READWRITE, FILE_MAP_COPY, PAGE_WRITECOPY, CAN_READ},
    {"XRW,XR", PAGE_EXECUTE_READWRITE, FILE_MAP_READ | FILE_MAP_EXECUTE, PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE},
    {"XRW,XC", PAGE_EXECUTE_READWRITE, FILE_MAP_COPY | FILE_MAP_EXECUTE, PAGE_EXECUTE_WRITECOPY,
     CAN_READ | CAN_EXECUTE},
    {"XRW,XW", PAGE_EXECUTE_READWRITE, FILE_MAP_WRITE | FILE_MAP_EXECUTE, PAGE_EXECUTE_READWRITE,
     CAN_READ | CAN_WRITE | CAN_EXECUTE},
};

static const struct {
    const char *name;
    unsigned protection;
    unsigned needs;
} wishes[] = {
    {"NOACCESS", PAGE_NOACCESS, 0},
    {"READONLY", PAGE_READONLY, CAN_READ},
    {"READWRITE", PAGE_READWRITE, CAN_READ | CAN_WRITE},
    {"WRITECOPY", PAGE_WRITECOPY, CAN_READ},
    {"EXECUTE", PAGE_EXECUTE, CAN_EXECUTE},
    {"EXECUTE_READ", PAGE_EXECUTE_READ, CAN_READ | CAN_EXECUTE},
    {"EXECUTE_READWRITE", PAGE_EXECUTE_READWRITE, CAN_READ | CAN_WRITE | CAN_EXECUTE},
    {"EXECUTE_WRITECOPY", PAGE_EXECUTE_WRITECOPY, CAN_READ | CAN_EXECUTE},
};

static void wish_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", views[cell / LENGTH_OF(wishes)].name, wishes[cell % LENGTH_OF(wishes)].name);
}

CASE(protection_within_the_views, .claim = "VirtualProtect gives a view what its own protection holds, and no more.",
     .basis = "W-VPR-001 W-VPR-002 W-VPR-003 W-VPR-004", .level = MUST, .cells = LENGTH_OF(views) * LENGTH_OF(wishes),
     .cell_name = wish_name)
{
    size_t row = story_cell(s) / LENGTH_OF(wishes);
    size_t wish = story_cell(s) % LENGTH_OF(wishes);
    Actor *a = cast(s, "a");
    const char *path = scratch_name(s, "gate");
    close_handle(a, make_file(a, path, 8192));
    Value file = open_file(a, path, GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE);
    View view = view_of(a, section_of_file(a, file, views[row].section), views[row].access);
    const Answer *changed = CALL(a, VirtualProtect, view.address, 4096, wishes[wish].protection, OUT);
    bool allowed = (views[row].holds & wishes[wish].needs) == wishes[wish].needs;
    if (allowed)
        expect_field(changed, "old", views[row].protection);
    else
        expect_error(changed, ERROR_INVALID_PARAMETER);
    expect_field(query(s, a, view.address), "information.Protect",
                 allowed ? wishes[wish].protection : views[row].protection);
    expect_field(query(s, a, at(view.address, 4096)), "information.Protect", views[row].protection);
}

CASES(win32_gates, "win32/gates", "win32", &rights_of_a_handle, &protection_within_the_views);
