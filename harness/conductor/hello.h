/* An actor's first line: who it is (docs/wire.md). */
#ifndef MAPCHECK_CONDUCTOR_HELLO_H
#define MAPCHECK_CONDUCTOR_HELLO_H

#include "wire/text.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Hello {
    uint64_t process;     /* as the actor's own system numbers it */
    char system[24];      /* "linux", "windows", ... */
    unsigned bits;        /* 32 or 64 */
    uint64_t page;        /* bytes */
    uint64_t granularity; /* bytes */
    char join[8];         /* kind of rendezvous for its children */
    char program[512];    /* as its own system names it; "": it does not say */
    char families[96];    /* comma-separated */
} Hello;

/* False: the line is no hello of version 1, or lacks something. */
bool read_hello(Hello *hello, const char *line);

/* Whether the actor's process numbers mean something to this system (a Windows actor under a POSIX conductor's Wine has
 * numbers of its own), and which kind of rendezvous its children can reach. native_posix.c, native_win32.c. */
bool hello_is_native(const Hello *hello);
const char *rendezvous_kind(const Hello *hello);

/* key=value words; false when the key is not there. Values in quotes are unescaped. */
bool word_value(const char *words, const char *key, Text *value);

#endif
