/* Starting a program: fork, arrange, exec. Used by process_posix.c.
 *
 * Until the program runs the thread that starts it stands still, which takes longer than most cases. So there is a thread
 * that starts programs ahead (starter_posix.c), and a start is something that can be waited for. */
#ifndef MAPCHECK_PLATFORM_SPAWN_POSIX_H
#define MAPCHECK_PLATFORM_SPAWN_POSIX_H

#include "platform/process.h"

#include <sys/types.h>

typedef struct Spawn Spawn;

/* The child's standard streams will be `streams` (each above 2), which are closed here once it has them. NULL: `problem`.
 * What `options` point to has to stay until spawn_finish. */
Spawn *spawn_prepare(const StartOptions *options, const int streams[3], Text *problem);

/* Starts the program, and comes back once it runs or cannot. By any one thread, once. */
void spawn_run(Spawn *spawn);

/* After spawn_run: the program's number, or -1: `problem` says what failed. Frees. */
pid_t spawn_finish(Spawn *spawn, Text *problem);

/* Has the starting thread do spawn_run, soon. Without such a thread it is done here and now. */
void starter_take(Spawn *spawn);

/* Waits until the starting thread has done it. */
void starter_await(const Spawn *spawn);

#endif
