#include "platform/lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_SPACE = 4096 };

char *lines_space(Lines *lines, size_t *room)
{
    if (lines->start == lines->end) {
        lines->start = lines->end = lines->scanned = 0;
    } else if (lines->room - lines->end < LEAST_SPACE && lines->start >= lines->room / 2) {
        /* Moving only when half of the buffer was taken keeps the cost per byte constant. */
        memmove(lines->bytes, lines->bytes + lines->start, lines->end - lines->start);
        lines->end -= lines->start;
        lines->scanned -= lines->start;
        lines->start = 0;
    }
    if (lines->room - lines->end < LEAST_SPACE) {
        size_t larger = lines->room ? lines->room * 2 : 4 * (size_t)LEAST_SPACE;
        char *bytes = realloc(lines->bytes, larger);
        if (!bytes) {
            fputs("mapcheck: out of memory\n", stderr);
            abort();
        }
        lines->bytes = bytes;
        lines->room = larger;
    }
    *room = lines->room - lines->end;
    return lines->bytes + lines->end;
}

void lines_added(Lines *lines, size_t count)
{
    lines->end += count;
}

bool lines_full(const Lines *lines)
{
    return lines->end - lines->start >= MOST_BUFFERED;
}

bool lines_has_line(Lines *lines)
{
    if (lines->scanned == lines->end)
        return false;
    const char *newline = memchr(lines->bytes + lines->scanned, '\n', lines->end - lines->scanned);
    lines->scanned = newline ? (size_t)(newline - lines->bytes) : lines->end;
    return newline && lines->scanned - lines->start <= LONGEST_LINE;
}

bool lines_too_long(Lines *lines)
{
    return !lines_has_line(lines) && lines->scanned - lines->start > LONGEST_LINE;
}

bool lines_take(Lines *lines, Text *line)
{
    if (!lines_has_line(lines))
        return false;
    size_t length = lines->scanned - lines->start;
    if (length && lines->bytes[lines->scanned - 1] == '\r')
        length--;
    text_clear(line);
    text_append_bytes(line, lines->bytes + lines->start, length);
    lines->start = ++lines->scanned;
    return true;
}

void lines_free(Lines *lines)
{
    free(lines->bytes);
    *lines = (Lines){0};
}

static void keep_last(Noise *noise, size_t count)
{
    if (noise->kept.length <= count)
        return;
    size_t gone = noise->kept.length - count;
    memmove(noise->kept.bytes, noise->kept.bytes + gone, count);
    noise->kept.length = count;
    noise->kept.bytes[count] = '\0';
    noise->dropped += gone;
}

void noise_add(Noise *noise, const void *bytes, size_t count)
{
    text_append_bytes(&noise->kept, bytes, count);
    if (noise->kept.length > 2 * (size_t)NOISE_KEPT)
        keep_last(noise, NOISE_KEPT);
}

const Text *noise_kept(Noise *noise)
{
    keep_last(noise, NOISE_KEPT);
    text_append_bytes(&noise->kept, "", 0);
    return &noise->kept;
}
