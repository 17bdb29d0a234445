/* A churn as a program (docs/wire.md): its operations are sent ahead, some rounds at a time, and its actor carries them out
 * one after the other, while nobody else acts. To wait for each answer before the next one is asked for takes ten times as
 * long as they do, and all of them are looked at afterwards. */
#include "stress/free_lines.h"
#include "stress/stamp.h"
#include "stress/step_requesting.h"

#include "platform/system.h"

#include <string.h>

enum { ROUNDS_AT_ONCE = 64 };

typedef struct Ahead {
    Stage *stage;
    const Step *step;
    StagedActor *actor;
    Text message;
    unsigned first; /* number of the first request */
    unsigned lines;
} Ahead;

static void add_line(Ahead *ahead)
{
    Stage *stage = ahead->stage;
    text_printf(&ahead->message, "%u 0 program.add ", ++stage->number);
    connection_expect(ahead->actor->connection, stage->number);
    ahead->lines++;
}

static bool stores_in(const Step *step, uint32_t round)
{
    return step->access & WRITE && round < step->times;
}

/* Map, load, store unless it is the last round, unmap: as churn_round asks for them one by one. */
static void add_round(Ahead *ahead, uint32_t round)
{
    const Step *step = ahead->step;
    Text *out = &ahead->message;
    bool stores = stores_in(step, round);
    add_line(ahead);
    unsigned view = ahead->actor->lines + ahead->lines;
    text_printf(out, "portable.view_map %llu %u %u %s %s NULL\n",
                (unsigned long long)ahead->actor->objects[step->object].value, step->offset, step->length,
                access_word(stores ? READ | WRITE : READ), step->sharing == SHARED ? "SHARED" : "COPY_ON_WRITE");
    add_line(ahead);
    text_printf(out, "portable.load $%u %d\n", view, STAMP_WORD);
    if (stores) {
        unsigned char word[STAMP_WORD];
        stamp_bytes(step->actor, step->count + round, word, STAMP_WORD);
        add_line(ahead);
        text_printf(out, "portable.store $%u \"", view);
        text_append_escaped(out, word, STAMP_WORD);
        text_printf(out, "\" %d\n", STAMP_WORD);
    }
    add_line(ahead);
    text_printf(out, "portable.view_unmap %s $%u %u\n", backing_word(ahead->stage), view, step->length);
}

static bool hear(Ahead *ahead, unsigned number)
{
    Stage *stage = ahead->stage;
    Text line = {0};
    uint64_t deadline = clock_milliseconds() + stage->options->deadline;
    Arrival arrival = connection_receive(ahead->actor->connection, number, &line, deadline);
    stage_take_reply(stage, arrival, arrival == ARRIVAL_ANSWER ? line.bytes : "");
    text_free(&line);
    return stage->reply.kind == REPLY_OK;
}

/* Sends the lines and has them carried out. False: stage->reply says why it could not be done. */
static bool carry_out(Ahead *ahead)
{
    Stage *stage = ahead->stage;
    unsigned run = ++stage->number;
    text_printf(&ahead->message, "%u 0 program.run 0 \"\"", run);
    connection_expect(ahead->actor->connection, run);
    if (!connection_send(ahead->actor->connection, ahead->message.bytes, ahead->message.length,
                         clock_milliseconds() + stage->options->deadline)) {
        stage_take_reply(stage, ARRIVAL_END, "");
        return false;
    }
    for (unsigned i = 0; i < ahead->lines; i++) {
        if (!hear(ahead, ahead->first + i))
            return false;
        if (stage->reply.result != ahead->actor->lines + i + 1) {
            stage_take_reply(stage, ARRIVAL_ANSWER, "bad \"its lines are numbered in another way\"");
            return false;
        }
    }
    ahead->actor->lines += ahead->lines;
    stage->requests += ahead->lines;
    return hear(ahead, run);
}

/* The next record of the program as if it were an answer by itself. False: it is no success. */
static bool take_record(Stage *stage, const char **at, LineAnswer *answer)
{
    Text line = {0};
    const char *word = *at + (**at == ' ');
    size_t length = strcspn(word, " ");
    *at = word + length;
    line_answer_free(answer);
    if (!line_answer_read(word, length, 0, answer))
        text_append(&line, "bad \"a record that cannot be read\"");
    else
        line_answer_words(word, length, answer, &line);
    stage_take_reply(stage, ARRIVAL_ANSWER, line.bytes);
    text_free(&line);
    return stage->reply.kind == REPLY_OK;
}

/* `word` is what is there to be loaded, and then what was stored. False: stage->reply is what the model will judge. */
static bool take_round(Ahead *ahead, const char **at, unsigned char *word, uint32_t round, LineAnswer *answer)
{
    Stage *stage = ahead->stage;
    const Step *step = ahead->step;
    for (unsigned record = 0; record < 2; record++) {
        if (!take_record(stage, at, answer))
            return false;
    }
    if (answer->length != STAMP_WORD || memcmp(answer->bytes, word, STAMP_WORD) != 0)
        return false;
    if (stores_in(step, round)) {
        stamp_bytes(step->actor, step->count + round, word, STAMP_WORD);
        if (!take_record(stage, at, answer))
            return false;
    }
    return take_record(stage, at, answer);
}

static bool take_rounds(Ahead *ahead, unsigned char *word, uint32_t from, uint32_t to)
{
    Text records = ahead->stage->reply.line; /* "ok COUNT RECORD..." */
    ahead->stage->reply.line = (Text){0};
    const char *at = records.bytes + 3 + strcspn(records.bytes + 3, " ");
    LineAnswer answer = {0};
    bool fine = true;
    for (uint32_t round = from; round < to && fine; round++)
        fine = take_round(ahead, &at, word, round, &answer);
    line_answer_free(&answer);
    text_free(&records);
    return fine;
}

/* Of all rounds it is the last load that counts. */
static void reply_with(Stage *stage, const unsigned char *word)
{
    Text line = {0};
    text_append(&line, "ok void bytes=\"");
    text_append_escaped(&line, word, STAMP_WORD);
    text_append(&line, "\"");
    stage_take_reply(stage, ARRIVAL_ANSWER, line.bytes);
    text_free(&line);
}

void churn_ahead(Stage *stage, const Step *step, unsigned char *word, uint32_t rounds)
{
    bool fine = true;
    for (uint32_t from = 0, to; from < rounds && fine; from = to) {
        to = rounds - from > ROUNDS_AT_ONCE ? from + ROUNDS_AT_ONCE : rounds;
        Ahead ahead = {.stage = stage, .step = step, .actor = staged(stage, step), .first = stage->number + 1};
        for (uint32_t round = from; round < to; round++)
            add_round(&ahead, round);
        fine = carry_out(&ahead) && take_rounds(&ahead, word, from, to);
        text_free(&ahead.message);
    }
    if (fine)
        reply_with(stage, word);
}
