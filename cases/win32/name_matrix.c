/* Every type of named object against every other: who has the name, and who comes second. */
#include "cases/win32/named_types.h"

#include <stdio.h>

typedef enum Attempt { CREATE, OPEN, ATTEMPTS } Attempt;

enum { OTHERS = NAMED_TYPES - 1, WAIT_ENDED = 0, WAIT_LASTS = 258 };

static Attempt attempt_of(size_t cell)
{
    return (Attempt)(cell % ATTEMPTS);
}

static NamedType first_of(size_t cell)
{
    return (NamedType)(cell / ATTEMPTS / OTHERS);
}

static NamedType second_of(size_t cell)
{
    size_t other = cell / ATTEMPTS % OTHERS; /* the first's own type is left out */
    return (NamedType)(other < (size_t)first_of(cell) ? other : other + 1);
}

static void matrix_name(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s-%s,over-%s", attempt_of(cell) == CREATE ? "create" : "open",
             named_type_words[second_of(cell)], named_type_words[first_of(cell)]);
}

/* A mutex is free, the others are as unsignalled as they were made. */
static void expect_state(Actor *actor, NamedType type, Value handle)
{
    if (type != NAMED_SECTION)
        expect_result(CALL(actor, WaitForSingleObject, handle, 0), type == NAMED_MUTEX ? WAIT_ENDED : WAIT_LASTS);
}

CASE(one_namespace_of_six_types,
     .claim = "A name taken by an object of another type gives ERROR_INVALID_HANDLE, and that object stays as it was.",
     .basis = "W-COL-012 W-COL-013 W-COL-014 W-COL-015 W-COL-016 W-COL-018 W-COL-019 W-COL-020 C25 C27", .level = MUST,
     .cells = (size_t)NAMED_TYPES * OTHERS * ATTEMPTS, .cell_name = matrix_name)
{
    NamedType type = first_of(story_cell(s));
    NamedType other = second_of(story_cell(s));
    Actor *first = cast(s, "first");
    Actor *second = cast(s, "second");
    const char *name = unique_name(s, "taken");
    Value owned = expect_ok(create_named(first, type, name));
    View view = {0};
    if (type == NAMED_SECTION) {
        view = view_of(first, owned, FILE_MAP_WRITE);
        expect_ok(store(first, view, 0, "section"));
    }
    close_handle(second, expect_ok(open_named(second, type, name))); /* the first name opens the directories of names */
    Value handles = expect_ok(count_handles(second));
    const Answer *refused = attempt_of(story_cell(s)) == CREATE ? create_named(second, other, name)
                                                                : open_named(second, other, name);
    expect_error(refused, ERROR_INVALID_HANDLE);
    expect_equal(s, expect_ok(count_handles(second)), handles, "the number of handles");
    Value found = expect_ok(open_named(second, type, name)); /* the name still leads to the first's object */
    if (type == NAMED_SECTION)
        expect_bytes(second, view_of(second, found, FILE_MAP_READ), 0, "section");
    expect_state(second, type, found);
}

CASES(win32_name_matrix, "win32/name_matrix", "win32", &one_namespace_of_six_types);
