/* What a section's handle may be used for, by the access that it was duplicated with. */
#include "cases/win32/descriptors.h"

#include <stdio.h>

/* One right each; the last has all of them. */
static const struct {
    const char *name;
    unsigned access;
} accesses[] = {
    {"none", 0},
    {"QUERY", SECTION_QUERY},
    {"MAP_WRITE", SECTION_MAP_WRITE},
    {"MAP_READ", SECTION_MAP_READ},
    {"MAP_EXECUTE", SECTION_MAP_EXECUTE},
    {"EXTEND_SIZE", SECTION_EXTEND_SIZE},
    {"READ_CONTROL", READ_CONTROL},
    {"ALL_ACCESS", SECTION_ALL_ACCESS},
};

typedef enum Use {
    VIEW_WITHOUT_ACCESS,
    VIEW_TO_READ,
    VIEW_TO_WRITE,
    VIEW_TO_COPY,
    VIEW_TO_EXECUTE,
    QUERYING,
    READING_ITS_SECURITY,
    DUPLICATING,
    USES
} Use;

/* What each needs, and whether a source says so of it: else it is only recorded. */
static const struct {
    const char *name;
    unsigned view;
    unsigned needs;
    bool settled;
} uses[USES] = {
    [VIEW_WITHOUT_ACCESS] = {"view-0", 0, SECTION_MAP_READ, false},
    [VIEW_TO_READ] = {"view-READ", FILE_MAP_READ, SECTION_MAP_READ, true},
    [VIEW_TO_WRITE] = {"view-WRITE", FILE_MAP_WRITE, SECTION_MAP_WRITE, true},
    [VIEW_TO_COPY] = {"view-COPY", FILE_MAP_COPY, SECTION_MAP_READ, false},
    [VIEW_TO_EXECUTE] = {"view-EXECUTE+READ", FILE_MAP_EXECUTE | FILE_MAP_READ, SECTION_MAP_EXECUTE | SECTION_MAP_READ,
                         false},
    [QUERYING] = {"NtQuerySection", 0, SECTION_QUERY, true},
    [READING_ITS_SECURITY] = {"GetKernelObjectSecurity", 0, READ_CONTROL, false},
    [DUPLICATING] = {"DuplicateHandle", 0, 0, true},
};

static void use_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", accesses[cell / USES].name, uses[cell % USES].name);
}

static Value duplicate(Actor *a, Value section, unsigned access)
{
    const Answer *copy = CALL_IN(win32, a, DuplicateHandle, CURRENT_PROCESS, section, CURRENT_PROCESS, OUT, access,
                                 FALSE, 0);
    expect_ok(copy);
    return answer_field(copy, "target");
}

static const Answer *use_handle(Story *s, Actor *a, Use use, Value handle)
{
    if (use == QUERYING)
        return section_information(s, a, handle);
    if (use == DUPLICATING)
        return CALL_IN(win32, a, DuplicateHandle, CURRENT_PROCESS, handle, CURRENT_PROCESS, OUT, 0, FALSE,
                       DUPLICATE_SAME_ACCESS);
    if (use != READING_ITS_SECURITY)
        return try_view(a, handle, uses[use].view);
    Value room = expect_ok(
        CALL_IN(win32, a, VirtualAlloc, NULL, DESCRIPTOR_ROOM, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE));
    return CALL_IN(win32, a, GetKernelObjectSecurity, handle, DACL_INFORMATION, room, DESCRIPTOR_ROOM, OUT);
}

CASE(access_against_use, .claim = "A handle can be used for what its access holds: mapping, querying, its security.",
     .basis = "W-MAP-015 W-MAP-016 W-OPN-004 W-NTX-001 W-SDC-005 W-INH-017", .level = OBSERVE,
     .cells = LENGTH_OF(accesses) * USES, .cell_name = use_name)
{
    Use use = (Use)(story_cell(s) % USES);
    unsigned access = accesses[story_cell(s) / USES].access;
    Actor *a = cast(s, "a");
    Value section = expect_ok(try_section(a, NULL, PAGE_EXECUTE_READWRITE, 4096));
    View whole = view_of(a, section, FILE_MAP_WRITE);
    expect_ok(store(a, whole, 0, "section"));
    const Answer *answer = use_handle(s, a, use, duplicate(a, section, access));
    bool allowed = (access & uses[use].needs) == uses[use].needs;
    const char *refused = use == QUERYING ? "STATUS_ACCESS_DENIED" : "ERROR_ACCESS_DENIED";
    observe_outcome(s, "the call", answer, allowed ? "ok" : refused);
    bool certain = uses[use].settled || (use == VIEW_WITHOUT_ACCESS && (!access || allowed));
    if (certain && allowed)
        expect_ok(answer);
    else if (certain)
        expect_refused(answer);
    expect_bytes(a, whole, 0, "section");
    View again = view_of(a, section, FILE_MAP_READ); /* the section is what it was, and so is its first handle */
    expect_bytes(a, again, 0, "section");
    expect_filled(a, again, 8, 4088, 0);
}

CASES(win32_handle_access, "win32/handle_access", "win32", &access_against_use);
