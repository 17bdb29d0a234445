#include "reports/members.h"
#include "reports/memory.h"
#include "reports/read_records.h"
#include "run/ledger.h"

#include <stdlib.h>
#include <string.h>

static bool take_kind(Members *members)
{
    static const struct {
        const char *kind;
        void (*take)(Members *members);
    } kinds[] = {
        {"run", take_run}, {"begin", take_begin},     {"operation", take_operation},
        {"end", take_end}, {"problem", take_problem}, {"summary", take_summary},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!strcmp(members->record, kinds[i].kind)) {
            kinds[i].take(members);
            return !members->wrong;
        }
    }
    return true; /* a kind of a later version: readers ignore what they do not know */
}

bool run_take_record(Run *run, const json_t *record, Text *problem)
{
    Members members = {run, record, record_text(record, "record", ""), problem, false};
    return take_kind(&members);
}

static int by_chapter_id_and_attempt(const void *left, const void *right)
{
    const ReportCase *a = left, *b = right;
    int order = strcmp(a->chapter, b->chapter);
    if (!order)
        order = strcmp(a->id, b->id);
    return order ? order : (a->attempt > b->attempt) - (a->attempt < b->attempt);
}

static int by_key(const void *left, const void *right)
{
    return strcmp(((const ReportFact *)left)->key, ((const ReportFact *)right)->key);
}

void run_complete(Run *run)
{
    if (run->case_count)
        qsort(run->cases, run->case_count, sizeof *run->cases, by_chapter_id_and_attempt);
    if (run->fact_count)
        qsort(run->facts, run->fact_count, sizeof *run->facts, by_key);
    const char **texts[] = {&run->version,  &run->id,        &run->started, &run->ended,
                            &run->platform, &run->arguments, &run->seed,    &run->baseline_path};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!*texts[i])
            *texts[i] = "";
    }
}

void run_free(Run *run)
{
    for (size_t i = 0; i < run->case_count; i++) {
        free(run->cases[i].operations);
        free(run->cases[i].observations);
    }
    free(run->cases);
    free(run->facts);
    free(run->claims);
    free(run->statements);
    free(run->problems);
    free(run->left_behind);
    run_memory_free(run->memory);
    *run = (Run){0};
}

typedef struct Source {
    Run *run;
    const char *path;
} Source;

static bool visit(json_t *record, unsigned line, void *context, Text *problem)
{
    const Source *source = context;
    Text expected = {0};
    bool fine = run_take_record(source->run, record, &expected);
    if (!fine)
        text_printf(problem, "%s:%u: not a mapcheck ledger: %s", source->path, line, expected.bytes);
    text_free(&expected);
    return fine;
}

bool read_ledger(const char *path, Run *run, Text *problem)
{
    *run = (Run){0};
    Source source = {run, path};
    bool torn = false;
    bool fine = ledger_read(path, visit, &source, &torn, problem);
    run->torn = torn;
    run_complete(run);
    if (!fine)
        run_free(run);
    return fine;
}
