/* Many processes at one object: under a lock, at sub-borders of pages, through forks, names and sudden deaths. */
#include "cases/posix/races.h"

#include <stdio.h>
#include <string.h>

CASE(a_crowd_under_a_lock,
     .claim = "Processes that add to the words of one file under a lock lose no addition, in views and in the file.",
     .basis = "P-STR-003", .level = MUST, .tags = "race")
{
    enum { CROWD = 6, WORDS = 3, ROUNDS = 40 };
    const char *path = scratch_name(s, "crowd");
    Actor *keeper = cast(s, "keeper");
    Value file = new_file(keeper, path, WORDS * page(s));
    Actor *crowd[CROWD];
    Value files[CROWD];
    View views[CROWD];
    for (unsigned i = 0; i < CROWD; i++) {
        crowd[i] = cast(s, "one");
        files[i] = open_file(crowd[i], path, O_RDWR);
        views[i] = view_of(crowd[i], files[i], WORDS * page(s), READ_WRITE, MAP_SHARED);
    }
    for (unsigned word = 0; word < WORDS; word++) {
        const Answer *adding[CROWD];
        for (unsigned i = 0; i < CROWD; i++) {
            Value place = byte_of(views[i], word * page(s) + 8 * word);
            adding[i] = BEGIN_CALL(crowd[i], add_under_lock, files[i], place, ROUNDS);
        }
        for (unsigned i = 0; i < CROWD; i++)
            expect_ok(finish_call(adding[i]));
    }
    uint64_t sum = (uint64_t)CROWD * ROUNDS;
    for (unsigned word = 0; word < WORDS; word++) {
        for (unsigned i = 0; i < CROWD; i++)
            expect_result(load_word(crowd[i], views[i], word * page(s) + 8 * word, 8), sum);
        expect_field_text(CALL(keeper, pread, file, OUT_ROOM(8), 8, word * page(s) + 8 * word), "buffer", &sum, 8);
    }
}

/* Pieces of two pages ------------------------------------------------------------------------------------------------------- */

CASE(stores_and_writes_side_by_side,
     .claim = "Pieces of a page, some stored through a view and some written, make up one page in each of 64 patterns.",
     .basis = "P-STR-004", .level = MUST, .tags = "long")
{
    enum { PIECES = 6, PATTERNS = 1 << PIECES, PIECE = 16 };
    Actor *storer = cast(s, "storer");
    Actor *writer = cast(s, "writer");
    const char *path = scratch_name(s, "pieces");
    Value file = new_file(writer, path, 2 * page(s));
    View view = view_of(storer, open_file(storer, path, O_RDWR), 2 * page(s), READ_WRITE, MAP_SHARED);
    uint64_t start = page(s) - PIECES * PIECE / 2; /* three on either side of the pages' border */
    for (unsigned pattern = 0; pattern < PATTERNS; pattern++) {
        char expected[PIECES * PIECE + 1] = "";
        for (unsigned i = 0; i < PIECES; i++) {
            char piece[PIECE + 1];
            snprintf(piece, sizeof piece, "%c%06u%09u", pattern >> i & 1 ? 'S' : 'W', pattern, i);
            memcpy(expected + (size_t)i * PIECE, piece, PIECE);
            uint64_t where = start + (uint64_t)i * PIECE;
            expect_ok(pattern >> i & 1 ? store(storer, view, where, piece)
                                       : CALL(writer, pwrite, file, BYTES(piece, PIECE), PIECE, where));
        }
        expect_bytes(storer, view, start, expected);
        expect_field_text(CALL(writer, pread, file, OUT_ROOM(PIECES * PIECE), PIECES * PIECE, start), "buffer",
                          expected, (size_t)PIECES * PIECE);
    }
}

/* Forks --------------------------------------------------------------------------------------------------------------------- */

CASE(a_storm_of_forks,
     .claim = "Each of many processes that fork from one another keeps its own bytes in private pages.",
     .basis = "P-STR-009", .level = MUST, .needs = CAP(FORK), .tags = "long")
{
    enum { GENERATIONS = 12, PAGES = 64 };
    Actor *family[GENERATIONS] = {cast(s, "first")};
    View view = memory(family[0], PAGES * page(s), PRIVATE_MEMORY);
    Value digests[GENERATIONS];
    expect_ok(fill(family[0], view, 0, PAGES * page(s), 'f'));
    for (unsigned i = 0; i < GENERATIONS; i++) {
        if (i)
            family[i] = fork_actor(family[i / 2], "child");
        /* Of the parent's pages each changes some, after the parent has changed its own. */
        for (unsigned at = i; at < PAGES; at += i + 2)
            expect_ok(store_word(family[i], view, at * page(s) + 8 * (i % 16), 8, 1000 * i + at));
        digests[i] = expect_ok(digest(family[i], view, 0, PAGES * page(s)));
        for (unsigned j = 0; j < i; j++)
            expect_different(s, digests[i], digests[j], "the bytes of two processes");
    }
    for (unsigned i = 0; i < GENERATIONS; i++)
        expect_result(digest(family[i], view, 0, PAGES * page(s)), digests[i]);
}

/* Names --------------------------------------------------------------------------------------------------------------------- */

CASE(a_name_is_taken_again_and_again,
     .claim = "While one name is created, removed and opened by sixteen processes, it never leads to a removed object.",
     .basis = "P-STR-015", .level = MUST, .tags = "race long")
{
    enum { CROWD = 16, ROUNDS = 8 };
    const char *name = unique_name(s, "churn");
    Actor *crowd[CROWD];
    for (unsigned i = 0; i < CROWD; i++)
        crowd[i] = cast(s, "one");
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        Actor *maker = crowd[round % CROWD];
        Value object = new_shm(maker, name, page(s));
        View made = view_of(maker, object, page(s), READ_WRITE, MAP_SHARED);
        expect_ok(store_word(maker, made, 0, 8, round));
        const Answer *opening[CROWD];
        for (unsigned i = 0; i < CROWD; i++) { /* one removes the name while the others open it */
            if (i == (round + 7) % CROWD)
                opening[i] = BEGIN_CALL(crowd[i], shm_unlink, name);
            else
                opening[i] = BEGIN_CALL(crowd[i], shm_open, name, O_RDWR, 0);
        }
        for (unsigned i = 0; i < CROWD; i++) {
            const Answer *answer = finish_call(opening[i]);
            if (i == (round + 7) % CROWD) {
                expect_ok(answer);
            } else if (answer_kind(answer) == ANSWER_ERROR) {
                expect_error(answer, ENOENT);
            } else {
                View view = view_of(crowd[i], expect_ok(answer), page(s), PROT_READ, MAP_SHARED);
                expect_result(load_word(crowd[i], view, 0, 8), round);
            }
        }
        expect_error(CALL(crowd[(round + 3) % CROWD], shm_open, name, O_RDWR, 0), ENOENT);
    }
}

/* Sudden deaths ------------------------------------------------------------------------------------------------------------- */

CASE(a_writer_is_killed,
     .claim = "When a writer is killed at any moment, a reader finds what the writer announced, and can go on.",
     .basis = "P-STR-010", .level = MUST, .needs = CAP(FORK), .tags = "race")
{
    enum { KILLS = 5, MANY = 200000000, LOOKS = 100000 };
    Actor *reader = cast(s, "reader");
    View view = memory(reader, 2 * page(s), SHARED_MEMORY);
    uint64_t data = 0, flag = page(s);
    for (unsigned i = 0; i < KILLS; i++) {
        Actor *writer = fork_actor(reader, "writer");
        expect_ok(store_word(reader, view, data, 8, 0));
        expect_ok(store_word(reader, view, flag, 8, UINT64_MAX)); /* the reader is there */
        const Answer *sending = BEGIN_CALL(writer, send_numbers, byte_of(view, data), byte_of(view, flag), MANY);
        uint64_t seen = 0;
        for (unsigned look = 0; look < LOOKS && (seen == 0 || seen == UINT64_MAX); look++)
            seen = expect_ok(load_word(reader, view, flag, 8)).number;
        kill_actor(writer);
        finish_call(sending);
        expect_true(s, seen != 0 && seen != UINT64_MAX, "the writer was under way when it was killed");
        uint64_t announced = expect_ok(load_word(reader, view, flag, 8)).number;
        uint64_t stored = expect_ok(load_word(reader, view, data, 8)).number;
        expect_true(s, stored == announced || stored == announced + 1,
                    "the last number is the announced one or the next");
        expect_ok(store(reader, view, 100, "goes on"));
        expect_bytes(reader, view, 100, "goes on");
    }
}

static const char *const deaths[] = {"msync", "ftruncate", "munmap", "fsync"};

static void name_death_cell(size_t cell, char *name, size_t room)
{
    snprintf(name, room, "%s", deaths[cell]);
}

CASE(killed_within_a_call,
     .claim = "A process that is killed within a call leaves the file and the views of others in order.",
     .basis = "P-STR-011", .level = MUST, .cells = 4, .cell_name = name_death_cell, .tags = "race")
{
    enum { PAGES = 256 };
    Actor *keeper = cast(s, "keeper");
    Actor *victim = cast(s, "victim");
    const char *path = scratch_name(s, "survives");
    Value file = new_file(keeper, path, PAGES * page(s));
    View view = view_of(keeper, file, PAGES * page(s), READ_WRITE, MAP_SHARED);
    Value same = open_file(victim, path, O_RDWR);
    View victims = view_of(victim, same, PAGES * page(s), READ_WRITE, MAP_SHARED);
    expect_ok(fill(victim, victims, 0, PAGES * page(s), 'v'));
    expect_ok(fill(keeper, view, 0, page(s), 'k'));
    const Answer *under_way = story_cell(s) == 0 ? BEGIN_CALL(victim, msync, victims.address, PAGES * page(s), MS_SYNC)
                              : story_cell(s) == 1 ? BEGIN_CALL(victim, ftruncate, same, 2 * PAGES * page(s))
                              : story_cell(s) == 2 ? BEGIN_CALL(victim, munmap, victims.address, PAGES * page(s))
                                                   : BEGIN_CALL(victim, fsync, same);
    kill_actor(victim);
    finish_call(under_way);
    uint64_t size = size_of_file(keeper, file).number;
    bool grown = story_cell(s) == 1 && size == 2 * PAGES * page(s);
    expect_true(s, grown || size == PAGES * page(s), "the file has its old size or the new one");
    expect_filled(keeper, view, 0, page(s), 'k');
    expect_filled(keeper, view, page(s), (PAGES - 1) * page(s), 'v');
    expect_ok(store(keeper, view, page(s), "goes on"));
    expect_ok(CALL(keeper, msync, view.address, PAGES * page(s), MS_SYNC));
    Actor *other = cast(s, "other");
    View others = view_of(other, open_file(other, path, O_RDONLY), PAGES * page(s), PROT_READ, MAP_SHARED);
    expect_bytes(other, others, page(s) - 1, "kgoes onv");
}

CASES(posix_crowds, "posix/crowds", "posix", &a_crowd_under_a_lock, &stores_and_writes_side_by_side, &a_storm_of_forks,
      &a_name_is_taken_again_and_again, &a_writer_is_killed, &killed_within_a_call);
