#include "platform/inside_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool set_close_on_exec(int descriptor)
{
    return fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0;
}

bool set_non_blocking(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    return flags >= 0 && fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0;
}

void close_descriptor(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

/* A conductor may run with its own 0, 1 or 2 closed; a pipe there would be overwritten by the child's dup2. */
static bool move_up(int *descriptor)
{
    if (*descriptor > 2)
        return true;
    int moved = fcntl(*descriptor, F_DUPFD_CLOEXEC, 3);
    if (moved < 0)
        return false;
    close(*descriptor);
    *descriptor = moved;
    return true;
}

bool open_pipe(int ends[2])
{
    if (pipe(ends) != 0) {
        ends[0] = ends[1] = -1;
        return false;
    }
    if (move_up(&ends[0]) && move_up(&ends[1]) && set_close_on_exec(ends[0]) && set_close_on_exec(ends[1]))
        return true;
    int error = errno;
    close_descriptor(&ends[0]);
    close_descriptor(&ends[1]);
    errno = error;
    return false;
}
