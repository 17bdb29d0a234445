#include "platform/resources.h"

#include "platform/system.h"

#include <stdio.h>
#include <string.h>

typedef struct Counting {
    const char *mark;
    uint64_t count;
} Counting;

static bool count_name(const char *name, void *context)
{
    Counting *counting = context;
    counting->count += !counting->mark || strstr(name, counting->mark);
    return true;
}

static uint64_t count_names(const char *folder, const char *mark)
{
    Counting counting = {.mark = mark};
    return list_directory(folder, count_name, &counting) ? counting.count : RESOURCE_NOT_KNOWN;
}

static uint64_t count_lines(const char *path)
{
    Text text = {0}, problem = {0};
    uint64_t lines = 0;
    bool read = read_file(path, &text, &problem);
    for (size_t i = 0; i < text.length; i++)
        lines += text.bytes[i] == '\n';
    text_free(&text);
    text_free(&problem);
    return read ? lines : RESOURCE_NOT_KNOWN;
}

/* Of a line such as "VmRSS:    4711 kB". */
static uint64_t kibibytes_of(const char *status, const char *name)
{
    const char *line = strstr(status, name);
    unsigned long long kibibytes;
    return line && sscanf(line + strlen(name), "%llu", &kibibytes) == 1 ? kibibytes : RESOURCE_NOT_KNOWN;
}

static void sample_memory(Resources *resources)
{
    Text text = {0}, problem = {0};
    const char *status = read_file("/proc/self/status", &text, &problem) ? text.bytes : "";
    resources->resident = kibibytes_of(status, "VmRSS:");
    resources->peak = kibibytes_of(status, "VmHWM:");
    text_free(&text);
    text_free(&problem);
}

void sample_resources(const char *mark, Resources *resources)
{
    *resources = (Resources){.descriptors = count_names("/proc/self/fd", NULL),
                             .maps = count_lines("/proc/self/maps"),
                             .shared_objects = count_names("/dev/shm", mark)};
    sample_memory(resources);
}
