#include "stress/nemeses.h"

#include "stress/step.h"

#include <string.h>

static const char *const names[NEMESES] = {"kill", "stop",     "descriptors", "addresses", "regions",
                                           "disk", "pressure", "truncate",    "full"};

const char nemesis_names[] = "kill, stop, descriptors, addresses, regions, disk, pressure, truncate, full";

unsigned nemesis_named(const char *name, size_t length)
{
    for (unsigned i = 0; i < NEMESES; i++) {
        if (strlen(names[i]) == length && !strncmp(names[i], name, length))
            return 1u << i;
    }
    return 0;
}

const char *nemesis_name(unsigned nemesis)
{
    unsigned i = 0;
    while (i < NEMESES - 1 && nemesis >> i != 1)
        i++;
    return names[i];
}

#define STEP(kind) (1u << STEP_##kind)

/* A fork is refused by EAGAIN or ENOMEM whatever its process lacks memory for. */
static const struct {
    unsigned nemesis, steps;
    const char *error;
} documented[] = {
    {NEMESIS_DESCRIPTORS, STEP(CREATE) | STEP(OPEN) | STEP(BURST), "errno:EMFILE"}, /* P-MERR-011 */
    {NEMESIS_ADDRESSES, STEP(MAP) | STEP(REMAP) | STEP(BURST), "errno:ENOMEM"},     /* P-MERR-027 P-MERR-034 */
    {NEMESIS_ADDRESSES, STEP(BURST), "errno:EAGAIN"},
    {NEMESIS_REGIONS, STEP(MAP) | STEP(UNMAP) | STEP(PROTECT) | STEP(REMAP) | STEP(BURST),
     "errno:ENOMEM"}, /* P-MERR-029 */
    {NEMESIS_REGIONS, STEP(BURST), "errno:EAGAIN"},
    {NEMESIS_DISK, STEP(RESIZE) | STEP(WRITE), "errno:EFBIG"}, /* P-HOLE-010 */
    {NEMESIS_DISK, STEP(RESIZE) | STEP(WRITE), "errno:ENOSPC"},
    {NEMESIS_FULL, STEP(RESIZE) | STEP(WRITE) | STEP(PUNCH), "errno:ENOSPC"}, /* P-HOLE-004 */
};

bool nemesis_concerns(unsigned nemesis, unsigned kinds)
{
    bool of_calls = false;
    /* An actor that makes a name and has no room for the object takes the name away again, whoever's it is by then. */
    if (nemesis & (NEMESIS_DISK | NEMESIS_FULL) && kinds & STEP(CREATE))
        return false;
    /* Of a burst's children nobody hears which of them met a page without room. */
    if (nemesis == NEMESIS_FULL && kinds & STEP(BURST))
        return false;
    if (nemesis == NEMESIS_FULL && kinds & STEP(STORE)) /* P-HOLE-004 P-HOLE-006: where there is no room they fault */
        return true;
    for (size_t i = 0; i < sizeof documented / sizeof *documented; i++) {
        if (documented[i].nemesis != nemesis)
            continue;
        of_calls = true;
        if (documented[i].steps & kinds & ~STEP(BURST))
            return true;
    }
    return !of_calls;
}

bool nemesis_explains(unsigned nemesis, unsigned kind, const char *error)
{
    for (size_t i = 0; i < sizeof documented / sizeof *documented; i++) {
        if (documented[i].nemesis & nemesis && documented[i].steps >> kind & 1 && !strcmp(documented[i].error, error))
            return true;
    }
    return false;
}
