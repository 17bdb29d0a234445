/* The contract of platform/process.h, held against this platform's implementation: processes. Channels are in
 * process/channel_tests.c, what only one platform has in process/own_tests_*.c. */
#include "test/process/support.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

START_TEST(starts_and_answers_before_the_deadline)
{
    Channel *channel;
    Process *process = start_helper("echo", NULL, &channel);
    expect_answer(channel, "hello", "hello");
    expect_answer(channel, "", "");
    expect_answer(channel, "with a carriage return\r", "with a carriage return");
    ck_assert(identifier_alive(process_identifier(process)));
    ck_assert_int_eq(process_wait(process, within(0)).how, ENDED_NOT_YET);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(who_ignores_polite_words_is_killed_at_the_deadline)
{
    Channel *channel;
    Process *process = start_helper("deaf", NULL, &channel);
    uint64_t identifier = process_identifier(process);
    expect_line(channel, "deaf");
    channel_close(channel);
    uint64_t before = clock_milliseconds();
    ck_assert_int_eq(process_end(process, within(80)).how, ENDED_KILLED);
    ck_assert_uint_ge(clock_milliseconds() - before, 80);
    ck_assert(!identifier_alive(identifier));
}
END_TEST

START_TEST(tells_how_a_process_ended)
{
    Channel *channel;
    Process *process = start_helper("echo", NULL, &channel);
    ck_assert(channel_send(channel, "exit 7", 6, within(PLENTY)));
    expect_end(channel);
    Ending ending = process_wait(process, within(PLENTY));
    ck_assert_int_eq(ending.how, ENDED_EXITED);
    ck_assert_int_eq(ending.code, 7);
    process_kill(process); /* harmless */
    ck_assert_int_eq(process_wait(process, within(0)).code, 7);
    expect_orderly_end(process, channel, 7);

    process = start_helper("crash", NULL, &channel);
    ending = process_wait(process, within(PLENTY));
    ck_assert_int_eq(ending.how, crash_is_a_kill() ? ENDED_KILLED : ENDED_EXITED);
    ck_assert_int_eq(ending.code, crash_code());
    channel_close(channel);
    process_end(process, within(0));
}
END_TEST

START_TEST(a_missing_program_gives_a_sentence)
{
    Text problem = {0};
    Channel *channel = NULL;
    const char *const missing[] = {"./no such program", NULL}, *const unfound[] = {"no-such-program", NULL};
    ck_assert_ptr_null(process_start(&(StartOptions){.arguments = missing}, &channel, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "cannot start \"./no such program\": "));
    text_clear(&problem);
    ck_assert_ptr_null(process_start(&(StartOptions){.arguments = unfound}, &channel, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "\"no-such-program\""));
    text_clear(&problem);
    const char *const echo[] = {helper_program(), "echo", NULL};
    StartOptions nowhere = {.arguments = echo, .directory = "no such directory"};
    ck_assert_ptr_null(process_start(&nowhere, &channel, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "\"no such directory\""));
    text_free(&problem);
}
END_TEST

START_TEST(what_starts_ahead_says_whether_it_runs)
{
    enum { MANY = 100 };
    Text problem = {0};
    Process *processes[MANY];
    Channel *channels[MANY];
    const char *const echo[] = {helper_program(), "echo", NULL}, *const missing[] = {"./no such program", NULL};
    for (int i = 0; i < MANY; i++) {
        StartOptions options = {.arguments = i % 10 == 9 ? missing : echo, .ahead = true};
        processes[i] = process_start(&options, &channels[i], &problem); /* NULL: this system waits all the same */
        ck_assert(processes[i] || i % 10 == 9);
    }
    for (int i = 0; i < MANY; i++) {
        text_clear(&problem);
        bool runs = processes[i] && process_started(processes[i], &problem);
        ck_assert_int_eq(runs, i % 10 != 9);
        if (runs) {
            expect_answer(channels[i], "ahead", "ahead");
            expect_orderly_end(processes[i], channels[i], 0);
        } else if (processes[i]) {
            ck_assert_ptr_nonnull(strstr(problem.bytes, "cannot start \"./no such program\": "));
            ck_assert_uint_eq(process_identifier(processes[i]), 0);
            expect_end(channels[i]);
            channel_close(channels[i]);
            process_kill(processes[i]); /* harmless */
            process_end(processes[i], within(0));
        }
    }
    text_free(&problem);
}
END_TEST

START_TEST(arguments_arrive_as_they_are)
{
    static const char *const words[] = {"plain",    "two words", "",       "a\"quote",          "back\\slash\\",
                                        "end \\\"", "*?[a]",     "%PATH%", "\xc3\xa9t\xc3\xa9", "tab\there",
                                        NULL};
    const char *arguments[16] = {helper_program(), "arguments"};
    for (int i = 0; words[i]; i++)
        arguments[i + 2] = words[i];
    Text problem = {0};
    Channel *channel;
    Process *process = process_start(&(StartOptions){.arguments = arguments}, &channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    for (int i = 0; words[i]; i++)
        expect_line(channel, words[i]);
    expect_end(channel);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(the_mark_and_the_directory_reach_the_program)
{
    Text problem = {0};
    Channel *channel;
    const char *const mark[] = {helper_program(), "mark", NULL}, *const here[] = {helper_program(), "here", NULL};
    StartOptions marked = {.arguments = mark, .run_mark = "0123abcd"};
    Process *process = process_start(&marked, &channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    expect_line(channel, "0123abcd");
    expect_orderly_end(process, channel, 0);

    ck_assert(make_directories("process_test.d", &problem) && write_file("process_test.d/here", "", 0, &problem));
    StartOptions placed = {.arguments = here, .directory = "process_test.d"};
    process = process_start(&placed, &channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    expect_orderly_end(process, channel, 0);
    ck_assert(remove_tree("process_test.d", &problem));
}
END_TEST

START_TEST(stops_and_continues)
{
    Channel *channel;
    Text line = {0};
    Process *process = start_helper("echo", NULL, &channel);
    expect_answer(channel, "before", "before");
    ck_assert(process_stop(process));
    ck_assert(channel_send(channel, "stopped", 7, within(PLENTY)));
    ck_assert_int_eq(channel_receive(channel, &line, within(50)), RECEIVED_LATE);
    ck_assert(process_continue(process));
    expect_line(channel, "stopped");
    ck_assert(process_stop(process));
    channel_close(channel);
    ck_assert_int_eq(process_end(process, within(1)).how, ENDED_KILLED);
    text_free(&line);
}
END_TEST

START_TEST(nothing_stays_open)
{
    Channel *channel;
    Text problem = {0};
    const char *const missing[] = {"./no such program", NULL};
    Process *first = start_helper("echo", NULL, &channel); /* first uses may open things for good */
    expect_orderly_end(first, channel, 0);
    int before = open_descriptors();
    for (int i = 0; i < 20; i++) {
        Process *process = start_helper(i % 2 ? "crash" : "echo", NULL, &channel);
        if (i % 4 == 0)
            process_kill(process);
        channel_close(channel);
        process_end(process, within(PLENTY));
        ck_assert_ptr_null(process_start(&(StartOptions){.arguments = missing}, &channel, &problem));
    }
    ck_assert_int_eq(open_descriptors(), before);
    text_free(&problem);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("process");
    TCase *process = tcase_create("contract");
    tcase_set_timeout(process, 120);
    suite_add_tcase(suite, process);
    tcase_add_test(process, starts_and_answers_before_the_deadline);
    tcase_add_test(process, who_ignores_polite_words_is_killed_at_the_deadline);
    tcase_add_test(process, tells_how_a_process_ended);
    tcase_add_test(process, a_missing_program_gives_a_sentence);
    tcase_add_test(process, what_starts_ahead_says_whether_it_runs);
    tcase_add_test(process, arguments_arrive_as_they_are);
    tcase_add_test(process, the_mark_and_the_directory_reach_the_program);
    tcase_add_test(process, stops_and_continues);
    tcase_add_test(process, nothing_stays_open);
    add_channel_tests(process);
    add_tests_of_this_platform(process);
    SRunner *runner = srunner_create(suite);
    srunner_set_fork_status(runner, CK_NOFORK);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
