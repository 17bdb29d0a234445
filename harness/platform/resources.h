/* What this process holds of the system: for runs of hours, in which that is to stay level.
 * resources_linux.c asks /proc; resources_other.c and resources_win32.c say what they can. */
#ifndef MAPCHECK_PLATFORM_RESOURCES_H
#define MAPCHECK_PLATFORM_RESOURCES_H

#include <stdint.h>

#define RESOURCE_NOT_KNOWN UINT64_MAX

typedef struct Resources {
    uint64_t descriptors;    /* or handles */
    uint64_t maps;           /* regions of the address space */
    uint64_t resident;       /* KiB */
    uint64_t peak;           /* KiB, the most that was ever resident */
    uint64_t shared_objects; /* on the system, with `mark` in their names */
} Resources;

void sample_resources(const char *mark, Resources *resources);

#endif
