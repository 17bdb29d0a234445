#include "wire/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_PIECE = 32 /* most printed pieces are shorter, and need no second try */ };

static void reserve(Text *text, size_t more)
{
    size_t wanted = text->length + more + 1;
    if (wanted <= text->room)
        return;
    size_t room = text->room ? text->room : 64;
    while (room < wanted)
        room *= 2;
    char *bytes = realloc(text->bytes, room);
    if (!bytes) {
        fputs("mapcheck: out of memory\n", stderr);
        abort();
    }
    text->bytes = bytes;
    text->room = room;
}

char *text_space(Text *text, size_t most)
{
    reserve(text, most);
    return text->bytes + text->length;
}

void text_append_bytes(Text *text, const void *bytes, size_t length)
{
    reserve(text, length);
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void text_append(Text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_printf(Text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    reserve(text, USUAL_PIECE);
    size_t room = text->room - text->length;
    int length = vsnprintf(text->bytes + text->length, room, format, arguments);
    va_end(arguments);
    if (length > 0 && (size_t)length >= room) {
        reserve(text, (size_t)length);
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format, again);
    }
    text->length += length > 0 ? (size_t)length : 0;
    text->bytes[text->length] = '\0';
    va_end(again);
}

static void append_digits(Text *text, uint64_t number, unsigned base)
{
    char digits[20]; /* of 2 to the 64th in base 10 */
    size_t at = sizeof digits;
    do
        digits[--at] = "0123456789abcdef"[number % base];
    while (number /= base);
    text_append_bytes(text, digits + at, sizeof digits - at);
}

void text_append_number(Text *text, uint64_t number)
{
    append_digits(text, number, 10);
}

void text_append_hex(Text *text, uint64_t number)
{
    text_append_bytes(text, "0x", 2);
    append_digits(text, number, 16);
}

void text_clear(Text *text)
{
    text->length = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

void text_free(Text *text)
{
    free(text->bytes);
    *text = (Text){0};
}

static bool plain(unsigned char byte)
{
    switch (byte) {
    case '"':
    case '%':
    case ',':
    case '{':
    case '}':
        return false;
    default:
        return byte > ' ' && byte < 0x7f;
    }
}

void text_append_escaped(Text *text, const void *bytes, size_t length)
{
    static const char digits[] = "0123456789ABCDEF";
    const unsigned char *from = bytes;
    reserve(text, length * 3);
    char *to = text->bytes + text->length;
    for (size_t i = 0; i < length; i++) {
        if (plain(from[i])) {
            *to++ = (char)from[i];
        } else {
            *to++ = '%';
            *to++ = digits[from[i] >> 4];
            *to++ = digits[from[i] & 15];
        }
    }
    *to = '\0';
    text->length = (size_t)(to - text->bytes);
}

static int hex_digit(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

bool text_append_unescaped(Text *out, const char *from, size_t length)
{
    reserve(out, length);
    char *to = out->bytes + out->length;
    bool good = true;
    for (size_t i = 0; i < length && good; i++) {
        if (from[i] != '%') {
            *to++ = from[i];
            continue;
        }
        int high = i + 1 < length ? hex_digit(from[i + 1]) : -1;
        int low = i + 2 < length ? hex_digit(from[i + 2]) : -1;
        good = high >= 0 && low >= 0;
        if (good)
            *to++ = (char)(high << 4 | low);
        i += 2;
    }
    *to = '\0';
    out->length = (size_t)(to - out->bytes);
    return good;
}

bool text_to_number(const char *from, size_t length, uint64_t *number)
{
    size_t at = 0;
    bool negative = length && from[0] == '-';
    if (negative)
        at++;
    unsigned base = 10;
    if (length > at + 2 && from[at] == '0' && (from[at + 1] == 'x' || from[at + 1] == 'X')) {
        base = 16;
        at += 2;
    }
    if (at == length)
        return false;
    uint64_t value = 0;
    for (; at < length; at++) {
        int digit = hex_digit(from[at]);
        if (digit < 0 || (unsigned)digit >= base || value > (UINT64_MAX - (unsigned)digit) / base)
            return false;
        value = value * base + (unsigned)digit;
    }
    if (negative && value > (uint64_t)1 << 63)
        return false;
    *number = negative ? (uint64_t)0 - value : value;
    return true;
}
