#include "stress/replay.h"

#include "calls/segment_key.h"
#include "platform/sweep.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

/* The name within quotes that begins so, or NULL: there is none. */
static const char *quoted_name(const char *line, const char *begin, Text *name)
{
    const char *at = strstr(line, begin);
    if (at)
        text_append_bytes(name, at + 1, strcspn(at + 1, "\""));
    return at ? name->bytes : NULL;
}

/* On record before it can come to be: names of this run that outlive processes. */
static bool put_on_record(Replay *replay, const char *line, Text *problem)
{
    Text name = {0}, object = {0};
    uint64_t key = 0;
    const char *segment = "posix.shmget ";
    if (strstr(line, " SYSV_SEGMENT ") && quoted_name(line, "\"mapcheck-", &name))
        text_printf(&object, "sysv %llu", (unsigned long long)segment_key(name.bytes));
    else if (!strncmp(line, segment, strlen(segment)) &&
             text_to_number(line + strlen(segment), strcspn(line + strlen(segment), " "), &key) && key)
        text_printf(&object, "sysv %llu", (unsigned long long)key);
    else if ((strstr(line, "shm_open") || strstr(line, " SHM_OBJECT ")) && quoted_name(line, "\"/mapcheck-", &name))
        text_printf(&object, "shm %s", name.bytes);
    bool fine = !object.length || record_object(replay->grounds->folder.bytes, object.bytes, problem);
    text_free(&name);
    text_free(&object);
    return fine;
}

/* Room for an operation's answer. */
static void make_room(Replay *replay, size_t number)
{
    if (number < replay->answer_count)
        return;
    size_t count = number + 64;
    replay->answers = realloc(replay->answers, count * sizeof *replay->answers);
    replay->wire = realloc(replay->wire, count * sizeof *replay->wire);
    if (!replay->answers || !replay->wire)
        abort();
    size_t more = count - replay->answer_count;
    memset(replay->answers + replay->answer_count, 0, more * sizeof *replay->answers);
    memset(replay->wire + replay->answer_count, 0, more * sizeof *replay->wire);
    replay->answer_count = count;
}

static unsigned number_of(const json_t *record)
{
    return (unsigned)json_integer_value(json_object_get(record, "number"));
}

static ReplayedActor *actor_of(Replay *replay, const json_t *record)
{
    const char *owner = text_member(record, "lane_of");
    const char *name = text_member(record, "actor");
    return *owner ? replay_lane(replay, name, owner) : replay_actor(replay, name);
}

/* The child's place to announce itself, where the call starts one. NULL in `child`: it starts none. */
static bool prepare_child(Replay *replay, const ReplayedActor *parent, const char *call, ReplayedActor **child,
                          Text *problem)
{
    char name[64];
    *child = NULL;
    if (!replay_child(call, name, sizeof name))
        return true;
    *child = replay_actor(replay, name);
    if (!*child)
        text_printf(problem, "there are more than %d actors", MOST_REPLAYED_ACTORS);
    return *child && replay_open_rendezvous(replay, parent, *child, problem);
}

/* Sends the operation's request. False: `problem`. */
static bool begin(Replay *replay, const json_t *record, Text *problem)
{
    const char *call = text_member(record, "call");
    ReplayedActor *actor = actor_of(replay, record), *child = NULL;
    Text request = {0}, line = {0};
    make_room(replay, number_of(record));
    bool fine = actor && replay_bring_on(replay, actor, problem) &&
                prepare_child(replay, actor, call, &child, problem) &&
                replay_request(replay, call, child ? rendezvous_address(child->rendezvous) : "", &request, problem) &&
                put_on_record(replay, request.bytes, problem);
    if (fine) {
        replay->wire[number_of(record)] = ++replay->sent;
        text_printf(&line, "%u %u %s", replay->sent, actor->lane, request.bytes);
        connection_expect(actor->connection, replay->sent);
        /* A line that could not be sent shows when its answer is waited for. */
        connection_send(actor->connection, line.bytes, line.length, replay_deadline(replay));
    }
    text_free(&line);
    text_free(&request);
    return fine;
}

/* A child that was started announces itself; one that was started suspended does when it is resumed. */
static bool welcome_child(Replay *replay, const json_t *record, const char *answer, Text *problem)
{
    const char *call = text_member(record, "call");
    char name[64];
    if (!replay_child(call, name, sizeof name) || strncmp(answer, "ok", 2) != 0 ||
        !strncmp(call, "portable.process_exec", 21) || strstr(call, ", TRUE)"))
        return true;
    return replay_bring_on(replay, replay_actor(replay, name), problem);
}

static void say(const Replay *replay, const json_t *record, const char *answer, Replayed replayed)
{
    if (replay->trace || replayed != REPLAYED_AS_EXPECTED)
        printf("%4u  %s  %s  %.200s%s\n", number_of(record), text_member(record, "actor"), text_member(record, "call"),
               answer, replayed == REPLAYED_AS_EXPECTED ? "" : "   <-- here");
}

/* Waits for the operation's answer and judges it. */
static Replayed finish(Replay *replay, const json_t *record, Text *problem)
{
    unsigned number = number_of(record);
    ReplayedActor *actor = actor_of(replay, record);
    Text *answer = &replay->answers[number];
    text_append(answer, "");
    Arrival arrival = connection_receive(actor->connection, replay->wire[number], answer, replay_deadline(replay));
    if (arrival == ARRIVAL_LATE)
        text_append(problem, "no answer came in time");
    bool fine = arrival != ARRIVAL_LATE && (replay->expectations ? replay_expect(replay, number, problem)
                                                                 : replay_check(record, answer->bytes, problem));
    Replayed replayed = fine ? REPLAYED_AS_EXPECTED : REPLAYED_OTHERWISE;
    if (fine && !welcome_child(replay, record, answer->bytes, problem))
        replayed = REPLAYED_NOT;
    if (fine && !strcmp(text_member(record, "expect"), "end"))
        replay_let_go(actor);
    say(replay, record, answer->bytes, replayed);
    return replayed;
}

static bool is_note(const json_t *record)
{
    return !strcmp(text_member(record, "kind"), "note");
}

/* Operations that were under way when this one began: they stand behind it, where they were answered. */
static bool begin_earlier(Replay *replay, const json_t *operations, size_t index, Text *problem)
{
    unsigned number = number_of(json_array_get(operations, index));
    bool fine = true;
    for (size_t i = index + 1; i < json_array_size(operations) && fine; i++) {
        const json_t *record = json_array_get(operations, i);
        make_room(replay, number_of(record));
        if (number_of(record) < number && !is_note(record) && !replay->wire[number_of(record)])
            fine = begin(replay, record, problem);
    }
    return fine;
}

/* Of every record the lowest number behind it, so that a long transcript is not searched at each of its operations. */
static unsigned *lowest_behind(const json_t *operations)
{
    size_t count = json_array_size(operations);
    unsigned *lowest = calloc(count + 1, sizeof *lowest);
    if (!lowest)
        abort();
    unsigned least = UINT_MAX;
    for (size_t i = count; i-- > 0;) {
        const json_t *record = json_array_get(operations, i);
        lowest[i] = least;
        if (!is_note(record) && number_of(record) < least)
            least = number_of(record);
    }
    return lowest;
}

Replayed replay_operations(Replay *replay, const json_t *operations, Text *problem)
{
    Replayed replayed = REPLAYED_AS_EXPECTED;
    unsigned *lowest = lowest_behind(operations);
    for (size_t i = 0; i < json_array_size(operations) && replayed == REPLAYED_AS_EXPECTED; i++) {
        const json_t *record = json_array_get(operations, i);
        make_room(replay, number_of(record));
        bool fine = lowest[i] >= number_of(record) || begin_earlier(replay, operations, i, problem);
        if (fine && is_note(record))
            fine = replay_note(replay, text_member(record, "actor"), text_member(record, "call"), problem);
        else if (fine && (replay->wire[number_of(record)] || (fine = begin(replay, record, problem))))
            replayed = finish(replay, record, problem);
        if (!fine)
            replayed = REPLAYED_NOT;
    }
    free(lowest);
    return replayed;
}

void replay_end(Replay *replay)
{
    replay_end_actors(replay);
    for (size_t i = 0; i < replay->answer_count; i++)
        text_free(&replay->answers[i]);
    free(replay->answers);
    free(replay->wire);
}
