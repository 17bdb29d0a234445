#include "stress/stage.h"

#include "calls/segment_key.h"
#include "platform/processors.h"
#include "platform/sweep.h"
#include "platform/system.h"

#include <string.h>

enum { START_DEADLINES = 6, END_MILLISECONDS = 2000 };

static void name_object(const StageOptions *options, unsigned number, Text *name)
{
    Backing backing = options->subject->backing;
    if (backing == BACKING_FILE)
        text_printf(name, "name-%u", number);
    else
        text_printf(name, "%smapcheck-%s-stress-%u", backing == BACKING_SHM ? "/" : "", options->run, number);
}

static bool put_on_record(const StageOptions *options, const char *name, Text *problem)
{
    Text object = {0};
    bool fine = true;
    if (options->subject->backing == BACKING_SHM)
        text_printf(&object, "shm %s", name);
    else if (options->subject->backing == BACKING_SYSV)
        text_printf(&object, "sysv %llu", (unsigned long long)segment_key(name));
    if (object.length)
        fine = record_object(options->folder, object.bytes, problem);
    text_free(&object);
    return fine;
}

bool stage_open(Stage *stage, const StageOptions *options, json_t *transcript, Text *problem)
{
    *stage = (Stage){.options = options, .transcript = transcript};
    bool fine = true;
    for (unsigned i = 0; i < MOST_NAMES && fine; i++) {
        name_object(options, i, &stage->names[i]);
        fine = put_on_record(options, stage->names[i].bytes, problem);
    }
    return fine;
}

bool stage_start(Stage *stage, unsigned actor, Text *problem)
{
    uint64_t deadline = clock_milliseconds() + START_DEADLINES * stage->options->deadline;
    Connection *connection = pool_take(stage->options->pool, deadline, problem);
    if (!connection)
        return false;
    stage->actors[actor] = (StagedActor){.connection = connection, .process = connection_hello(connection)->process};
    (stage->together ? processors_join : processors_part)(process_identifier(connection_process(connection)));
    return true;
}

void stage_gather(Stage *stage)
{
    stage->together = true;
    processors_gather();
}

static Connection *welcome(Stage *stage, Rendezvous *rendezvous, Text *problem)
{
    uint64_t deadline = clock_milliseconds() + stage->options->deadline;
    Channel *channel = rendezvous_accept(rendezvous, deadline);
    Connection *connection = channel ? connection_new(NULL, channel) : NULL;
    if (connection && connection_greet(connection, deadline, problem))
        return connection;
    if (!connection)
        text_append(problem, "a child did not announce itself in time");
    connection_free(connection);
    return NULL;
}

/* `handles` NULL: a fork. */
static bool begin_child(Stage *stage, unsigned parent, unsigned child, const char *handles, Connection **connection,
                        Text *problem)
{
    const Hello *hello = connection_hello(stage->actors[parent].connection);
    Rendezvous *rendezvous = rendezvous_open(rendezvous_kind(hello), stage->options->folder, problem);
    if (!rendezvous)
        return false;
    request_begin(stage, handles ? "portable.process_spawn" : "portable.process_fork");
    request_rendezvous(stage, rendezvous_address(rendezvous), child);
    if (handles) {
        request_word(stage, "\"%s\"", handles);
        request_word(stage, "FALSE");
        request_word(stage, "\"\"");
    }
    *connection = stage_ask(stage, parent) ? welcome(stage, rendezvous, problem) : NULL;
    rendezvous_close(rendezvous);
    stage->forked = true;
    return *connection || stage->reply.kind != REPLY_OK;
}

bool stage_fork(Stage *stage, unsigned parent, unsigned child, Text *problem)
{
    Connection *connection = NULL;
    bool fine = begin_child(stage, parent, child, NULL, &connection, problem);
    stage->actors[child] = stage->actors[parent];
    stage->actors[child].connection = connection;
    stage->actors[child].process = stage->reply.result;
    return fine;
}

bool stage_spawn(Stage *stage, unsigned parent, unsigned child, const char *handles, Text *problem)
{
    Connection *connection = NULL;
    bool fine = begin_child(stage, parent, child, handles, &connection, problem);
    stage->actors[child] = (StagedActor){
        .connection = connection, .process = stage->reply.result, .spawned = stage_result(stage), .parent = parent};
    return fine;
}

/* A process that ended has given everything back when its parent can tell; the reply stays that of its last request. */
static void await_spawned(Stage *stage, const StagedActor *child)
{
    Reply last = stage->reply;
    stage->reply.line = (Text){0};
    request_begin(stage, "portable.process_wait");
    request_symbol(stage, child->spawned, 0);
    stage_ask(stage, child->parent);
    size_t count = stage->transcript ? json_array_size(stage->transcript) : 0;
    if (count)
        json_object_set_new(json_array_get(stage->transcript, count - 1), "expect", json_string("ok"));
    text_free(&stage->reply.line);
    stage->reply = last;
}

static void drop_actor(StagedActor *actor)
{
    if (!actor->connection)
        return;
    connection_close_channel(actor->connection);
    if (connection_process(actor->connection))
        process_end(connection_process(actor->connection), clock_milliseconds() + END_MILLISECONDS);
    connection_free(actor->connection);
    *actor = (StagedActor){0};
}

void stage_drop(Stage *stage, unsigned actor)
{
    drop_actor(&stage->actors[actor]);
}

void stage_end_actor(Stage *stage, unsigned actor, bool die)
{
    request_begin(stage, die ? "portable.process_die" : "portable.process_leave");
    if (!die)
        request_word(stage, "0");
    stage_ask(stage, actor);
    StagedActor ended = stage->actors[actor];
    drop_actor(&stage->actors[actor]);
    if (ended.spawned.operation && stage->actors[ended.parent].connection)
        await_spawned(stage, &ended);
}

void stage_close(Stage *stage)
{
    Text ignored = {0};
    if (stage->together)
        processors_leave();
    for (unsigned i = 0; i < MOST_ACTORS; i++) {
        if (stage->actors[i].connection)
            connection_close_channel(stage->actors[i].connection);
    }
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        drop_actor(&stage->actors[i]);
    if (stage->forked) {
        await_orphans(clock_milliseconds() + END_MILLISECONDS);
        reap_orphans(&ignored, clock_milliseconds() + END_MILLISECONDS);
    }
    remove_objects(stage->options->folder);
    remove_tree_contents(stage->options->files, &ignored);
    for (unsigned i = 0; i < MOST_NAMES; i++)
        text_free(&stage->names[i]);
    text_free(&ignored);
    text_free(&stage->line);
    text_free(&stage->call);
    text_free(&stage->reply.line);
}
