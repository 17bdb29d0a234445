/* How actors end: by the story's will, or after it. */
#include "story/internal.h"

#include "platform/system.h"

enum { LEAVING_MILLISECONDS = 3000 };

Actor *owner_of(Actor *actor)
{
    return actor->lane_owner ? actor->lane_owner : actor;
}

static void mark_ended(Actor *owner)
{
    for (Actor *actor = owner->story->actors; actor; actor = actor->next) {
        if (owner_of(actor) == owner)
            actor->state = ACTOR_ENDED_BY_STORY;
    }
}

static void wait_for_end(Actor *owner, const char *how)
{
    uint64_t deadline = operation_deadline(owner->story);
    bool gone = connection_wait_end(owner->connection, deadline);
    if (gone && owner->process)
        gone = process_wait(owner->process, deadline).how != ENDED_NOT_YET;
    if (!gone)
        stop_story(owner->story, OUTCOME_BROKEN, HERE, NULL, "%s was still there after it had been %s", owner->name,
                   how);
}

void kill_actor(Actor *actor)
{
    Actor *owner = owner_of(actor);
    record_note(owner, "killed by the story");
    mark_ended(owner);
    if (hello_is_native(connection_hello(owner->connection)))
        connection_kill(owner->connection);
    else
        portable_send(HERE, owner, "process_die", 0, NULL);
    wait_for_end(owner, "killed");
}

void leave(Actor *actor)
{
    Actor *owner = owner_of(actor);
    record_note(owner, "leaves");
    mark_ended(owner);
    portable_send(HERE, owner, "process_leave", 1, (const Box[]){BOX(0)});
    wait_for_end(owner, "asked to leave");
}

bool stop_actor(Actor *actor)
{
    Actor *owner = owner_of(actor);
    bool stopped = owner->process && process_stop(owner->process);
    if (stopped)
        record_note(owner, "stopped by the story");
    return stopped;
}

void continue_actor(Actor *actor)
{
    Actor *owner = owner_of(actor);
    record_note(owner, "continued by the story");
    if (owner->process)
        process_continue(owner->process);
}

/* After the telling ------------------------------------------------------------------------------------------------ */

static void late_trouble(Story *s, Outcome outcome, const char *message)
{
    if (s->outcome != OUTCOME_PASS && s->outcome != OUTCOME_OBSERVED && s->outcome != OUTCOME_SKIP)
        return; /* the first trouble is the one to tell */
    s->outcome = outcome;
    text_clear(&s->message);
    text_append(&s->message, message);
    s->failed_at = (Place){s->instance->told->file, s->instance->told->line};
}

static void take_noise(Story *s, Actor *actor)
{
    const Text *lines = connection_noise(actor->connection);
    if (lines->length) {
        text_printf(&s->noise, "%s, on its channel: %s", actor->name, lines->bytes);
        late_trouble(s, OUTCOME_BROKEN,
                     story_text(s, "%s wrote lines to its channel that were no answers", actor->name));
    }
    if (!actor->process)
        return;
    uint64_t dropped = 0;
    const Text *noise = process_noise(actor->process, &dropped);
    if (noise->length)
        text_printf(&s->noise, "%s: %s", actor->name, noise->bytes);
    if (dropped)
        text_printf(&s->noise, "(%llu more bytes not kept)\n", (unsigned long long)dropped);
}

static void end_process(Story *s, Actor *actor, uint64_t deadline)
{
    Ending ending = process_wait(actor->process, deadline);
    bool told_to = actor->state == ACTOR_ENDED_BY_STORY || s->outcome == OUTCOME_HANG || s->outcome == OUTCOME_CRASH;
    if (ending.how == ENDED_NOT_YET) {
        process_kill(actor->process);
        if (!told_to)
            late_trouble(s, OUTCOME_HANG, story_text(s, "%s did not leave at the end of the story", actor->name));
    } else if (ending.how == ENDED_KILLED && !told_to) {
        late_trouble(s, OUTCOME_CRASH,
                     story_text(s, "%s died of signal %d at the end of the story", actor->name, ending.code));
    }
    take_noise(s, actor);
    process_end(actor->process, 0);
}

void end_actors(Story *s)
{
    for (Actor *actor = s->actors; actor; actor = actor->next) {
        rendezvous_close(actor->rendezvous);
        if (actor->lane_owner || !actor->connection)
            continue;
        if (!actor->process && s->outcome == OUTCOME_HANG && hello_is_native(connection_hello(actor->connection)))
            connection_kill(actor->connection);
        connection_close_channel(actor->connection);
    }
    pool_fill(s->pool); /* while they end, their successors start */
    uint64_t patience = s->outcome == OUTCOME_HANG ? 0 : (uint64_t)(LEAVING_MILLISECONDS * s->options->scale);
    uint64_t deadline = clock_milliseconds() + patience;
    for (Actor *actor = s->actors; actor; actor = actor->next) {
        if (actor->lane_owner || !actor->connection)
            continue;
        if (actor->process)
            end_process(s, actor, deadline);
        else
            take_noise(s, actor);
    }
    for (Actor *actor = s->actors; actor; actor = actor->next) {
        if (!actor->lane_owner)
            connection_free(actor->connection);
    }
}
