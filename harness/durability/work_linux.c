/* Stores through views and by write calls, flushes, claims. The calls are the actor's, so that its mutants act here too. */
#include "actor/calls_posix.h"
#include "durability/durability.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct WorkFile {
    int descriptor;
    char *view;
    uint64_t words[WORDS]; /* as last stored */
} WorkFile;

typedef struct Work {
    WorkFile files[WORK_FILES];
    const volatile uint64_t *counter;
    FILE *claims;
    uint64_t random, stamp;
} Work;

static unsigned below(Work *work, unsigned limit)
{
    work->random = work->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(work->random >> 33) % limit;
}

static bool open_file(WorkFile *file, const char *folder, unsigned number, int flags)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/file-%u", folder, number);
    file->descriptor = posix.open(path, flags, 0600);
    return file->descriptor >= 0;
}

static bool make_file(WorkFile *file, const char *folder, unsigned number)
{
    if (!open_file(file, folder, number, O_CREAT | O_RDWR) || posix.ftruncate(file->descriptor, WORDS * WORD_STEP) != 0)
        return false;
    file->view = posix.mmap(NULL, WORDS * WORD_STEP, PROT_READ | PROT_WRITE, MAP_SHARED, file->descriptor, 0);
    /* The folder's entry is to be there too. */
    int parent = posix.open(folder, O_RDONLY | O_DIRECTORY, 0);
    bool there = parent >= 0 && posix.fsync(file->descriptor) == 0 && posix.fsync(parent) == 0;
    posix.close(parent);
    return file->view != MAP_FAILED && there;
}

static void store(Work *work, WorkFile *file)
{
    for (unsigned i = 1 + below(work, 8); i; i--) {
        unsigned word = below(work, WORDS);
        file->words[word] = ++work->stamp;
        memcpy(file->view + word * WORD_STEP, &work->stamp, sizeof work->stamp);
    }
}

static bool write_word(Work *work, WorkFile *file)
{
    unsigned word = below(work, WORDS);
    file->words[word] = ++work->stamp;
    return posix.pwrite(file->descriptor, &work->stamp, sizeof work->stamp, (off_t)word * WORD_STEP) ==
           sizeof work->stamp;
}

/* From now on these words are to be found, whenever the power fails. */
static void claim(Work *work, unsigned number, unsigned first, unsigned count)
{
    uint64_t position = __atomic_load_n(work->counter, __ATOMIC_SEQ_CST);
    for (unsigned word = first; word < first + count; word++) {
        if (work->files[number].words[word])
            fprintf(work->claims, "%" PRIu64 " %u %u %" PRIu64 "\n", position, number, word,
                    work->files[number].words[word]);
    }
}

static bool flush(Work *work, unsigned number)
{
    enum { IN_PAGE = 4096 / WORD_STEP };
    WorkFile *file = &work->files[number];
    if (below(work, 3) == 0) {
        bool synced = posix.fsync(file->descriptor) == 0;
        if (synced)
            claim(work, number, 0, WORDS);
        return synced;
    }
    unsigned first = below(work, WORK_PAGES), pages = 1 + below(work, WORK_PAGES - first);
    if (posix.msync(file->view + (size_t)first * 4096, (size_t)pages * 4096, MS_SYNC) != 0)
        return false;
    claim(work, number, first * IN_PAGE, pages * IN_PAGE);
    return true;
}

int work(const char *folder, const char *counter, const char *claims, uint64_t seed, unsigned operations)
{
    static Work it;
    it = (Work){.claims = fopen(claims, "w"), .random = seed};
    int shared = open(counter, O_RDONLY);
    it.counter = mmap(NULL, sizeof *it.counter, PROT_READ, MAP_SHARED, shared, 0);
    bool fine = it.claims && it.counter != MAP_FAILED;
    for (unsigned i = 0; i < WORK_FILES && fine; i++)
        fine = make_file(&it.files[i], folder, i);
    for (unsigned i = 0; i < operations && fine; i++) {
        unsigned number = below(&it, WORK_FILES), what = below(&it, 8);
        if (what < 5)
            store(&it, &it.files[number]);
        else
            fine = what == 5 ? write_word(&it, &it.files[number]) : flush(&it, number);
    }
    if (!fine)
        perror("mapcheck-durability: the work could not be done");
    return it.claims && fclose(it.claims) == 0 && fine ? 0 : 2;
}

int verify(const char *folder, const char *claims, const DiskLog *log, uint64_t cut)
{
    WorkFile files[WORK_FILES] = {0};
    FILE *list = fopen(claims, "r");
    uint64_t position, stamp, checked = 0, missing = 0;
    unsigned number, word;
    for (unsigned i = 0; i < WORK_FILES; i++) {
        if (!open_file(&files[i], folder, i, O_RDONLY))
            files[i].descriptor = -1; /* right only while nothing in it was claimed */
    }
    while (list && fscanf(list, "%" SCNu64 " %u %u %" SCNu64, &position, &number, &word, &stamp) == 4) {
        uint64_t seen = 0;
        if (log_last_flush(log, position) > cut)
            continue;
        checked++;
        if (posix.pread(files[number].descriptor, &seen, sizeof seen, (off_t)word * WORD_STEP) == sizeof seen &&
            seen >= stamp)
            continue;
        if (!missing++)
            printf("power cut at %" PRIu64 ": file %u, +%u: %" PRIu64 " was claimed durable at %" PRIu64
                   ", there is %" PRIu64 "\n",
                   cut, number, word * WORD_STEP, stamp, position, seen);
    }
    printf("power cut at %" PRIu64 ": %" PRIu64 " claims, %" PRIu64 " missing\n", cut, checked, missing);
    if (list)
        fclose(list);
    return !list ? 2 : missing ? 1 : 0;
}
