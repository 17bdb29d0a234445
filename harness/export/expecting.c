/* What the story expects of its operations. */
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

/* "EINVAL, ENOMEM" as arguments. */
static void write_names(Export *export, Text *out, const char *names)
{
    for (const char *at = names; *at;) {
        size_t length = strcspn(at, ", ");
        uint64_t number = 0;
        text_append(out, ", ");
        if (text_to_number(at, length, &number))
            text_append_bytes(out, at, length);
        else
            write_constant_name(export, out, NULL, at, length);
        at += length + strspn(at + length, ", ");
    }
}

static bool write_expected_number(Export *export, Text *out, const json_t *expectation, const char *key, Text *problem)
{
    const char *text = text_member(expectation, key);
    return write_number(export, out, "W", text, strlen(text), problem);
}

static bool expect_field(Export *export, Text *out, const json_t *expectation, Text *problem)
{
    unsigned operation = (unsigned)json_integer_value(json_object_get(expectation, "operation"));
    const char *path = text_member(expectation, "path");
    text_printf(out, "    expect_number(%u, v[OPERATIONS + 1 + %u], ", operation,
                field_place(export, operation, path, strlen(path)));
    bool fine = write_expected_number(export, out, expectation, "number", problem);
    text_printf(out, ", \"%s\");\n", path);
    return fine;
}

static bool expect_bytes(Text *out, unsigned operation, const char *escaped, Text *problem)
{
    Text bytes = {0};
    text_append(&bytes, "");
    bool fine = text_append_unescaped(&bytes, escaped, strlen(escaped));
    text_printf(out, "    expect_bytes(%u, ", operation);
    write_literal(out, bytes.bytes, bytes.length);
    text_printf(out, ", %zu);\n", bytes.length);
    text_free(&bytes);
    if (!fine)
        text_append(problem, "an expectation with unreadable bytes");
    return fine;
}

static bool expect_fault(Export *export, Text *out, const json_t *expectation, Text *problem)
{
    unsigned operation = (unsigned)json_integer_value(json_object_get(expectation, "operation"));
    const char *access = text_member(expectation, "access"), *address = text_member(expectation, "address");
    text_printf(out, "    expect_fault(%u, %s, \"%s\");\n", operation,
                !strcmp(access, "read")      ? "READ"
                : !strcmp(access, "write")   ? "WRITE"
                : !strcmp(access, "execute") ? "EXECUTE"
                                             : "0",
                text_member(expectation, "code"));
    if (!*address)
        return true;
    text_printf(out, "    expect_fault_address(%u, ", operation);
    bool fine = write_number(export, out, "W", address, strlen(address), problem);
    text_append(out, ");\n");
    return fine;
}

static bool write_expectation(Export *export, const json_t *expectation, unsigned operation, Text *problem)
{
    Text *out = &export->telling;
    const char *is = text_member(expectation, "is"), *names = text_member(expectation, "names");
    bool fine = true;
    if (!strcmp(is, "ok") || !strcmp(is, "refused")) {
        text_printf(out, "    expect_%s(%u);\n", is, operation);
    } else if (!strcmp(is, "error")) {
        text_printf(out, "    expect_error(%u", operation);
        write_names(export, out, names);
        text_append(out, ");\n");
    } else if (!strcmp(is, "last")) {
        text_printf(out, "    expect_last(%u", operation);
        if (!strcmp(names, "UNTOUCHED"))
            text_append(out, ", POISON");
        else
            write_names(export, out, names);
        text_append(out, ");\n");
    } else if (!strcmp(is, "result")) {
        text_printf(out, "    expect_result(%u, ", operation);
        fine = write_expected_number(export, out, expectation, "number", problem);
        text_append(out, ");\n");
    } else if (!strcmp(is, "field")) {
        fine = expect_field(export, out, expectation, problem);
    } else if (!strcmp(is, "bytes")) {
        fine = expect_bytes(out, operation, text_member(expectation, "bytes"), problem);
    } else if (!strcmp(is, "fault")) {
        fine = expect_fault(export, out, expectation, problem);
    }
    return fine;
}

static unsigned operation_in(const char *symbol)
{
    return *symbol == '$' ? (unsigned)strtoul(symbol + 1, NULL, 10) : 0;
}

/* "equal" and "different", when the later of their operations is answered. */
static bool write_comparison(Export *export, const json_t *expectation, unsigned operation, Text *problem)
{
    const char *is = text_member(expectation, "is");
    const char *left = text_member(expectation, "left"), *right = text_member(expectation, "right");
    unsigned last = operation_in(left) > operation_in(right) ? operation_in(left) : operation_in(right);
    if (last != operation || (strcmp(is, "equal") && strcmp(is, "different")))
        return true;
    Text *out = &export->telling;
    text_printf(out, "    expect_%s(", is);
    bool fine = write_expected_number(export, out, expectation, "left", problem);
    text_append(out, ", ");
    fine = fine && write_expected_number(export, out, expectation, "right", problem);
    const char *what = text_member(expectation, "what");
    text_append(out, ", ");
    write_literal(out, what, strlen(what));
    text_append(out, ");\n");
    return fine;
}

bool write_expectations(Export *export, unsigned operation, Text *problem)
{
    const json_t *all = script_expectations(export->script);
    bool fine = true;
    for (size_t i = 0; i < json_array_size(all) && fine; i++) {
        const json_t *expectation = json_array_get(all, i);
        unsigned of = (unsigned)json_integer_value(json_object_get(expectation, "operation"));
        if (of == operation)
            fine = write_expectation(export, expectation, operation, problem);
        else if (!of)
            fine = write_comparison(export, expectation, operation, problem);
    }
    return fine;
}

/* Rows of legal bytes of a repro. */
static bool write_rows(Text *out, const json_t *rows, unsigned operation, Text *problem)
{
    size_t length = 0;
    bool fine = true;
    text_append(out, "    {\n        static const char *const rows[] = {\n");
    for (size_t i = 0; i < json_array_size(rows) && fine; i++) {
        const char *escaped = json_string_value(json_array_get(rows, i));
        Text bytes = {0};
        text_append(&bytes, "");
        fine = escaped && text_append_unescaped(&bytes, escaped, strlen(escaped));
        length = bytes.length;
        text_append(out, "            ");
        write_literal(out, bytes.bytes, bytes.length);
        text_append(out, ",\n");
        text_free(&bytes);
    }
    text_printf(out, "        };\n        expect_legal_bytes(%u, rows, %zu, %zu);\n    }\n", operation,
                json_array_size(rows), length);
    if (!fine)
        text_append(problem, "an expectation with unreadable bytes");
    return fine;
}

/* A repro's "ok 5", "error errno:EINVAL", "fault write SIGBUS:BUS_ADRERR", "end". */
bool write_expect_words(Export *export, const json_t *record, Text *problem)
{
    Text *out = &export->telling;
    const char *expect = text_member(record, "expect"), *colon = strchr(expect, ':');
    const json_t *rows = json_object_get(record, "bytes");
    unsigned operation = number_of(record);
    uint64_t number = 0;
    if (!strncmp(expect, "error ", 6) && colon) {
        text_printf(out, "    expect_error(%u", operation);
        write_names(export, out, colon + 1);
        text_append(out, ");\n");
    } else if (!strncmp(expect, "fault ", 6)) {
        const char *code = strrchr(expect, ' ');
        text_printf(out, "    expect_fault(%u, %s, \"%s\");\n", operation,
                    !strncmp(expect + 6, "write", 5) ? "WRITE" : "READ", code + 1);
    } else if (!strcmp(expect, "end")) {
        text_printf(out, "    expect_end(%u);\n", operation);
    } else if (!strncmp(expect, "ok ", 3) && text_to_number(expect + 3, strlen(expect + 3), &number)) {
        text_printf(out, "    expect_result(%u, %lluULL);\n", operation, (unsigned long long)number);
    } else if (!strncmp(expect, "ok", 2)) {
        text_printf(out, "    expect_ok(%u);\n", operation);
    }
    return !rows || write_rows(out, rows, operation, problem);
}
