#include "run/resume.h"

#include <string.h>

static void append_key(Text *key, const char *id, long number)
{
    text_clear(key);
    text_printf(key, "%s#%ld", id, number);
}

static void take_end(Resume *resume, const char *open_key, json_t *record)
{
    json_t *records = json_object_get(resume->open, open_key);
    if (!records)
        return; /* an end of the runner's own making may have no begin; it is cheap to tell the case again */
    json_array_append(records, record);
    Text key = {0};
    append_key(&key, record_text(record, "case", ""), (long)json_integer_value(json_object_get(record, "attempt")));
    json_object_set(resume->finished, key.bytes, records);
    json_object_del(resume->open, open_key);
    text_free(&key);
}

static bool take_record(json_t *record, unsigned line, void *context, Text *problem)
{
    (void)line;
    (void)problem;
    Resume *resume = context;
    if (record_is(record, "run") && !resume->run)
        resume->run = json_incref(record);
    if (!json_object_get(record, "case"))
        return true;
    Text key = {0};
    append_key(&key, record_text(record, "case", ""), (long)json_integer_value(json_object_get(record, "worker")));
    json_t *records = json_object_get(resume->open, key.bytes);
    if (record_is(record, "begin"))
        json_object_set_new(resume->open, key.bytes, json_pack("[O]", record));
    else if (record_is(record, "end"))
        take_end(resume, key.bytes, record);
    else if (records)
        json_array_append(records, record);
    text_free(&key);
    return true;
}

bool resume_read(const char *path, Resume *resume, Text *problem)
{
    *resume = (Resume){.finished = json_object(), .open = json_object()};
    bool fine = ledger_read(path, take_record, resume, NULL, problem);
    json_decref(resume->open);
    resume->open = NULL;
    if (!fine)
        resume_free(resume);
    return fine;
}

void resume_free(Resume *resume)
{
    json_decref(resume->run);
    json_decref(resume->finished);
    *resume = (Resume){0};
}

json_t *resume_records(const Resume *resume, const char *id, unsigned attempt)
{
    if (!resume->finished)
        return NULL;
    Text key = {0};
    append_key(&key, id, (long)attempt);
    json_t *records = json_object_get(resume->finished, key.bytes);
    text_free(&key);
    return records;
}
