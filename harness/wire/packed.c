#include "wire/packed.h"

#include <stdlib.h>
#include <string.h>

enum { BITS = 5, BASE = 1 << BITS, LAST = '0', MORE = LAST + BASE, MOST_DIGITS = 13, MOST_BYTES = 1 << 24 };

/* There are many of these: they are written where they stay. */
void packed_append(Text *text, uint64_t number)
{
    char *to = text_space(text, MOST_DIGITS);
    for (; number >= BASE; number >>= BITS)
        *to++ = (char)(MORE + number % BASE);
    *to++ = (char)(LAST + number);
    *to = '\0';
    text->length = (size_t)(to - text->bytes);
}

bool packed_read(const char **at, const char *end, uint64_t *number)
{
    const char *from = *at;
    uint64_t value = 0;
    for (unsigned digits = 0; from < end && digits < MOST_DIGITS; digits++) {
        int character = (unsigned char)*from++;
        bool more = character >= MORE;
        int digit = character - (more ? MORE : LAST);
        if (digit < 0 || digit >= BASE || (digits == MOST_DIGITS - 1 && digit >= 1 << (64 - (MOST_DIGITS - 1) * BITS)))
            return false;
        value |= (uint64_t)digit << (BITS * digits);
        if (more)
            continue;
        *number = value;
        *at = from;
        return true;
    }
    return false;
}

static uint64_t word_at(const unsigned char *bytes, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < 8 && i < length; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static void put_word(unsigned char *bytes, size_t length, uint64_t word)
{
    for (size_t i = 0; i < 8 && i < length; i++)
        bytes[i] = (unsigned char)(word >> (8 * i));
}

void packed_append_bytes(Text *text, const void *bytes, size_t length)
{
    const unsigned char *from = bytes;
    packed_append(text, length);
    for (size_t at = 0; at < length;) {
        uint64_t word = word_at(from + at, length - at), zeros = 0;
        at += 8;
        packed_append(text, word);
        for (; !word && at < length && !word_at(from + at, length - at); at += 8)
            zeros++;
        if (!word)
            packed_append(text, zeros);
    }
}

static bool read_words(const char **at, const char *end, unsigned char *bytes, size_t length)
{
    for (size_t done = 0; done < length; done += 8) {
        uint64_t word, zeros = 0;
        if (!packed_read(at, end, &word) || (!word && !packed_read(at, end, &zeros)) || zeros > (length - done - 1) / 8)
            return false;
        put_word(bytes + done, length - done, word);
        done += 8 * (size_t)zeros; /* they are zero already */
    }
    return true;
}

bool packed_skip(const char **at, const char *end, unsigned numbers)
{
    uint64_t ignored;
    while (numbers && packed_read(at, end, &ignored))
        numbers--;
    return numbers == 0;
}

bool packed_read_bytes(const char **at, const char *end, unsigned char *few, size_t room, unsigned char **bytes,
                       size_t *length)
{
    uint64_t count;
    *bytes = NULL;
    *length = 0;
    if (!packed_read(at, end, &count) || count > MOST_BYTES)
        return false;
    if (!count)
        return true;
    bool fits = count <= room;
    unsigned char *to = fits ? memset(few, 0, (size_t)count) : calloc(1, (size_t)count);
    if (!to)
        abort();
    if (!read_words(at, end, to, (size_t)count)) {
        if (!fits)
            free(to);
        return false;
    }
    *bytes = to;
    *length = (size_t)count;
    return true;
}
