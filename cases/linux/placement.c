/* Where Linux puts a view: free hints, the lowest address, the lower half, and flags that a kernel may not know. */
#include "cases/posix/limits.h"
#include "cases/posix/regions.h"

#include <stdio.h>
#include <sys/socket.h>

static Value free_range(Actor *actor, uint64_t length)
{
    Value base = expect_ok(reserve(actor, length, NUMBER(0)));
    expect_ok(release(actor, base, length));
    return base;
}

CASE(a_free_hint_is_taken, .claim = "Linux puts a view exactly at a hint that is free and aligned.",
     .basis = "P-FIX-003", .level = OBSERVE, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    Value hint = free_range(user, 8 * page(s));
    Value file = new_file(user, scratch_name(s, "hinted"), 3 * page(s));
    Value place = expect_ok(CALL(user, mmap, at(hint, 4096), page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
    observe_text(s, "memory", place.number == hint.number + page(s) ? "at the hint" : "elsewhere", "at the hint");
    Value third = at(hint, (int64_t)(5 * page(s)));
    place = expect_ok(CALL(user, mmap, third, page(s), PROT_READ, MAP_SHARED, file, 2 * page(s)));
    observe_text(s, "a file's third page", place.number == third.number ? "at the hint" : "elsewhere", "at the hint");
}

CASE(a_low_hint_is_raised,
     .claim = "An ordinary user's hint below vm.mmap_min_addr leads to an address that is not below it.",
     .basis = "P-FIX-004", .level = MUST, .needs = CAP(LINUX))
{
    Actor *user = cast(s, "user");
    const Answer *lowest = CALL(user, number_in, "/proc/sys/vm/mmap_min_addr", "", OUT);
    if (answer_kind(lowest) == ANSWER_ERROR)
        skip_story(s, "this kernel does not tell its lowest address");
    expect_ok(lowest);
    uint64_t least = answer_field(lowest, "value").number;
    if (least == 0)
        skip_story(s, "every address may be mapped here: vm.mmap_min_addr is 0");
    become_nobody(s, user);
    uint64_t hint = least > page(s) ? page(s) : 1; /* one within page 0 is a hint, too */
    Value place = expect_ok(CALL(user, mmap, NUMBER(hint), page(s), READ_WRITE, PRIVATE_MEMORY, -1, 0));
    expect_true(s, place.number >= least, "the address is not below vm.mmap_min_addr");
    expect_ok(store(user, VIEW_AT(place, page(s)), 0, "usable"));
    int fixed = PRIVATE_MEMORY | MAP_FIXED;
    expect_only_error(user, CALL(user, mmap, NUMBER(0), page(s), READ_WRITE, fixed, -1, 0), EPERM);
}

/* Replacements that fail ----------------------------------------------------------------------------------------------------- */

static const char *const refusals[] = {"EACCES", "ENODEV"};

static void name_refusal_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", refusals[cell]);
}

CASE(a_refused_replacement,
     .claim = "Whether MAP_FIXED that fails with EACCES or ENODEV has unmapped the range is left open.",
     .basis = "P-FIX-010", .level = OBSERVE, .cells = 2, .cell_name = name_refusal_cell)
{
    Actor *user = cast(s, "user");
    const char *path = scratch_name(s, "refused");
    new_file(user, path, page(s));
    Value object;
    if (story_cell(s) == 0)
        object = open_file(user, path, O_RDONLY);
    else
        object = expect_ok(CALL(user, socket, AF_UNIX, SOCK_STREAM, 0));
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "old view"));
    expect_error_(HERE, CALL(user, mmap, view.address, page(s), READ_WRITE, MAP_SHARED | MAP_FIXED, object, 0),
                  refusals[story_cell(s)]);
    observe(s, "the old view", load(user, view, 0, 8), "ok void bytes=\"old%20view\"");
}

/* Flags that may not be known ------------------------------------------------------------------------------------------------ */

static const char *const ages[] = {"this-kernel", "flag-unknown"};

static void name_age_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", ages[cell]);
}

CASE(a_flag_that_a_kernel_does_not_know,
     .claim = "A kernel that does not know MAP_FIXED_NOREPLACE takes the address for a hint: it replaces nothing and "
              "answers another address, which the caller is to compare.",
     .basis = "P-FIX-018", .level = MUST, .needs = CAP(LINUX), .cells = 2, .cell_name = name_age_cell)
{
    enum { UNKNOWN_TO_ALL = 0x1000000 }; /* what MAP_FIXED_NOREPLACE is to an older kernel */
    Actor *user = cast(s, "user");
    int flag = story_cell(s) ? UNKNOWN_TO_ALL : MAP_FIXED_NOREPLACE;
    View view = memory(user, page(s), PRIVATE_MEMORY);
    expect_ok(store(user, view, 0, "occupied"));
    const Answer *answer = CALL(user, mmap, view.address, page(s), READ_WRITE, PRIVATE_MEMORY | flag, -1, 0);
    if (answer_kind(answer) == ANSWER_ERROR)
        expect_error(answer, EEXIST);
    else
        expect_different(s, expect_ok(answer), view.address, "the address");
    bool known = strcmp(fact_text(s, "map_fixed_noreplace"), "yes") == 0;
    expect_true(s, (answer_kind(answer) == ANSWER_ERROR) == (known && !story_cell(s)),
                "the call is refused where the flag is known, and only there");
    expect_bytes(user, view, 0, "occupied");
}

static const char *const low_kinds[] = {"anywhere", "fixed"};

static void name_low_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", low_kinds[cell]);
}

CASE(the_lower_two_gigabytes, .claim = "MAP_32BIT puts a view below 2 GiB, and is ignored together with MAP_FIXED.",
     .basis = "P-FIX-019", .level = MUST, .needs = CAP(LINUX) | CAP(ADDRESS_64), .cells = 2, .cell_name = name_low_cell)
{
    Actor *user = cast(s, "user");
    const Answer *constant = CALL(user, header_constant, "MAP_32BIT", OUT);
    if (answer_kind(constant) == ANSWER_ERROR || strcmp(fact_text(s, "arch"), "x86_64") != 0)
        skip_story(s, "only x86-64 has MAP_32BIT");
    int flags = PRIVATE_MEMORY | (int)answer_field(constant, "value").number;
    if (story_cell(s)) {
        Value high = free_range(user, page(s));
        expect_true(s, high.number >> 31, "a free range is not among the lower 2 GiB");
        expect_result(CALL(user, mmap, high, page(s), READ_WRITE, flags | MAP_FIXED, -1, 0), high);
        return;
    }
    for (unsigned i = 1; i <= 16; i++) {
        Value place = expect_ok(CALL(user, mmap, NULL, i * page(s), READ_WRITE, flags, -1, 0));
        expect_true(s, place.number + i * page(s) <= (uint64_t)1 << 31, "the view ends within the lower 2 GiB");
        expect_ok(fill(user, VIEW_AT(place, i * page(s)), 0, i * page(s), 'l'));
    }
}

CASE(addresses_are_random,
     .claim = "The addresses that mmap gives differ between processes, unless randomisation is off.",
     .basis = "P-FIX-020", .level = OBSERVE, .needs = CAP(LINUX))
{
    enum { PROCESSES = 4 };
    unsigned differing = 0;
    uint64_t places[PROCESSES];
    for (unsigned i = 0; i < PROCESSES; i++) {
        Actor *actor = cast(s, "one");
        places[i] = memory(actor, 64 * page(s), PRIVATE_MEMORY).address.number;
        for (unsigned j = 0; j < i; j++)
            differing += places[i] != places[j];
    }
    observe_text(s, "addresses in four processes", differing > 2 ? "differ" : "are the same", "differ");
}

CASES(linux_placement, "linux/placement", "posix", &a_free_hint_is_taken, &a_low_hint_is_raised, &a_refused_replacement,
      &a_flag_that_a_kernel_does_not_know, &the_lower_two_gigabytes, &addresses_are_random);
