/* Growable text and the percent escape of the wire.
 *
 * Used by both sides of the channel. Running out of memory ends the program with a message: neither side can go on
 * without the line that it is writing. */
#ifndef MAPCHECK_WIRE_TEXT_H
#define MAPCHECK_WIRE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__MINGW32__)
#define MAPCHECK_PRINTF(f, a) __attribute__((format(gnu_printf, f, a)))
#else
#define MAPCHECK_PRINTF(f, a) __attribute__((format(printf, f, a)))
#endif

/* Always NUL-terminated once anything was appended; `length` does not count the terminator. Start from {0}. */
typedef struct Text {
    char *bytes;
    size_t length;
    size_t room;
} Text;

void text_append(Text *text, const char *string);
void text_append_bytes(Text *text, const void *bytes, size_t length);
void text_printf(Text *text, const char *format, ...) MAPCHECK_PRINTF(2, 3);
void text_append_number(Text *text, uint64_t number); /* decimal */
void text_append_hex(Text *text, uint64_t number);    /* 0x... */
void text_clear(Text *text);                          /* length 0, memory kept */
void text_free(Text *text);                           /* back to {0} */

/* Where up to `most` bytes and a terminator can be written; `length` is then the caller's to set. */
char *text_space(Text *text, size_t most);

/* Appends `length` bytes, each one outside [!-~] or in `"%,{}` as %XX: the result has no space, comma, brace or quote. */
void text_append_escaped(Text *text, const void *bytes, size_t length);

/* Undoes text_append_escaped on [from, from+length) into `out` (appended). False: a % without two hex digits. */
bool text_append_unescaped(Text *out, const char *from, size_t length);

/* Whole number in C notation (decimal or 0x, optional minus). False: not a number, trailing bytes, or out of 64 bits. */
bool text_to_number(const char *from, size_t length, uint64_t *number);

#endif
