/* The actors of a replay. */
#include "stress/replay.h"

#include "platform/sweep.h"
#include "platform/system.h"

#include <string.h>

enum { START_DEADLINES = 6, END_MILLISECONDS = 2000 };

uint64_t replay_deadline(const Replay *replay)
{
    return clock_milliseconds() + replay->grounds->stage.deadline;
}

static ReplayedActor *known_actor(Replay *replay, const char *name)
{
    for (unsigned i = 0; i < replay->actor_count; i++) {
        if (!strcmp(replay->actors[i].name, name))
            return &replay->actors[i];
    }
    return NULL;
}

ReplayedActor *replay_actor(Replay *replay, const char *name)
{
    ReplayedActor *actor = known_actor(replay, name);
    if (actor)
        return actor;
    if (replay->actor_count == MOST_REPLAYED_ACTORS || strlen(name) >= sizeof replay->actors[0].name)
        return NULL;
    actor = &replay->actors[replay->actor_count++];
    *actor = (ReplayedActor){0};
    strcpy(actor->name, name);
    return actor;
}

ReplayedActor *replay_lane(Replay *replay, const char *name, const char *owner)
{
    ReplayedActor *of = replay_actor(replay, owner);
    ReplayedActor *lane = of ? replay_actor(replay, name) : NULL;
    Text problem = {0};
    if (lane && !lane->lane && replay_bring_on(replay, of, &problem)) {
        lane->lane = ++of->lanes;
        lane->connection = of->connection;
    }
    text_free(&problem);
    return lane && lane->lane ? lane : NULL;
}

/* A child that was started announces itself; any other name is an actor of its own, started where it first acts. */
bool replay_bring_on(Replay *replay, ReplayedActor *actor, Text *problem)
{
    if (!actor->rendezvous && !actor->connection)
        actor->connection = pool_take(
            &replay->grounds->pool, clock_milliseconds() + START_DEADLINES * replay->grounds->stage.deadline, problem);
    if (!actor->rendezvous)
        return actor->connection != NULL;
    Channel *channel = rendezvous_accept(actor->rendezvous, replay_deadline(replay));
    rendezvous_close(actor->rendezvous);
    actor->rendezvous = NULL;
    connection_free(actor->connection); /* of the image before an exec */
    actor->connection = channel ? connection_new(NULL, channel) : NULL;
    if (!channel)
        text_printf(problem, "the child %s did not announce itself in time", actor->name);
    return channel && connection_greet(actor->connection, replay_deadline(replay), problem);
}

bool replay_open_rendezvous(Replay *replay, const ReplayedActor *parent, ReplayedActor *child, Text *problem)
{
    child->rendezvous = rendezvous_open(rendezvous_kind(connection_hello(parent->connection)),
                                        replay->grounds->folder.bytes, problem);
    return child->rendezvous != NULL;
}

/* A request that nobody answers, because its process ends. */
static void send_last(Replay *replay, ReplayedActor *actor, const char *request)
{
    Text line = {0};
    text_printf(&line, "%u 0 %s", ++replay->sent, request);
    connection_expect(actor->connection, replay->sent);
    connection_send(actor->connection, line.bytes, line.length, replay_deadline(replay));
    text_free(&line);
}

static bool gone(Replay *replay, ReplayedActor *actor, Text *problem)
{
    Process *process = connection_process(actor->connection);
    bool ended = connection_wait_end(actor->connection, replay_deadline(replay)) &&
                 (!process || process_wait(process, replay_deadline(replay)).how != ENDED_NOT_YET);
    if (!ended)
        text_printf(problem, "%s was still there after it had been ended", actor->name);
    return ended;
}

static void kill_process(Replay *replay, ReplayedActor *actor)
{
    if (hello_is_native(connection_hello(actor->connection)))
        connection_kill(actor->connection);
    else
        send_last(replay, actor, "portable.process_die");
}

static bool execute_anew(Replay *replay, ReplayedActor *actor, Text *problem)
{
    if (!replay_open_rendezvous(replay, actor, actor, problem))
        return false;
    Text request = {0};
    const char *address = rendezvous_address(actor->rendezvous);
    text_append(&request, "portable.process_exec \"");
    text_append_escaped(&request, address, strlen(address));
    text_append(&request, "\"");
    send_last(replay, actor, request.bytes);
    text_free(&request);
    return replay_bring_on(replay, actor, problem);
}

bool replay_note(Replay *replay, const char *name, const char *what, Text *problem)
{
    ReplayedActor *actor = replay_actor(replay, name);
    if (!actor || !replay_bring_on(replay, actor, problem))
        return false;
    Process *process = connection_process(actor->connection);
    if (!strncmp(what, "killed", 6)) {
        kill_process(replay, actor);
        return gone(replay, actor, problem);
    }
    if (!strncmp(what, "leaves", 6)) {
        send_last(replay, actor, "portable.process_leave 0");
        return gone(replay, actor, problem);
    }
    if (!strncmp(what, "executes", 8))
        return execute_anew(replay, actor, problem);
    if (process && !strncmp(what, "stopped", 7))
        process_stop(process);
    else if (process && !strncmp(what, "continued", 9))
        process_continue(process);
    return true;
}

void replay_let_go(ReplayedActor *actor)
{
    if (!actor->connection || actor->lane)
        return;
    connection_close_channel(actor->connection);
    if (connection_process(actor->connection))
        process_end(connection_process(actor->connection), clock_milliseconds() + END_MILLISECONDS);
    connection_free(actor->connection);
    actor->connection = NULL;
}

void replay_end_actors(Replay *replay)
{
    for (unsigned i = 0; i < replay->actor_count; i++) {
        rendezvous_close(replay->actors[i].rendezvous);
        replay_let_go(&replay->actors[i]);
    }
    Text ignored = {0};
    await_orphans(clock_milliseconds() + END_MILLISECONDS);
    reap_orphans(&ignored, clock_milliseconds() + END_MILLISECONDS);
    remove_objects(replay->grounds->folder.bytes);
    text_free(&ignored);
}
