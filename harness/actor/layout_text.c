/* Text tokens: "..." and L"...". */
#include "actor/layout.h"

#include <string.h>

/* The bytes between the quotes, unescaped. */
static bool unquote(const char *token, size_t length, size_t prefix, Text *bytes, Text *problem)
{
    bool quoted = length >= prefix + 2 && token[prefix] == '"' && token[length - 1] == '"';
    if (!quoted || memchr(token + prefix + 1, '"', length - prefix - 2)) {
        text_printf(problem, "expected %s\"...\", not %.*s", prefix ? "L" : "", (int)length, token);
        return false;
    }
    if (!text_append_unescaped(bytes, token + prefix + 1, length - prefix - 2)) {
        text_printf(problem, "a %% in %.*s is not followed by two hexadecimal digits", (int)length, token);
        return false;
    }
    return true;
}

char *parse_text(const char *token, size_t length, Arena *arena, size_t *bytes, Text *problem)
{
    Text plain = {0};
    char *copy = NULL;
    if (unquote(token, length, 0, &plain, problem)) {
        copy = arena_take(arena, plain.length + 1);
        if (!copy)
            text_append(problem, "the actor has no memory for the text");
        else if (plain.length)
            memcpy(copy, plain.bytes, plain.length);
        *bytes = plain.length;
    }
    text_free(&plain);
    return copy;
}

/* One code point of UTF-8 from bytes that may be malformed: those count as themselves. */
static uint32_t next_code_point(const char **at, const char *end)
{
    const unsigned char *from = (const unsigned char *)*at;
    size_t left = (size_t)(end - *at);
    size_t more = from[0] >= 0xf0 ? 3 : from[0] >= 0xe0 ? 2 : from[0] >= 0xc0 ? 1 : 0;
    if (more >= left)
        more = 0;
    uint32_t point = more ? from[0] & (0x3fu >> more) : from[0];
    for (size_t i = 1; i <= more; i++)
        point = point << 6 | (from[i] & 0x3fu);
    *at += more + 1;
    return point;
}

static size_t append_units(uint16_t *units, size_t count, const char *from, size_t length)
{
    for (const char *at = from, *end = from + length; at < end;) {
        uint32_t point = next_code_point(&at, end);
        if (point > 0xffff) {
            units[count++] = (uint16_t)(0xd800 + ((point - 0x10000) >> 10));
            point = 0xdc00 + ((point - 0x10000) & 0x3ff);
        }
        units[count++] = (uint16_t)point;
    }
    return count;
}

/* %uXXXX is one code unit; everything between is percent-escaped UTF-8. */
static bool fill_units(const char *from, size_t length, uint16_t *units, size_t *count, Text *problem)
{
    Text plain = {0};
    bool good = true;
    while (length && good) {
        size_t run = 0;
        while (run < length && !(from[run] == '%' && run + 1 < length && from[run + 1] == 'u'))
            run++;
        text_clear(&plain);
        good = text_append_unescaped(&plain, from, run);
        if (good && plain.length)
            *count = append_units(units, *count, plain.bytes, plain.length);
        from += run;
        length -= run;
        if (good && length) {
            char digits[7] = "0x";
            uint64_t unit = 0;
            good = length >= 6;
            if (good) {
                memcpy(digits + 2, from + 2, 4);
                good = text_to_number(digits, 6, &unit);
                units[(*count)++] = (uint16_t)unit;
                from += 6;
                length -= 6;
            }
        }
    }
    if (!good)
        text_append(problem, "a % in wide text is followed by neither two hexadecimal digits nor u and four");
    text_free(&plain);
    return good;
}

uint16_t *parse_wide(const char *token, size_t length, Arena *arena, size_t *units, Text *problem)
{
    if (length < 3 || token[0] != 'L' || token[1] != '"' || token[length - 1] != '"') {
        text_printf(problem, "expected L\"...\", not %.*s", (int)length, token);
        return NULL;
    }
    uint16_t *copy = arena_take(arena, (length + 1) * sizeof *copy);
    if (!copy) {
        text_append(problem, "the actor has no memory for the text");
        return NULL;
    }
    *units = 0;
    return fill_units(token + 2, length - 3, copy, units, problem) ? copy : NULL;
}
