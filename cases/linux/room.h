/* What the cases about file systems without room share. Included by those cases only. */
#ifndef MAPCHECK_CASES_LINUX_ROOM_H
#define MAPCHECK_CASES_LINUX_ROOM_H

#include "cases/posix/limits.h"

#include <stdio.h>

enum { MEGABYTE = 1 << 20 };

static inline const char *path_in(Story *s, const char *folder, const char *name)
{
    static char path[512]; /* read before it is needed again */
    (void)s;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* Takes all the room that there is, in ever smaller pieces. */
static inline void take_all_room(Story *s, Actor *user, const char *folder)
{
    Value filler = expect_ok(CALL(user, open, path_in(s, folder, "filler"), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    uint64_t end = 0;
    for (uint64_t piece = 64 * MEGABYTE; piece >= 512; piece /= 2) {
        const Answer *answer = CALL(user, posix_fallocate, filler, end, piece);
        while (answer_kind(answer) == ANSWER_OK) {
            end += piece;
            expect_true(s, end <= 512 * MEGABYTE, "the file system gives no more room than it has");
            answer = CALL(user, posix_fallocate, filler, end, piece);
        }
        expect_error(answer, ENOSPC);
    }
    expect_ok(CALL(user, fsync, filler));
}

#endif
