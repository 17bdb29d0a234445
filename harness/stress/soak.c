#include "stress/soak.h"

#include <stdlib.h>

enum { FEWEST = 8, MORE_DESCRIPTORS = 4, MORE_MAPS = 32, MORE_RESIDENT = 16 * 1024 };

void soak_take(Soak *soak, const Sample *sample)
{
    if (soak->count == soak->room) {
        soak->room = soak->room ? 2 * soak->room : 64;
        soak->samples = realloc(soak->samples, soak->room * sizeof *soak->samples);
        if (!soak->samples)
            abort();
    }
    soak->samples[soak->count++] = *sample;
}

void soak_free(Soak *soak)
{
    free(soak->samples);
    *soak = (Soak){0};
}

static void compare(const char *what, uint64_t before, uint64_t after, uint64_t more, Text *problem)
{
    if (before != RESOURCE_NOT_KNOWN && after != RESOURCE_NOT_KNOWN && after > before + more)
        text_printf(problem, "%s%s grew from %llu to %llu", problem->length ? "; " : "", what,
                    (unsigned long long)before, (unsigned long long)after);
}

bool soak_is_level(const Soak *soak, Text *problem)
{
    if (soak->count < FEWEST)
        return true;
    const Resources *early = &soak->samples[soak->count / 4].resources;
    const Resources *late = &soak->samples[soak->count - 1].resources;
    compare("descriptors", early->descriptors, late->descriptors, MORE_DESCRIPTORS, problem);
    compare("regions", early->maps, late->maps, MORE_MAPS, problem);
    compare("resident KiB", early->resident, late->resident, MORE_RESIDENT, problem);
    compare("shared memory objects", early->shared_objects, late->shared_objects, 0, problem);
    return !problem->length;
}
