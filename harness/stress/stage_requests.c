/* Requests of a stage: written, sent, answered, and put on the transcript. */
#include "stress/stage.h"

#include "platform/system.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void write_down(Stage *stage, unsigned actor)
{
    static const char *const kinds[] = {"ok", "error", "fault", "died", "late", "unsupported"};
    if (!stage->transcript)
        return;
    char name[2] = {actor_letter(actor), '\0'};
    json_t *record = json_pack("{s:s, s:i, s:s, s:s, s:s, s:s}", "record", "operation", "number", (int)stage->number,
                               "actor", name, "call", stage->call.bytes, "answer",
                               stage->reply.line.bytes ? stage->reply.line.bytes : "", "kind",
                               kinds[stage->reply.kind]);
    json_array_append_new(stage->transcript, record);
}

void request_begin(Stage *stage, const char *function)
{
    stage->number++;
    stage->words = 0;
    text_clear(&stage->line);
    text_clear(&stage->call);
    text_printf(&stage->line, "%u 0 %s", stage->number, function);
    if (stage->transcript)
        text_printf(&stage->call, "%s(", function);
}

static void add_word(Stage *stage, const char *wire)
{
    text_append(&stage->line, " ");
    text_append(&stage->line, wire);
}

/* The same word for the transcript, where there is one. */
static void write_word(Stage *stage, const char *symbolic)
{
    if (stage->transcript)
        text_printf(&stage->call, "%s%s", stage->words ? ", " : "", symbolic);
    stage->words++;
}

void request_word(Stage *stage, const char *format, ...)
{
    char word[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(word, sizeof word, format, arguments);
    va_end(arguments);
    add_word(stage, word);
    write_word(stage, word);
}

void request_symbol(Stage *stage, Symbol symbol, uint64_t behind)
{
    char symbolic[96] = "", rest[32] = "";
    text_printf(&stage->line, " %llu", (unsigned long long)symbol.value + behind);
    if (stage->transcript && behind)
        snprintf(rest, sizeof rest, "+%llu", (unsigned long long)behind);
    if (stage->transcript)
        snprintf(symbolic, sizeof symbolic, "$%u%s%s%s", symbol.operation, symbol.field ? "." : "",
                 symbol.field ? symbol.field : "", rest);
    write_word(stage, symbolic);
}

void request_bytes(Stage *stage, const unsigned char *bytes, size_t length)
{
    Text word = {0};
    text_append(&word, "\"");
    text_append_escaped(&word, bytes, length);
    text_append(&word, "\"");
    add_word(stage, word.bytes);
    write_word(stage, word.bytes);
    text_free(&word);
}

void request_rendezvous(Stage *stage, const char *address, unsigned child)
{
    Text word = {0};
    char symbol[3] = {'$', actor_letter(child), '\0'};
    text_append(&word, "\"");
    text_append_escaped(&word, address, strlen(address));
    text_append(&word, "\"");
    add_word(stage, word.bytes);
    write_word(stage, symbol);
    text_free(&word);
}

static void read_reply(Reply *reply)
{
    static const char *const words[] = {"ok ", "error ", "fault "};
    reply->kind = REPLY_UNUSABLE;
    for (unsigned i = 0; i < 3; i++) {
        if (!strncmp(reply->line.bytes, words[i], strlen(words[i])))
            reply->kind = (ReplyKind)i;
    }
    const char *result = reply->line.bytes + 3;
    reply->result = 0;
    if (reply->kind == REPLY_OK && !text_to_number(result, strcspn(result, " "), &reply->result))
        reply->result = 0; /* "void" */
}

static void judge_arrival(Stage *stage, Arrival arrival)
{
    if (arrival == ARRIVAL_ANSWER)
        read_reply(&stage->reply);
    else
        stage->reply.kind = arrival == ARRIVAL_LATE ? REPLY_LATE : REPLY_END;
}

/* Sends the line and waits for the answer; what came is in stage->reply. */
static void exchange(Stage *stage, StagedActor *actor)
{
    uint64_t deadline = clock_milliseconds() + stage->options->deadline;
    Arrival arrival = ARRIVAL_END;
    stage->requests++;
    text_clear(&stage->reply.line);
    text_append(&stage->reply.line, "");
    connection_expect(actor->connection, stage->number);
    if (connection_send(actor->connection, stage->line.bytes, stage->line.length, deadline))
        arrival = connection_receive(actor->connection, stage->number, &stage->reply.line, deadline);
    judge_arrival(stage, arrival);
}

void stage_take_reply(Stage *stage, Arrival arrival, const char *line)
{
    text_clear(&stage->reply.line);
    text_append(&stage->reply.line, line);
    judge_arrival(stage, arrival);
}

bool stage_ask(Stage *stage, unsigned actor)
{
    if (stage->transcript)
        text_append(&stage->call, ")");
    exchange(stage, &stage->actors[actor]);
    write_down(stage, actor);
    return stage->reply.kind == REPLY_OK;
}

Symbol stage_result(const Stage *stage)
{
    return (Symbol){.value = stage->reply.result, .operation = stage->number};
}

bool stage_field(const Stage *stage, const char *field, Symbol *symbol)
{
    char word[48];
    snprintf(word, sizeof word, " %s=", field);
    const char *at = strstr(stage->reply.line.bytes, word);
    *symbol = (Symbol){.operation = stage->number, .field = field};
    at = at ? at + strlen(word) : "";
    return text_to_number(at, strcspn(at, " "), &symbol->value);
}

bool reply_bytes(const Stage *stage, Text *bytes)
{
    text_clear(bytes);
    text_append(bytes, "");
    return word_value(stage->reply.line.bytes, "bytes", bytes);
}

void stage_note_bytes(Stage *stage, const unsigned char *bytes, size_t length)
{
    size_t count = stage->transcript ? json_array_size(stage->transcript) : 0;
    if (!count)
        return;
    json_t *record = json_array_get(stage->transcript, count - 1);
    Text row = {0};
    text_append_escaped(&row, bytes, length);
    json_object_set_new(record, "expect", json_string("ok"));
    json_object_set_new(record, "bytes", json_pack("[s]", row.bytes));
    text_free(&row);
}
