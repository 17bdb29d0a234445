#include "platform/filler.h"

#include "platform/inside_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { MOST_ROOM = 64 << 20, LARGE_PIECE = 64 << 10, SMALL_PIECE = 512 };

struct Filler {
    Text path;
    int file;
};

static bool has_little_room(const char *directory, Text *why_not)
{
    struct statvfs system;
    text_clear(why_not);
    if (statvfs(directory, &system) != 0)
        text_printf(why_not, "how much room there is cannot be learnt: %s", strerror(errno));
    else if ((uint64_t)system.f_bfree * system.f_frsize > MOST_ROOM)
        text_append(why_not, "more than 64 MiB are free there, too much to be filled; --scratch a small file system");
    return !why_not->length;
}

/* Until nothing more goes in, the last of it in small pieces. */
static bool fill(int file, size_t rest)
{
    static const char zeros[LARGE_PIECE];
    off_t taken = 0;
    size_t piece = LARGE_PIECE;
    while (taken <= MOST_ROOM) {
        ssize_t count = write(file, zeros, piece);
        taken += count > 0 ? count : 0;
        if (count > 0 || (count < 0 && errno == EINTR))
            continue;
        if (count < 0 && errno != ENOSPC)
            return false;
        if (piece == SMALL_PIECE)
            return ftruncate(file, taken > (off_t)rest ? taken - (off_t)rest : 0) == 0;
        piece = SMALL_PIECE;
    }
    return false; /* room came up meanwhile */
}

Filler *filler_open(const char *directory, size_t rest, Text *why_not)
{
    if (!has_little_room(directory, why_not))
        return NULL;
    Filler *filler = calloc(1, sizeof *filler);
    if (!filler)
        abort();
    text_printf(&filler->path, "%s/filler", directory);
    filler->file = open(filler->path.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (filler->file >= 0 && fill(filler->file, rest))
        return filler;
    text_printf(why_not, "%s cannot be filled up: %s", directory, strerror(errno));
    filler_close(filler);
    return NULL;
}

void filler_close(Filler *filler)
{
    if (!filler)
        return;
    if (filler->file >= 0)
        unlink(filler->path.bytes);
    close_descriptor(&filler->file);
    text_free(&filler->path);
    free(filler);
}
