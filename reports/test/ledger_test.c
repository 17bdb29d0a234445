/* Reading a ledger, the form of one case, and comparing two runs. */
#include "reports/claims.h"
#include "reports/pick.h"
#include "reports/report.h"
#include "reports/test/sample.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char first_line[] = "{\"record\":\"run\",\"ledger\":1,\"platform\":\"p\",\"selected\":1}\n";

/* Reads a ledger of the first line and `lines`; what it complained of, or "". */
static const char *complaint(const char *lines, Run *run)
{
    static Text problem;
    Text text = {0};
    text_clear(&problem);
    text_append(&problem, "");
    text_printf(&text, "%s%s", first_line, lines);
    read_ledger(sample_file("some.jsonl", &text), run, &problem);
    text_free(&text);
    return problem.bytes;
}

START_TEST(wrong_lines_are_named)
{
    static const struct {
        const char *line, *expected;
    } wrong[] = {
        {"{\"record\":\"end\",\"case\":\"x\",\"outcome\":\"pass\"}\n", "some.jsonl:2: not a mapcheck ledger: expected "
                                                                       "\"judgement\""},
        {"{\"record\":\"end\",\"case\":\"x\",\"outcome\":\"odd\"}\n", "some.jsonl:2: not a mapcheck ledger: expected"},
        {"{\"record\":\"operation\",\"case\":\"x\",\"number\":1,\"call\":\"f()\"}\n", "to be of a case that has begun"},
        {"{\"record\":\"begin\",\"case\":\"x\",\"attempt\":\"one\"}\n", "to be a whole number"},
        {"{\"record\":\"begin\",\n", "some.jsonl:2:"},
        {"\xff\n", "some.jsonl:2:"},
    };
    const char *expected = wrong[_i].expected;
    Run run;
    const char *said = complaint(wrong[_i].line, &run);
    ck_assert_msg(strstr(said, expected) != NULL, "expected \"%s\" in \"%s\"", expected, said);
    run_free(&run);
}
END_TEST

START_TEST(a_torn_end_is_left_out)
{
    Run run;
    ck_assert_str_eq(complaint("{\"record\":\"begin\",\"case\":\"a/b\"}\n{\"record\":\"end\",\"ca", &run), "");
    ck_assert(run.torn);
    ck_assert_uint_eq(run.case_count, 1);
    ck_assert(!run.cases[0].finished);
    ck_assert_str_eq(run.cases[0].chapter, "a");
    ck_assert_str_eq(case_word(&run.cases[0]), "not finished");
    run_free(&run);
}
END_TEST

START_TEST(attempts_are_kept_and_resumed_ones_replaced)
{
    Run run;
    ck_assert_str_eq(complaint("{\"record\":\"begin\",\"case\":\"a/b\",\"attempt\":1}\n"
                               "{\"record\":\"begin\",\"case\":\"a/b\",\"attempt\":1}\n"
                               "{\"record\":\"end\",\"case\":\"a/b\",\"attempt\":1,\"outcome\":\"pass\","
                               "\"judgement\":\"flake\"}\n"
                               "{\"record\":\"begin\",\"case\":\"a/b\",\"attempt\":2}\n"
                               "{\"record\":\"end\",\"case\":\"a/b\",\"attempt\":2,\"outcome\":\"fail\","
                               "\"judgement\":\"flake\"}\n",
                               &run),
                     "");
    ck_assert_uint_eq(run.case_count, 2);
    ck_assert(run.cases[0].outcome == OUTCOME_PASS && run.cases[1].outcome == OUTCOME_FAIL);
    run_free(&run);
}
END_TEST

START_TEST(one_failure_reads_as_designed)
{
    Run run;
    Text text = {0};
    ck_assert_str_eq(complaint("{\"record\":\"begin\",\"case\":\"a/b\"}\n"
                               "{\"record\":\"operation\",\"case\":\"a/b\",\"number\":1,\"actor\":\"w\","
                               "\"call\":\"posix.getpid()\",\"answer\":\"ok 7\",\"kind\":\"ok\"}\n"
                               "{\"record\":\"operation\",\"case\":\"a/b\",\"number\":2,\"actor\":\"reader\","
                               "\"call\":\"portable.load($1+4096, 4)\","
                               "\"answer\":\"ok void bytes=\\\"%00%01%02%FF\\\"\",\"kind\":\"ok\"}\n"
                               "{\"record\":\"end\",\"case\":\"a/b\",\"level\":\"MUST\",\"claim\":\"It is so.\","
                               "\"requirements\":[\"P-1\"],\"outcome\":\"fail\",\"judgement\":\"regression\","
                               "\"milliseconds\":58.1,\"failure\":{\"message\":\"expected tide\","
                               "\"file\":\"/x/cases/common/l.c\",\"line\":41,\"operation\":2}}\n",
                               &run),
                     "");
    render_case_text(&text, &run, &run.cases[0], false, 60);
    ck_assert_str_eq(text.bytes, "FAIL  a/b                                       MUST   58 ms\n"
                                 "      It is so.   P-1\n"
                                 "      cases/common/l.c:41  expected tide\n"
                                 "        1  w       getpid()          = 7\n"
                                 "        2  reader  load($1+4096, 4)  00 01 02 ff   <-- here\n"
                                 "      again:  mapcheck run a/b --trace\n"
                                 "      alone:  mapcheck export-c a/b > repro.c\n");
    run_free(&run);
    text_free(&text);
}
END_TEST

static const char *word_of(const char *today, const char *outcome)
{
    Run run;
    char ledger[1024];
    bool skipped = strcmp(outcome, "skip") == 0;
    snprintf(ledger, sizeof ledger,
             "{\"record\":\"run\",\"ledger\":1,\"platform\":\"p\",\"claims\":[{\"id\":\"C1\",\"statement\":\"so\","
             "\"today\":\"%s\"}]}\n{\"record\":\"end\",\"case\":\"a/b\",\"level\":\"MUST\",\"claim\":\"It is so.\","
             "%s\"requirements\":[\"C10\",\"%s\"],\"outcome\":\"%s\",\"judgement\":\"expected\"}\n",
             today, skipped ? "\"skip\":{\"kind\":\"unsupported\",\"sentence\":\"none\"}," : "",
             *outcome ? "C1" : "C11", *outcome ? outcome : "pass");
    ck_assert_str_eq(complaint(ledger, &run), "");
    ClaimTally tally = tally_claim(&run, &run.claims[0]);
    const char *word = claim_word(&run.claims[0], &tally);
    run_free(&run);
    return word;
}

START_TEST(claims_have_a_word)
{
    ck_assert_str_eq(word_of("true", "pass"), "confirmed");
    ck_assert_str_eq(word_of("true on NT", "observed"), "depends");
    ck_assert_str_eq(word_of("true", "crash"), "depends");
    ck_assert_str_eq(word_of("refuted: never", "pass"), "refuted");
    ck_assert_str_eq(word_of("refuted: never", "fail"), "depends");
    ck_assert_str_eq(word_of("true for NT; refuted for the rest", "pass"), "depends");
    ck_assert_str_eq(word_of("the data reach the file", "pass"), "depends");
    ck_assert_str_eq(word_of("true", "skip"), "not tried");
    ck_assert_str_eq(word_of("true", ""), "not tried");
}
END_TEST

static bool differs(const char *value, const char *expected)
{
    return observation_differs(&(ReportObservation){"", value, expected});
}

START_TEST(observations_differ_from_alternatives)
{
    ck_assert(!differs("ok", NULL));
    ck_assert(!differs("ok", "ok"));
    ck_assert(!differs("EINVAL", "ENOMEM, EINVAL or EACCES"));
    ck_assert(differs("EIO", "ENOMEM, EINVAL or EACCES"));
    ck_assert(!differs("ok 4 buffer=\"x\"", "4"));
    ck_assert(differs("ok 40", "4"));
    ck_assert(differs("ok", "EINVAL"));
    ck_assert(differs("ok void bytes=\"a\"", "ok void bytes=\"b\""));
    ck_assert(!differs("ok", "Linux opens it"));
}
END_TEST

/* The exit code of `mapcheck compare` on files of these lines. */
static int compared(const char *old, const char *new)
{
    Text text = {0};
    text_printf(&text, "%s%s", first_line, old);
    char *first = strdup(sample_file("old.jsonl", &text));
    text_clear(&text);
    text_printf(&text, "%s%s", first_line, new);
    char *second = strdup(sample_file("new.jsonl", &text));
    char verb[] = "compare";
    char *arguments[] = {verb, first, second, NULL};
    int code = compare_command(3, arguments);
    free(first);
    free(second);
    text_free(&text);
    return code;
}

#define ENDED(id, outcome, time)                                                                      \
    "{\"record\":\"end\",\"case\":\"" id "\",\"outcome\":\"" outcome "\",\"judgement\":\"expected\"," \
    "\"milliseconds\":" time "}\n"

START_TEST(comparing_tells_outcomes_apart)
{
    ck_assert_int_eq(compared(ENDED("a", "pass", "1"), ENDED("a", "pass", "2")), 0);
    ck_assert_int_eq(compared(ENDED("a", "pass", "1"), ENDED("a", "pass", "900")), 0);
    ck_assert_int_eq(compared(ENDED("a", "pass", "1"), ENDED("a", "fail", "1")), 1);
    ck_assert_int_eq(compared(ENDED("a", "pass", "1"), ENDED("b", "pass", "1")), 1);
    ck_assert_int_eq(compared(ENDED("a", "pass", "1"), "nonsense\n"), 2);
}
END_TEST

START_TEST(a_bad_ledger_writes_nothing)
{
    Text text = {0}, problem = {0};
    text_append(&text, "nonsense\n");
    ck_assert(!write_reports(sample_file("bad.jsonl", &text), sample_folder(), &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "bad.jsonl:1:"));
    ck_assert(!write_reports("no/such/ledger.jsonl", sample_folder(), &problem));
    text_clear(&text);
    text_append(&text, first_line);
    text_clear(&problem);
    ck_assert(!write_reports(sample_file("good.jsonl", &text), "no/such/folder", &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "no/such/folder"));
    text_free(&text);
    text_free(&problem);
}
END_TEST

int main(void)
{
    TCase *reading = tcase_create("reading");
    tcase_add_loop_test(reading, wrong_lines_are_named, 0, 6);
    tcase_add_test(reading, a_torn_end_is_left_out);
    tcase_add_test(reading, attempts_are_kept_and_resumed_ones_replaced);
    tcase_add_test(reading, one_failure_reads_as_designed);
    tcase_add_test(reading, claims_have_a_word);
    tcase_add_test(reading, observations_differ_from_alternatives);
    tcase_add_test(reading, comparing_tells_outcomes_apart);
    tcase_add_test(reading, a_bad_ledger_writes_nothing);
    Suite *suite = suite_create("reports/ledger");
    suite_add_tcase(suite, reading);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
