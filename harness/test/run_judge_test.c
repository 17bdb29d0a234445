/* Baselines: what is read, what is refused and how, and what is judged by them. */
#include "run/baseline.h"
#include "run/judge.h"
#include "run_support.h"

typedef struct BaselineTest {
    Text folder, path, problem;
    Baseline baseline;
    bool read;
} BaselineTest;

static BaselineTest read_text(const char *content)
{
    BaselineTest test = {.folder = test_folder()};
    test.path = test_file(&test.folder, "here.txt", content);
    test.read = baseline_read(test.path.bytes, &test.baseline, &test.problem);
    return test;
}

static void end_test(BaselineTest *test)
{
    baseline_free(&test->baseline);
    text_free(&test->path);
    text_free(&test->problem);
    remove_folder(&test->folder);
}

START_TEST(entries_are_read)
{
    BaselineTest test = read_text("# a comment\n\n"
                                  "common/*@posix-shm  fail  : R-1 is not so here\r\n"
                                  "posix/mmap/maps pass|fail if wine=8.*,bits=64 : R-2 varies\n"
                                  "win32/* not-run : W-1 takes the host down");
    ck_assert_msg(test.read, "%s", test.problem.bytes ? test.problem.bytes : "");
    ck_assert_uint_eq(test.baseline.count, 3);
    const BaselineEntry *entries = test.baseline.entries;
    ck_assert_str_eq(entries[0].pattern, "common/*@posix-shm");
    ck_assert_str_eq(entries[0].reason, "R-1 is not so here");
    ck_assert_uint_eq(entries[0].line, 3);
    ck_assert_uint_eq(entries[1].outcomes, 1u << OUTCOME_PASS | 1u << OUTCOME_FAIL);
    ck_assert_str_eq(entries[1].condition, "wine=8.*,bits=64");
    ck_assert_uint_eq(entries[2].outcomes, BASELINE_NOT_RUN);
    end_test(&test);
}
END_TEST

START_TEST(entries_of_an_included_file_stand_in_its_place)
{
    BaselineTest test = read_text("a fail : R-1 first\ninclude shared.txt\nc fail : R-3 last\n");
    ck_assert(!test.read); /* there is no such file yet */
    assert_mentions(&test.problem, "shared.txt");
    Text shared = test_file(&test.folder, "shared.txt", "\nb fail : R-2 shared\n");
    text_clear(&test.problem);
    ck_assert(baseline_read(test.path.bytes, &test.baseline, &test.problem));
    ck_assert_uint_eq(test.baseline.count, 3);
    const BaselineEntry *entries = test.baseline.entries;
    ck_assert_str_eq(entries[1].pattern, "b");
    ck_assert_str_eq(entries[1].file, shared.bytes);
    ck_assert_uint_eq(entries[1].line, 2);
    ck_assert_str_eq(entries[2].file, test.path.bytes);
    ck_assert_uint_eq(entries[2].line, 3);
    text_free(&shared);
    end_test(&test);
}
END_TEST

START_TEST(included_files_include_none)
{
    BaselineTest test = read_text("include here.txt\n");
    ck_assert(!test.read);
    assert_mentions(&test.problem, "here.txt:1:");
    assert_mentions(&test.problem, "itself includes none");
    end_test(&test);
}
END_TEST

START_TEST(what_is_wrong_is_named_with_its_line)
{
    static const struct {
        const char *content, *line, *expected;
    } wrong[] = {
        {"x fail\n", ":1:", "colon"},
        {"\nx\n", ":2:", "outcome after the pattern"},
        {"x flunk : R-1\n", ":1:", "outcome of fail"},
        {"x pass : R-1\n", ":1:", "other than pass"},
        {"x fail :\n", ":1:", "reason"},
        {"x fail :   \n", ":1:", "reason"},
        {"x fail if : R-1\n", ":1:", "FACT=VALUE"},
        {"x fail if wine : R-1\n", ":1:", "FACT=VALUE"},
        {"x fail if =8 : R-1\n", ":1:", "FACT=VALUE"},
        {"x fail : " BASELINE_REASON_MARKER " what\n", ":1:", "in place of"},
        {"x fail: R-1\n", ":1:", "outcome of fail"},
        {"include\tother/file.txt\n", ":1:", "in the same folder"},
        {"include \n", ":1:", "in the same folder"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        BaselineTest test = read_text(wrong[i].content);
        ck_assert_msg(!test.read, "was read: %s", wrong[i].content);
        assert_mentions(&test.problem, "here.txt");
        assert_mentions(&test.problem, wrong[i].line);
        assert_mentions(&test.problem, wrong[i].expected);
        end_test(&test);
    }
}
END_TEST

START_TEST(a_missing_file_is_a_problem)
{
    Baseline baseline;
    Text problem = {0};
    ck_assert(!baseline_read("/nowhere/at-all.txt", &baseline, &problem));
    assert_mentions(&problem, "/nowhere/at-all.txt");
    text_free(&problem);
}
END_TEST

START_TEST(the_first_entry_that_holds_is_the_one)
{
    BaselineTest test = read_text("posix/* crash if wine=8.* : R-1 x\nposix/mmap/* hang : R-1 y\n");
    json_t *wine = json_pack("{s:s}", "wine", "8.0"), *none = json_object();
    ck_assert_str_eq(baseline_find(&test.baseline, "posix/mmap/maps", wine)->outcome, "crash");
    ck_assert_str_eq(baseline_find(&test.baseline, "posix/mmap/maps", none)->outcome, "hang");
    ck_assert_ptr_null(baseline_find(&test.baseline, "win32/names/names", wine));
    ck_assert(baseline_entry_matches_any(&test.baseline.entries[1], small_suite(), SMALL_SUITE));
    json_decref(wine);
    json_decref(none);
    end_test(&test);
}
END_TEST

START_TEST(without_an_entry_only_good_outcomes_are_expected)
{
    ck_assert_int_eq(judge(NULL, true, OUTCOME_PASS, 0), JUDGEMENT_EXPECTED);
    ck_assert_int_eq(judge(NULL, true, OUTCOME_SKIP, 0), JUDGEMENT_EXPECTED);
    ck_assert_int_eq(judge(NULL, true, OUTCOME_OBSERVED, 0), JUDGEMENT_EXPECTED);
    ck_assert_int_eq(judge(NULL, true, OUTCOME_FAIL, 0), JUDGEMENT_REGRESSION);
    ck_assert_int_eq(judge(NULL, false, OUTCOME_BROKEN, 0), JUDGEMENT_NEW);
}
END_TEST

START_TEST(an_entry_must_be_right)
{
    BaselineEntry fails = {.outcomes = 1u << OUTCOME_FAIL}, skips = {.outcomes = 1u << OUTCOME_SKIP};
    ck_assert_int_eq(judge(&fails, true, OUTCOME_FAIL, 0), JUDGEMENT_EXPECTED);
    ck_assert_int_eq(judge(&fails, true, OUTCOME_PASS, 0), JUDGEMENT_IMPROVEMENT);
    ck_assert_int_eq(judge(&fails, true, OUTCOME_SKIP, 0), JUDGEMENT_IMPROVEMENT);
    ck_assert_int_eq(judge(&fails, true, OUTCOME_CRASH, 0), JUDGEMENT_REGRESSION);
    ck_assert_int_eq(judge(&skips, true, OUTCOME_PASS, 0), JUDGEMENT_IMPROVEMENT);
    ck_assert_int_eq(judge(&skips, true, OUTCOME_FAIL, 0), JUDGEMENT_REGRESSION);
}
END_TEST

START_TEST(attempts_that_differ_are_a_flake)
{
    BaselineEntry either = {.outcomes = 1u << OUTCOME_PASS | 1u << OUTCOME_FAIL};
    BaselineEntry fails = {.outcomes = 1u << OUTCOME_FAIL};
    ck_assert_int_eq(judge(NULL, true, OUTCOME_FAIL, 1u << OUTCOME_PASS), JUDGEMENT_FLAKE);
    ck_assert_int_eq(judge(NULL, true, OUTCOME_PASS, 1u << OUTCOME_FAIL), JUDGEMENT_FLAKE);
    ck_assert_int_eq(judge(NULL, true, OUTCOME_FAIL, 1u << OUTCOME_FAIL), JUDGEMENT_REGRESSION);
    ck_assert_int_eq(judge(&fails, true, OUTCOME_PASS, 1u << OUTCOME_FAIL), JUDGEMENT_FLAKE);
    ck_assert_int_eq(judge(&either, true, OUTCOME_PASS, 1u << OUTCOME_FAIL), JUDGEMENT_EXPECTED);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("baselines");
    tcase_add_test(tests, entries_are_read);
    tcase_add_test(tests, entries_of_an_included_file_stand_in_its_place);
    tcase_add_test(tests, included_files_include_none);
    tcase_add_test(tests, what_is_wrong_is_named_with_its_line);
    tcase_add_test(tests, a_missing_file_is_a_problem);
    tcase_add_test(tests, the_first_entry_that_holds_is_the_one);
    tcase_add_test(tests, without_an_entry_only_good_outcomes_are_expected);
    tcase_add_test(tests, an_entry_must_be_right);
    tcase_add_test(tests, attempts_that_differ_are_a_flake);
    return run_test_case("judge", tests);
}
