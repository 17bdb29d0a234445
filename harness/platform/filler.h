/* A file system that is full, as long as it is small: what room is left is taken by a file. filler_posix.c;
 * filler_win32.c says that it is not done there. */
#ifndef MAPCHECK_PLATFORM_FILLER_H
#define MAPCHECK_PLATFORM_FILLER_H

#include "wire/text.h"

typedef struct Filler Filler;

/* Takes what room is left in the file system of `directory`, which has to be less than 64 MiB, but for `rest` bytes, with a file
 * in it. NULL: `why_not` says why not, and nothing is taken. */
Filler *filler_open(const char *directory, size_t rest, Text *why_not);
/* The room is free again. Harmless on NULL. */
void filler_close(Filler *filler);

#endif
