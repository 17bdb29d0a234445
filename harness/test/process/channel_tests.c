/* The contract of platform/process.h: channels and rendezvous. */
#include "test/process/support.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(a_late_answer_leaves_the_channel_usable)
{
    Channel *channel;
    Text line = {0};
    Process *process = start_helper("echo", NULL, &channel);
    expect_answer(channel, "first", "first");
    ck_assert(channel_send(channel, "hold", 4, within(PLENTY)));
    uint64_t before = clock_milliseconds();
    ck_assert_int_eq(channel_receive(channel, &line, within(60)), RECEIVED_LATE);
    ck_assert_uint_ge(clock_milliseconds() - before, 60);
    ck_assert_int_eq(channel_receive(channel, &line, within(0)), RECEIVED_LATE);
    expect_answer(channel, "go", "held");
    ck_assert(channel_send(channel, "hold", 4, within(PLENTY)));
    ck_assert_int_eq(channel_receive(channel, &line, within(1)), RECEIVED_LATE);
    process_kill(process);
    expect_end(channel);
    channel_close(channel);
    ck_assert_int_eq(process_end(process, within(0)).how, ENDED_KILLED);
    text_free(&line);
}
END_TEST

START_TEST(noise_is_bounded_and_blocks_nothing)
{
    Channel *channel;
    Process *process = start_helper("noisy", NULL, &channel);
    expect_answer(channel, "still here", "still here");
    uint64_t dropped = 0;
    const Text *noise = process_noise(process, &dropped);
    ck_assert_uint_le(noise->length, 64 << 10);
    ck_assert_uint_eq(noise->length + dropped, 10 << 20);
    ck_assert_uint_eq(strspn(noise->bytes, "x"), noise->length);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(noise_of_others_is_taken_in_while_one_is_waited_for)
{
    Channel *noisy_channel, *channel;
    Process *noisy = start_helper("noisy", NULL, &noisy_channel);
    Process *process = start_helper("echo", NULL, &channel);
    /* The noisy one gets no further than its pipe's room unless its noise is taken in here. */
    ck_assert_int_eq(channel_select(&channel, 1, within(1)), -1);
    ck_assert(channel_send(noisy_channel, "done", 4, within(PLENTY)));
    Channel *both[] = {channel, noisy_channel};
    ck_assert_int_eq(channel_select(both, 2, within(PLENTY)), 1);
    expect_line(noisy_channel, "done");
    expect_orderly_end(noisy, noisy_channel, 0);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(output_without_a_newline_ends_the_channel_at_its_limit)
{
    Channel *channel;
    Process *process = start_helper("flood", NULL, &channel);
    expect_end(channel);
    expect_end(channel);
    process_kill(process);
    channel_close(channel);
    process_end(process, within(0));
}
END_TEST

START_TEST(who_does_not_read_costs_the_deadline_only)
{
    Channel *channel;
    Process *process = start_helper("deaf", NULL, &channel);
    expect_line(channel, "deaf");
    size_t length = 4 << 20;
    char *line = malloc(length);
    ck_assert_ptr_nonnull(line);
    memset(line, 'y', length);
    uint64_t before = clock_milliseconds();
    ck_assert(!channel_send(channel, line, length, within(100)));
    ck_assert_uint_ge(clock_milliseconds() - before, 100);
    ck_assert_uint_lt(clock_milliseconds() - before, PLENTY);
    ck_assert(!channel_send(channel, "after half a line", 17, within(PLENTY)));
    free(line);
    channel_close(channel);
    ck_assert_int_eq(process_end(process, within(0)).how, ENDED_KILLED);
}
END_TEST

START_TEST(a_long_line_goes_there_and_back)
{
    Channel *channel;
    Process *process = start_helper("echo", NULL, &channel);
    size_t length = 1000000;
    Text sent = {0}, line = {0};
    while (sent.length < length)
        text_printf(&sent, "%zu,", sent.length);
    ck_assert(channel_send(channel, sent.bytes, sent.length, within(PLENTY)));
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_uint_eq(line.length, sent.length);
    ck_assert_int_eq(memcmp(line.bytes, sent.bytes, sent.length), 0);
    text_free(&sent);
    text_free(&line);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(lines_are_taken_in_while_sending_to_who_does_not_read)
{
    Channel *channel;
    Process *process = start_helper("unending lines", NULL, &channel);
    Text line = {0};
    char request[1024];
    memset(request, 'r', sizeof request);
    for (int i = 0; i < 10000; i++) {
        if (!channel_send(channel, request, sizeof request, within(50)))
            break;
    }
    /* What it wrote meanwhile is there, but not without limit: it had to wait for us. */
    for (int i = 0; i < 1000; i++)
        expect_line(channel, "line");
    process_kill(process);
    size_t rest = 0;
    while (channel_receive(channel, &line, within(PLENTY)) == RECEIVED_LINE)
        rest += line.length;
    ck_assert_uint_lt(rest, 32 << 20);
    text_free(&line);
    channel_close(channel);
    process_end(process, within(0));
}
END_TEST

START_TEST(lines_written_before_the_end_are_delivered)
{
    Channel *channel;
    Process *process = start_helper("many lines", "20000", &channel);
    char expected[32];
    ck_assert_int_eq(process_wait(process, within(50)).how == ENDED_KILLED, 0);
    for (int i = 0; i < 20000; i++) {
        snprintf(expected, sizeof expected, "line %d", i);
        expect_line(channel, expected);
    }
    expect_end(channel);
    expect_orderly_end(process, channel, 0);
}
END_TEST

START_TEST(selects_the_channel_that_has_something)
{
    Channel *channels[3];
    Process *processes[3];
    for (int i = 0; i < 3; i++)
        processes[i] = start_helper("echo", NULL, &channels[i]);
    ck_assert_int_eq(channel_select(channels, 3, within(10)), -1);
    ck_assert(channel_send(channels[1], "x", 1, within(PLENTY)));
    ck_assert_int_eq(channel_select(channels, 3, within(PLENTY)), 1);
    expect_line(channels[1], "x");
    ck_assert(channel_send(channels[2], "last", 4, within(PLENTY)));
    ck_assert_int_eq(channel_select(channels, 3, within(PLENTY)), 2);
    expect_line(channels[2], "last");
    ck_assert_int_eq(channel_select(channels, 3, within(PLENTY)), 2);
    expect_end(channels[2]);
    for (int i = 0; i < 3; i++)
        expect_orderly_end(processes[i], channels[i], 0);
}
END_TEST

START_TEST(a_process_joins_by_the_first_kind)
{
    Text folder = {0}, problem = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/mapcheck-test-");
    append_random_name(&folder, 6);
    ck_assert(make_private_directory(folder.bytes, &problem));
    expect_join(first_join_kind(), folder.bytes);
    ck_assert(remove_tree(folder.bytes, &problem));
    text_free(&folder);
}
END_TEST

START_TEST(an_unknown_kind_of_rendezvous_gives_a_sentence)
{
    Text problem = {0};
    ck_assert_ptr_null(rendezvous_open("pigeon", ".", &problem));
    ck_assert_ptr_nonnull(strstr(problem.bytes, "\"pigeon\""));
    text_free(&problem);
}
END_TEST

void add_channel_tests(TCase *process)
{
    tcase_add_test(process, a_late_answer_leaves_the_channel_usable);
    tcase_add_test(process, noise_is_bounded_and_blocks_nothing);
    tcase_add_test(process, noise_of_others_is_taken_in_while_one_is_waited_for);
    tcase_add_test(process, output_without_a_newline_ends_the_channel_at_its_limit);
    tcase_add_test(process, who_does_not_read_costs_the_deadline_only);
    tcase_add_test(process, a_long_line_goes_there_and_back);
    tcase_add_test(process, lines_are_taken_in_while_sending_to_who_does_not_read);
    tcase_add_test(process, lines_written_before_the_end_are_delivered);
    tcase_add_test(process, selects_the_channel_that_has_something);
    tcase_add_test(process, a_process_joins_by_the_first_kind);
    tcase_add_test(process, an_unknown_kind_of_rendezvous_gives_a_sentence);
}
