/* The actor's end of its channel: channel_posix.c, channel_win32.c.
 *
 * One channel per process. Only one thread receives at a time; sending is serialised by the caller (lane.h). */
#ifndef MAPCHECK_ACTOR_CHANNEL_H
#define MAPCHECK_ACTOR_CHANNEL_H

#include "wire/text.h"

#include <stdbool.h>

/* Takes standard input and output as the channel, moves them out of the way, not inheritable; the null device becomes
 * descriptor 0, standard error descriptor 1. False: `problem` says why. */
bool own_channel_open(Text *problem);

/* Connects to an address of docs/wire.md and does the same with the standard descriptors. */
bool own_channel_join(const char *address, Text *problem);

/* Next line without its newline (and `\r`), replacing `line`. False: the channel has ended. */
bool own_channel_receive(Text *line);

/* Has the next line come already? */
bool own_channel_has_line(void);

/* Sends a line, adding the newline. False: the other side is gone. */
bool own_channel_send(Text *line);

/* A forked child leaves its parent's channel: closes its copy, forgets what was read ahead. */
void own_channel_abandon(void);

/* How many descriptors or handles the channel holds, for process_handles. */
unsigned own_channel_handles(void);

#endif
