/* The order of `prove --quick`. */
#include "run/kills_print.h"
#include "run/likely.h"
#include "run_support.h"

enum { CELLS = 6, TABLE = 3 };

/* Two tables of three cells each in one chapter, three mutants, nothing told with them yet. */
typedef struct OrderTest {
    Mutants mutants;
    Instance instances[CELLS];
    const Instance *cases[CELLS];
    Kills kills;
    Likely likely;
} OrderTest;

static void start(OrderTest *test)
{
    static const Case opens = {.name = "opens", .claim = "It opens.", .level = MUST},
                      maps = {.name = "maps", .claim = "It maps.", .level = MUST};
    static const Chapter chapter = {"posix/two", "posix", NULL};
    *test = (OrderTest){0};
    ck_assert(mutants_take_line(&test->mutants, "close-lies\tposix\tclose does nothing\tclose"));
    ck_assert(mutants_take_line(&test->mutants, "open-lies\tposix\topen does nothing\topen openat"));
    ck_assert(mutants_take_line(&test->mutants, "map-lies\tposix\tmmap does nothing\tmmap"));
    for (size_t i = 0; i < CELLS; i++) {
        test->instances[i] = (Instance)
        {
            .chapter = &chapter, .id = i < TABLE
            ? "posix/two/opens@cell" : "posix/two/maps@cell", .told = i < TABLE
            ? &opens : &maps, .family = "posix"
        };
        test->cases[i] = &test->instances[i];
    }
    kills_init(&test->kills, &test->mutants, test->cases, CELLS);
    likely_init(&test->likely, &test->kills);
    for (size_t i = 0; i < CELLS; i++) {
        kills_without(&test->kills, i, OUTCOME_PASS, "");
        likely_called(&test->likely, i, i < TABLE ? "posix.openat(3, \"" : "posix.mmap(NULL, 4096)\",");
        likely_called(&test->likely, i, "posix.munmap($1, 4096)");
    }
}

static void finish(OrderTest *test)
{
    likely_free(&test->likely);
    kills_free(&test->kills);
    mutants_free(&test->mutants);
}

static void take(OrderTest *test, size_t mutant, size_t index, bool killed)
{
    kills_take(&test->kills, mutant, index, killed ? OUTCOME_FAIL : OUTCOME_PASS, "");
    likely_taken(&test->likely, mutant, index, 0.1);
}

START_TEST(what_calls_a_function_meets_first_who_replaces_it)
{
    OrderTest test;
    size_t mutant, index, seen = 0;
    start(&test);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(likely_next(&test.likely, test.mutants.count, &mutant, &index));
        ck_assert_uint_eq(mutant, index < TABLE ? 1 : 2);
        seen += mutant;
        take(&test, mutant, index, false);
    }
    ck_assert_uint_eq(seen, 1 + 2);
    finish(&test);
}
END_TEST

START_TEST(who_was_noticed_in_a_table_is_told_with_its_other_cells)
{
    OrderTest test;
    size_t mutant, index;
    start(&test);
    kills_give(&test.kills, 0, 4);
    test.likely.with_mutant[0]++;
    test.likely.with_case[4]++;
    take(&test, 0, 4, true);
    for (size_t i = 0; i < 2; i++) {
        ck_assert(likely_next(&test.likely, 0, &mutant, &index));
        ck_assert_uint_eq(mutant, 0);
        ck_assert_uint_eq(index, i ? 5 : 3);
        take(&test, mutant, index, true);
    }
    finish(&test);
}
END_TEST

/* Tells what comes until nothing does. How many that were. */
static size_t take_all(OrderTest *test, bool killed)
{
    size_t mutant, index, count = 0;
    for (; likely_next(&test->likely, test->mutants.count, &mutant, &index); count++)
        take(test, mutant, index, killed);
    return count;
}

START_TEST(nothing_unproven_is_left_untold)
{
    OrderTest test;
    start(&test);
    size_t count = take_all(&test, false);
    ck_assert_uint_eq(count, test.mutants.count * CELLS);
    ck_assert_uint_eq(test.kills.told, count);
    Text text = {0};
    ck_assert_uint_eq(append_kills(&text, &test.kills), test.mutants.count + CELLS);
    text_free(&text);
    finish(&test);
}
END_TEST

START_TEST(only_what_proves_something_new_is_told)
{
    OrderTest test;
    start(&test);
    size_t count = take_all(&test, true);
    ck_assert_uint_ge(count, CELLS);
    ck_assert_uint_le(count, CELLS + test.mutants.count - 1); /* the first telling proves a mutant and a case */
    finish(&test);
}
END_TEST

START_TEST(what_is_on_its_way_is_awaited)
{
    OrderTest test;
    size_t mutant, index, first_mutant, first_index, count = 0;
    start(&test);
    ck_assert(likely_next(&test.likely, test.mutants.count, &first_mutant, &first_index));
    while (likely_next(&test.likely, test.mutants.count, &mutant, &index)) {
        ck_assert(mutant != first_mutant || index != first_index);
        count++;
    }
    ck_assert_uint_lt(count, CELLS + test.mutants.count);
    finish(&test);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("order");
    tcase_add_test(tests, what_calls_a_function_meets_first_who_replaces_it);
    tcase_add_test(tests, who_was_noticed_in_a_table_is_told_with_its_other_cells);
    tcase_add_test(tests, nothing_unproven_is_left_untold);
    tcase_add_test(tests, only_what_proves_something_new_is_told);
    tcase_add_test(tests, what_is_on_its_way_is_awaited);
    return run_test_case("likely", tests);
}
