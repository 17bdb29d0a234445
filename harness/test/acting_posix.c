#include "test/acting_posix.h"

#include "platform/system.h"

#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Text folder;
static Text line;

static uint64_t soon(void)
{
    return clock_milliseconds() + PLENTY;
}

void make_folder(void)
{
    Text problem = {0};
    append_temporary_directory(&folder);
    text_append(&folder, "/mapcheck-actor-test-");
    append_random_name(&folder, 8);
    ck_assert_msg(make_private_directory(folder.bytes, &problem), "%s", problem.bytes);
}

void remove_folder(void)
{
    Text problem = {0};
    ck_assert_msg(remove_tree(folder.bytes, &problem), "%s", problem.bytes);
    text_free(&folder);
    text_free(&line);
}

static void expect_hello(Acting *actor)
{
    ck_assert_int_eq(channel_receive(actor->channel, &line, soon()), RECEIVED_LINE);
    ck_assert_msg(strncmp(line.bytes, "0 hello 1 pid=", 14) == 0, "no hello: %s", line.bytes);
    ck_assert_ptr_nonnull(strstr(line.bytes, " families=portable,posix"));
    actor->identifier = strtoull(line.bytes + 14, NULL, 10);
}

Acting start_actor(const char *mutant)
{
    const char *program = getenv("MAPCHECK_ACTOR");
    ck_assert_msg(program != NULL, "MAPCHECK_ACTOR must name the actor's program");
    const char *arguments[] = {program, mutant ? "--mutant" : NULL, mutant, NULL};
    StartOptions options = {.arguments = arguments, .directory = folder.bytes, .own_group = true};
    Text problem = {0};
    Acting actor = {0};
    actor.process = process_start(&options, &actor.channel, &problem);
    ck_assert_msg(actor.process != NULL, "%s", problem.bytes);
    expect_hello(&actor);
    return actor;
}

void end_actor(Acting *actor)
{
    channel_close(actor->channel);
    if (actor->process)
        ck_assert_int_eq(process_end(actor->process, soon()).how, ENDED_EXITED);
}

void send_request(Acting *actor, unsigned lane, const char *request)
{
    Text whole = {0};
    text_printf(&whole, "%u %u %s", ++actor->number, lane, request);
    ck_assert(channel_send(actor->channel, whole.bytes, whole.length, soon()));
    text_free(&whole);
}

const char *answer_to(Acting *actor, unsigned number)
{
    ck_assert_int_eq(channel_receive(actor->channel, &line, soon()), RECEIVED_LINE);
    char *rest;
    unsigned long got = strtoul(line.bytes, &rest, 10);
    ck_assert(number == 0 || got == number);
    return rest + 1;
}

const char *ask(Acting *actor, const char *format, ...)
{
    char request[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(request, sizeof request, format, arguments);
    va_end(arguments);
    send_request(actor, 0, request);
    return answer_to(actor, actor->number);
}

unsigned long long number_of(const char *answer)
{
    ck_assert_msg(strncmp(answer, "ok ", 3) == 0, "expected ok, not %s", answer);
    return strtoull(answer + 3, NULL, 0);
}

void expect(const char *answer, const char *expected)
{
    ck_assert_str_eq(answer, expected);
}

void expect_begin(const char *answer, const char *expected)
{
    ck_assert_msg(strncmp(answer, expected, strlen(expected)) == 0, "expected %s..., not %s", expected, answer);
}

Acting child_of(Acting *parent, unsigned lane, const char *request)
{
    Text problem = {0};
    Rendezvous *rendezvous = rendezvous_open("unix", folder.bytes, &problem);
    ck_assert_msg(rendezvous != NULL, "%s", problem.bytes);
    Text whole = {0};
    text_printf(&whole, "portable.%s \"", request);
    text_append(&whole, rendezvous_address(rendezvous));
    text_append(&whole, strcmp(request, "process_spawn") == 0 ? "\" \"all\" FALSE \"\"" : "\"");
    send_request(parent, lane, whole.bytes);
    Acting child = {.channel = rendezvous_accept(rendezvous, soon())};
    ck_assert_ptr_nonnull(child.channel);
    rendezvous_close(rendezvous);
    text_free(&whole);
    if (strcmp(request, "process_exec") != 0)
        number_of(answer_to(parent, parent->number));
    expect_hello(&child);
    return child;
}

void expect_silence(Acting *actor)
{
    ck_assert_int_eq(channel_receive(actor->channel, &line, soon()), RECEIVED_END);
}
