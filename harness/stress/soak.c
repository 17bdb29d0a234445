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

static uint64_t lesser(uint64_t one, uint64_t other)
{
    return one < other ? one : other;
}

/* The least of each that was held from one sample to before another: what a program happened to leave in stock (actors that
 * were started ahead) comes and goes, what leaks stays. */
static Resources floor_of(const Soak *soak, size_t from, size_t to)
{
    Resources least = soak->samples[from].resources;
    for (size_t i = from + 1; i < to; i++) {
        const Resources *other = &soak->samples[i].resources;
        least.descriptors = lesser(least.descriptors, other->descriptors);
        least.maps = lesser(least.maps, other->maps);
        least.resident = lesser(least.resident, other->resident);
        least.shared_objects = lesser(least.shared_objects, other->shared_objects);
    }
    return least;
}

bool soak_is_level(const Soak *soak, Text *problem)
{
    if (soak->count < FEWEST)
        return true;
    size_t quarter = soak->count / 4;
    Resources early = floor_of(soak, quarter, 2 * quarter);
    Resources late = floor_of(soak, soak->count - quarter, soak->count);
    compare("descriptors", early.descriptors, late.descriptors, MORE_DESCRIPTORS, problem);
    compare("regions", early.maps, late.maps, MORE_MAPS, problem);
    compare("resident KiB", early.resident, late.resident, MORE_RESIDENT, problem);
    compare("shared memory objects", early.shared_objects, late.shared_objects, 0, problem);
    return !problem->length;
}

uint64_t soak_peak(const Soak *soak)
{
    return soak->count ? soak->samples[soak->count - 1].resources.peak : RESOURCE_NOT_KNOWN;
}
