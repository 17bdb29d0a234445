#include "story/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void member_key(Text *object, const char *key)
{
    if (object->length && object->bytes[object->length - 1] != '{')
        text_append_bytes(object, ",", 1);
    text_append_bytes(object, "\"", 1);
    text_append(object, key);
    text_append_bytes(object, "\":", 2);
}

static int append_piece(const char *piece, size_t length, void *object)
{
    text_append_bytes(object, piece, length);
    return 0;
}

static void append_value(Text *object, const json_t *value)
{
    size_t flags = JSON_ENCODE_ANY | JSON_COMPACT | JSON_ENSURE_ASCII;
    if (json_dump_callback(value, append_piece, object, flags) != 0) {
        fputs("mapcheck worker: a record could not be written as JSON\n", stderr);
        exit(2);
    }
}

static bool is_plain(char byte)
{
    return byte >= ' ' && byte <= '~' && byte != '"' && byte != '\\';
}

/* What is text of ASCII, as nearly everything is, needs but a backslash before quotes and backslashes. False: it is not. */
static bool append_ascii(Text *object, const char *value)
{
    size_t before = object->length;
    text_append_bytes(object, "\"", 1);
    while (*value) {
        size_t plain = 0;
        while (is_plain(value[plain]))
            plain++;
        text_append_bytes(object, value, plain);
        value += plain;
        if (*value && *value != '"' && *value != '\\') {
            object->length = before;
            return false;
        }
        if (*value) {
            const char escaped[] = {'\\', *value++};
            text_append_bytes(object, escaped, sizeof escaped);
        }
    }
    text_append_bytes(object, "\"", 1);
    return true;
}

void member_string(Text *object, const char *key, const char *value)
{
    member_key(object, key);
    if (append_ascii(object, value))
        return;
    json_t *string = json_string(value);
    append_value(object, string);
    json_decref(string);
}

void member_integer(Text *object, const char *key, uint64_t value)
{
    member_key(object, key);
    text_append_number(object, value);
}

void member_value(Text *object, const char *key, const json_t *value)
{
    member_key(object, key);
    append_value(object, value);
}

static bool is_kept(char byte)
{
    return (byte >= ' ' && byte <= '~') || byte == '\n' || byte == '\t';
}

void member_printable(Text *object, const char *key, const Text *value)
{
    Text safe = {0};
    text_append(&safe, "");
    for (size_t i = 0, kept; i < value->length; i += kept + 1) {
        for (kept = 0; i + kept < value->length && is_kept(value->bytes[i + kept]); kept++)
            continue;
        text_append_bytes(&safe, value->bytes + i, kept);
        if (i + kept < value->length)
            text_printf(&safe, "\\x%02x", (unsigned char)value->bytes[i + kept]);
    }
    member_string(object, key, safe.bytes);
    text_free(&safe);
}
