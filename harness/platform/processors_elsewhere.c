#include "platform/processors.h"

void processors_gather(void)
{
}

void processors_step_aside(void)
{
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
