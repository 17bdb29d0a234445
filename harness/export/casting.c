/* Who is in the story: roles, which are processes, or further threads of one, and when they come on stage. */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

/* A process of its own comes when it first acts; so does a lane, which its owner starts. */
static void bring_on_stage(Export *export, int role, const char *owner)
{
    if (export->on_stage[role])
        return;
    export->on_stage[role] = true;
    export->owner[role] = *owner ? role_number(export, owner, strlen(owner)) : -1;
    if (export->owner[role] < 0) {
        text_printf(&export->telling, "    cast(%d);\n", role);
        return;
    }
    bring_on_stage(export, export->owner[role], "");
    text_printf(&export->telling, "    cast_lane(%d, %d);\n", role, export->owner[role]);
}

int role_of(Export *export, const json_t *record)
{
    const char *name = text_member(record, "actor");
    int role = role_number(export, name, strlen(name));
    if (role >= 0)
        bring_on_stage(export, role, text_member(record, "lane_of"));
    return role;
}

void cast_lanes_of(Export *export, const json_t *record, size_t index)
{
    const json_t *operations = export->script->operations;
    for (size_t i = index + 1; i < json_array_size(operations); i++) {
        const json_t *later = json_array_get(operations, i);
        if (!strcmp(text_member(later, "lane_of"), text_member(record, "actor")))
            role_of(export, later);
    }
}

void lose_lanes_of(Export *export, int role)
{
    for (unsigned i = 0; i < export->role_count; i++) {
        if (export->on_stage[i] && export->owner[i] == role)
            export->on_stage[i] = false;
    }
}

int child_of(Export *export, const ParsedCall *call)
{
    bool starts = call->row->arity && !strncmp(call->row->name, "process_", 8) &&
                  is_role_symbol(call->tokens[0], call->lengths[0]);
    int child = starts ? role_number(export, call->tokens[0] + 1, call->lengths[0] - 1) : -1;
    if (child >= 0)
        export->owner[child] = -1;
    return child;
}

static unsigned operation_in(const char *symbol)
{
    return *symbol == '$' ? (unsigned)strtoul(symbol + 1, NULL, 10) : 0;
}

void write_arrival(Export *export, const json_t *record, const ParsedCall *call, int child)
{
    if (strcmp(text_member(record, "kind"), "ok") != 0)
        return;
    unsigned number = (unsigned)json_integer_value(json_object_get(record, "number"));
    bool suspended = !strcmp(call->row->name, "process_spawn") && !strncmp(call->tokens[2], "TRUE", 4);
    if (child >= 0)
        export->started[child] = number;
    if (!strcmp(call->row->name, "process_resume") && *call->tokens[0] == '$') {
        unsigned by = operation_in(call->tokens[0]);
        for (unsigned i = 0; i < export->role_count; i++)
            child = export->started[i] == by ? (int)i : child;
    }
    if (child >= 0 && !suspended) {
        text_printf(&export->telling, "    take_in(%d);\n", child);
        export->on_stage[child] = true;
    }
}
