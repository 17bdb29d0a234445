/* Actors started ahead of need, so that a case does not wait for a process to start. */
#ifndef MAPCHECK_CONDUCTOR_POOL_H
#define MAPCHECK_CONDUCTOR_POOL_H

#include "conductor/connection.h"

enum { MOST_AHEAD = 8 };

typedef struct Pool {
    const char *const *command; /* the actor's whole command line, NULL-terminated */
    const char *directory;      /* its working directory */
    const char *run_mark;       /* MAPCHECK_RUN */
    unsigned ahead;             /* how many are kept started, at most MOST_AHEAD */
    Connection *ready[MOST_AHEAD];
    unsigned count;
} Pool;

/* Starts actors until `ahead` are ready. What cannot be started now is tried again when it is needed. */
void pool_fill(Pool *pool);

/* A fresh actor that has said hello, or NULL with a problem. */
Connection *pool_take(Pool *pool, uint64_t deadline, Text *problem);

/* Takes back one that has done nothing since its hello. */
void pool_give_back(Pool *pool, Connection *connection);

/* Ends the actors that nobody needed. */
void pool_close(Pool *pool);

#endif
