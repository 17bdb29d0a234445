/* The story: which role does what when. */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

static unsigned number_of(const json_t *record)
{
    return (unsigned)json_integer_value(json_object_get(record, "number"));
}

static bool is_note(const json_t *record)
{
    return !strcmp(text_member(record, "kind"), "note");
}

/* Names and segments that outlive processes. */
static bool write_cleaning(Export *export, const json_t *record, const ParsedCall *call, Text *problem)
{
    bool shm_object = !strncmp(call->row->name, "object_", 7) && call->row->arity > 1 &&
                      !memcmp(call->tokens[0], "SHM_OBJECT", 10 < call->lengths[0] ? 10 : call->lengths[0]);
    bool segment = !strcmp(call->row->name, "shmget");
    size_t name = shm_object ? 1 : 0;
    Text expression = {0};
    bool fine = true;
    if (!export->windows && (shm_object || !strcmp(call->row->name, "shm_open")) && *call->tokens[name] == '"') {
        fine = write_text(export, &expression, call->tokens[name], call->lengths[name], problem);
        if (fine && !strncmp(expression.bytes, "NAME(", 5))
            words_add_once(&export->objects, expression.bytes);
    }
    if (segment && !strcmp(text_member(record, "kind"), "ok"))
        text_printf(&export->cleaning, "    shmctl((int)v[%u], IPC_RMID, NULL);\n", number_of(record));
    else if (!strcmp(call->row->name, "object_create") && !strncmp(call->tokens[0], "SYSV_SEGMENT", 12) &&
             *call->tokens[1] == '"') {
        text_append(&export->cleaning, "    shmctl(shmget(key_of(");
        fine = fine && write_text(export, &export->cleaning, call->tokens[1], call->lengths[1], problem);
        text_append(&export->cleaning, "), 0, 0), IPC_RMID, NULL);\n");
    }
    text_free(&expression);
    return fine;
}

static void write_call_of(Export *export, const char *function, int role, const json_t *record)
{
    const char *call = text_member(record, "call");
    size_t length = strlen(call);
    text_printf(&export->telling, "    %s(%d, %u, ", function, role, number_of(record));
    write_literal(&export->telling, call, length < 300 ? length : 300);
    text_append(&export->telling, ");\n");
}

static bool begin(Export *export, const json_t *record, bool *begun, Text *problem)
{
    ParsedCall call;
    if (!parse_call(text_member(record, "call"), &call, problem))
        return false;
    int role = role_of(export, record), child = child_of(export, &call);
    if (child >= 0)
        text_printf(&export->telling, "    expect_role(%d);\n", child);
    begun[number_of(record)] = true;
    if (child >= 0)
        export->on_stage[child] = true;
    return role >= 0 && write_act(export, record, problem) && write_cleaning(export, record, &call, problem);
}

static bool finish(Export *export, const json_t *record, bool was_begun, Text *problem)
{
    ParsedCall call;
    if (!parse_call(text_member(record, "call"), &call, problem))
        return false;
    write_call_of(export, was_begun ? "finish" : "step", role_of(export, record), record);
    bool fine = script_expectations(export->script) || export->script->end
                    ? write_expectations(export, number_of(record), problem)
                    : write_expect_words(export, record, problem);
    write_arrival(export, record, &call, child_of(export, &call));
    if (!strcmp(text_member(record, "expect"), "end")) { /* whoever has its name later is another process */
        text_printf(&export->telling, "    await_end(%d);\n", role_of(export, record));
        export->on_stage[role_of(export, record)] = false;
    }
    return fine;
}

static bool write_note(Export *export, const json_t *record)
{
    const char *what = text_member(record, "call");
    int role = role_of(export, record);
    Text *out = &export->telling;
    if (!strncmp(what, "killed", 6)) {
        text_printf(out, "    kill_role(%d);\n", role);
    } else if (!strncmp(what, "leaves", 6)) {
        text_printf(out, "    let_leave(%d);\n", role);
    } else if (!strncmp(what, "stopped", 7) || !strncmp(what, "continued", 9)) {
        text_printf(out, "    stop_role(%d, %d);\n", role, *what == 'c');
    } else if (!strncmp(what, "executes", 8)) {
        text_printf(out, "    execute_anew(%d, %u);\n", role, number_of(record));
        lose_lanes_of(export, role);
        text_printf(&export->acting, "    case %u:\n        process_exec(%d);\n        break;\n", number_of(record),
                    role);
    }
    return role >= 0;
}

static bool begin_earlier(Export *export, size_t index, bool *begun, Text *problem)
{
    const json_t *operations = export->script->operations;
    unsigned number = number_of(json_array_get(operations, index));
    bool fine = true;
    for (size_t i = index + 1; i < json_array_size(operations) && fine; i++) {
        const json_t *record = json_array_get(operations, i);
        if (number_of(record) >= number || is_note(record) || begun[number_of(record)])
            continue;
        cast_lanes_of(export, record, i);
        fine = begin(export, record, begun, problem);
        if (!export->at_the_same_time)
            text_append(&export->notes,
                        " * Some calls run at the same time: their answers may differ from one time to the next.\n");
        export->at_the_same_time = true;
        if (fine)
            write_call_of(export, "begin", role_of(export, record), record);
    }
    return fine;
}

bool write_story(Export *export, Text *problem)
{
    const json_t *operations = export->script->operations;
    bool *begun = calloc(export->operations + 1, sizeof *begun);
    if (!begun)
        abort();
    bool fine = true;
    for (size_t i = 0; i < json_array_size(operations) && fine; i++) {
        const json_t *record = json_array_get(operations, i);
        fine = begin_earlier(export, i, begun, problem);
        bool was_begun = fine && begun[number_of(record)];
        if (fine && is_note(record))
            fine = write_note(export, record);
        else if (fine)
            fine = (was_begun || begin(export, record, begun, problem)) && finish(export, record, was_begun, problem);
    }
    free(begun);
    return fine;
}
