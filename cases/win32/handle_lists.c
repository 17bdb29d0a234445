/* Lists of handles for a child that CreateProcess refuses. */
#include "cases/win32/sections.h"

#include <stdio.h>

typedef enum Fault { NOT_INHERITABLE, PSEUDO_HANDLE, LISTED_TWICE, NOTHING_INHERITED, FAULTS } Fault;

static const char *const faults[FAULTS] = {"not-inheritable", "pseudo-handle", "listed-twice", "nothing-inherited"};

static void fault_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", faults[cell]);
}

CASE(list_with_a_fault,
     .claim = "A list with a handle that cannot be inherited, one listed twice, or without inheritance, is refused.",
     .basis = "W-INH-010 W-INH-011 W-INH-012", .level = OBSERVE, .cells = FAULTS, .cell_name = fault_name)
{
    Actor *a = cast(s, "a");
    Value private = make_section(a, NULL, 4096);
    Value shared = expect_ok(CALL(a, CreateFileMappingA, INVALID_HANDLE_VALUE, FIELDS(F(bInheritHandle, TRUE)),
                                  PAGE_READWRITE, 0, 4096, NULL));
    expect_field(CALL(a, GetHandleInformation, private, OUT), "flags", 0);
    unsigned long long first = story_cell(s) == NOT_INHERITABLE ? private.number : shared.number;
    char list[64];
    if (story_cell(s) == LISTED_TWICE)
        snprintf(list, sizeof list, "0x%llx+0x%llx", first, first);
    else if (story_cell(s) == PSEUDO_HANDLE)
        snprintf(list, sizeof list, "0x%llx+0x%s", first, pointer_bits(s) == 64 ? "ffffffffffffffff" : "ffffffff");
    else if (story_cell(s) == NOTHING_INHERITED) /* bInheritHandles is FALSE */
        snprintf(list, sizeof list, "none+0x%llx", first);
    else
        snprintf(list, sizeof list, "0x%llx", first);
    /* A child that starts after all finds nobody to join, and leaves. */
    const Answer *started = CALL_IN(portable, a, process_spawn, "nobody", list, FALSE, "");
    observe_outcome(s, "CreateProcess", started, "ERROR_INVALID_PARAMETER");
    if (answer_kind(started) == ANSWER_OK)
        expect_ok(CALL_IN(portable, a, process_wait, answer_value(started)));
    expect_field(CALL(a, GetHandleInformation, private, OUT), "flags", 0);
}

CASES(win32_handle_lists, "win32/handle_lists", "win32", &list_with_a_fault);
