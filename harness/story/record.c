/* The ledger's records of one case (docs/ledger.md), one JSON line each on standard output. */
#include "story/internal.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_record(json_t *record)
{
    char *line = json_dumps(record, JSON_COMPACT | JSON_ENSURE_ASCII);
    json_decref(record);
    if (!line) {
        fputs("mapcheck worker: a record could not be written as JSON\n", stderr);
        exit(2);
    }
    fputs(line, stdout);
    fputc('\n', stdout);
    fflush(stdout);
    free(line);
}

static bool is_plain(char byte)
{
    return isprint((unsigned char)byte) || byte == '\n' || byte == '\t';
}

/* What a program prints may be anything: bytes that are not printable ASCII become \xNN. */
static json_t *any_text(const Text *text)
{
    Text safe = {0};
    for (size_t i = 0, plain; i < text->length; i += plain + 1) {
        for (plain = 0; i + plain < text->length && is_plain(text->bytes[i + plain]); plain++)
            continue;
        text_append_bytes(&safe, text->bytes + i, plain);
        if (i + plain < text->length)
            text_printf(&safe, "\\x%02x", (unsigned char)text->bytes[i + plain]);
    }
    json_t *string = json_string(safe.bytes ? safe.bytes : "");
    text_free(&safe);
    return string;
}

void record_begin(const Story *s)
{
    write_record(json_pack("{s:s, s:s, s:i, s:i}", "record", "begin", "case", s->instance->id, "worker",
                           s->options->worker, "attempt", (int)s->attempt));
}

static void write_operation(const Answer *answer)
{
    static const char *const kinds[] = {"ok", "error", "fault", "died", "late", "unsupported"};
    const Story *s = answer->story;
    json_t *record = json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:o, s:s, s:s, s:i}", "record", "operation", "case",
                               s->instance->id, "attempt", (int)s->attempt, "number", (int)answer->operation, "actor",
                               answer->actor->name, "call", answer->call.bytes, "answer", any_text(&answer->line),
                               "kind", kinds[answer->kind], "file", answer->place.file, "line", answer->place.line);
    if (answer->actor->lane_owner)
        json_object_set_new(record, "lane_of", json_string(answer->actor->lane_owner->name));
    write_record(record);
}

/* An actor works while the record of the call before is made. */
void record_operation(const Answer *answer)
{
    record_pending(answer->story);
    answer->story->unrecorded = answer;
}

void record_pending(Story *s)
{
    if (s->unrecorded)
        write_operation(s->unrecorded);
    s->unrecorded = NULL;
}

void record_note(const Actor *actor, const char *what)
{
    Story *s = actor->story;
    record_pending(s);
    write_record(json_pack("{s:s, s:s, s:i, s:i, s:s, s:s, s:s, s:s}", "record", "operation", "case", s->instance->id,
                           "attempt", (int)s->attempt, "number", (int)++s->operations, "actor", actor->name, "call",
                           what, "answer", "", "kind", "note"));
}

static json_t *requirements(const char *basis)
{
    json_t *list = json_array();
    for (const char *at = basis; *at;) {
        size_t length = strcspn(at, " ");
        if (length)
            json_array_append_new(list, json_stringn(at, length));
        at += length + strspn(at + length, " ");
    }
    return list;
}

static const char *level_word(Level level)
{
    return level == MUST ? "MUST" : level == SHOULD ? "SHOULD" : "OBSERVE";
}

static json_t *failure(const Story *s)
{
    json_t *object = json_pack("{s:o}", "message", any_text(&s->message));
    if (s->failed_at.file)
        json_object_update_new(object, json_pack("{s:s, s:i}", "file", s->failed_at.file, "line", s->failed_at.line));
    if (s->failed_operation)
        json_object_set_new(object, "operation", json_integer(s->failed_operation));
    return object;
}

static int processes(const Story *s)
{
    int count = 0;
    for (const Actor *actor = s->actors; actor; actor = actor->next)
        count += !actor->lane_owner;
    return count;
}

void record_end(const Story *s, double milliseconds)
{
    const Instance *instance = s->instance;
    const Case *told = instance->told;
    json_t *record = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:i, s:i, s:s, s:f, s:i, s:i, s:O}", "record", "end", "case",
        instance->id, "chapter", instance->chapter->path, "subject", instance->subject_name, "level",
        level_word(told->level), "claim", told->claim, "requirements", requirements(told->basis), "file", told->file,
        "line", told->line, "attempt", (int)s->attempt, "outcome", outcome_word(s->outcome), "milliseconds",
        milliseconds, "processes", processes(s), "checks", (int)s->checks, "observations", s->observations);
    if (json_array_size(s->expectations))
        json_object_set(record, "expectations", s->expectations);
    if (s->outcome == OUTCOME_SKIP)
        json_object_set_new(record, "skip",
                            json_pack("{s:s, s:o}", "kind", s->skip_kind ? s->skip_kind : "capability", "sentence",
                                      any_text(&s->message)));
    else if (s->outcome != OUTCOME_PASS && s->outcome != OUTCOME_OBSERVED)
        json_object_set_new(record, "failure", failure(s));
    if (s->noise.length)
        json_object_set_new(record, "noise", any_text(&s->noise));
    write_record(record);
}
