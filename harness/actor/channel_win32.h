/* What channel_win32.c is made of: a transport that moves bytes, and the standard handles' way out of harm. */
#ifndef MAPCHECK_ACTOR_CHANNEL_WIN32_H
#define MAPCHECK_ACTOR_CHANNEL_WIN32_H

#include "wire/text.h"

#include <stdbool.h>

/* 0 or less: the other side is gone. Reading and writing may happen at the same time in two threads. */
typedef struct Transport {
    int (*read)(char *bytes, int room);
    int (*write)(const char *bytes, int length);
    unsigned handles; /* how many it holds */
    const char *join; /* how children of this process can join a channel of their own: "pipe" or "tcp" */
} Transport;

/* transport_win32.c. NULL: `problem` says why. */
const Transport *transport_of_standard_handles(Text *problem);
const Transport *transport_to_pipe(const char *name, Text *problem);
/* transport_tcp_win32.c: `where` is PORT:TOKEN */
const Transport *transport_to_tcp(const char *where, Text *problem);

/* "MESSAGE (Windows error N)" behind what failed. */
void append_windows_error(Text *problem, unsigned long error);

/* Of the channel in use; start_win32.c says it in the hello. */
const char *channel_join_kind(void);

#endif
