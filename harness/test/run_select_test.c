/* Patterns, shards, orders, and command lines. */
#include "run/glob.h"
#include "run/jobs.h"
#include "run/select.h"
#include "run_support.h"

START_TEST(globs_cross_slashes)
{
    ck_assert(glob_matches("common/*@posix-shm", "common/flush/x@posix-shm"));
    ck_assert(glob_matches("*", ""));
    ck_assert(glob_matches("a*b*c", "aXbYbZc"));
    ck_assert(glob_matches("?x", "ax"));
    ck_assert(!glob_matches("?x", "x"));
    ck_assert(!glob_matches("a*b", "abc"));
    ck_assert(!glob_matches("", "a"));
}
END_TEST

START_TEST(patterns_name_cases_chapters_requirements_and_levels)
{
    const Instance *suite = small_suite();
    ck_assert(pattern_matches("common/flush", &suite[0]));
    ck_assert(pattern_matches("common/flush/", &suite[0]));
    ck_assert(pattern_matches("common/flush/flushes", &suite[1]));
    ck_assert(!pattern_matches("common/flu", &suite[0]));
    ck_assert(pattern_matches("*@posix-file", &suite[0]) && !pattern_matches("*@posix-file", &suite[1]));
    ck_assert(pattern_matches("requirement:R-2", &suite[0]) && pattern_matches("requirement:R-*", &suite[2]));
    ck_assert(!pattern_matches("requirement:R", &suite[0]) && !pattern_matches("requirement:W-*", &suite[0]));
    ck_assert(pattern_matches("tag:flush", &suite[0]) && pattern_matches("tag:posix-f*", &suite[0]));
    ck_assert(!pattern_matches("tag:flu", &suite[0]) && !pattern_matches("tag:", &suite[0]));
    ck_assert(pattern_matches("level:OBSERVE", &suite[4]) && !pattern_matches("level:MUST", &suite[4]));
}
END_TEST

static Selected select_with(Selection wanted, const char *pattern, const char *subject, bool expected)
{
    Words patterns = {0}, subjects = {0};
    Text problem = {0};
    Selected selected;
    if (pattern)
        words_add(&patterns, pattern);
    if (subject)
        words_add(&subjects, subject);
    wanted.patterns = &patterns;
    wanted.subjects = &subjects;
    if (!wanted.shards)
        wanted.shard = wanted.shards = 1;
    ck_assert_int_eq(select_cases(small_suite(), SMALL_SUITE, &wanted, &selected, &problem), expected);
    ck_assert_int_eq(problem.length == 0, expected);
    words_free(&patterns);
    words_free(&subjects);
    text_free(&problem);
    return selected;
}

START_TEST(families_that_the_actor_lacks_are_counted)
{
    Selected selected = select_with((Selection){.families = "portable,posix"}, NULL, NULL, true);
    ck_assert_uint_eq(selected.count, 4);
    ck_assert_uint_eq(selected.elsewhere, 1);
    ck_assert_str_eq(selected.elsewhere_names.bytes, "win32");
    selected_free(&selected);
}
END_TEST

START_TEST(subjects_are_subjects_or_families)
{
    Selected selected = select_with((Selection){0}, NULL, "posix-shm", true);
    ck_assert_uint_eq(selected.count, 1);
    selected_free(&selected);
    selected = select_with((Selection){0}, NULL, "posix", true);
    ck_assert_uint_eq(selected.count, 4);
    selected_free(&selected);
}
END_TEST

START_TEST(a_pattern_can_leave_out)
{
    Selected all = select_with((Selection){0}, NULL, NULL, true);
    Selected matched = select_with((Selection){0}, "tag:flush", NULL, true);
    Selected others = select_with((Selection){0}, "!tag:flush", NULL, true);
    ck_assert_uint_eq(matched.count + others.count, all.count);
    ck_assert_uint_gt(matched.count, 0);
    for (size_t i = 0; i < others.count; i++)
        ck_assert(!pattern_matches("tag:flush", others.cases[i]));
    selected_free(&all);
    selected_free(&matched);
    selected_free(&others);
}
END_TEST

START_TEST(words_that_pick_nothing_are_refused)
{
    Selected unknown = select_with((Selection){0}, "!common/nothing", NULL, false);
    selected_free(&unknown);
    Selected selected = select_with((Selection){0}, "common/nothing", NULL, false);
    selected_free(&selected);
    selected = select_with((Selection){0}, NULL, "windows", false);
    selected_free(&selected);
}
END_TEST

START_TEST(shards_are_a_partition)
{
    bool seen[SMALL_SUITE] = {false};
    for (unsigned shard = 1; shard <= 3; shard++) {
        Selected selected = select_with((Selection){.shard = shard, .shards = 3}, NULL, NULL, true);
        for (size_t i = 0; i < selected.count; i++) {
            size_t index = (size_t)(selected.cases[i] - small_suite());
            ck_assert(!seen[index]);
            seen[index] = true;
        }
        selected_free(&selected);
    }
    for (size_t i = 0; i < SMALL_SUITE; i++)
        ck_assert(seen[i]);
}
END_TEST

START_TEST(shards_are_written_as_fractions)
{
    unsigned shard, shards;
    ck_assert(parse_shard("2/4", &shard, &shards) && shard == 2 && shards == 4);
    static const char *const wrong[] = {"", "2", "0/4", "5/4", "a/4", "1/0", "1/", "/2", "-1/2", "1/2x"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(!parse_shard(wrong[i], &shard, &shards), "%s was taken", wrong[i]);
}
END_TEST

START_TEST(a_seed_is_an_order)
{
    enum { MANY = 40 };
    const Instance *orders[3][MANY];
    for (int order = 0; order < 3; order++) {
        for (size_t i = 0; i < MANY; i++)
            orders[order][i] = small_suite() + i; /* only compared */
        shuffle_cases(orders[order], MANY, order < 2 ? 7 : 8);
    }
    ck_assert(!memcmp(orders[0], orders[1], sizeof orders[0]));
    ck_assert(memcmp(orders[0], orders[2], sizeof orders[0]));
    /* Fixed for good: a seed in a ledger must mean the same on every platform and in every version. */
    const Instance *five[5];
    for (size_t i = 0; i < 5; i++)
        five[i] = small_suite() + i;
    shuffle_cases(five, 5, 1);
    Text order = {0};
    for (size_t i = 0; i < 5; i++)
        text_printf(&order, "%d", (int)(five[i] - small_suite()));
    ck_assert_str_eq(order.bytes, "21430");
    text_free(&order);
}
END_TEST

START_TEST(rounds_follow_one_another)
{
    const Instance *cases[] = {small_suite(), small_suite() + 1};
    Jobs jobs = {.cases = cases, .count = 2, .rounds = 2};
    Job job;
    for (unsigned i = 0; i < 4; i++) {
        ck_assert(jobs_next(&jobs, &job));
        ck_assert_ptr_eq(job.instance, cases[i % 2]);
        ck_assert_uint_eq(job.attempt, i / 2 + 1);
    }
    ck_assert(!jobs_next(&jobs, &job));
    Jobs none = {.cases = cases, .count = 0, .rounds = 0};
    ck_assert(!jobs_next(&none, &job));
}
END_TEST

static void assert_words(const char *command, const char *expected)
{
    Words words = {0};
    Text joined = {0}, problem = {0};
    ck_assert(words_split(&words, command, &problem));
    for (size_t i = 0; i < words.count; i++)
        text_printf(&joined, "[%s]", words.list[i]);
    ck_assert_str_eq(joined.bytes ? joined.bytes : "", expected);
    words_free(&words);
    text_free(&joined);
}

START_TEST(commands_are_split_as_a_shell_would)
{
    assert_words("", "");
    assert_words("  env  LD_PRELOAD=x.so\t", "[env][LD_PRELOAD=x.so]");
    assert_words("a 'b c' \"d e\"f", "[a][b c][d ef]");
    assert_words("a '' \"\"", "[a][][]");
    assert_words("a\\ b \\\" \\\\ '\\'", "[a b][\"][\\][\\]");
    assert_words("\"x\\\"y\\\\z\\n\"", "[x\"y\\z\\n]");
    assert_words("C:\\wine\\actor.exe", "[C:\\wine\\actor.exe]");
    Words words = {0};
    Text problem = {0};
    ck_assert(!words_split(&words, "a 'b", &problem));
    assert_mentions(&problem, "quote");
    words_free(&words);
    text_free(&problem);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("selection");
    tcase_add_test(tests, globs_cross_slashes);
    tcase_add_test(tests, patterns_name_cases_chapters_requirements_and_levels);
    tcase_add_test(tests, families_that_the_actor_lacks_are_counted);
    tcase_add_test(tests, subjects_are_subjects_or_families);
    tcase_add_test(tests, a_pattern_can_leave_out);
    tcase_add_test(tests, words_that_pick_nothing_are_refused);
    tcase_add_test(tests, shards_are_a_partition);
    tcase_add_test(tests, shards_are_written_as_fractions);
    tcase_add_test(tests, a_seed_is_an_order);
    tcase_add_test(tests, rounds_follow_one_another);
    tcase_add_test(tests, commands_are_split_as_a_shell_would);
    return run_test_case("select", tests);
}
