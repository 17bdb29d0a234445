/* A Windows command line from words, so that the program's C library finds the same words again. */
#ifndef MAPCHECK_PLATFORM_COMMAND_LINE_H
#define MAPCHECK_PLATFORM_COMMAND_LINE_H

#include "wire/text.h"

/* The first word's '/' become '\\'; it must not contain quotes. */
void append_command_line(Text *out, const char *const *words);

#endif
