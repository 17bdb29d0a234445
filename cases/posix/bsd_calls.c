/* Calls of the BSDs: shared memory objects of FreeBSD, and what a child inherits. */
#include "cases/posix/bsd.h"

#include <stdio.h>

/* Shared memory objects of FreeBSD --------------------------------------------------------------------------------------------- */

CASE(an_object_without_a_name,
     .claim = "SHM_ANON gives an object that no name leads to, two of them two objects; O_RDONLY is EINVAL.",
     .basis = "P-BSD-007", .level = MUST)
{
    needs_system(s, "freebsd");
    Actor *user = cast(s, "user");
    Value anonymous = NUMBER(1); /* SHM_ANON is an address that is no name's */
    Value first = expect_ok(CALL(user, shm_open, anonymous, O_RDWR, 0600));
    Value second = expect_ok(CALL(user, shm_open, anonymous, O_RDWR, 0600));
    expect_ok(CALL(user, ftruncate, first, page(s)));
    expect_ok(CALL(user, ftruncate, second, page(s)));
    View view = view_of(user, first, page(s), READ_WRITE, MAP_SHARED);
    expect_ok(store(user, view, 0, "first"));
    expect_filled(user, view_of(user, second, page(s), PROT_READ, MAP_SHARED), 0, page(s), 0);
    expect_error(CALL(user, shm_open, anonymous, O_RDONLY, 0600), EINVAL);
}

static const char *const renamings[] = {"to-new", "replacing", "NOREPLACE", "EXCHANGE", "missing", "bad-flag"};

static void name_renaming_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", renamings[cell]);
}

static uint64_t size_by_name(Actor *user, const char *name)
{
    Value object = expect_ok(CALL(user, shm_open, name, O_RDWR, 0));
    return size_of_file(user, object).number;
}

CASE(objects_are_renamed,
     .claim = "shm_rename gives an object another name, replaces, refuses to, or exchanges, as its flags say.",
     .basis = "P-BSD-008", .level = MUST, .cells = 6, .cell_name = name_renaming_cell)
{
    needs_system(s, "freebsd");
    size_t cell = story_cell(s);
    Actor *user = cast(s, "user");
    const char *from = unique_name(s, "from"), *to = unique_name(s, "to");
    if (cell != 4)
        new_shm(user, from, page(s));
    if (cell != 0)
        new_shm(user, to, 2 * page(s));
    int flags = cell == 2   ? constant_of(s, user, "SHM_RENAME_NOREPLACE")
                : cell == 3 ? constant_of(s, user, "SHM_RENAME_EXCHANGE")
                : cell == 5 ? 1 << 30
                            : 0;
    const Answer *answer = if_there(s, CALL(user, rename_shm, from, to, flags), "shm_rename");
    if (cell == 2)
        expect_error(answer, EEXIST);
    else if (cell == 4)
        expect_error(answer, ENOENT);
    else if (cell == 5)
        expect_error(answer, EINVAL);
    else
        expect_ok(answer);
    bool renamed = cell == 0 || cell == 1 || cell == 3;
    expect_equal(s, NUMBER(size_by_name(user, to)), NUMBER((renamed ? 1 : 2) * page(s)), "the size under the new name");
    if (cell < 2)
        expect_error(CALL(user, shm_open, from, O_RDWR, 0), ENOENT);
    if (cell == 3)
        expect_equal(s, NUMBER(size_by_name(user, from)), NUMBER(2 * page(s)), "the size under the old name");
}

CASE(objects_of_large_pages,
     .claim = "An object of large pages takes sizes, offsets and ranges of whole large pages only.",
     .basis = "P-BSD-009", .level = MUST)
{
    needs_system(s, "freebsd");
    enum { SECOND_SIZE = 1, POLICY_DEFAULT = 0, LARGE = 2 << 20 };
    Actor *user = cast(s, "user");
    const Answer *made = if_there(
        s, CALL(user, large_shm, unique_name(s, "large"), O_RDWR | O_CREAT, SECOND_SIZE, POLICY_DEFAULT, 0600),
        "shm_create_largepage");
    if (answer_kind(made) == ANSWER_ERROR)
        skip_story(s, "this machine has no large pages: %s", answer_error(made));
    Value object = expect_ok(made);
    expect_error(CALL(user, ftruncate, object, page(s)), EINVAL);
    const Answer *grown = CALL(user, ftruncate, object, 2 * LARGE);
    if (answer_kind(grown) == ANSWER_ERROR)
        skip_story(s, "there is no room for two large pages: %s", answer_error(grown));
    View view = view_of(user, object, 2 * LARGE, READ_WRITE, MAP_SHARED);
    expect_true(s, is_aligned(view.address, LARGE), "the view lies at a large page's border");
    expect_ok(fill(user, view, 0, 2 * LARGE, 'l'));
    expect_error(CALL(user, mmap, NULL, LARGE, READ_WRITE, MAP_SHARED, object, page(s)), EINVAL);
    expect_error(CALL(user, munmap, view.address, page(s)), EINVAL);
    expect_error(CALL(user, mprotect, view.address, page(s), PROT_READ), EINVAL);
    expect_filled(user, view, 0, 2 * LARGE, 'l');
    expect_ok(CALL(user, munmap, view.address, LARGE));
}

/* What a child gets ----------------------------------------------------------------------------------------------------------- */

typedef struct Inheritance {
    const char *name, *constant, *other; /* the constant's two names */
    char seen;                           /* in the child; blank: no memory */
    bool shared;
} Inheritance;
static const Inheritance inheritances[] = {{"share", "INHERIT_SHARE", "MAP_INHERIT_SHARE", 'p', true},
                                           {"copy", "INHERIT_COPY", "MAP_INHERIT_COPY", 'p', false},
                                           {"none", "INHERIT_NONE", "MAP_INHERIT_NONE", ' ', false},
                                           {"zero", "INHERIT_ZERO", "MAP_INHERIT_ZERO", 0, false}};

static void name_inheritance_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", inheritances[cell].name);
}

CASE(what_a_child_inherits,
     .claim = "minherit decides whether a child shares a range, copies it, lacks it or gets zeros.",
     .basis = "P-BSD-010", .level = MUST, .needs = CAP(FORK), .cells = 4, .cell_name = name_inheritance_cell)
{
    needs_system(s, "freebsd netbsd openbsd darwin");
    const Inheritance *inheritance = &inheritances[story_cell(s)];
    Actor *parent = cast(s, "parent");
    bool here = answer_kind(CALL(parent, header_constant, inheritance->constant, OUT)) == ANSWER_OK;
    int how = constant_of(s, parent, here ? inheritance->constant : inheritance->other);
    View view = memory(parent, page(s), PRIVATE_MEMORY);
    expect_ok(fill(parent, view, 0, page(s), 'p'));
    expect_ok(if_there(s, CALL(parent, inherit_memory, view.address, page(s), how), "minherit"));
    Actor *child = fork_actor(parent, "child");
    if (inheritance->seen == ' ') {
        expect_fault_code(load(child, view, 0, 1), READ, "SIGSEGV");
        return;
    }
    expect_filled(child, view, 0, page(s), (unsigned char)inheritance->seen);
    expect_ok(store(child, view, 0, "child"));
    expect_bytes(parent, view, 0, inheritance->shared ? "child" : "ppppp");
}

CASES(posix_bsd_calls, "posix/bsd_calls", "posix", &an_object_without_a_name, &objects_are_renamed,
      &objects_of_large_pages, &what_a_child_inherits);
