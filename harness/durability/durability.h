/* What was flushed is on the medium after a power cut (docs/stress.md).
 *
 * disk_linux.c     a disk whose writes and flushes are recorded: one file of a small FUSE file system, for a loop device
 * log.c            the record of them, and what a disk holds that lost its power at one of its flushes
 * work_linux.c     stores through shared views, flushes, and what is claimed durable then
 * main_linux.c     the parts by name; ci/durability puts them together */
#ifndef MAPCHECK_DURABILITY_DURABILITY_H
#define MAPCHECK_DURABILITY_DURABILITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One record: this, then for a write its bytes. */
typedef struct DiskRecord {
    uint64_t is_flush;
    uint64_t offset;
    uint64_t length;
} DiskRecord;

/* The log as it is in memory. Records are numbered from 1; a position is how many came before. */
typedef struct DiskLog {
    const char *bytes;
    size_t length;
    uint64_t *flushes; /* their positions, the record itself counted */
    size_t flush_count;
} DiskLog;

bool log_read(DiskLog *log, const char *path);
void log_free(DiskLog *log);
/* The last flush up to a position; 0: none. */
uint64_t log_last_flush(const DiskLog *log, uint64_t position);
/* Writes the image of a disk that lost its power at the flush `cut`. `torn`: not 0, some of the writes before the next flush
 * are there as well, chosen by this seed: a disk may write what nobody told it to write yet. */
bool log_write_image(const DiskLog *log, uint64_t cut, uint64_t torn, uint64_t size, const char *path);

/* Words of the work: one at the start of every 512 bytes of each file. A word only ever rises. */
enum { WORK_FILES = 3, WORK_PAGES = 24, WORD_STEP = 512, WORDS = WORK_PAGES * 4096 / WORD_STEP };

int disk_serve(const char *folder, const char *log, const char *counter, uint64_t size);
int work(const char *folder, const char *counter, const char *claims, uint64_t seed, unsigned operations);
int verify(const char *folder, const char *claims, const DiskLog *log, uint64_t cut);

#endif
