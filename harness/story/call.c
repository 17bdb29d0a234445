/* One operation: encoded, sent, waited for, recorded. */
#include "story/internal.h"

#include "platform/system.h"

#include <string.h>

static Answer *new_answer(Place place, Actor *actor, const CallRow *row)
{
    Story *s = actor->story;
    Answer *answer = story_keep(s, sizeof *answer);
    *answer = (Answer){.story = s, .actor = actor, .operation = ++s->operations, .place = place, .row = row};
    answer->next = s->answers;
    s->answers = answer;
    return answer;
}

static const CallRow *row_of(Place place, Actor *actor, const char *family, const char *function, size_t count)
{
    const CallRow *row = find_call(family, function);
    if (!row)
        stop_story(actor->story, OUTCOME_BROKEN, place, NULL, "no call table lists %s.%s", family, function);
    if (row->arity != count)
        stop_story(actor->story, OUTCOME_BROKEN, place, NULL, "%s.%s takes %u arguments, not %u", family, function,
                   (unsigned)row->arity, (unsigned)count);
    return row;
}

static void append_function(Text *out, const CallRow *row)
{
    text_append(out, row->family);
    text_append(out, ".");
    text_append(out, row->name);
}

/* The wire's line and the transcript's, argument by argument. */
static void encode(Answer *answer, const Box *boxes, Text *wire)
{
    const CallRow *row = answer->row;
    Text problem = {0};
    bool whole = true;
    text_append_number(wire, answer->operation);
    text_append(wire, " ");
    text_append_number(wire, answer->actor->lane);
    text_append(wire, " ");
    append_function(wire, row);
    append_function(&answer->call, row);
    text_append(&answer->call, "(");
    for (size_t i = 0; i < row->arity && whole; i++) {
        text_append(wire, " ");
        text_append(&answer->call, i ? ", " : "");
        whole = append_token(wire, &row->parameters[i], &boxes[i], false, &problem) &&
                append_token(&answer->call, &row->parameters[i], &boxes[i], true, &problem);
    }
    text_append(&answer->call, ")");
    if (!whole) {
        const char *sentence = story_copy(answer->story, problem.bytes);
        text_free(&problem);
        stop_story(answer->story, OUTCOME_BROKEN, answer->place, answer, "%s", sentence);
    }
    text_free(&problem);
}

static void answer_is(Answer *answer, AnswerKind kind, const char *line)
{
    answer->kind = kind;
    text_clear(&answer->line);
    text_append(&answer->line, line);
}

static void await(Answer *answer, bool awaited)
{
    answer->awaited = awaited;
    if (awaited)
        answer->story->pending++;
    else
        answer->story->pending--;
}

static void send_request(Answer *answer, const Box *boxes)
{
    Text wire = {0};
    encode(answer, boxes, &wire);
    Connection *connection = answer->actor->connection;
    connection_expect(connection, answer->operation);
    if (answer->story->pending) /* somebody acts already */
        act_apart(answer->story);
    await(answer, true);
    connection_send(connection, wire.bytes, wire.length, operation_deadline(answer->story));
    record_pending(answer->story);
    text_free(&wire); /* a line that could not be sent shows when its answer is waited for */
}

const Answer *finish_call(const Answer *pending)
{
    Answer *answer = (Answer *)pending; /* cases see answers as constant; this file completes them */
    if (!answer->awaited)
        return answer;
    await(answer, false);
    uint64_t deadline = operation_deadline(answer->story);
    switch (connection_receive(answer->actor->connection, answer->operation, &answer->line, deadline)) {
    case ARRIVAL_ANSWER:
        read_answer(answer);
        break;
    case ARRIVAL_LATE:
        answer_is(answer, ANSWER_LATE, "late");
        break;
    case ARRIVAL_END:
        answer_is(answer, ANSWER_DIED, "died");
        break;
    }
    record_operation(answer);
    return answer;
}

const Answer *story_begin(Place place, Actor *actor, const char *family, const char *function, size_t count,
                          const Box *boxes)
{
    if (!family)
        family = actor->story->instance->family;
    Answer *answer = new_answer(place, actor, row_of(place, actor, family, function, count));
    send_request(answer, boxes);
    return answer;
}

const Answer *story_call(Place place, Actor *actor, const char *family, const char *function, size_t count,
                         const Box *boxes)
{
    return finish_call(story_begin(place, actor, family, function, count, boxes));
}

const Answer *portable_call(Place place, Actor *actor, const char *function, size_t count, const Box *boxes)
{
    return story_call(place, actor, "portable", function, count, boxes);
}

void portable_send(Place place, Actor *actor, const char *function, size_t count, const Box *boxes)
{
    Answer *answer = (Answer *)story_begin(place, actor, "portable", function, count, boxes);
    await(answer, false);
}
