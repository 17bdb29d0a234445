/* Numbers and bytes in few plain characters, for what is too much to be written for people: the history of a program that
 * an actor ran (docs/wire.md).
 *
 * A number is its digits in base 32, the lowest first, each a character: '0' + digit for the last one, 'P' + digit for those
 * before it. Bytes are their count, then words of 8 bytes, the lowest byte first, each as a number; behind a word that is
 * zero stands how many more of them follow. */
#ifndef MAPCHECK_WIRE_PACKED_H
#define MAPCHECK_WIRE_PACKED_H

#include "wire/text.h"

void packed_append(Text *text, uint64_t number);
void packed_append_bytes(Text *text, const void *bytes, size_t length);

/* Each reads at *at, up to `end`, and moves *at behind what was read. False: it is none, or more than there may be. */
bool packed_read(const char **at, const char *end, uint64_t *number);
bool packed_skip(const char **at, const char *end, unsigned numbers);
/* `*bytes` are `few`, of which there are `room`, where they fit there; else they are the caller's to free; NULL where there are none. */
bool packed_read_bytes(const char **at, const char *end, unsigned char *few, size_t room, unsigned char **bytes,
                       size_t *length);

#endif
