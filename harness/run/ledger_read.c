#include "run/ledger.h"
#include "run/outcome.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct Reading {
    const char *path;
    unsigned line;
    LedgerVisit *visit;
    void *context;
    Text *problem;
} Reading;

const char *record_text(const json_t *record, const char *key, const char *otherwise)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : otherwise;
}

bool record_is(const json_t *record, const char *kind)
{
    return !strcmp(record_text(record, "record", ""), kind);
}

static bool refuse(const Reading *reading, const char *expected)
{
    text_printf(reading->problem, "%s:%u: not a mapcheck ledger: expected %s", reading->path, reading->line, expected);
    return false;
}

static bool check_shape(const Reading *reading, const json_t *record)
{
    if (!json_is_object(record) || !json_is_string(json_object_get(record, "record")))
        return refuse(reading, "a JSON object with a string \"record\"");
    if (reading->line == 1 && !record_is(record, "run"))
        return refuse(reading, "the record \"run\" in the first line");
    if (record_is(record, "run") && json_integer_value(json_object_get(record, "ledger")) != 1)
        return refuse(reading, "\"ledger\":1, the version that this mapcheck reads");
    bool of_case = record_is(record, "begin") || record_is(record, "operation") || record_is(record, "end");
    if (of_case && !json_is_string(json_object_get(record, "case")))
        return refuse(reading, "a string \"case\"");
    Outcome outcome;
    if (record_is(record, "end") && !outcome_from_word(record_text(record, "outcome", ""), &outcome))
        return refuse(reading, "an \"outcome\" of pass, fail, crash, hang, broken, skip or observed");
    return true;
}

static bool take_line(const Reading *reading, const Text *line)
{
    json_error_t error;
    json_t *record = json_loadb(line->bytes, line->length, 0, &error);
    if (!record) {
        text_printf(reading->problem, "%s:%u: not a mapcheck ledger: expected one JSON object, but at column %d: %s",
                    reading->path, reading->line, error.column, error.text);
        return false;
    }
    bool fine = check_shape(reading, record) &&
                reading->visit(record, reading->line, reading->context, reading->problem);
    json_decref(record);
    return fine;
}

/* Takes the whole lines out of `pending`, which keeps what follows the last newline. */
static bool take_lines(Reading *reading, Text *pending)
{
    size_t from = 0;
    char *newline;
    bool fine = true;
    while (fine && (newline = memchr(pending->bytes + from, '\n', pending->length - from))) {
        Text line = {.bytes = pending->bytes + from, .length = (size_t)(newline - pending->bytes) - from};
        reading->line++;
        fine = take_line(reading, &line);
        from += line.length + 1;
    }
    memmove(pending->bytes, pending->bytes + from, pending->length - from);
    pending->length -= from;
    return fine;
}

static bool read_stream(Reading *reading, FILE *file, Text *pending)
{
    char block[65536];
    size_t count;
    while ((count = fread(block, 1, sizeof block, file)) > 0) {
        text_append_bytes(pending, block, count);
        if (!take_lines(reading, pending))
            return false;
    }
    if (ferror(file)) {
        text_printf(reading->problem, "%s: reading failed: %s", reading->path, strerror(errno));
        return false;
    }
    if (reading->line == 0) {
        reading->line = 1;
        return refuse(reading, "at least the record \"run\", but there is no whole line");
    }
    return true;
}

bool ledger_read(const char *path, LedgerVisit *visit, void *context, bool *torn, Text *problem)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        text_printf(problem, "%s: cannot be read: %s; a run writes it as DIR/ledger.jsonl", path, strerror(errno));
        return false;
    }
    Reading reading = {.path = path, .visit = visit, .context = context, .problem = problem};
    Text pending = {0};
    bool fine = read_stream(&reading, file, &pending);
    if (torn)
        *torn = pending.length > 0;
    text_free(&pending);
    fclose(file);
    return fine;
}
