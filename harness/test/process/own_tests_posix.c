/* What the contract of platform/process.h and platform/sweep.h means on POSIX only. */
#include "test/process/support.h"

#include "platform/sweep.h"

#include <check.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

START_TEST(a_process_joins_by_a_port)
{
    expect_join("tcp", ".");
}
END_TEST

START_TEST(a_socket_path_that_is_too_long_gives_a_sentence)
{
    Text problem = {0}, directory = {0};
    while (directory.length < 120)
        text_append(&directory, "/long");
    ck_assert_ptr_null(rendezvous_open("unix", directory.bytes, &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "choose a folder with a shorter path"));
    text_free(&directory);
    text_free(&problem);
}
END_TEST

/* The numbers of the two that the helper started: in its group, and in a session of their own. */
static void read_tree(Channel *channel, unsigned long *same, unsigned long *apart)
{
    Text line = {0};
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_int_eq(sscanf(line.bytes, "tree %lu %lu", same, apart), 2);
    text_free(&line);
    ck_assert(identifier_alive(*same) && identifier_alive(*apart));
}

START_TEST(a_kill_takes_the_whole_group)
{
    Channel *channel;
    Text who = {0};
    unsigned long same, apart;
    Process *process = start_helper("tree", NULL, &channel);
    read_tree(channel, &same, &apart);
    process_kill(process);
    ck_assert(gone_by(same, within(PLENTY)));
    ck_assert(identifier_alive(apart));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 1);
    ck_assert(!identifier_alive(apart));
    ck_assert_ptr_nonnull(strstr(who.bytes, "process_child\n"));
    channel_close(channel);
    process_end(process, within(0));
    text_free(&who);
}
END_TEST

START_TEST(children_outlive_an_orderly_parent_until_orphans_are_reaped)
{
    Channel *channel, *other_channel;
    Text who = {0};
    unsigned long same, apart;
    Process *process = start_helper("tree", NULL, &channel);
    Process *other = start_helper("echo", NULL, &other_channel);
    read_tree(channel, &same, &apart);
    expect_orderly_end(process, channel, 0);
    ck_assert(identifier_alive(same) && identifier_alive(apart));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 2);
    ck_assert(!identifier_alive(same) && !identifier_alive(apart));
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 0);
    expect_answer(other_channel, "not an orphan", "not an orphan");
    expect_orderly_end(other, other_channel, 0);
    text_free(&who);
}
END_TEST

START_TEST(processes_that_start_processes_without_end_are_ended)
{
    Channel *channel;
    Text who = {0};
    Process *process = start_helper("without end", NULL, &channel);
    expect_line(channel, "going");
    channel_close(channel);
    ck_assert_int_eq(process_end(process, within(PLENTY)).how, ENDED_EXITED);
    uint64_t deadline = within(PLENTY);
    ck_assert_uint_ge(reap_orphans(&who, deadline), 1);
    ck_assert_uint_lt(clock_milliseconds(), deadline);
    ck_assert_uint_eq(reap_orphans(&who, within(PLENTY)), 0);
    text_free(&who);
}
END_TEST

START_TEST(few_descriptors_suffice_and_their_lack_gives_a_sentence)
{
    struct rlimit before, few;
    ck_assert_int_eq(getrlimit(RLIMIT_NOFILE, &before), 0);
    few = (struct rlimit){.rlim_cur = (rlim_t)(open_descriptors() + 30), .rlim_max = before.rlim_max};
    ck_assert_int_eq(setrlimit(RLIMIT_NOFILE, &few), 0);
    Process *processes[32];
    Channel *channels[32];
    Text problem = {0};
    const char *const echo[] = {helper_program(), "echo", NULL};
    int count = 0;
    while (count < 32 &&
           (processes[count] = process_start(&(StartOptions){.arguments = echo}, &channels[count], &problem)))
        count++;
    ck_assert_int_ge(count, 6);
    ck_assert_int_lt(count, 32);
    ck_assert_ptr_nonnull(strstr(problem.bytes, "Too many open files"));
    for (int i = 0; i < count; i++) {
        expect_answer(channels[i], "few", "few");
        expect_orderly_end(processes[i], channels[i], 0);
    }
    setrlimit(RLIMIT_NOFILE, &before);
    text_free(&problem);
}
END_TEST

START_TEST(signals_do_not_reach_the_program_as_we_set_them)
{
    Channel *channel;
    sigset_t term, before;
    sigemptyset(&term);
    sigaddset(&term, SIGTERM);
    sigprocmask(SIG_BLOCK, &term, &before);
    Process *process = start_helper("linger", NULL, &channel);
    sigprocmask(SIG_SETMASK, &before, NULL);
    kill((pid_t)process_identifier(process), SIGTERM);
    Ending ending = process_wait(process, within(PLENTY));
    ck_assert_int_eq(ending.how, ENDED_KILLED);
    ck_assert_int_eq(ending.code, SIGTERM);
    channel_close(channel);
    process_end(process, within(0));
}
END_TEST

void add_tests_of_this_platform(TCase *process)
{
    become_reaper(NULL);
    tcase_add_test(process, a_process_joins_by_a_port);
    tcase_add_test(process, a_socket_path_that_is_too_long_gives_a_sentence);
    tcase_add_test(process, a_kill_takes_the_whole_group);
    tcase_add_test(process, children_outlive_an_orderly_parent_until_orphans_are_reaped);
    tcase_add_test(process, processes_that_start_processes_without_end_are_ended);
    tcase_add_test(process, few_descriptors_suffice_and_their_lack_gives_a_sentence);
    tcase_add_test(process, signals_do_not_reach_the_program_as_we_set_them);
}
