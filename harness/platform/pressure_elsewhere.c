#include "platform/pressure.h"

Pressure *pressure_open(Text *why_not)
{
    text_clear(why_not);
    text_append(why_not, "this system has no control groups");
    return NULL;
}

bool pressure_take(Pressure *pressure, uint64_t process, Text *why_not)
{
    (void)pressure, (void)process, (void)why_not;
    return false;
}

void pressure_press(Pressure *pressure)
{
    (void)pressure;
}

void pressure_close(Pressure *pressure)
{
    (void)pressure;
}
