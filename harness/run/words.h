/* Lists of words: command lines. */
#ifndef MAPCHECK_RUN_WORDS_H
#define MAPCHECK_RUN_WORDS_H

#include "wire/text.h"

#include <stdbool.h>
#include <stddef.h>

/* A copy of some bytes as a string of its own; free() ends it. */
char *copy_bytes(const char *from, size_t length);

/* `list` ends with NULL once anything was added. Start from {0}. */
typedef struct Words {
    char **list;
    size_t count;
} Words;

void words_add(Words *words, const char *word); /* a copy */
void words_add_all(Words *words, const Words *others);
void words_free(Words *words);
const char *const *words_argv(const Words *words); /* NULL-terminated, also when empty */

/* Splits a command as a shell would, on every platform: blanks separate; '...' keeps everything; "..." keeps everything
 * but \" and \\; outside quotes a backslash before a blank, a quote or a backslash takes that one as it is, and stands
 * for itself before anything else, so that C:\wine\x.exe stays what it is. False: a quote without its end. */
bool words_split(Words *words, const char *command, Text *problem);

/* One word so that a POSIX shell reads it back: bare where that does, else in single quotes. */
void append_shell_word(Text *out, const char *word);

#endif
