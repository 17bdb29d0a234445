/* The kill matrix, and the registry that cases cite. */
#include "run/kills_print.h"
#include "run/registry.h"
#include "run_support.h"

#include <jansson.h>

typedef struct MatrixTest {
    Mutants mutants;
    const Instance *cases[SMALL_SUITE];
    Kills kills;
} MatrixTest;

static void matrix_init(MatrixTest *test)
{
    *test = (MatrixTest){0};
    ck_assert(mutants_take_line(&test->mutants, "flush-lies\tposix\tflush does nothing"));
    ck_assert(mutants_take_line(&test->mutants, "name-lost\twin32\ta name is lost"));
    ck_assert(mutants_take_line(&test->mutants, "store-shifted\tportable\ta store lands one byte on"));
    for (size_t i = 0; i < SMALL_SUITE; i++)
        test->cases[i] = small_suite() + i;
    kills_init(&test->kills, &test->mutants, test->cases, SMALL_SUITE);
    for (size_t i = 0; i < SMALL_SUITE; i++)
        kills_without(&test->kills, i, i == 4 ? OUTCOME_OBSERVED : OUTCOME_PASS, "[1]");
}

static void matrix_free(MatrixTest *test)
{
    kills_free(&test->kills);
    mutants_free(&test->mutants);
}

static size_t count_given(MatrixTest *test, size_t mutant)
{
    size_t count = 0, index;
    while (kills_next(&test->kills, mutant, &index)) {
        kills_take(&test->kills, mutant, index, OUTCOME_FAIL, "[1]");
        count++;
    }
    return count;
}

START_TEST(mutants_meet_the_cases_that_they_concern)
{
    MatrixTest test;
    matrix_init(&test);
    ck_assert_uint_eq(count_given(&test, 0), 4); /* common and posix */
    ck_assert_uint_eq(count_given(&test, 1), 3); /* common and win32 */
    ck_assert_uint_eq(count_given(&test, 2), 5);
    Text text = {0};
    ck_assert_uint_eq(append_kills(&text, &test.kills), 0);
    text_free(&text);
    matrix_free(&test);
}
END_TEST

START_TEST(only_an_answer_that_is_wrong_kills)
{
    MatrixTest test;
    matrix_init(&test);
    static const Outcome harmless[] = {OUTCOME_PASS, OUTCOME_SKIP, OUTCOME_BROKEN};
    for (size_t i = 0; i < 3; i++)
        kills_take(&test.kills, 2, i, harmless[i], "[2]");
    kills_take(&test.kills, 2, 4, OUTCOME_OBSERVED, "[1]");
    ck_assert_uint_eq(test.kills.kills_of_mutant[2], 0);
    kills_take(&test.kills, 2, 4, OUTCOME_OBSERVED, "[2]"); /* sees something else than without the fault */
    kills_take(&test.kills, 2, 0, OUTCOME_HANG, "");
    ck_assert_uint_eq(test.kills.kills_of_mutant[2], 2);
    Text text = {0};
    ck_assert_uint_eq(append_kills(&text, &test.kills), 2 + 3); /* mutants, cases */
    assert_mentions(&text, "flush-lies (posix): flush does nothing");
    assert_mentions(&text, "win32/names/names");
    text_free(&text);
    matrix_free(&test);
}
END_TEST

START_TEST(unstable_observations_prove_nothing)
{
    MatrixTest test;
    matrix_init(&test);
    kills_without(&test.kills, 4, OUTCOME_OBSERVED, "[7]");
    kills_take(&test.kills, 2, 4, OUTCOME_OBSERVED, "[9]");
    ck_assert_uint_eq(test.kills.kills_of_case[4], 0);
    matrix_free(&test);
}
END_TEST

START_TEST(what_does_not_pass_takes_no_part)
{
    MatrixTest test;
    matrix_init(&test);
    kills_without(&test.kills, 0, OUTCOME_FAIL, "[1]");
    ck_assert(!kills_can_prove(&test.kills, 0));
    ck_assert_uint_eq(count_given(&test, 0), 3);
    matrix_free(&test);
}
END_TEST

START_TEST(matrices_are_tables)
{
    MatrixTest test;
    matrix_init(&test);
    kills_take(&test.kills, 0, 2, OUTCOME_CRASH, "");
    Text csv = {0}, markdown = {0};
    append_matrix(&csv, &test.kills, false);
    append_matrix(&markdown, &test.kills, true);
    assert_mentions(&csv, "\"case\",\"flush-lies\",\"name-lost\",\"store-shifted\"\n");
    assert_mentions(&csv, "\"posix/mmap/maps\",\"killed\",\"\",\"\"\n");
    assert_mentions(&markdown, "| posix/mmap/maps | killed |");
    text_free(&csv);
    text_free(&markdown);
    matrix_free(&test);
}
END_TEST

START_TEST(mutant_lines_have_three_parts_or_four)
{
    Mutants mutants = {0};
    Text problem = {0};
    Words names = {0};
    ck_assert(!mutants_take_line(&mutants, ""));
    ck_assert(!mutants_take_line(&mutants, "name posix sentence"));
    ck_assert(!mutants_take_line(&mutants, "name\tposix"));
    ck_assert(!mutants_take_line(&mutants, "\tposix\tsentence"));
    ck_assert(mutants_take_line(&mutants, "name\tposix\tsentence"));
    ck_assert_str_eq(mutants.list[0].calls, "");
    ck_assert(mutants_take_line(&mutants, "other\tposix\tsentence\topen close"));
    ck_assert_str_eq(mutants.list[1].sentence, "sentence");
    ck_assert_str_eq(mutants.list[1].calls, "open close");
    words_add(&names, "nobody");
    ck_assert(!mutants_keep(&mutants, NULL, &names, &problem));
    assert_mentions(&problem, "nobody");
    words_free(&names);
    mutants_free(&mutants);
    text_free(&problem);
}
END_TEST

#define LINE(id, level)                                                                                   \
    "{\"id\":\"" id "\",\"class\":\"MAND\",\"level\":\"" level "\",\"statement\":\"s\",\"source\":\"x\"," \
    "\"deviations\":\"-\"}\n"

static bool read_registry(const char *content, Registry *registry, Text *problem)
{
    Text folder = test_folder();
    Text path = test_file(&folder, "some.jsonl", content);
    bool read = registry_read(folder.bytes, registry, problem);
    text_free(&path);
    remove_folder(&folder);
    return read;
}

START_TEST(a_case_that_cites_an_unknown_id_is_named)
{
    Registry registry;
    Text problem = {0};
    ck_assert(read_registry(LINE("R-2", "SHOULD") LINE("R-1", "MUST") LINE("R-3", "OBSERVE"), &registry, &problem));
    ck_assert_str_eq(registry_find(&registry, "R-2")->level, "SHOULD");
    ck_assert_ptr_null(registry_find(&registry, "R"));
    ck_assert(registry_check_cases(&registry, small_suite(), 3, &problem));
    ck_assert(!registry_check_cases(&registry, small_suite(), SMALL_SUITE, &problem));
    assert_mentions(&problem, "cases/win32/names.c:9");
    assert_mentions(&problem, "W-1");
    ck_assert(registry_cited_in(&registry, "differs (R-1): why"));
    ck_assert(!registry_cited_in(&registry, "R-12 is another"));
    registry_free(&registry);
    text_free(&problem);
}
END_TEST

START_TEST(malformed_requirements_are_named)
{
    static const struct {
        const char *content, *expected;
    } wrong[] = {
        {LINE("R-1", "MUST") "{\"id\":\n", ":2:"},
        {LINE("R-1", "MUST") "[]\n", "one JSON object"},
        {LINE("R-1", "MUST") "{\"id\":\"R-2\"}\n", "a string \"class\""},
        {LINE("R-1", "PERHAPS"), "MUST, SHOULD or OBSERVE"},
        {LINE("R 1", "MUST"), "one word"},
        {LINE("R-1", "MUST") LINE("R-1", "MUST"), "twice"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Registry registry;
        Text problem = {0};
        ck_assert_msg(!read_registry(wrong[i].content, &registry, &problem), "was read: %s", wrong[i].content);
        assert_mentions(&problem, wrong[i].expected);
        text_free(&problem);
    }
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("proof");
    tcase_add_test(tests, mutants_meet_the_cases_that_they_concern);
    tcase_add_test(tests, only_an_answer_that_is_wrong_kills);
    tcase_add_test(tests, unstable_observations_prove_nothing);
    tcase_add_test(tests, what_does_not_pass_takes_no_part);
    tcase_add_test(tests, matrices_are_tables);
    tcase_add_test(tests, mutant_lines_have_three_parts_or_four);
    tcase_add_test(tests, a_case_that_cites_an_unknown_id_is_named);
    tcase_add_test(tests, malformed_requirements_are_named);
    return run_test_case("kills", tests);
}
