#include "run/job.h"

#include "run/glob.h"

static bool append_id(const char *id, void *list)
{
    json_array_append_new(list, json_string(id));
    return true;
}

json_t *end_record(const Job *job, Outcome outcome, double milliseconds)
{
    const Instance *instance = job->instance;
    json_t *requirements = json_array();
    each_requirement(instance->told, append_id, requirements);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:i, s:i, s:s, s:f, s:i, s:[]}", "record", "end", "case",
                     instance->id, "chapter", instance->chapter->path, "subject", instance->subject_name, "level",
                     level_word(instance->told->level), "claim", instance->told->claim ? instance->told->claim : "",
                     "requirements", requirements, "file", instance->told->file, "line", instance->told->line,
                     "attempt", (int)job->attempt, "outcome", outcome_word(outcome), "milliseconds", milliseconds,
                     "checks", 0, "observations");
}

void end_record_failure(json_t *record, const Job *job, const char *message)
{
    json_object_set_new(record, "failure",
                        json_pack("{s:s, s:s, s:i, s:i}", "message", message, "file", job->instance->told->file, "line",
                                  job->instance->told->line, "operation", 0));
}

void end_record_skip(json_t *record, const char *kind, const char *sentence)
{
    json_object_set_new(record, "skip", json_pack("{s:s, s:s}", "kind", kind, "sentence", sentence));
}
