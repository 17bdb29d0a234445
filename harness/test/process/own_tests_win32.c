/* What the contract of platform/process.h and platform/sweep.h means on Windows only. */
#include "test/process/support.h"

#include "platform/command_line.h"
#include "platform/sweep.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

/* The numbers of the two that the helper started: with and without a console of their own. */
static void read_tree(Channel *channel, unsigned long *same, unsigned long *apart)
{
    Text line = {0};
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_int_eq(sscanf(line.bytes, "tree %lu %lu", same, apart), 2);
    text_free(&line);
    ck_assert(identifier_alive(*same) && identifier_alive(*apart));
}

START_TEST(a_kill_takes_the_whole_job)
{
    Channel *channel;
    unsigned long same, apart;
    Process *process = start_helper("tree", NULL, &channel);
    read_tree(channel, &same, &apart);
    process_kill(process);
    ck_assert(gone_by(same, within(PLENTY)));
    ck_assert(gone_by(apart, within(PLENTY)));
    channel_close(channel);
    ck_assert_int_eq(process_end(process, within(0)).how, ENDED_KILLED);
}
END_TEST

START_TEST(children_outlive_an_orderly_parent_until_orphans_are_reaped)
{
    Channel *channel;
    Text who = {0};
    unsigned long same, apart;
    Process *process = start_helper("tree", NULL, &channel);
    read_tree(channel, &same, &apart);
    expect_orderly_end(process, channel, 0);
    ck_assert(identifier_alive(same) && identifier_alive(apart));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 2);
    ck_assert(!identifier_alive(same) && !identifier_alive(apart));
    ck_assert_ptr_nonnull(strstr(who.bytes, "process_child.exe\n"));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 0);
    text_free(&who);
}
END_TEST

START_TEST(children_outlive_a_parent_that_was_killed_alone)
{
    Channel *channel;
    Text who = {0};
    unsigned long same, apart;
    Process *process = start_helper("tree", NULL, &channel);
    read_tree(channel, &same, &apart);
    kill_identifier(process_identifier(process));
    ck_assert_int_eq(process_wait(process, within(PLENTY)).how, ENDED_KILLED);
    channel_close(channel);
    process_end(process, within(0));
    ck_assert(identifier_alive(same) && identifier_alive(apart));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 2);
    text_free(&who);
}
END_TEST

START_TEST(quotes_words_as_programs_unquote_them)
{
    Text line = {0};
    const char *const words[] = {"a/b.exe", "x", "", "two words", "q\"q", "back\\", "b c\\", "\\\"", NULL};
    append_command_line(&line, words);
    ck_assert_str_eq(line.bytes, "\"a\\b.exe\" x \"\" \"two words\" \"q\\\"q\" back\\ \"b c\\\\\" \"\\\\\\\"\"");
    text_free(&line);
}
END_TEST

void add_tests_of_this_platform(TCase *process)
{
    tcase_add_test(process, a_kill_takes_the_whole_job);
    tcase_add_test(process, children_outlive_an_orderly_parent_until_orphans_are_reaped);
    tcase_add_test(process, children_outlive_a_parent_that_was_killed_alone);
    tcase_add_test(process, quotes_words_as_programs_unquote_them);
}
