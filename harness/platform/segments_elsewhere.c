#include "platform/segments.h"

unsigned remove_private_segments(IsOurs *is_ours, const void *context, time_t since)
{
    (void)is_ours, (void)context, (void)since;
    return 0;
}
