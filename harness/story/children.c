/* Children of actors: forked, executed in place, spawned. */
#include "story/internal.h"

#include "platform/system.h"

#include <string.h>

static Rendezvous *open_rendezvous(Story *s, Place place, Actor *parent)
{
    Text problem = {0};
    const Hello *hello = connection_hello(parent->connection);
    Rendezvous *rendezvous = rendezvous_open(rendezvous_kind(hello), s->options->folder, &problem);
    if (!rendezvous) {
        const char *sentence = story_copy(s, problem.bytes);
        text_free(&problem);
        stop_story(s, OUTCOME_BROKEN, place, NULL, "no place for a child to announce itself: %s", sentence);
    }
    text_free(&problem);
    return rendezvous;
}

/* Waits for the child and its hello. Closes the rendezvous. */
static Connection *welcome(Story *s, Place place, Rendezvous *rendezvous, const Answer *started, const char *name)
{
    uint64_t deadline = operation_deadline(s);
    Channel *channel = rendezvous_accept(rendezvous, deadline);
    rendezvous_close(rendezvous);
    if (!channel)
        stop_story(s, OUTCOME_HANG, place, started, "the child %s did not announce itself in time", name);
    Connection *connection = connection_new(NULL, channel);
    Text problem = {0};
    if (!connection_greet(connection, deadline, &problem)) {
        const char *sentence = story_copy(s, problem.bytes);
        text_free(&problem);
        connection_free(connection);
        stop_story(s, OUTCOME_BROKEN, place, started, "the child %s: %s", name, sentence);
    }
    text_free(&problem);
    return connection;
}

/* The rendezvous is closed before an expectation can end the story. */
static void need_start(const Answer *answer, Rendezvous *rendezvous)
{
    if (answer->kind != ANSWER_OK)
        rendezvous_close(rendezvous);
    expect_ok_(answer->place, answer);
}

Actor *fork_actor(Actor *parent, const char *name)
{
    Story *s = parent->story;
    name = name_of_its_own(s, name);
    Rendezvous *rendezvous = open_rendezvous(s, HERE, parent);
    const Answer *answer = PORTABLE(HERE, parent, process_fork, box_child(rendezvous_address(rendezvous), name));
    need_start(answer, rendezvous);
    Actor *child = add_actor(s, name, welcome(s, HERE, rendezvous, answer, name), NULL);
    child->started_by = answer->operation;
    return child;
}

void exec_actor(Actor *actor)
{
    Story *s = actor->story;
    Rendezvous *rendezvous = open_rendezvous(s, HERE, actor);
    record_note(actor, "executes its program anew");
    portable_send(HERE, actor, "process_exec", 1,
                  (const Box[]){box_child(rendezvous_address(rendezvous), actor->name)});
    Connection *connection = welcome(s, HERE, rendezvous, NULL, actor->name);
    connection_free(actor->connection);
    actor->connection = connection;
}

/* A list of handles: numbers on the wire, "$3+$5" in the transcript. */
static Box handle_words(Story *s, const SpawnOptions *options)
{
    if (!options->handle_count)
        return box_text(options->inherit ? "all" : "none");
    Text words = {0}, symbols = {0};
    bool symbolic = true;
    for (size_t i = 0; i < options->handle_count; i++) {
        text_printf(&words, "%s0x%llx", i ? "+" : "", (unsigned long long)options->handles[i].number);
        text_append(&symbols, i ? "+" : "");
        append_symbol(&symbols, options->handles[i]);
        symbolic = symbolic && options->handles[i].operation;
    }
    const char *text = story_copy(s, words.bytes);
    Box box = symbolic ? box_child(text, story_copy(s, symbols.bytes + 1)) : box_text(text);
    text_free(&words);
    text_free(&symbols);
    return box;
}

/* The process id as the operation answered it that started the child. */
static Value identifier_of(const Actor *child)
{
    return (Value){.number = child->identifier, .operation = child->started_by, .set = 1};
}

Actor *spawn_actor_(Place place, Actor *parent, const char *name, SpawnOptions options)
{
    Story *s = parent->story;
    name = name_of_its_own(s, name);
    Rendezvous *rendezvous = open_rendezvous(s, place, parent);
    const Answer *answer = PORTABLE(place, parent, process_spawn, box_child(rendezvous_address(rendezvous), name),
                                    handle_words(s, &options), (int)options.suspended,
                                    options.other_width ? program_of_other_width(s, parent) : "");
    need_start(answer, rendezvous);
    Connection *connection = options.suspended ? NULL : welcome(s, place, rendezvous, answer, name);
    Actor *child = add_actor(s, name, connection, NULL);
    child->started_by = answer->operation;
    if (options.suspended) {
        child->identifier = answer->result.number;
        child->rendezvous = rendezvous;
    }
    return child;
}

void resume_actor(Actor *parent, Actor *child)
{
    Rendezvous *rendezvous = child->rendezvous;
    child->rendezvous = NULL;
    const Answer *answer = PORTABLE(HERE, parent, process_resume, identifier_of(child));
    need_start(answer, rendezvous);
    if (answer->result.number != 1) { /* it was not suspended, and has been running all the time */
        rendezvous_close(rendezvous);
        expect_result_(answer->place, answer, BOX(1));
    }
    child->connection = welcome(child->story, HERE, rendezvous, answer, child->name);
}

Value process_of(Actor *parent, Actor *child)
{
    return expect_ok(PORTABLE(HERE, parent, process_handle, identifier_of(child)));
}

const Answer *wait_for_child_(Place place, Actor *parent, Actor *child)
{
    return PORTABLE(place, parent, process_wait, identifier_of(child));
}
