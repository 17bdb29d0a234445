#include "actor/regions_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 4352 }; /* a path of 4096 bytes and what stands before it */

static FILE *open_list(void)
{
    return fopen("/proc/self/maps", "re");
}

static bool parse_region(const char *line, Region *region)
{
    char prot[8];
    if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s %" SCNx64 " %*s %" SCNu64, &region->first, &region->end, prot,
               &region->offset, &region->inode) != 5)
        return false;
    region->prot = (prot[0] == 'r' ? PROT_READ : 0) | (prot[1] == 'w' ? PROT_WRITE : 0) |
                   (prot[2] == 'x' ? PROT_EXEC : 0);
    region->shared = prot[3] == 's';
    return true;
}

int region_at(void *addr, Region *region)
{
    int before = errno;
    FILE *list = open_list();
    if (!list)
        return -1;
    char line[LONGEST_LINE];
    bool found = false;
    while (!found && fgets(line, sizeof line, list)) {
        found = parse_region(line, region) && (uintptr_t)addr >= region->first && (uintptr_t)addr < region->end;
    }
    fclose(list);
    errno = found ? before : ENOMEM;
    return found ? 0 : -1;
}

static bool is_our_own(const char *line)
{
    return strstr(line, "[heap]") || strstr(line, "[stack]");
}

int digest_regions(void)
{
    int before = errno;
    FILE *list = open_list();
    if (!list)
        return -1;
    char line[LONGEST_LINE];
    uint32_t digest = 2166136261u; /* FNV-1a */
    while (fgets(line, sizeof line, list)) {
        for (const char *letter = is_our_own(line) ? "" : line; *letter; letter++)
            digest = (digest ^ (unsigned char)*letter) * 16777619u;
    }
    fclose(list);
    errno = before;
    return (int)(digest >> 1); /* never negative */
}

/* The line that begins with `word` of the region that holds the address. */
static bool find_detail(const void *addr, const char *word, char *line, size_t room)
{
    FILE *list = fopen("/proc/self/smaps", "re");
    if (!list)
        return false;
    Region region;
    bool inside = false, found = false;
    while (!found && fgets(line, (int)room, list)) {
        if (parse_region(line, &region))
            inside = (uintptr_t)addr >= region.first && (uintptr_t)addr < region.end;
        else
            found = inside && strncmp(line, word, strlen(word)) == 0;
    }
    fclose(list);
    errno = ENOMEM;
    return found;
}

int region_amount(void *addr, const char *word, uint64_t *kilobytes)
{
    char line[LONGEST_LINE];
    int before = errno;
    if (!find_detail(addr, word, line, sizeof line))
        return -1;
    *kilobytes = strtoull(line + strlen(word), NULL, 10);
    errno = before;
    return 0;
}

int region_flag(void *addr, const char *flag)
{
    char line[LONGEST_LINE], wanted[8];
    int before = errno;
    if (!find_detail(addr, "VmFlags:", line, sizeof line))
        return -1;
    snprintf(wanted, sizeof wanted, " %.2s", flag);
    errno = before;
    return strstr(line, wanted) ? 1 : 0;
}

int map_until_refused(size_t most, int *refusal, void **last)
{
    int before = errno;
    *refusal = 0;
    *last = NULL;
    size_t length = (size_t)posix.sysconf(_SC_PAGESIZE);
    for (size_t made = 0; made < most; made++) {
        /* Neighbours of differing protection stay regions of their own. */
        int prot = made % 2 ? PROT_READ : PROT_NONE;
        void *place = posix.mmap(NULL, length, prot, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED) {
            *refusal = errno;
            errno = before;
            return (int)made;
        }
        *last = place;
    }
    errno = before;
    return (int)most;
}
