#include "platform/filler.h"

Filler *filler_open(const char *directory, size_t rest, Text *why_not)
{
    (void)directory, (void)rest;
    text_clear(why_not);
    text_append(why_not, "disks are filled on POSIX systems only");
    return NULL;
}

void filler_close(Filler *filler)
{
    (void)filler;
}
