/* The contract of platform/sweep.h: what a run leaves is found and ended, and nothing else is. */
#include "test/process/support.h"

#include "platform/sweep.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROMISED = 2000 }; /* milliseconds after which nothing of a killed run is left */

static Text base, problem;

static void make_base(void)
{
    text_clear(&base);
    append_temporary_directory(&base);
    text_append(&base, "/mapcheck-test-");
    append_random_name(&base, 6);
    ck_assert_msg(make_private_directory(base.bytes, &problem), "%s", problem.bytes);
}

static void remove_base(void)
{
    ck_assert_msg(remove_tree(base.bytes, &problem), "%s", problem.bytes);
}

static void expect_file(const char *folder, const char *name, bool there)
{
    Text path = {0};
    text_printf(&path, "%s/%s", folder, name);
    ck_assert_msg(file_exists(path.bytes) == there, "\"%s\" is %s there", path.bytes, there ? "not" : "still");
    text_free(&path);
}

static void write_in(const char *folder, const char *name, const char *content)
{
    Text path = {0};
    text_printf(&path, "%s/%s", folder, name);
    ck_assert_msg(write_file(path.bytes, content, strlen(content), &problem), "%s", problem.bytes);
    text_free(&path);
}

START_TEST(a_run_closes_without_remains)
{
    Text id = {0}, folder = {0}, left = {0};
    ck_assert_msg(run_folder_open(base.bytes, &id, &folder, &problem), "%s", problem.bytes);
    ck_assert_uint_ge(id.length, 16);
    ck_assert_ptr_nonnull(strstr(folder.bytes, id.bytes));
    ck_assert(watcher_start(folder.bytes, id.bytes, &problem));
    expect_file(folder.bytes, "run", true);
    write_in(folder.bytes, "something", "x");
    ck_assert_uint_eq(sweep_dead_runs(base.bytes, &left), 0);
    expect_file(folder.bytes, "something", true);
    run_folder_close(folder.bytes, id.bytes, &left);
    ck_assert(!file_exists(folder.bytes));
    ck_assert_msg(left.length == 0, "%s", left.bytes);
    text_free(&id);
    text_free(&folder);
    text_free(&left);
}
END_TEST

START_TEST(closing_ends_what_still_carries_the_mark)
{
    Text id = {0}, folder = {0}, left = {0};
    Channel *channel;
    ck_assert_msg(run_folder_open(base.bytes, &id, &folder, &problem), "%s", problem.bytes);
    const char *const linger[] = {helper_program(), "linger", NULL};
    StartOptions options = {.arguments = linger, .run_mark = id.bytes, .own_group = true};
    Process *process = process_start(&options, &channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    run_folder_close(folder.bytes, id.bytes, &left);
    if (watcher_clears()) {
        ck_assert_int_eq(process_wait(process, within(PLENTY)).how, ENDED_KILLED);
        ck_assert_ptr_nonnull(strstr(left.bytes, "was still running"));
    }
    channel_close(channel);
    process_end(process, within(0));
    text_free(&id);
    text_free(&folder);
    text_free(&left);
}
END_TEST

START_TEST(a_dead_run_is_swept_and_strangers_are_not)
{
    Text id = {0}, living = {0}, dead = {0}, elsewhere = {0}, line = {0}, report = {0};
    ck_assert_msg(run_folder_open(base.bytes, &id, &living, &problem), "%s", problem.bytes);
    /* Another folder of the same form, whose `run` nobody holds. */
    text_append(&dead, living.bytes);
    dead.bytes[dead.length - 1] = dead.bytes[dead.length - 1] == '0' ? '1' : '0';
    text_printf(&elsewhere, "%s/elsewhere", base.bytes);
    text_printf(&line, "tree %s", elsewhere.bytes);
    ck_assert(make_private_directory(dead.bytes, &problem) && make_private_directory(elsewhere.bytes, &problem));
    write_in(dead.bytes, "run", "process 1\n");
    ck_assert(record_object(dead.bytes, line.bytes, &problem));
    write_in(elsewhere.bytes, "file", "x");
    write_in(base.bytes, "mapcheck-not-a-run", "x");
    ck_assert_uint_eq(sweep_dead_runs(base.bytes, &report), 1);
    ck_assert_ptr_nonnull(strstr(report.bytes, dead.bytes));
    ck_assert(!file_exists(dead.bytes) && !file_exists(elsewhere.bytes) && file_exists(living.bytes));
    expect_file(base.bytes, "mapcheck-not-a-run", true);
    run_folder_close(living.bytes, id.bytes, &report);
    text_free(&id);
    text_free(&living);
    text_free(&dead);
    text_free(&elsewhere);
    text_free(&line);
    text_free(&report);
}
END_TEST

START_TEST(a_folder_that_just_starts_is_left_alone)
{
    Text id = {0}, folder = {0}, report = {0};
    ck_assert_msg(run_folder_open(base.bytes, &id, &folder, &problem), "%s", problem.bytes);
    run_folder_close(folder.bytes, id.bytes, &report);
    ck_assert(make_private_directory(folder.bytes, &problem)); /* without `run` */
    ck_assert_uint_eq(sweep_dead_runs(base.bytes, &report), 0);
    ck_assert(file_exists(folder.bytes));
    text_free(&id);
    text_free(&folder);
    text_free(&report);
}
END_TEST

START_TEST(a_killed_conductor_takes_everything_with_it)
{
    Channel *channel;
    Text line = {0}, report = {0};
    char folder[512], id[64];
    unsigned long actor, same, apart;
    Process *conductor = start_helper("conductor", base.bytes, &channel);
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_msg(sscanf(line.bytes, "%511s %63s %lu tree %lu %lu", folder, id, &actor, &same, &apart) == 5, "%s",
                  line.bytes);
    ck_assert(identifier_alive(actor) && identifier_alive(same) && identifier_alive(apart));
    ck_assert_uint_eq(sweep_dead_runs(base.bytes, &report), 0);
    uint64_t deadline = within(PROMISED);
    kill_identifier(process_identifier(conductor));
    ck_assert(gone_by(actor, deadline));
    ck_assert(gone_by(same, deadline));
    ck_assert(gone_by(apart, deadline));
    channel_close(channel);
    process_end(conductor, within(PLENTY));
    while (watcher_clears() && file_exists(folder) && clock_milliseconds() < deadline)
        sleep_milliseconds(2); /* the watcher belongs to nobody: we look again and again */
    if (!watcher_clears())
        ck_assert_uint_eq(sweep_dead_runs(base.bytes, &report), 1);
    ck_assert(!file_exists(folder));
    text_free(&line);
    text_free(&report);
}
END_TEST

START_TEST(an_unusable_base_gives_a_sentence)
{
    Text id = {0}, folder = {0}, report = {0};
    text_clear(&problem);
    ck_assert(!run_folder_open("no such folder", &id, &folder, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "\"no such folder\""));
    ck_assert_uint_eq(sweep_dead_runs("no such folder", &report), 0);
    ck_assert_ptr_nonnull(strstr(report.bytes, "\"no such folder\""));
    text_free(&id);
    text_free(&folder);
    text_free(&report);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sweep");
    TCase *sweep = tcase_create("contract");
    tcase_add_checked_fixture(sweep, make_base, remove_base);
    tcase_set_timeout(sweep, 60);
    suite_add_tcase(suite, sweep);
    tcase_add_test(sweep, a_run_closes_without_remains);
    tcase_add_test(sweep, closing_ends_what_still_carries_the_mark);
    tcase_add_test(sweep, a_dead_run_is_swept_and_strangers_are_not);
    tcase_add_test(sweep, a_folder_that_just_starts_is_left_alone);
    tcase_add_test(sweep, a_killed_conductor_takes_everything_with_it);
    tcase_add_test(sweep, an_unusable_base_gives_a_sentence);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
