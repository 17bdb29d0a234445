/* Arguments as C. */
#include "export/export.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

bool words_have(const Words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (!strcmp(words->list[i], word))
            return true;
    }
    return false;
}

void words_add_once(Words *words, const char *word)
{
    if (!words_have(words, word))
        words_add(words, word);
}

/* "$3", "$3.old", "$3+4096": a place among the values, with what is added. */
static bool write_symbol(Export *export, Text *out, const char *token, size_t length, Text *problem)
{
    char *end;
    unsigned operation = (unsigned)strtoul(token + 1, &end, 10);
    const char *path = end + 1;
    size_t path_length = 0;
    if (end < token + length && *end == '.') {
        while (path + path_length < token + length && !strchr("+-", path[path_length]))
            path_length++;
        end = (char *)path + path_length;
    }
    if (path_length)
        text_printf(out, "v[OPERATIONS + 1 + %u]", field_place(export, operation, path, path_length));
    else
        text_printf(out, "v[%u]", operation);
    size_t rest = (size_t)(token + length - end);
    if (rest > 1 && (*end == '+' || *end == '-') && isdigit((unsigned char)end[1]))
        text_printf(out, " %c %.*s", *end, (int)(rest - 1), end + 1);
    else if (rest)
        text_printf(problem, "the argument %.*s", (int)length, token);
    return !rest || problem->length == 0;
}

static void write_plain_number(Text *out, const char *token, size_t length, uint64_t value)
{
    if (*token == '-' && value == (uint64_t)INT64_MIN)
        text_append(out, "(-9223372036854775807LL - 1)");
    else if (*token == '-')
        text_printf(out, "%" PRId64 "%s", (int64_t)value, (int64_t)value < INT32_MIN ? "LL" : "");
    else
        text_printf(out, "%.*s%s", (int)length, token, value > INT32_MAX ? "ULL" : "");
}

static bool is_own(const char *name)
{
    static const char *const own[] = {"NULL",   "TRUE",          "FALSE",      "SIZE_MAX",
                                      "READ",   "WRITE",         "EXECUTE",    "NO_ACCESS",
                                      "SHARED", "COPY_ON_WRITE", "MAP_FAILED", "INVALID_HANDLE_VALUE"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (!strcmp(own[i], name))
            return true;
    }
    return false;
}

void write_constant_name(Export *export, Text *out, const Parameter *parameter, const char *name, size_t length)
{
    char *word = copy_bytes(name, length);
    if (parameter && !strcmp(parameter->kind, "BACKING")) {
        text_printf(out, "OF_%s", word);
    } else {
        text_append(out, word);
        if (!is_own(word))
            words_add_once(&export->constants, word);
    }
    free(word);
}

/* Names and numbers joined by bars. */
static bool write_flags(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length)
{
    for (size_t at = 0; at <= length;) {
        size_t part = 0;
        while (at + part < length && token[at + part] != '|')
            part++;
        uint64_t value = 0;
        text_append(out, at ? " | " : "");
        if (text_to_number(token + at, part, &value))
            write_plain_number(out, token + at, part, value);
        else
            write_constant_name(export, out, parameter, token + at, part);
        at += part + 1;
    }
    return true;
}

static bool write_address(Text *out, const char *token, size_t length, Text *problem)
{
    uint64_t value = 0;
    if (length == 15 && !memcmp(token, "CURRENT_PROCESS", 15)) {
        text_append(out, "GetCurrentProcess()");
    } else if (text_to_number(token, length, &value)) {
        text_append(out, "AT(");
        write_plain_number(out, token, length, value);
        text_append(out, ")");
    } else if (parse_named_number(token, length, &value)) {
        text_printf(out, "%.*s", (int)length, token);
    } else {
        text_printf(problem, "the argument %.*s", (int)length, token);
        return false;
    }
    return true;
}

static bool write_number_of(Export *export, Text *out, const Parameter *parameter, const char *class, const char *token,
                            size_t length, Text *problem)
{
    bool symbol = *token == '$', pointer = *class == 'P', fine = true;
    if (pointer && !symbol)
        return write_address(out, token, length, problem);
    text_append(out, pointer ? "AT(" : *class == 'L' ? "large((int64_t)(" : *class == 'I' && symbol ? "(int)(" : "");
    if (symbol)
        fine = write_symbol(export, out, token, length, problem);
    else
        fine = write_flags(export, out, parameter, token, length);
    text_append(out, pointer || (*class == 'I' && symbol) ? ")" : *class == 'L' ? "))" : "");
    return fine;
}

bool write_number(Export *export, Text *out, const char *class, const char *token, size_t length, Text *problem)
{
    return write_number_of(export, out, NULL, class, token, length, problem);
}

static bool is_text(const char *token, size_t length)
{
    return length >= 2 && (*token == '"' || (*token == 'L' && token[1] == '"'));
}

/* The handles that a spawned child gets: "$3+$5". */
static bool write_handles(Export *export, Text *out, const char *token, size_t length, Text *problem)
{
    text_append(out, "handle_list((const uint64_t[]){");
    for (size_t at = 0; at < length;) {
        size_t part = 1;
        while (at + part < length && token[at + part] != '$')
            part++;
        size_t symbol = at + part < length ? part - 1 : part;
        text_append(out, at ? ", " : "");
        if (!write_symbol(export, out, token + at, symbol, problem))
            return false;
        at += part;
    }
    text_append(out, ", 0})");
    return true;
}

bool write_argument(Export *export, Text *out, const Parameter *parameter, const char *token, size_t length,
                    Text *problem)
{
    if (is_role_symbol(token, length)) {
        int role = role_number(export, token + 1, length - 1);
        text_printf(out, "%d", role);
        return role >= 0;
    }
    if (is_structure(parameter, token, length)) {
        text_printf(out, "(void *)out_%s", parameter->name);
        return true;
    }
    if (!strcmp(parameter->name, "handles") && *token == '$')
        return write_handles(export, out, token, length, problem);
    if (!is_text(token, length))
        return write_number_of(export, out, parameter, parameter->class, token, length, problem);
    text_append(out, parameter->form == FORM_IN || parameter->form == FORM_INOUT ? "(void *)" : "");
    return write_text(export, out, token, length, problem);
}
