/* Actors of the other width: 32 bits beside 64, or the reverse. Their command is --other-actor's. */
#include "story/internal.h"

static Place place_of(const Story *s)
{
    return (Place){s->instance->told->file, s->instance->told->line};
}

/* Greeted, and found to be of another width than the usual actors; else the story ends. */
static Connection *take_other_width(Story *s, const char *name)
{
    if (!s->other->command)
        skip_story(s, "this needs a second actor, of the other width (--other-actor)");
    Text problem = {0};
    Connection *connection = pool_take(s->other, operation_deadline(s), &problem);
    const char *sentence = story_copy(s, problem.bytes ? problem.bytes : "");
    text_free(&problem);
    if (!connection)
        stop_story(s, OUTCOME_BROKEN, place_of(s), NULL, "the actor %s of the other width could not be started: %s",
                   name, sentence);
    unsigned bits = connection_hello(connection)->bits;
    if (bits != pointer_bits(s))
        return connection;
    pool_give_back(s->other, connection);
    stop_story(s, OUTCOME_BROKEN, place_of(s), NULL, "--other-actor has %u bits, as the usual actors have", bits);
}

Actor *cast_other_width(Story *s, const char *name)
{
    Connection *connection = take_other_width(s, name);
    return add_actor(s, name, connection, connection_process(connection));
}

unsigned actor_bits(const Actor *actor)
{
    return connection_hello(actor->connection)->bits;
}

/* Asked of an actor that has done nothing yet, and that goes back to where it came from. */
static const char *program_of_one(Story *s, Pool *pool, Connection *connection)
{
    const char *program = story_copy(s, connection_hello(connection)->program);
    pool_give_back(pool, connection);
    if (!*program)
        skip_story(s, "the actor of the other width does not say what its program is");
    return program;
}

const char *program_of_other_width(Story *s, const Actor *parent)
{
    if (actor_bits(parent) == pointer_bits(s))
        return program_of_one(s, s->other, take_other_width(s, "whose program is asked for"));
    Text problem = {0};
    Connection *connection = pool_take(s->pool, operation_deadline(s), &problem);
    const char *sentence = story_copy(s, problem.bytes ? problem.bytes : "");
    text_free(&problem);
    if (!connection)
        stop_story(s, OUTCOME_BROKEN, place_of(s), NULL, "no actor could be asked for its program: %s", sentence);
    return program_of_one(s, s->pool, connection);
}
