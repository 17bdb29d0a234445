#include "stress/replay.h"

#include "calls/segment_key.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { START_DEADLINES = 6, END_MILLISECONDS = 2000 };

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

static uint64_t deadline_of(const Replay *replay)
{
    return clock_milliseconds() + replay->grounds->stage.deadline;
}

static ReplayedActor *find_actor(Replay *replay, const char *name)
{
    for (unsigned i = 0; i < replay->actor_count; i++) {
        if (!strcmp(replay->actors[i].name, name))
            return &replay->actors[i];
    }
    if (replay->actor_count == MOST_REPLAYED_ACTORS || strlen(name) >= sizeof replay->actors[0].name)
        return NULL;
    ReplayedActor *actor = &replay->actors[replay->actor_count++];
    *actor = (ReplayedActor){0};
    strcpy(actor->name, name);
    return actor;
}

/* A child that was started announces itself; any other name is an actor of its own, started where it first acts. */
static bool bring_on(Replay *replay, ReplayedActor *actor, Text *problem)
{
    if (!actor->rendezvous && !actor->connection)
        actor->connection = pool_take(
            &replay->grounds->pool, clock_milliseconds() + START_DEADLINES * replay->grounds->stage.deadline, problem);
    if (!actor->rendezvous)
        return actor->connection != NULL;
    Channel *channel = rendezvous_accept(actor->rendezvous, deadline_of(replay));
    rendezvous_close(actor->rendezvous);
    actor->rendezvous = NULL;
    connection_free(actor->connection); /* of the image before an exec */
    actor->connection = channel ? connection_new(NULL, channel) : NULL;
    if (!channel)
        text_printf(problem, "the child %s did not announce itself in time", actor->name);
    return channel && connection_greet(actor->connection, deadline_of(replay), problem);
}

/* On record before it can come to be: names of this run that outlive processes. */
static bool put_on_record(Replay *replay, const char *line, Text *problem)
{
    const char *folder = replay->grounds->folder.bytes;
    bool segment = strstr(line, " SYSV ") != NULL, fine = true;
    const char *at = strstr(line, segment ? "\"mapcheck-" : "\"/mapcheck-");
    if (!at || (!segment && !strstr(line, "shm_open") && !strstr(line, " SHM ")))
        return true;
    Text name = {0}, object = {0};
    text_append_bytes(&name, at + 1, strcspn(at + 1, "\""));
    if (segment)
        text_printf(&object, "sysv %llu", (unsigned long long)segment_key(name.bytes));
    else
        text_printf(&object, "shm %s", name.bytes);
    fine = record_object(folder, object.bytes, problem);
    text_free(&name);
    text_free(&object);
    return fine;
}

static void keep_answer(Replay *replay, size_t number, const char *answer)
{
    if (number >= replay->answer_count) {
        size_t count = number + 64;
        replay->answers = realloc(replay->answers, count * sizeof *replay->answers);
        if (!replay->answers)
            abort();
        memset(replay->answers + replay->answer_count, 0, (count - replay->answer_count) * sizeof *replay->answers);
        replay->answer_count = count;
    }
    text_clear(&replay->answers[number]);
    text_append(&replay->answers[number], answer);
}

/* The child's place to announce itself, where the call starts one. False: `problem`. */
static bool open_rendezvous(Replay *replay, const ReplayedActor *parent, const char *call, ReplayedActor **child,
                            Text *problem)
{
    char name[64];
    *child = NULL;
    if (!replay_child(call, name, sizeof name))
        return true;
    *child = find_actor(replay, name);
    if (*child)
        (*child)->rendezvous = rendezvous_open(rendezvous_kind(connection_hello(parent->connection)),
                                               replay->grounds->folder.bytes, problem);
    else
        text_printf(problem, "there are more than %d actors", MOST_REPLAYED_ACTORS);
    return *child && (*child)->rendezvous;
}

static Replayed exchange(Replay *replay, ReplayedActor *actor, const Text *request, Text *answer, Text *problem)
{
    Text line = {0};
    text_printf(&line, "%u 0 %s", ++replay->sent, request->bytes);
    connection_expect(actor->connection, replay->sent);
    Arrival arrival = ARRIVAL_END;
    if (connection_send(actor->connection, line.bytes, line.length, deadline_of(replay)))
        arrival = connection_receive(actor->connection, replay->sent, answer, deadline_of(replay));
    text_free(&line);
    if (arrival == ARRIVAL_LATE)
        text_append(problem, "no answer came in time");
    return arrival == ARRIVAL_LATE ? REPLAYED_OTHERWISE : REPLAYED_AS_EXPECTED;
}

static Replayed carry_out(Replay *replay, const json_t *record, Text *problem)
{
    const char *call = text_member(record, "call");
    ReplayedActor *actor = find_actor(replay, text_member(record, "actor")), *child = NULL;
    Text request = {0}, answer = {0};
    text_append(&answer, "");
    Replayed replayed = REPLAYED_NOT;
    bool fine = actor && bring_on(replay, actor, problem) && open_rendezvous(replay, actor, call, &child, problem) &&
                replay_request(replay, call, child ? rendezvous_address(child->rendezvous) : "", &request, problem) &&
                put_on_record(replay, request.bytes, problem);
    if (fine)
        replayed = exchange(replay, actor, &request, &answer, problem);
    if (replayed == REPLAYED_AS_EXPECTED && !replay_check(record, answer.bytes, problem))
        replayed = REPLAYED_OTHERWISE;
    keep_answer(replay, (size_t)json_integer_value(json_object_get(record, "number")), answer.bytes);
    if (replay->trace || replayed != REPLAYED_AS_EXPECTED)
        printf("%4lld  %s  %s  %.200s%s\n", (long long)json_integer_value(json_object_get(record, "number")),
               text_member(record, "actor"), call, answer.bytes, replayed == REPLAYED_AS_EXPECTED ? "" : "   <-- here");
    if (child && replayed == REPLAYED_AS_EXPECTED && !strncmp(answer.bytes, "ok", 2) &&
        strncmp(call, "portable.process_exec", 21) != 0 && !strstr(request.bytes, " TRUE"))
        replayed = bring_on(replay, child, problem) ? replayed : REPLAYED_NOT;
    text_free(&request);
    text_free(&answer);
    return replayed;
}

static void kill_actor(Replay *replay, const char *name)
{
    ReplayedActor *actor = find_actor(replay, name);
    Process *process = actor && actor->connection ? connection_process(actor->connection) : NULL;
    if (process) {
        kill_identifier(process_identifier(process));
        process_wait(process, deadline_of(replay));
    } else if (actor && actor->connection && hello_is_native(connection_hello(actor->connection))) {
        kill_identifier(connection_hello(actor->connection)->process);
        connection_wait_end(actor->connection, deadline_of(replay));
    }
}

Replayed replay_operations(Replay *replay, const json_t *operations, Text *problem)
{
    Replayed replayed = REPLAYED_AS_EXPECTED;
    for (size_t i = 0; i < json_array_size(operations) && replayed == REPLAYED_AS_EXPECTED; i++) {
        const json_t *record = json_array_get(operations, i);
        if (strcmp(text_member(record, "kind"), "note") != 0)
            replayed = carry_out(replay, record, problem);
        else if (!strncmp(text_member(record, "call"), "killed", 6))
            kill_actor(replay, text_member(record, "actor"));
    }
    return replayed;
}

void replay_end(Replay *replay)
{
    for (unsigned i = 0; i < replay->actor_count; i++) {
        ReplayedActor *actor = &replay->actors[i];
        rendezvous_close(actor->rendezvous);
        if (!actor->connection)
            continue;
        connection_close_channel(actor->connection);
        if (connection_process(actor->connection))
            process_end(connection_process(actor->connection), clock_milliseconds() + END_MILLISECONDS);
        connection_free(actor->connection);
    }
    Text ignored = {0};
    await_orphans(clock_milliseconds() + END_MILLISECONDS);
    reap_orphans(&ignored, clock_milliseconds() + END_MILLISECONDS);
    remove_objects(replay->grounds->folder.bytes);
    text_free(&ignored);
    for (size_t i = 0; i < replay->answer_count; i++)
        text_free(&replay->answers[i]);
    free(replay->answers);
}
