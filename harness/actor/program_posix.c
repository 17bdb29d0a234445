#include "actor/program.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

static int journal = -1;

uint64_t program_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void program_wait(uint64_t until)
{
    struct timespec time = {.tv_sec = (time_t)(until / 1000000000u), .tv_nsec = (long)(until % 1000000000u)};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL) == EINTR)
        continue;
}

bool journal_open(const char *path)
{
    journal = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    return journal >= 0;
}

/* A journal that cannot be written to the end is one of an actor that ended early: nothing else depends on it. */
void journal_write(const Text *line)
{
    ssize_t written;
    do
        written = write(journal, line->bytes, line->length);
    while (written < 0 && errno == EINTR);
}

void journal_close(void)
{
    close(journal);
    journal = -1;
}
