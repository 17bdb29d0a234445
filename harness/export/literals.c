/* Texts as C. */
#include "export/export.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

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
