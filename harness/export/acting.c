/* What the roles do: one case of a switch for each operation. */
#include "export/export.h"

#include <stdlib.h>
#include <string.h>

static const char *text_member(const json_t *record, const char *key)
{
    const char *text = json_string_value(json_object_get(record, key));
    return text ? text : "";
}

static const char *failure_word(Failure failure)
{
    static const char *const words[] = {"MINUS_ONE", "ERRNO_RESULT", "ZERO", "MINUS_ONE_LAST",
                                        "STATUS",    "BY_REPLY",     "NEVER"};
    return words[failure];
}

static bool write_variables(Export *export, Text *out, const ParsedCall *call, Text *problem)
{
    bool fine = true;
    for (size_t i = 0; i < call->row->arity && fine; i++)
        fine = write_variable(export, out, &call->row->parameters[i], call->tokens[i], call->lengths[i], problem);
    return fine;
}

static bool write_arguments(Export *export, Text *out, const ParsedCall *call, Text *problem)
{
    bool fine = true;
    for (size_t i = 0; i < call->row->arity && fine; i++) {
        text_append(out, i ? ", " : "");
        fine = write_argument(export, out, &call->row->parameters[i], call->tokens[i], call->lengths[i], problem);
    }
    return fine;
}

static const Parameter *parameter_of(const CallRow *row, const char *path)
{
    size_t length = strcspn(path, ".");
    for (size_t i = 0; i < row->arity; i++) {
        if (strlen(row->parameters[i].name) == length && !memcmp(row->parameters[i].name, path, length))
            return &row->parameters[i];
    }
    return NULL;
}

/* What later operations and expectations use of what the call wrote. */
static bool write_fields(Export *export, Text *out, const CallRow *row, unsigned operation, Text *problem)
{
    for (unsigned i = 0; i < export->field_count; i++) {
        const ExportedField *field = &export->fields[i];
        if (field->operation != operation)
            continue;
        const Parameter *parameter = parameter_of(row, field->path);
        text_printf(out, "        v[OPERATIONS + 1 + %u] = NUMBER(", i);
        if (!parameter) {
            text_printf(problem, "the field %s of %s", field->path, row->name);
            return false;
        }
        if (!write_field(out, parameter, field->path, problem))
            return false;
        text_append(out, ");\n");
    }
    return true;
}

static bool has_parameter(const CallRow *row, const char *name)
{
    return parameter_of(row, name) != NULL;
}

/* As many bytes as the call says that it delivered: its result, or what it put into `done`. */
static void write_bytes(Text *out, const ParsedCall *call)
{
    const CallRow *row = call->row;
    for (size_t i = 0; i < row->arity; i++) {
        const char *name = row->parameters[i].name, *layout = row->parameters[i].layout;
        bool room = is_structure(&row->parameters[i], call->tokens[i], call->lengths[i]) && !strcmp(layout, "bytes");
        if (!room || row->parameters[i].form == FORM_IN)
            continue;
        bool by_result = row->result.form == FORM_SIGNED && has_parameter(row, "count");
        text_printf(out, "        with_bytes(out_%s, ", name);
        if (by_result)
            text_printf(out, "answer.kind == IS_OK ? delivered(answer.result, sizeof out_%s) : sizeof out_%s);\n", name,
                        name);
        else if (has_parameter(row, "done"))
            text_printf(out, "delivered(out_done[0], sizeof out_%s));\n", name);
        else
            text_printf(out, "sizeof out_%s);\n", name);
    }
}

/* The name within the quotes. */
static void words_add_token(Words *words, const char *token, size_t length)
{
    char *name = length > 2 ? copy_bytes(token + 1, length - 2) : NULL;
    if (name)
        words_add_once(words, name);
    free(name);
}

static bool write_exact(Export *export, Text *out, const ParsedCall *call, Text *problem)
{
    const CallRow *row = call->row;
    bring_function(export, row->name);
    if (!strcmp(row->name, "header_constant"))
        words_add_token(&export->asked, call->tokens[0], call->lengths[0]);
    if (strcmp(row->family, "posix") != 0) {
        Text name = {0};
        text_printf(&name, "%s.%s", row->family, row->name);
        words_add_once(&export->functions, name.bytes);
        text_free(&name);
        text_printf(out,
                    "        if (!%s) {\n            unsupported(\"this system has no %s\");\n            break;\n"
                    "        }\n",
                    row->name, row->name);
    }
    bool nothing = row->result.form == FORM_VOID;
    text_printf(out, "        %s();\n        %s%s(", !strcmp(row->name, "GetLastError") ? "find_left_error" : "poison",
                nothing ? "" : "uint64_t result = NUMBER(", row->name);
    if (!write_arguments(export, out, call, problem))
        return false;
    text_printf(out, ")%s;\n        answered(%s, %s);\n", nothing ? "" : ")", nothing ? "0" : "result",
                failure_word(row->failure));
    return true;
}

static bool write_portable(Export *export, Text *out, const ParsedCall *call, Text *problem)
{
    bool wait = !strcmp(call->row->name, "process_wait");
    text_append(out, wait ? "        uint64_t out_how[1] = {0}, out_code[1] = {0};\n" : "");
    text_printf(out, "        %s(", call->row->name);
    if (!write_arguments(export, out, call, problem))
        return false;
    text_append(out, wait ? ", out_how, out_code);\n" : ");\n");
    return true;
}

/* A comment cannot hold its own end. */
static void write_comment(Text *out, const char *text)
{
    size_t shown = 0;
    for (const char *at = text; *at && shown < 110; at++, shown++)
        text_printf(out, "%c%s", *at, *at == '*' && at[1] == '/' ? " " : "");
    text_append(out, text[shown] ? " ..." : "");
}

bool write_act(Export *export, const json_t *record, Text *problem)
{
    Text *out = &export->acting;
    const char *text = text_member(record, "call");
    unsigned operation = (unsigned)json_integer_value(json_object_get(record, "number"));
    ParsedCall call;
    if (!parse_call(text, &call, problem))
        return false;
    bool portable = !strcmp(call.row->family, "portable");
    bool wait = !strcmp(call.row->name, "process_wait");
    text_printf(out, "    case %u: { /* %s: ", operation, text_member(record, "actor"));
    write_comment(out, text);
    text_append(out, " */\n");
    bool fine = write_variables(export, out, &call, problem) &&
                (portable ? write_portable : write_exact)(export, out, &call, problem) &&
                (wait || write_fields(export, out, call.row, operation, problem));
    if (fine && !portable)
        write_bytes(out, &call);
    for (unsigned i = 0; wait && i < export->field_count; i++) {
        if (export->fields[i].operation == operation)
            text_printf(out, "        v[OPERATIONS + 1 + %u] = out_%s[0];\n", i, export->fields[i].path);
    }
    text_append(out, "        break;\n    }\n");
    return fine;
}
