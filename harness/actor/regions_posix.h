/* The regions of this process's address space, as the system lists them (/proc/self/maps). */
#ifndef MAPCHECK_ACTOR_REGIONS_POSIX_H
#define MAPCHECK_ACTOR_REGIONS_POSIX_H

#include <stddef.h>
#include <stdint.h>

typedef struct Region {
    uint64_t first; /* address of its first byte */
    uint64_t end;   /* address behind its last byte */
    int prot;       /* PROT_READ, PROT_WRITE, PROT_EXEC */
    int shared;     /* 1: MAP_SHARED, 0: MAP_PRIVATE */
    uint64_t offset;
    uint64_t inode; /* 0: no file */
} Region;

/* 0, and the region that holds the address. -1 and ENOMEM: nothing is mapped there; ENOENT: the system has no list. */
int region_at(void *addr, Region *region);

/* A number that changes when a region comes, goes, moves or changes its protection; the heap and the stack, which the
 * actor itself needs, are left out. 0 on systems other than Linux, whose lists differ. -1 and errno. */
int digest_regions(void);

/* What the system tells beside: the kilobytes behind `word` ("Locked:", "AnonHugePages:") for the region that holds the
 * address, and whether it has a flag of two letters ("lo", "dd"); 1 or 0. -1 and ENOMEM: nothing is mapped there, or the
 * system has no such word; ENOENT: the system has no such list. */
int region_amount(void *addr, const char *word, uint64_t *kilobytes);
int region_flag(void *addr, const char *flag);

/* Makes regions of one page that cannot be merged until mmap refuses one, at most `most`. Answers how many there are then;
 * `refusal` is mmap's error, 0 where it never refused; `last` the last page mapped. */
int map_until_refused(size_t most, int *refusal, void **last);

#endif
