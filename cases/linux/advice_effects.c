/* madvise: advice that changes no byte, and what it does to locked and poisoned memory. */
#include "cases/linux/advice.h"

#include "cases/posix/limits.h"

#include <stdio.h>

/* Advice by the kind of memory ------------------------------------------------------------------------------------------------ */

static const struct {
    const char *name;
    int advice;
} gentle[] = {{"normal", MADV_NORMAL},
              {"random", MADV_RANDOM},
              {"sequential", MADV_SEQUENTIAL},
              {"willneed", MADV_WILLNEED},
              {"cold", MADV_COLD},
              {"pageout", MADV_PAGEOUT},
              {"mergeable", MADV_MERGEABLE},
              {"unmergeable", MADV_UNMERGEABLE},
              {"dodump", MADV_DODUMP},
              {"dofork", MADV_DOFORK}};

typedef enum Kind { PRIVATE_KIND, SHARED_KIND, FILE_KIND, COPY_KIND, KINDS } Kind;
static const char *const kind_names[KINDS] = {"private", "shared", "file", "copy"};

static void gentle_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s,%s", gentle[cell / KINDS].name, kind_names[cell % KINDS]);
}

static View view_of_kind(Story *s, Actor *actor, Kind kind, const char *path)
{
    static const int flags[KINDS] = {PRIVATE_MEMORY, SHARED_MEMORY, MAP_SHARED, MAP_PRIVATE};
    Value file = kind == FILE_KIND || kind == COPY_KIND ? new_file(actor, path, 2 * page(s)) : NUMBER(-1);
    return view_of(actor, file, 2 * page(s), READ_WRITE, flags[kind]);
}

CASE(gentle_advice_changes_no_byte,
     .claim = "Advice about use, reclaim and merging is taken for every kind of memory, and no byte changes.",
     .basis = "P-ADV-021 P-ADV-028 P-ADV-031", .level = MUST, .needs = CAP(LINUX),
     .cells = sizeof gentle / sizeof gentle[0] * KINDS, .cell_name = gentle_cell)
{
    size_t row = story_cell(s) / KINDS;
    Actor *user = cast(s, "user");
    needs_advice(s, user, gentle[row].advice, gentle[row].name);
    View view = view_of_kind(s, user, (Kind)(story_cell(s) % KINDS), scratch_name(s, "gentle"));
    expect_ok(fill(user, view, 0, 2 * page(s), 'g'));
    expect_ok(advise(user, view, gentle[row].advice));
    expect_filled(user, view, 0, 2 * page(s), 'g');
    expect_ok(store(user, view, page(s), "usable"));
    expect_bytes(user, view, page(s), "usable");
}

CASE(pages_to_be_merged_are_marked,
     .claim = "MADV_MERGEABLE marks private memory as the merger's, MADV_UNMERGEABLE takes the mark back.",
     .basis = "P-ADV-028", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_MERGEABLE, "MADV_MERGEABLE");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'e'));
    expect_ok(advise(user, view, MADV_MERGEABLE));
    expect_flag(user, view.address, "mg", true);
    expect_ok(store(user, view, 0, "differs"));
    expect_filled(user, view, page(s), page(s), 'e');
    expect_ok(advise(user, view, MADV_UNMERGEABLE));
    expect_flag(user, view.address, "mg", false);
    expect_bytes(user, view, 0, "differs");
}

/* Locked memory ------------------------------------------------------------------------------------------------------------- */

static View locked_memory(Story *s, Actor *actor)
{
    View view = memory(actor, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(actor, view, 0, 2 * page(s), 'l'));
    const Answer *locked = CALL(actor, lock_memory, view.address, view.length, 0);
    if (answer_kind(locked) == ANSWER_ERROR)
        skip_story(s, "this process may not lock two pages: %s", answer_error(locked));
    expect_ok(locked);
    return view;
}

static const struct {
    const char *name;
    int advice;
} losses[] = {{"dontneed", MADV_DONTNEED}, {"free", MADV_FREE}, {"cold", MADV_COLD}, {"pageout", MADV_PAGEOUT}};

static void loss_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", losses[cell].name);
}

CASE(locked_memory_is_not_given_away,
     .claim = "Advice that takes pages away is EINVAL for locked memory, whose bytes and lock stay.",
     .basis = "P-LOCK-020", .level = MUST, .needs = CAP(LINUX), .cells = sizeof losses / sizeof losses[0],
     .cell_name = loss_cell, .tags = "long")
{
    int advice = losses[story_cell(s)].advice;
    Actor *user = cast(s, "user");
    needs_advice(s, user, advice, losses[story_cell(s)].name);
    View view = locked_memory(s, user);
    Value before = locked_kilobytes(user);
    expect_error(advise(user, view, advice), EINVAL);
    expect_filled(user, view, 0, 2 * page(s), 'l');
    expect_resident(s, user, view, true);
    expect_locked(s, user, before, 0);
    expect_ok(CALL(user, munlock, view.address, view.length));
    expect_ok(advise(user, view, advice));
}

CASE(locked_memory_is_emptied_on_demand, .claim = "MADV_DONTNEED_LOCKED throws the bytes of locked memory away.",
     .basis = "P-ADV-032", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_DONTNEED_LOCKED, "MADV_DONTNEED_LOCKED");
    View view = locked_memory(s, user);
    Value before = locked_kilobytes(user);
    observe(s, "MADV_DONTNEED_LOCKED", advise(user, view, MADV_DONTNEED_LOCKED), "0");
    observe_number(s, "the first byte then", expect_ok(load_word(user, view, 0, 1)).number, "0");
    observe_number(s, "bytes unlocked by it", (before.number - locked_kilobytes(user).number) * KILOBYTE, "0");
}

/* Poison -------------------------------------------------------------------------------------------------------------------- */

CASE(nobody_poisons_memory, .claim = "MADV_HWPOISON is EPERM for who has no right to administrate the system.",
     .basis = "P-ADV-030", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "sound"));
    become_nobody(s, user);
    needs_advice(s, user, MADV_HWPOISON, "MADV_HWPOISON");
    expect_error(advise(user, view, MADV_HWPOISON), EPERM);
    expect_bytes(user, view, 0, "sound");
}

CASE(poisoned_memory_is_a_bus_error,
     .claim = "A page that MADV_HWPOISON took away is a SIGBUS of code BUS_MCEERR_AR, and its neighbour stays.",
     .basis = "P-ADV-030", .level = MUST, .needs = CAP(LINUX) | CAP(PRIVILEGED))
{
    Actor *user = cast(s, "user");
    needs_advice(s, user, MADV_HWPOISON, "MADV_HWPOISON");
    View view = memory(user, 2 * page(s), PRIVATE_MEMORY);
    expect_ok(fill(user, view, 0, 2 * page(s), 'p'));
    expect_ok(CALL(user, madvise, view.address, page(s), MADV_HWPOISON));
    expect_fault_code(load(user, view, 0, 1), READ, "SIGBUS:BUS_MCEERR_AR");
    expect_filled(user, view, page(s), page(s), 'p');
}

CASES(linux_advice_effects, "linux/advice_effects", "posix", &gentle_advice_changes_no_byte,
      &pages_to_be_merged_are_marked, &locked_memory_is_not_given_away, &locked_memory_is_emptied_on_demand,
      &nobody_poisons_memory, &poisoned_memory_is_a_bus_error);
