/* Names that many want at one time. */
#include "cases/win32/named_types.h"
#include "cases/win32/seeded.h"

#include <stdio.h>

enum { PROCESSES = 8, CREATORS = 16 };

/* Two creators in each process: its first thread and a second one. */
static void cast_creators(Story *s, Actor *creators[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, i % 2 ? "second%zu" : "first%zu", i / 2);
        creators[i] = i % 2 ? lane_of(creators[i - 1], name) : cast(s, name);
    }
}

/* What the call before left: the name was free, or taken by an object of the same type. */
static bool is_fresh(Story *s, Actor *creator)
{
    uint64_t error = expect_ok(CALL0(creator, GetLastError)).number;
    expect_true(s, error == ERROR_SUCCESS || error == ERROR_ALREADY_EXISTS, "last error 0 or 183");
    return error == ERROR_SUCCESS;
}

CASE(sixteen_creators, .claim = "Of sixteen threads of eight processes that create one name at once, one makes it.",
     .basis = "W-XPR-008 W-COL-001 W-ERR-002", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 4 };
    Actor *creators[CREATORS];
    cast_creators(s, creators, CREATORS);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const char *name = unique_name(s, "wanted");
        const Answer *calls[CREATORS];
        Value sections[CREATORS];
        unsigned fresh = 0;
        for (size_t i = 0; i < CREATORS; i++)
            calls[i] = begin_create_named(creators[i], NAMED_SECTION, name);
        for (size_t i = 0; i < CREATORS; i++) {
            sections[i] = expect_ok(finish_call(calls[i]));
            fresh += is_fresh(s, creators[i]);
        }
        expect_equal(s, NUMBER(fresh), NUMBER(1), "how many made it");
        View first = view_of(creators[0], sections[0], FILE_MAP_WRITE);
        expect_ok(store(creators[0], first, 0, "one for all"));
        View last = view_of(creators[CREATORS - 1], sections[CREATORS - 1], FILE_MAP_READ);
        expect_bytes(creators[CREATORS - 1], last, 0, "one for all");
    }
    observe_number(s, "rounds with one maker", ROUNDS, "4");
}

CASE(creation_against_the_last_close,
     .claim = "A creation beside the last close of a name gives the old section or a fresh, zeroed one.",
     .basis = "W-XPR-009 W-COL-001 W-PGF-004", .level = OBSERVE, .tags = "race")
{
    enum { ROUNDS = 30 };
    Actor *closer = cast(s, "closer");
    Actor *creator = cast(s, "creator");
    const char *name = unique_name(s, "last");
    for (unsigned round = 0; round < ROUNDS; round++) {
        Value section = make_section(closer, name, 4096);
        View view = view_of(closer, section, FILE_MAP_WRITE);
        expect_ok(fill(closer, view, 0, 4096, 0x77));
        unmap_view(closer, view);
        const Answer *closing = BEGIN_CALL(closer, CloseHandle, section);
        const Answer *creating = begin_create_named(creator, NAMED_SECTION, name);
        expect_ok(finish_call(closing));
        Value created = expect_ok(finish_call(creating));
        bool fresh = is_fresh(s, creator);
        View seen = view_of(creator, created, FILE_MAP_READ);
        expect_filled(creator, seen, 0, 4096, fresh ? 0 : 0x77);
        unmap_view(creator, seen);
        close_handle(creator, created);
        expect_error(CALL(closer, OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    }
    observe_number(s, "rounds without an error or a stale name", ROUNDS, "30");
}

CASE(name_storm, .claim = "When objects of several types are made under one name at once, one type has it, for all.",
     .basis = "W-STR-010 W-COL-012 W-COL-024", .level = OBSERVE, .tags = "race")
{
    enum { MAKERS = 6, ROUNDS = 15 };
    Actor *makers[MAKERS];
    uint64_t seed = 424243;
    cast_creators(s, makers, MAKERS);
    const char *name = unique_name(s, "storm");
    for (unsigned round = 0; round < ROUNDS; round++) {
        const Answer *calls[MAKERS];
        NamedType types[MAKERS];
        size_t winner = MAKERS;
        for (size_t i = 0; i < MAKERS; i++) {
            types[i] = (NamedType)seeded_below(&seed, NAMED_TYPES);
            calls[i] = begin_create_named(makers[i], types[i], name);
        }
        for (size_t i = 0; i < MAKERS; i++) {
            finish_call(calls[i]);
            if (answer_kind(calls[i]) == ANSWER_OK && is_fresh(s, makers[i])) {
                expect_true(s, winner == MAKERS, "one object is made under the name");
                winner = i;
            }
        }
        expect_true(s, winner < MAKERS, "an object is made under the name");
        for (size_t i = 0; winner < MAKERS && i < MAKERS; i++) {
            if (types[i] != types[winner])
                expect_error(calls[i], ERROR_INVALID_HANDLE);
            else
                close_handle(makers[i], expect_ok(calls[i]));
        }
        expect_error(CALL(makers[0], OpenFileMappingA, FILE_MAP_READ, FALSE, name), ERROR_FILE_NOT_FOUND);
    }
    observe_number(s, "rounds with one type", ROUNDS, "15");
}

CASES(win32_name_races, "win32/name_races", "win32", &sixteen_creators, &creation_against_the_last_close, &name_storm);
