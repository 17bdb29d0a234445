/* A run as the renderers see it: read once from a ledger (docs/ledger.md), then only looked at.
 *
 * Text members are never NULL unless said so: what the ledger does not have is "". They may hold any bytes but NUL;
 * each renderer escapes for its own format. Everything belongs to the run and is freed with it. */
#ifndef MAPCHECK_REPORTS_MODEL_H
#define MAPCHECK_REPORTS_MODEL_H

#include "run/outcome.h"
#include "wire/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct ReportOperation {
    unsigned number; /* within the case, from 1 */
    const char *actor;
    const char *call;   /* "posix.mmap(NULL, 16384, ...)" */
    const char *answer; /* "ok 0x7f0000": the wire's, without its number */
    const char *kind;   /* "ok", "error", "fault", "died", "late", "unsupported", "note" */
    const char *file;
    int line;
} ReportOperation;

typedef struct ReportObservation {
    const char *key;
    const char *value;
    const char *expected; /* NULL: nothing is */
} ReportObservation;

/* One attempt of one case. */
typedef struct ReportCase {
    const char *id; /* "common/lifetime/bytes_outlive_their_writer@posix-file" */
    const char *chapter;
    const char *subject;
    const char *level; /* "MUST", "SHOULD", "OBSERVE" */
    const char *claim;
    const char *requirements; /* ids separated by spaces */
    const char *file;         /* relative to the repository */
    int line;
    int worker;
    int attempt;   /* from 1 */
    bool finished; /* false: there is no "end" record; outcome and judgement mean nothing */
    Outcome outcome;
    Judgement judgement;
    double milliseconds;
    int checks;
    ReportOperation *operations; /* in the order of the ledger */
    size_t operation_count;
    ReportObservation *observations;
    size_t observation_count;
    struct {
        const char *message; /* "" = the case did not fail */
        const char *file;
        int line;
        unsigned operation; /* number of the one that was judged; 0 = none */
    } failure;
    struct {
        const char *kind;     /* "capability", "unsupported", "not-run", "environment" */
        const char *sentence; /* "" = not skipped */
    } skip;
    const char *noise;
    struct {
        const char *reason; /* "" = the baseline has no entry for it */
        const char *outcome;
        const char *file; /* "" = the baseline itself */
        int line;
    } baseline;
    size_t operation_room, observation_room; /* read_ledger.c's own */
} ReportCase;

typedef struct ReportFact {
    const char *key;
    const char *value;
} ReportFact;

/* A claim of the articles behind the suite, as the registry had it when the run began. */
typedef struct ReportClaim {
    const char *id;        /* "C16" */
    const char *statement; /* what was claimed */
    const char *today;     /* what holds today, and what the cases assert: "true ...", "refuted: ..." */
} ReportClaim;

/* What a case stands on, as the registry had it when the run began. */
typedef struct ReportStatement {
    const char *id; /* "W-COW-002" */
    const char *statement;
    const char *source;
} ReportStatement;

typedef struct ReportProblem {
    const char *message;
    const char *file;
    int line;
} ReportProblem;

typedef struct Run {
    const char *version; /* of mapcheck */
    const char *id;
    const char *started;
    const char *ended; /* "" = the run has no summary: it was ended early, or still runs */
    const char *platform;
    const char *arguments;     /* the command line, words separated by spaces */
    const char *actor_options; /* who carried the operations out, as options of `mapcheck run`; "" = the usual */
    const char *seed;
    int jobs;
    int selected; /* cases that were to run; 0 = not said */
    double milliseconds;
    const char *baseline_path; /* "" = this platform has none */
    int baseline_entries;
    bool torn;         /* the ledger's last line is not whole */
    ReportFact *facts; /* by key */
    size_t fact_count;
    ReportClaim *claims; /* in the registry's order */
    size_t claim_count;
    ReportStatement *statements; /* of a resumed run, those of each start */
    size_t statement_count;
    ReportCase *cases; /* by chapter, id and attempt */
    size_t case_count;
    ReportProblem *problems;
    size_t problem_count;
    const char **left_behind; /* what had to be swept after the run */
    size_t left_behind_count;
    struct RunMemory *memory; /* read_ledger.c's own */
} Run;

/* Reads a whole ledger. A last line that is not whole is left out (`torn`). False: `problem` says "FILE:LINE: what was
 * expected", and `run` is empty. */
bool read_ledger(const char *path, Run *run, Text *problem);

/* The same, a record at a time, for who has the records at hand: start from {0}, give each record, and end with
 * run_complete, which sorts. False: `problem` says what was expected. */
bool run_take_record(Run *run, const json_t *record, Text *problem);
void run_complete(Run *run);
void run_free(Run *run);

/* How many cases ended in each way. The kinds of words are never added together. */
typedef struct Tally {
    size_t outcomes[OUTCOME_COUNT];
    size_t judgements[JUDGEMENT_COUNT];
    size_t unfinished; /* begun, never ended */
    size_t unstarted;  /* selected, never begun */
} Tally;
void tally_run(const Run *run, Tally *tally);

/* Not as this platform's baseline says (or not finished): what makes a run exit with 1. */
bool case_is_unexpected(const ReportCase *c);
/* Failed, crashed, hung or broke, or is unexpected in another way: what a report shows first. */
bool case_is_deviation(const ReportCase *c);
/* The outcome's word, or "not finished". */
const char *case_word(const ReportCase *c);
/* Deviations and others alike: why it counts as it does, in one sentence; the failure's message where there is one. */
void append_case_message(Text *out, const ReportCase *c);
/* How the run as a whole ended, in one sentence. */
void append_run_verdict(Text *out, const Run *run);

#endif
