/* Times of files and holes in them. */
#include "subjects/mutants_posix.h"

/* No time ever moves from where it was set. */
static int times_stand_still(int fd, struct stat *status)
{
    static const struct timespec then = {.tv_sec = 1000000000};
    int result = posix_real.fstat(fd, status);
    if (result == 0)
        status->st_atim = status->st_mtim = then;
    return result;
}
REPLACES(fstat, times_stand_still)

/* Whatever is done to a file, even nothing, is a change. */
static int times_always_move(int fd, struct stat *status)
{
    static long calls;
    int result = posix_real.fstat(fd, status);
    if (result == 0)
        status->st_mtim.tv_nsec += ++calls;
    return result;
}
REPLACES(fstat, times_always_move)

/* A hole is punched into what comes before the range. */
static int hole_is_elsewhere(int fd, int mode, off_t offset, off_t length)
{
    off_t start = offset >= (off_t)page_size() ? offset - (off_t)page_size() : offset;
    return posix_real.fallocate(fd, mode, start, length);
}
REPLACES(fallocate, hole_is_elsewhere)

/* SEEK_DATA passes over the first page of what it finds. */
static off_t data_begins_late(int fd, off_t offset, int whence)
{
    off_t found = posix_real.lseek(fd, offset, whence);
    return whence == SEEK_DATA && found >= 0 ? found + (off_t)page_size() : found;
}
REPLACES(lseek, data_begins_late)

const Mutant posix_time_mutants[] = {
    MUTANT("times-stand-still", times_stand_still, "fstat tells old times of access and modification"),
    MUTANT("times-always-move", times_always_move, "fstat tells a later time of modification each time"),
    MUTANT("hole-is-elsewhere", hole_is_elsewhere, "fallocate changes a range one page too early"),
    MUTANT("data-begins-late", data_begins_late, "SEEK_DATA finds data a page too late"), MUTANTS_END};
