#include "platform/processors.h"

#include <sched.h>
#include <stdbool.h>
#include <sys/types.h>

static cpu_set_t before, here;
static bool gathered;

/* Where it cannot be done (a sandbox, more processors than a set has room for) everybody stays where he is. */
void processors_gather(void)
{
    int processor = sched_getcpu();
    if (gathered || processor < 0 || processor >= CPU_SETSIZE || sched_getaffinity(0, sizeof before, &before) != 0)
        return;
    CPU_ZERO(&here);
    CPU_SET(processor, &here);
    gathered = sched_setaffinity(0, sizeof here, &here) == 0;
}

void processors_join(uint64_t process)
{
    if (gathered)
        sched_setaffinity((pid_t)process, sizeof here, &here);
}

void processors_leave(void)
{
    if (gathered)
        sched_setaffinity(0, sizeof before, &before);
    gathered = false;
}
