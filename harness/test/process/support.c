#include "test/process/support.h"

#include <check.h>
#include <string.h>

uint64_t within(unsigned milliseconds)
{
    return clock_milliseconds() + milliseconds;
}

const char *helper_program(void)
{
    static Text path;
    if (!path.length) {
        own_program_path(&path);
        const char *ending = strstr(path.bytes, ".exe");
        size_t keep = path.length;
        while (keep && path.bytes[keep - 1] != '/' && path.bytes[keep - 1] != '\\')
            keep--;
        bool windows = ending != NULL;
        path.length = keep;
        text_append(&path, windows ? "process_child.exe" : "process_child");
    }
    return path.bytes;
}

Process *start_helper(const char *mode, const char *more, Channel **channel)
{
    StartOptions options = {.arguments = (const char *const[]){helper_program(), mode, more, NULL}, .own_group = true};
    Text problem = {0};
    Process *process = process_start(&options, channel, &problem);
    ck_assert_msg(process != NULL, "%s", problem.bytes);
    return process;
}

bool gone_by(uint64_t identifier, uint64_t deadline)
{
    /* It is not our child: nothing tells when it ends, so we look again and again. */
    while (identifier_alive(identifier)) {
        if (clock_milliseconds() >= deadline)
            return false;
        sleep_milliseconds(2);
    }
    return true;
}

void expect_answer(Channel *channel, const char *request, const char *answer)
{
    Text line = {0};
    ck_assert(channel_send(channel, request, strlen(request), within(PLENTY)));
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_str_eq(line.bytes, answer);
    text_free(&line);
}

void expect_line(Channel *channel, const char *expected)
{
    Text line = {0};
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_LINE);
    ck_assert_str_eq(line.bytes, expected);
    text_free(&line);
}

void expect_end(Channel *channel)
{
    Text line = {0};
    ck_assert_int_eq(channel_receive(channel, &line, within(PLENTY)), RECEIVED_END);
    text_free(&line);
}

void expect_orderly_end(Process *process, Channel *channel, int code)
{
    channel_close(channel);
    Ending ending = process_end(process, within(PLENTY));
    ck_assert_int_eq(ending.how, ENDED_EXITED);
    ck_assert_int_eq(ending.code, code);
}

void expect_join(const char *kind, const char *directory)
{
    Text problem = {0};
    Channel *own, *joined;
    Rendezvous *rendezvous = rendezvous_open(kind, directory, &problem);
    ck_assert_msg(rendezvous != NULL, "%s", problem.bytes);
    ck_assert_ptr_null(rendezvous_accept(rendezvous, within(5)));
    ck_assert(strncmp(rendezvous_address(rendezvous), kind, strlen(kind)) == 0);
    call_as_strangers(rendezvous_address(rendezvous));
    ck_assert_ptr_null(rendezvous_accept(rendezvous, within(20)));
    Process *process = start_helper("join", rendezvous_address(rendezvous), &own);
    joined = rendezvous_accept(rendezvous, within(PLENTY));
    ck_assert_ptr_nonnull(joined);
    rendezvous_close(rendezvous);
    expect_answer(joined, "hello", "hello");
    expect_answer(joined, "last", "last");
    expect_end(joined);
    channel_close(joined);
    expect_orderly_end(process, own, 0);
}
