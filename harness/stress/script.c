#include "stress/script.h"

#include "platform/system.h"

#include <string.h>

static bool is_record(const json_t *record, const char *kind)
{
    const char *text = json_string_value(json_object_get(record, "record"));
    return text && !strcmp(text, kind);
}

static void replace(json_t **place, json_t *record)
{
    json_decref(*place);
    *place = json_incref(record);
}

/* Takes an operation of the case that is asked for, or of the only one there is; of several attempts the last. False:
 * `problem`. */
static bool take_record(Script *script, const char *chosen, json_t *record, Text *problem)
{
    const char *run = json_string_value(json_object_get(record, "run"));
    const char *of = json_string_value(json_object_get(record, "case"));
    bool head = is_record(record, "run") || is_record(record, "repro");
    if (head && run) {
        text_clear(&script->run);
        text_append(&script->run, run);
    }
    if (is_record(record, "repro"))
        replace(&script->repro, record);
    if (of && chosen && strcmp(of, chosen) != 0)
        return true;
    if (is_record(record, "begin"))
        json_array_clear(script->operations);
    if (is_record(record, "end"))
        replace(&script->end, record);
    if (!is_record(record, "operation"))
        return true;
    if (of && script->of.length && strcmp(of, script->of.bytes) != 0) {
        text_append(problem, "the ledger has several cases: say which with --case ID");
        return false;
    }
    if (of && !script->of.length)
        text_append(&script->of, of);
    json_array_append(script->operations, record);
    return true;
}

bool script_read(Script *script, const char *path, const char *chosen, Text *problem)
{
    *script = (Script){.operations = json_array()};
    Text text = {0};
    bool fine = read_file(path, &text, problem);
    unsigned number = 0;
    for (char *line = text.bytes; fine && line && *line;) {
        char *end = line + strcspn(line, "\n");
        json_error_t error;
        json_t *record = json_loadb(line, (size_t)(end - line), 0, &error);
        number++;
        fine = record && take_record(script, chosen, record, problem);
        if (!record && *end)
            text_printf(problem, "%s, line %u: %s", path, number, error.text);
        fine = fine || (!record && !*end); /* a ledger may end within a line */
        json_decref(record);
        line = *end ? end + 1 : end;
    }
    text_free(&text);
    if (fine && !json_array_size(script->operations)) {
        text_printf(problem, "%s has no operations%s%s", path, chosen ? " of the case " : "", chosen ? chosen : "");
        fine = false;
    }
    return fine;
}

void script_free(Script *script)
{
    json_decref(script->operations);
    json_decref(script->end);
    json_decref(script->repro);
    text_free(&script->run);
    text_free(&script->of);
}

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

const char *script_own_failure(const Script *script)
{
    const json_t *all = script_expectations(script);
    const json_t *last = json_array_get(all, json_array_size(all) ? json_array_size(all) - 1 : 0);
    const char *is = text_member(last, "is");
    bool failed = !strcmp(text_member(script->end, "outcome"), "fail");
    bool compares = !strcmp(is, "equal") || !strcmp(is, "different");
    bool of_answers = *text_member(last, "left") == '$' || *text_member(last, "right") == '$';
    return failed && (!strcmp(is, "true") || (compares && !of_answers)) ? text_member(last, "what") : NULL;
}

const json_t *script_expectations(const Script *script)
{
    return json_object_get(script->end, "expectations");
}
