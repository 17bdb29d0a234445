/* The POSIX functions as pointers: what every call and every portable operation goes through. */
#ifndef MAPCHECK_ACTOR_CALLS_POSIX_H
#define MAPCHECK_ACTOR_CALLS_POSIX_H

#include "actor/bsd_posix.h"
#include "actor/descriptors_posix.h"
#include "actor/headers_posix.h"
#include "actor/kernel_calls_posix.h"
#include "actor/mounts_posix.h"
#include "actor/other_ways_posix.h"
#include "actor/races_posix.h"
#include "actor/own_memory_posix.h"
#include "actor/regions_posix.h"
#include "actor/signals_posix.h"
#include "actor/synchronisation_posix.h"
#include "actor/thunk.h"

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <stdio.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/swap.h>
#else
#include "actor/calls_other.h"
#endif
#include "calls/constants_lacking.h"

typedef struct PosixCalls {
#define CALL(name, ...) CALL_POINTER(name)
#define CALL0(name, ...) CALL_POINTER(name)
#include "calls/posix.calls"
#undef CALL
#undef CALL0
} PosixCalls;

extern PosixCalls posix;
extern const PosixCalls posix_real;

/* Beside the table: what only portable operations call. Mutants replace these too. */
typedef struct PosixProcessCalls {
    CALL_POINTER(fork)
    CALL_POINTER(execv)
    CALL_POINTER(posix_spawn)
    CALL_POINTER(waitpid)
} PosixProcessCalls;

extern PosixProcessCalls posix_process;

#endif
