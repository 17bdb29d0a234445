/* This system's constants, for cases of the posix family and for names_posix.c. */
#ifndef MAPCHECK_CALLS_CONSTANTS_POSIX_H
#define MAPCHECK_CALLS_CONSTANTS_POSIX_H

#ifndef _GNU_SOURCE
#error "compile with _GNU_SOURCE: the Linux constants are wanted too"
#endif

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <unistd.h>

#endif
