#include "actor/regions_posix.h"

#include "actor/calls_posix.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 4352 }; /* a path of 4096 bytes and what stands before it */

/* A file of /proc, read without memory of its own: malloc might map some, into the very hole that is asked about. */
typedef struct List {
    int file;
    size_t at, end; /* what is read and not yet taken */
    char bytes[LONGEST_LINE];
} List;

static bool open_list(List *list, const char *path)
{
    list->at = list->end = 0;
    list->file = posix_real.open(path, O_RDONLY | O_CLOEXEC);
    return list->file >= 0;
}

static bool read_more(List *list)
{
    ssize_t count = posix_real.read(list->file, list->bytes, sizeof list->bytes);
    list->at = 0;
    list->end = count > 0 ? (size_t)count : 0;
    return count > 0;
}

/* The next line with its newline, as much of it as there is room for; false at the end. */
static bool next_line(List *list, char *line, size_t room)
{
    size_t length = 0;
    const char *newline = NULL;
    while (!newline && length + 1 < room && (list->at < list->end || read_more(list))) {
        const char *from = list->bytes + list->at;
        size_t part = list->end - list->at < room - 1 - length ? list->end - list->at : room - 1 - length;
        newline = memchr(from, '\n', part);
        part = newline ? (size_t)(newline - from) + 1 : part;
        memcpy(line + length, from, part);
        length += part;
        list->at += part;
    }
    line[length] = '\0';
    return length > 0;
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
    List list;
    if (!open_list(&list, "/proc/self/maps"))
        return -1;
    char line[LONGEST_LINE];
    bool found = false;
    while (!found && next_line(&list, line, sizeof line)) {
        found = parse_region(line, region) && (uintptr_t)addr >= region->first && (uintptr_t)addr < region->end;
    }
    posix_real.close(list.file);
    errno = found ? before : ENOMEM;
    return found ? 0 : -1;
}

static bool is_our_own(const char *line)
{
    const char *name = strchr(line, '[');
    return name && (strstr(name, "[heap]") || strstr(name, "[stack]"));
}

/* Lists of tens of thousands of regions are read: eight letters at a time. */
static uint64_t digest_line(uint64_t digest, const char *line)
{
    for (size_t left = strlen(line), part; left; left -= part, line += part) {
        uint64_t letters = 0;
        part = left < sizeof letters ? left : sizeof letters;
        memcpy(&letters, line, part);
        digest = (digest ^ letters) * 0x9e3779b97f4a7c15u;
        digest ^= digest >> 32;
    }
    return digest;
}

int digest_regions(void)
{
    int before = errno;
    List list;
    if (!open_list(&list, "/proc/self/maps"))
        return -1;
    char line[LONGEST_LINE];
    uint64_t digest = 1;
    while (next_line(&list, line, sizeof line)) {
        if (!is_our_own(line))
            digest = digest_line(digest, line);
    }
    posix_real.close(list.file);
    errno = before;
    return (int)(digest >> 33); /* never negative */
}

/* The line that begins with `word` of the region that holds the address. */
static bool find_detail(const void *addr, const char *word, char *line, size_t room)
{
    List list;
    if (!open_list(&list, "/proc/self/smaps"))
        return false;
    Region region;
    bool inside = false, found = false;
    while (!found && next_line(&list, line, room)) {
        if (parse_region(line, &region))
            inside = (uintptr_t)addr >= region.first && (uintptr_t)addr < region.end;
        else
            found = inside && strncmp(line, word, strlen(word)) == 0;
    }
    posix_real.close(list.file);
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
