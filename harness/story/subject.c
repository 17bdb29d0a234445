#include "story/subject.h"

#include <stddef.h>

#define POSIX_VIEWS                                                                                              \
    (CAP(COPY_ON_WRITE_VIEWS) | CAP(PARTIAL_UNMAP) | CAP(PROTECT) | CAP(OFFSET_VIEWS) | CAP(FLUSH) | CAP(FORK) | \
     CAP(VIEW_PAST_END) | CAP(SHRINK_WHILE_MAPPED) | CAP(REMOVE_WHILE_MAPPED))
#define POSIX_FILE                                                                                     \
    (POSIX_VIEWS | CAP(MANY_VIEWS) | CAP(RESIZE) | CAP(EXEC) | CAP(READ_WRITE_CALLS) | CAP(ODD_SIZE) | \
     CAP(CLOSE_KEEPS_VIEWS))
#define POSIX_NAMED (POSIX_FILE | CAP(NAMED) | CAP(OUTLIVES) | CAP(REMOVE))
#define WIN32_VIEWS                                                                                           \
    (CAP(COPY_ON_WRITE_VIEWS) | CAP(MANY_VIEWS) | CAP(PROTECT) | CAP(OFFSET_VIEWS) | CAP(FLUSH) | CAP(EXEC) | \
     CAP(NAMED) | CAP(CLOSE_KEEPS_VIEWS))

/* Anonymous memory has no object behind it: its only way into another process is fork, its size is its view's. A
 * System V segment has no descriptor: it is removed by id, attached whole, and its protection changes like any
 * mapping's. */
const Subject all_subjects[] = {
    {"posix-file", "posix", BACKING_FILE, POSIX_NAMED},
    {"posix-shm", "posix", BACKING_SHM, POSIX_NAMED},
    {"posix-memfd", "posix", BACKING_MEMFD, POSIX_FILE},
    {"posix-anonymous", "posix", BACKING_ANONYMOUS,
     POSIX_VIEWS & ~(CAP(VIEW_PAST_END) | CAP(SHRINK_WHILE_MAPPED) | CAP(REMOVE_WHILE_MAPPED) | CAP(OFFSET_VIEWS))},
    {"sysv", "posix", BACKING_SYSV,
     CAP(NAMED) | CAP(MANY_VIEWS) | CAP(OUTLIVES) | CAP(REMOVE) | CAP(REMOVE_WHILE_MAPPED) | CAP(FORK) | CAP(EXEC) |
         CAP(PROTECT) | CAP(ODD_SIZE)},
    {"win32-file", "win32", BACKING_FILE,
     WIN32_VIEWS | CAP(OUTLIVES) | CAP(REMOVE) | CAP(RESIZE) | CAP(READ_WRITE_CALLS) | CAP(ODD_SIZE)},
    {"win32-paging-file", "win32", BACKING_PAGING_FILE, WIN32_VIEWS | CAP(NAME_GOES_WITH_LAST_HANDLE)},
    {NULL, NULL, 0, 0},
};
