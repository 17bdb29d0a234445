#include "platform/processors.h"

void processors_gather(void)
{
}

bool processors_have_room(void)
{
    return true;
}

void processors_join(uint64_t process)
{
    (void)process;
}

void processors_part(uint64_t process)
{
    (void)process;
}

void processors_leave(void)
{
}
