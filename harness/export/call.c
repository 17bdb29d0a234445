#include "export/export.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* To the end of the argument: a comma and a blank that stand in no quotes and no braces. */
static size_t argument_length(const char *from, const char *end)
{
    unsigned depth = 0;
    bool quoted = false;
    const char *at = from;
    for (; at < end; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && *at == '{')
            depth++;
        else if (!quoted && *at == '}')
            depth--;
        else if (!quoted && !depth && *at == ',' && at[1] == ' ')
            break;
    }
    return (size_t)(at - from);
}

static const CallRow *row_of(const char *call, size_t length)
{
    const char *dot = memchr(call, '.', length);
    if (!dot)
        return NULL;
    char *family = copy_bytes(call, (size_t)(dot - call));
    char *name = copy_bytes(dot + 1, length - (size_t)(dot + 1 - call));
    const CallRow *row = find_call(family, name);
    free(family);
    free(name);
    return row;
}

bool parse_call(const char *call, ParsedCall *parsed, Text *problem)
{
    *parsed = (ParsedCall){0};
    size_t name = strcspn(call, "("), length = strlen(call);
    if (call[name] != '(' || call[length - 1] != ')') {
        text_printf(problem, "\"%.120s\" is not a call: family.function(argument, ...) is", call);
        return false;
    }
    parsed->row = row_of(call, name);
    const char *at = call + name + 1, *end = call + length - 1;
    size_t count = 0;
    for (; parsed->row && at < end && count < MAX_PARAMETERS; count++) {
        parsed->tokens[count] = at;
        parsed->lengths[count] = argument_length(at, end);
        at += parsed->lengths[count] + 2;
    }
    if (parsed->row && count == parsed->row->arity)
        return true;
    text_printf(problem, "\"%.120s\" fits no row of the call tables", call);
    return false;
}

bool is_role_symbol(const char *token, size_t length)
{
    return length > 1 && *token == '$' && !isdigit((unsigned char)token[1]);
}

int role_number(Export *export, const char *name, size_t length)
{
    for (unsigned i = 0; i < export->role_count; i++) {
        if (strlen(export->roles[i]) == length && !memcmp(export->roles[i], name, length))
            return (int)i;
    }
    if (export->role_count == MOST_ROLES)
        return -1;
    export->roles[export->role_count] = copy_bytes(name, length);
    return (int)export->role_count++;
}

unsigned field_place(Export *export, unsigned operation, const char *path, size_t length)
{
    for (unsigned i = 0; i < export->field_count; i++) {
        const ExportedField *field = &export->fields[i];
        if (field->operation == operation && strlen(field->path) == length && !memcmp(field->path, path, length))
            return i;
    }
    if (export->field_count < MOST_FIELDS)
        export->fields[export->field_count] = (ExportedField){operation, copy_bytes(path, length)};
    return export->field_count < MOST_FIELDS ? export->field_count++ : MOST_FIELDS;
}

bool find_fields(Export *export, const char *text)
{
    for (const char *at = text; (at = strchr(at, '$')) != NULL; at++) {
        char *end;
        unsigned operation = (unsigned)strtoul(at + 1, &end, 10);
        if (end == at + 1 || *end != '.')
            continue;
        size_t length = 0;
        while (isalnum((unsigned char)end[1 + length]) || end[1 + length] == '_' || end[1 + length] == '.')
            length++;
        if (field_place(export, operation, end + 1, length) == MOST_FIELDS)
            return false;
    }
    return true;
}
