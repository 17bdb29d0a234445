#include "run/telling.h"

#include "platform/system.h"
#include "run/console.h"
#include "run/judge.h"

#include <stdlib.h>
#include <string.h>

bool telling_start(Telling *telling, json_t *run, size_t total)
{
    telling->run = run;
    telling->skips = json_object();
    telling->seen = calloc(telling->all_count + 1, 1);
    telling->current = calloc(telling->workers + 1, sizeof(Text));
    if (!telling->seen || !telling->current)
        abort();
    progress_start(&telling->progress, "cases", total, telling->quiet);
    return ledger_write(telling->ledger, run, &telling->problem);
}

static void add_judgement(Telling *telling, const Job *job, Outcome outcome, json_t *record)
{
    const BaselineEntry *entry = baseline_find(telling->baseline, job->instance->id, telling->facts);
    unsigned char *seen = &telling->seen[job->instance - telling->all];
    bool not_run = entry && entry->outcomes == BASELINE_NOT_RUN && outcome == OUTCOME_SKIP;
    bool has_baseline = telling->baseline->path != NULL;
    Judgement judgement = not_run ? JUDGEMENT_EXPECTED : judge(entry, has_baseline, outcome, *seen);
    *seen |= (unsigned char)(1u << outcome);
    json_object_set_new(record, "judgement", json_string(judgement_word(judgement)));
    json_object_del(record, "baseline");
    if (entry)
        json_object_set_new(record, "baseline",
                            json_pack("{s:s, s:i, s:s, s:s}", "file", entry->file, "line", (int)entry->line, "outcome",
                                      entry->outcome, "reason", entry->reason));
    telling->outcomes[outcome]++;
    telling->judgements[judgement]++;
    bool unexpected = judgement_is_unexpected(judgement);
    telling->unexpected += unexpected;
    progress_count(&telling->progress, unexpected);
}

static void note_skip(Telling *telling, const json_t *record)
{
    const char *sentence = record_text(json_object_get(record, "skip"), "sentence", "");
    json_int_t count = json_integer_value(json_object_get(telling->skips, sentence));
    json_object_set_new(telling->skips, sentence, json_integer(count + 1));
}

static json_t *read_lines(const Text *lines)
{
    json_t *records = json_array();
    for (const char *at = lines->bytes, *end; (end = strchr(at, '\n')); at = end + 1)
        json_array_append_new(records, json_loadb(at, (size_t)(end - at), 0, NULL));
    return records;
}

static void print_if_unexpected(Telling *telling, const Text *told, const json_t *end)
{
    Judgement judgement = JUDGEMENT_NEW;
    judgement_from_word(record_text(end, "judgement", ""), &judgement);
    if (!judgement_is_unexpected(judgement))
        return;
    Text text = {0};
    json_t *records = read_lines(told);
    console_case(&text, telling->run, records, telling->colour);
    progress_print(&telling->progress, text.bytes);
    text_free(&text);
    json_decref(records);
}

static void trace(Telling *telling, const json_t *record)
{
    Text text = {0};
    console_trace(&text, record);
    if (text.length)
        progress_print(&telling->progress, text.bytes);
    text_free(&text);
}

/* The line that is being told becomes one of the ledger and of the worker's case. */
static bool keep_line(Telling *telling, unsigned worker)
{
    const Text *line = &telling->line;
    text_append_bytes(&telling->current[worker], line->bytes, line->length);
    text_append_bytes(&telling->current[worker], "\n", 1);
    return ledger_write_line(telling->ledger, line->bytes, line->length, &telling->problem);
}

bool telling_operation(Telling *telling, unsigned worker, const Text *line)
{
    Text *told = &telling->line;
    text_clear(told);
    text_append_bytes(told, line->bytes, line->length - 1); /* its last byte is the object's end */
    text_printf(told, ",\"worker\":%u}", worker);
    if (telling->trace) {
        json_t *record = json_loadb(told->bytes, told->length, 0, NULL);
        trace(telling, record);
        json_decref(record);
    }
    return keep_line(telling, worker);
}

bool telling_record(Telling *telling, unsigned worker, const Job *job, json_t *record, const char *rest)
{
    /* The same case may be with two workers at one time (--repeat): this tells their operations apart. */
    json_object_set_new(record, "worker", json_integer(worker));
    if (record_is(record, "begin"))
        text_free(&telling->current[worker]);
    Outcome outcome;
    bool ended = record_is(record, "end") && outcome_from_word(record_text(record, "outcome", ""), &outcome);
    if (ended)
        add_judgement(telling, job, outcome, record);
    if (ended && outcome == OUTCOME_SKIP)
        note_skip(telling, record);
    if (!ledger_line(telling->ledger, record, rest, &telling->line, &telling->problem))
        return false;
    bool written = keep_line(telling, worker);
    if (telling->trace)
        trace(telling, record);
    if (ended) {
        print_if_unexpected(telling, &telling->current[worker], record);
        text_free(&telling->current[worker]);
    }
    return written;
}

bool telling_problem(Telling *telling, const char *message, const char *file, unsigned line)
{
    telling->problems++;
    json_t *record = json_pack("{s:s, s:s, s:s, s:i}", "record", "problem", "message", message, "file", file, "line",
                               (int)line);
    Text text = {0};
    text_printf(&text, "PROBLEM  %s:%u: %s\n", file, line, message);
    progress_print(&telling->progress, text.bytes);
    text_free(&text);
    bool written = ledger_write(telling->ledger, record, &telling->problem);
    json_decref(record);
    return written;
}

static json_t *counts_of(const size_t *counts, int kinds, const char *(*word)(int))
{
    json_t *object = json_object();
    for (int i = 0; i < kinds; i++) {
        if (counts[i])
            json_object_set_new(object, word(i), json_integer((json_int_t)counts[i]));
    }
    return object;
}

static const char *outcome_name(int index)
{
    return outcome_word((Outcome)index);
}

static const char *judgement_name(int index)
{
    return judgement_word((Judgement)index);
}

static json_t *lines_of(const char *text)
{
    json_t *lines = json_array();
    while (*text) {
        size_t length = strcspn(text, "\n");
        if (length)
            json_array_append_new(lines, json_stringn(text, length));
        text += length + (text[length] == '\n');
    }
    return lines;
}

bool telling_summary(Telling *telling, size_t not_run, const char *left)
{
    Text ended = {0};
    wall_clock_text(&ended);
    json_t *record = json_pack("{s:s, s:s, s:I, s:o, s:o, s:I, s:I, s:o}", "record", "summary", "ended", ended.bytes,
                               "milliseconds", (json_int_t)(clock_milliseconds() - telling->progress.started), "counts",
                               counts_of(telling->outcomes, OUTCOME_COUNT, outcome_name), "judgements",
                               counts_of(telling->judgements, JUDGEMENT_COUNT, judgement_name), "unexpected",
                               (json_int_t)telling->unexpected, "not_run", (json_int_t)not_run, "left_behind",
                               lines_of(left));
    text_free(&ended);
    bool written = ledger_write(telling->ledger, record, &telling->problem);
    json_decref(record);
    return written;
}

void telling_free(Telling *telling)
{
    for (unsigned i = 0; telling->current && i <= telling->workers; i++)
        text_free(&telling->current[i]);
    free(telling->current);
    free(telling->seen);
    json_decref(telling->run);
    json_decref(telling->skips);
    text_free(&telling->problem);
    text_free(&telling->line);
    *telling = (Telling){0};
}
