/* Programs: requests that are sent ahead and carried out without anybody asking (docs/wire.md).
 *
 * A program is a list of lines, numbered from 1 in this process and in the children that it forks. In place of a number a
 * line may say $K or $K+N: what line K answered, and so many bytes behind it. A line whose $K failed is skipped. */
#ifndef MAPCHECK_ACTOR_PROGRAM_H
#define MAPCHECK_ACTOR_PROGRAM_H

#include "actor/actor.h"

/* "program.add ..." or "program.run ...": answered. */
void program_request(Request *request, const char *tokens);

/* Platform: program_posix.c, program_win32.c */
uint64_t program_clock(void); /* nanoseconds, monotonic, the same in every process of the machine */
void program_wait(uint64_t until);
bool journal_open(const char *path);
void journal_write(const Text *line);
void journal_close(void);

#endif
