/* The suite of misbehaving cases (harness/test/misbehaviour/), run as users run theirs: each case ends as it should, and
 * none harms another. */
#include "platform/process.h"
#include "platform/system.h"

#include <check.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *name;
    const char *outcome;
    const char *word; /* in the message of the failure or skip; NULL: neither is there */
} expected[] = {
    {"a_ordinary_first", "pass", NULL},
    {"b_fails", "fail", "expected ENOMEM"},
    {"c_crashes", "crash", "actor died"},
    {"d_hangs", "hang", "actor did not answer"},
    {"e_floods_standard_error", "pass", NULL},
    {"f_writes_to_its_channel", "broken", "no answers"},
    {"g_forks_and_forks", "pass", NULL},
    {"h_leaves_processes", "broken", "left 1 process"},
    {"i_checks_nothing", "broken", "checked nothing"},
    {"j_skips", "skip", "this is the sentence"},
    {"k_observes", "observed", NULL},
    {"l_leaves_a_segment", "broken", "left 1 segment"},
    {"z_ordinary_last", "pass", NULL},
};
enum { CASES = sizeof expected / sizeof expected[0] };

static Text folder;

static void run_suite(const char *const *more)
{
    Text program = {0};
    const char *mapcheck = getenv("MAPCHECK_PROGRAM"); /* the other one lies beside it */
    ck_assert_msg(mapcheck != NULL, "MAPCHECK_PROGRAM is to name the program mapcheck; ctest sets it");
    text_printf(&program, "%s-misbehaviour", mapcheck);
    const char *arguments[16] = {program.bytes, "run",        "--out", folder.bytes, "--baseline",
                                 "none",        "--deadline", "2",     "--quiet"};
    size_t count = 9;
    while (*more)
        arguments[count++] = *more++;
    StartOptions options = {.arguments = arguments, .own_group = true};
    Channel *channel = NULL;
    Text problem = {0};
    Process *process = process_start(&options, &channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    Text line = {0};
    while (channel_receive(channel, &line, clock_milliseconds() + 60000) == RECEIVED_LINE)
        continue;
    Ending ending = process_wait(process, clock_milliseconds() + 10000);
    ck_assert_int_eq(ending.how, ENDED_EXITED);
    ck_assert_int_eq(ending.code, 1); /* something was not as it should be */
    channel_close(channel);
    process_end(process, 0);
    text_free(&line);
    text_free(&program);
}

static json_t *end_record(const char *ledger, const char *name)
{
    Text id = {0};
    text_printf(&id, "misbehaviour/%s", name);
    json_t *found = NULL;
    for (const char *at = ledger; *at && !found;) {
        size_t length = strcspn(at, "\n");
        json_t *record = json_loadb(at, length, 0, NULL);
        ck_assert_ptr_nonnull(record);
        const char *kind = json_string_value(json_object_get(record, "record"));
        const char *told = json_string_value(json_object_get(record, "case"));
        if (strcmp(kind, "end") == 0 && strcmp(told, id.bytes) == 0)
            found = json_incref(record);
        json_decref(record);
        at += length + (at[length] == '\n');
    }
    text_free(&id);
    return found;
}

static void judge_case(const char *ledger, size_t i)
{
    json_t *record = end_record(ledger, expected[i].name);
    ck_assert_msg(record != NULL, "%s has no end", expected[i].name);
    const char *outcome = json_string_value(json_object_get(record, "outcome"));
    const char *message = json_string_value(json_object_get(json_object_get(record, "failure"), "message"));
    const char *sentence = json_string_value(json_object_get(json_object_get(record, "skip"), "sentence"));
    const char *said = message ? message : sentence;
    ck_assert_msg(strcmp(outcome, expected[i].outcome) == 0, "%s: %s (%s)", expected[i].name, outcome,
                  said ? said : "");
    if (expected[i].word)
        ck_assert_msg(said && strstr(said, expected[i].word), "%s says: %s", expected[i].name, said ? said : "nothing");
    json_decref(record);
}

static void judge_ledger(void)
{
    Text path = {0};
    Text ledger = {0};
    Text problem = {0};
    text_printf(&path, "%s/ledger.jsonl", folder.bytes);
    ck_assert_msg(read_file(path.bytes, &ledger, &problem), "%s", problem.bytes);
    for (size_t i = 0; i < CASES; i++)
        judge_case(ledger.bytes, i);
    text_free(&path);
    text_free(&ledger);
}

START_TEST(each_ends_as_it_should)
{
    run_suite((const char *const[]){NULL});
    judge_ledger();
}
END_TEST

START_TEST(in_one_worker_too)
{
    run_suite((const char *const[]){"-j", "1", NULL});
    judge_ledger();
}
END_TEST

START_TEST(in_any_order)
{
    run_suite((const char *const[]){"-j", "3", "--shuffle=7", NULL});
    judge_ledger();
}
END_TEST

START_TEST(in_any_order_too_where_the_seed_is_a_word_of_its_own)
{
    run_suite((const char *const[]){"-j", "3", "--shuffle", "7", NULL});
    judge_ledger();
}
END_TEST

static void open_folder(void)
{
    Text problem = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/misbehaviour-");
    append_random_name(&folder, 6);
    ck_assert_msg(make_private_directory(folder.bytes, &problem), "%s", problem.bytes);
}

static void close_folder(void)
{
    Text problem = {0};
    ck_assert_msg(remove_tree(folder.bytes, &problem), "%s", problem.bytes);
    text_free(&folder);
}

int main(void)
{
    Suite *suite = suite_create("misbehaving cases");
    TCase *tcase = tcase_create("run");
    tcase_add_checked_fixture(tcase, open_folder, close_folder);
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, each_ends_as_it_should);
    tcase_add_test(tcase, in_one_worker_too);
    tcase_add_test(tcase, in_any_order);
    tcase_add_test(tcase, in_any_order_too_where_the_seed_is_a_word_of_its_own);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
