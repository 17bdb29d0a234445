/* What the cases of exact POSIX calls share: files and views made in one line. Included by those cases only. */
#ifndef MAPCHECK_CASES_POSIX_POSIX_H
#define MAPCHECK_CASES_POSIX_POSIX_H

#include "story/story.h"

#define SHARED_MEMORY (MAP_SHARED | MAP_ANONYMOUS)
#define PRIVATE_MEMORY (MAP_PRIVATE | MAP_ANONYMOUS)
#define READ_WRITE (PROT_READ | PROT_WRITE)

/* A new file of this size, open to read and write; it does not pass exec. */
static inline Value new_file(Actor *actor, const char *path, uint64_t size)
{
    Value file = expect_ok(CALL(actor, open, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    expect_ok(CALL(actor, ftruncate, file, size));
    return file;
}

static inline Value open_file(Actor *actor, const char *path, int flags)
{
    return expect_ok(CALL(actor, open, path, flags | O_CLOEXEC, 0));
}

/* A new shared memory object of this size, open to read and write. */
static inline Value new_shm(Actor *actor, const char *name, uint64_t size)
{
    Value object = expect_ok(CALL(actor, shm_open, name, O_RDWR | O_CREAT | O_EXCL, 0600));
    expect_ok(CALL(actor, ftruncate, object, size));
    return object;
}

/* A view from the beginning of a file or object. */
static inline View view_of(Actor *actor, Value file, uint64_t length, int prot, int flags)
{
    return VIEW_AT(expect_ok(CALL(actor, mmap, NULL, length, prot, flags, file, 0)), length);
}

/* Memory without a file: flags are SHARED_MEMORY or PRIVATE_MEMORY. */
static inline View memory(Actor *actor, uint64_t length, int flags)
{
    return view_of(actor, NUMBER(-1), length, READ_WRITE, flags);
}

/* A view away from programs, libraries and what malloc maps: where exec leaves its addresses free, and a hole stays one. */
static inline View view_away(Actor *actor, Value file, uint64_t length, int prot, int flags)
{
    enum { AWAY = 0x40000000 };
    return VIEW_AT(expect_ok(CALL(actor, mmap, NUMBER(AWAY), length, prot, flags, file, 0)), length);
}

static inline View memory_away(Actor *actor, uint64_t length)
{
    return view_away(actor, NUMBER(-1), length, READ_WRITE, PRIVATE_MEMORY);
}

static inline Value byte_of(View view, uint64_t offset)
{
    return at(view.address, (int64_t)offset);
}

static inline Value size_of_file(Actor *actor, Value file)
{
    const Answer *answer = CALL(actor, fstat, file, OUT);
    expect_ok(answer);
    return answer_field(answer, "status.st_size");
}

#endif
