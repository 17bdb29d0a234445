#include "durability/durability.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The record at an offset of the log, or NULL at its end. `bytes`: what a write wrote. */
static const char *next_record(const DiskLog *log, size_t *at, DiskRecord *record)
{
    if (log->length - *at < sizeof *record)
        return NULL;
    memcpy(record, log->bytes + *at, sizeof *record);
    const char *bytes = log->bytes + *at + sizeof *record;
    if (log->length - *at - sizeof *record < record->length)
        return NULL;
    *at += sizeof *record + record->length;
    return bytes;
}

static bool find_flushes(DiskLog *log)
{
    DiskRecord record;
    uint64_t position = 0;
    for (size_t at = 0; next_record(log, &at, &record);) {
        position++;
        if (!record.is_flush)
            continue;
        uint64_t *longer = realloc(log->flushes, (log->flush_count + 1) * sizeof *longer);
        if (!longer)
            return false;
        log->flushes = longer;
        log->flushes[log->flush_count++] = position;
    }
    return true;
}

bool log_read(DiskLog *log, const char *path)
{
    *log = (DiskLog){0};
    FILE *file = fopen(path, "rb");
    bool fine = file && fseek(file, 0, SEEK_END) == 0;
    long length = fine ? ftell(file) : -1;
    char *bytes = length >= 0 ? malloc((size_t)length + 1) : NULL;
    if (bytes) {
        rewind(file);
        log->length = fread(bytes, 1, (size_t)length, file);
        log->bytes = bytes;
    }
    if (file)
        fclose(file);
    return bytes && find_flushes(log);
}

void log_free(DiskLog *log)
{
    free((void *)log->bytes);
    free(log->flushes);
}

uint64_t log_last_flush(const DiskLog *log, uint64_t position)
{
    uint64_t last = 0;
    for (size_t i = 0; i < log->flush_count && log->flushes[i] <= position; i++)
        last = log->flushes[i];
    return last;
}

static bool write_down(FILE *file, const DiskRecord *record, const char *bytes)
{
    return record->is_flush || (fseek(file, (long)record->offset, SEEK_SET) == 0 &&
                                fwrite(bytes, 1, record->length, file) == record->length);
}

bool log_write_image(const DiskLog *log, uint64_t cut, uint64_t torn, uint64_t size, const char *path)
{
    FILE *file = fopen(path, "wb");
    bool fine = file && fseek(file, (long)size - 1, SEEK_SET) == 0 && fputc(0, file) == 0;
    DiskRecord record;
    uint64_t position = 0, state = torn;
    const char *bytes;
    for (size_t at = 0; fine && (bytes = next_record(log, &at, &record));) {
        if (++position > cut && record.is_flush)
            break; /* what comes behind the next flush can only be there with all that came before it */
        state = state * 6364136223846793005u + 1442695040888963407u;
        if (position <= cut || (torn && state >> 63))
            fine = write_down(file, &record, bytes);
    }
    return file && fclose(file) == 0 && fine;
}
