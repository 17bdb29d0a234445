/* Bytes that came in, taken out as lines; and what a program wrote to standard error, of which the end is kept.
 *
 * Shared by the channels of every platform; no system call in here. */
#ifndef MAPCHECK_PLATFORM_LINES_H
#define MAPCHECK_PLATFORM_LINES_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LONGEST_LINE = 8 << 20,   /* a longer one ends the channel */
    MOST_BUFFERED = 16 << 20, /* beyond this the writer has to wait until lines were taken */
    NOISE_KEPT = 64 << 10
};

/* Start from {0}. */
typedef struct Lines {
    char *bytes;
    size_t start; /* of what was not taken yet */
    size_t end;
    size_t scanned; /* no newline in [start, scanned) */
    size_t room;
} Lines;

/* Where the next bytes go; *room is at least 4 KiB. Valid until the next call. */
char *lines_space(Lines *lines, size_t *room);
void lines_added(Lines *lines, size_t count);
bool lines_full(const Lines *lines);

/* Takes the next whole line into `line`, without newline and carriage return. False: there is none yet. */
bool lines_take(Lines *lines, Text *line);
bool lines_has_line(Lines *lines);
/* The line that is coming in is longer than LONGEST_LINE. */
bool lines_too_long(Lines *lines);
void lines_free(Lines *lines);

/* Start from {0}. */
typedef struct Noise {
    Text kept;
    uint64_t dropped; /* bytes that came before those kept */
} Noise;

void noise_add(Noise *noise, const void *bytes, size_t count);
const Text *noise_kept(Noise *noise); /* at most NOISE_KEPT bytes; "" when nothing came */

#endif
