/* Arguments as C. */
#include "export/export.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void words_add_once(Words *words, const char *word)
{
    for (size_t i = 0; i < words->count; i++) {
        if (!strcmp(words->list[i], word))
            return;
    }
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

/* The bytes between the quotes of a C string. What follows a hexadecimal escape stands in a string of its own. */
void write_literal(Text *out, const char *bytes, size_t length)
{
    text_append(out, "\"");
    bool open = true;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        bool plain = byte >= ' ' && byte < 127 && byte != '?';
        if (i && i % 2000 == 0) { /* compilers need not take longer ones */
            text_append(out, open ? "\"\n            \"" : "\n            ");
        }
        if (!open)
            text_append(out, " \"");
        open = plain;
        if (!plain)
            text_printf(out, "\\x%02x\"", byte);
        else
            text_printf(out, "%s%c", byte == '"' || byte == '\\' ? "\\" : "", byte);
    }
    text_append(out, open ? "\"" : "");
}

/* The unit after "%u", or the code point of a UTF-8 sequence in escapes: always as UTF-16. */
static bool write_wide_literal(Text *out, const char *bytes, size_t length, Text *problem)
{
    text_append(out, "L\"\"");
    for (size_t i = 0; i < length;) {
        uint32_t point = (unsigned char)bytes[i];
        size_t more = point >= 0xf0 ? 3 : point >= 0xe0 ? 2 : point >= 0xc0 ? 1 : 0;
        bool unit = point == '%' && i + 5 < length + 0 && bytes[i + 1] == 'u';
        if (unit) {
            char hex[5] = {bytes[i + 2], bytes[i + 3], bytes[i + 4], bytes[i + 5], 0};
            text_printf(out, " L\"\\x%04lx\"", strtoul(hex, NULL, 16));
            i += 6;
            continue;
        }
        if (i + more >= length + 0 && more) {
            text_append(problem, "text that is not UTF-8");
            return false;
        }
        point = more == 3 ? point & 7 : more == 2 ? point & 15 : more == 1 ? point & 31 : point;
        for (size_t k = 1; k <= more; k++)
            point = point << 6 | ((unsigned char)bytes[i + k] & 63);
        i += more + 1;
        if (point >= 0x10000)
            text_printf(out, " L\"\\x%04x\" L\"\\x%04x\"", 0xd800 + ((point - 0x10000) >> 10),
                        0xdc00 + ((point - 0x10000) & 0x3ff));
        else if (point < 0x80 && (isalnum((int)point) || point == '-' || point == '_')) {
            size_t run = 0;
            text_append(out, " L\"");
            text_append_bytes(out, bytes + i - 1, 1);
            for (; i + run < length && (isalnum((unsigned char)bytes[i + run]) || strchr("-_", bytes[i + run])); run++)
                text_append_bytes(out, bytes + i + run, 1);
            text_append(out, "\"");
            i += run;
        } else
            text_printf(out, " L\"\\x%04x\"", point);
    }
    return true;
}

static bool write_any_literal(Text *out, bool wide, const char *bytes, size_t length, Text *problem)
{
    if (wide)
        return write_wide_literal(out, bytes, length, problem);
    write_literal(out, bytes, length);
    return true;
}

/* Undoes the escapes; in wide text %uXXXX stays. */
static bool unescape(Text *out, bool wide, const char *from, size_t length)
{
    for (size_t i = 0; i < length;) {
        size_t part = 1;
        if (wide && from[i] == '%' && i + 1 < length && from[i + 1] == 'u') {
            text_append_bytes(out, from + i, 6);
            i += 6;
            continue;
        }
        if (from[i] == '%')
            part = 3;
        if (!text_append_unescaped(out, from + i, part))
            return false;
        i += part;
    }
    return true;
}

/* "text" or L"text", with the id of the run that told the story replaced by that of the program's own run. */
bool write_text(Export *export, Text *out, const char *token, size_t length, Text *problem)
{
    bool wide = *token == 'L';
    Text bytes = {0};
    text_append(&bytes, "");
    bool fine = unescape(&bytes, wide, token + wide + 1, length - wide - 2);
    const char *run = export->script->run.length ? export->script->run.bytes : NULL;
    const char *name = run ? strstr(bytes.bytes, run) : NULL;
    if (fine && name) {
        size_t before = (size_t)(name - bytes.bytes), run_length = strlen(run);
        text_append(out, wide ? "wide_name(" : "NAME(");
        fine = write_any_literal(out, wide, bytes.bytes, before, problem);
        text_append(out, ", ");
        fine = fine && write_any_literal(out, wide, name + run_length, bytes.length - before - run_length, problem);
        text_append(out, ")");
    } else if (fine) {
        fine = write_any_literal(out, wide, bytes.bytes, bytes.length, problem);
    }
    if (fine && !strncmp(bytes.bytes, "/proc/", 6) && strpbrk(bytes.bytes, "0123456789")) {
        text_printf(problem, "the path %s has a number that a process or a descriptor had", bytes.bytes);
        fine = false;
    }
    if (!fine && !problem->length)
        text_append(problem, "text with an unreadable escape");
    text_free(&bytes);
    return fine;
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
