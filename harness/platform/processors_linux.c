#include "platform/processors.h"

#include "platform/inside_posix.h"

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

static cpu_set_t before, here;
static int claim = -1; /* of the processor that we are gathered on */

/* The name of a socket without a file belongs to one process, and the kernel takes it back at whatever end of it. */
static socklen_t name_processor(struct sockaddr_un *address, int processor)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    int length = snprintf(address->sun_path + 1, sizeof address->sun_path - 1, "mapcheck-processor-%d", processor);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + (size_t)length);
}

static int claim_processor(int processor)
{
    struct sockaddr_un address;
    socklen_t size = name_processor(&address, processor);
    int held = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (held >= 0 && bind(held, (struct sockaddr *)&address, size) != 0)
        close_descriptor(&held);
    return held;
}

static bool is_claimed(int asking, int processor)
{
    struct sockaddr_un address;
    socklen_t size = name_processor(&address, processor);
    return connect(asking, (struct sockaddr *)&address, size) == 0;
}

/* Those that no process of ours has taken. */
static bool find_room(cpu_set_t *room)
{
    CPU_ZERO(room);
    int asking = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    int left = asking < 0 ? 0 : CPU_COUNT(&before);
    for (int processor = 0; left; processor++) {
        if (!CPU_ISSET(processor, &before))
            continue;
        left--;
        if (!is_claimed(asking, processor))
            CPU_SET(processor, room);
    }
    close_descriptor(&asking);
    return CPU_COUNT(room) > 0;
}

void processors_step_aside(void)
{
    cpu_set_t now, wanted = before;
    if (claim >= 0 && !find_room(&wanted))
        wanted = here;
    if (CPU_COUNT(&wanted) && sched_getaffinity(0, sizeof now, &now) == 0 && !CPU_EQUAL(&wanted, &now))
        sched_setaffinity(0, sizeof wanted, &wanted);
}

static bool take_processor(int processor)
{
    if (!CPU_ISSET(processor, &before) || (claim = claim_processor(processor)) < 0)
        return false;
    CPU_ZERO(&here);
    CPU_SET(processor, &here);
    if (sched_setaffinity(0, sizeof here, &here) == 0)
        return true;
    close_descriptor(&claim);
    return false;
}

/* Where it cannot be done (a sandbox, more processors than a set has room for) everybody stays where he is. */
void processors_gather(void)
{
    int current = sched_getcpu();
    if (claim >= 0 || current < 0 || current >= CPU_SETSIZE || sched_getaffinity(0, sizeof before, &before) != 0)
        return;
    bool taken = take_processor(current);
    for (int processor = 0; processor < CPU_SETSIZE && !taken; processor++)
        taken = take_processor(processor);
}

void processors_join(uint64_t process)
{
    if (claim >= 0)
        sched_setaffinity((pid_t)process, sizeof here, &here);
}

void processors_part(uint64_t process)
{
    if (CPU_COUNT(&before))
        sched_setaffinity((pid_t)process, sizeof before, &before);
}

void processors_leave(void)
{
    processors_part(0);
    close_descriptor(&claim);
}
