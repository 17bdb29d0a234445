/* The story's things and people: memory, names, facts, and casting. */
#include "story/internal.h"

#include "platform/processors.h"
#include "platform/system.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *story_keep(Story *s, size_t size)
{
    Keepsake *keepsake = calloc(1, sizeof *keepsake + size);
    if (!keepsake)
        abort();
    keepsake->next = s->keepsakes;
    s->keepsakes = keepsake;
    return keepsake->bytes;
}

const char *story_text(Story *s, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = story_keep(s, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

const char *story_copy(Story *s, const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(story_keep(s, size), text, size);
}

uint64_t operation_deadline(const Story *s)
{
    return clock_milliseconds() + (uint64_t)(s->options->deadline * s->options->scale);
}

static bool is_taken(const Story *s, const char *name)
{
    const Actor *actor = s->actors;
    while (actor && strcmp(actor->name, name) != 0)
        actor = actor->next;
    return actor != NULL;
}

const char *name_of_its_own(Story *s, const char *name)
{
    const char *own = name;
    for (unsigned number = 2; is_taken(s, own); number++)
        own = story_text(s, "%s-%u", name, number);
    return own;
}

/* Who takes turns shares the worker's processor. Who acts at the same time must be able to, or nothing would race. */
static void give_processor(const Actor *actor)
{
    if (actor->state != ACTOR_ACTS || !actor->connection || !hello_is_native(connection_hello(actor->connection)))
        return;
    if (actor->story->apart)
        processors_part(actor->identifier);
    else
        processors_join(actor->identifier);
}

void act_apart(Story *s)
{
    if (s->apart)
        return;
    s->apart = true;
    for (const Actor *actor = s->actors; actor; actor = actor->next)
        give_processor(actor);
}

Actor *add_actor(Story *s, const char *name, Connection *connection, Process *process)
{
    Actor *actor = story_keep(s, sizeof *actor);
    actor->story = s;
    actor->name = (char *)story_copy(s, name_of_its_own(s, name));
    actor->connection = connection;
    actor->process = process;
    actor->identifier = connection ? connection_hello(connection)->process : 0;
    Actor **last = &s->actors;
    while (*last)
        last = &(*last)->next;
    *last = actor;
    give_processor(actor);
    return actor;
}

Actor *cast(Story *s, const char *name)
{
    Text problem = {0};
    Connection *connection = pool_take(s->pool, operation_deadline(s), &problem);
    if (!connection) {
        const char *sentence = story_copy(s, problem.bytes);
        text_free(&problem);
        stop_story(s, OUTCOME_BROKEN, (Place){s->instance->told->file, s->instance->told->line}, NULL,
                   "the actor %s could not be started: %s", name, sentence);
    }
    text_free(&problem);
    return add_actor(s, name, connection, connection_process(connection));
}

Actor *lane_of(Actor *actor, const char *name)
{
    Actor *owner = actor->lane_owner ? actor->lane_owner : actor;
    act_apart(owner->story); /* before there is the thread, which begins where its process is */
    Actor *lane = add_actor(owner->story, name, owner->connection, NULL);
    lane->lane_owner = owner;
    lane->lane = ++owner->lanes;
    return lane;
}

uint64_t page(Story *s)
{
    if (!s->page)
        s->page = fact_number(s, "page", 4096);
    return s->page;
}

uint64_t granularity(Story *s)
{
    return fact_number(s, "granularity", page(s));
}

unsigned pointer_bits(Story *s)
{
    return (unsigned)fact_number(s, "bits", 64);
}

Backing backing(Story *s)
{
    return s->instance->subject ? s->instance->subject->backing : BACKING_FILE;
}

size_t story_cell(Story *s)
{
    return s->instance->cell;
}

const char *fact_text(Story *s, const char *key)
{
    Text value = {0};
    const char *text = word_value(s->facts, key, &value) ? story_copy(s, value.bytes) : "";
    text_free(&value);
    return text;
}

uint64_t fact_number(Story *s, const char *key, uint64_t otherwise)
{
    const char *text = fact_text(s, key);
    uint64_t number = otherwise;
    return text_to_number(text, strlen(text), &number) ? number : otherwise;
}
