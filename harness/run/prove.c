/* `mapcheck prove`: can every case fail, and is every known fault noticed? */
#include "platform/system.h"
#include "run/interrupt.h"
#include "run/judge.h"
#include "run/kills_print.h"
#include "run/ledger.h"
#include "run/pool.h"
#include "run/progress.h"
#include "run/select.h"
#include "run/session.h"
#include "run/verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CASE_BYTES = 64 << 20 };

typedef struct Proof {
    RunOptions options;
    Session session;
    Selected selected;
    Mutants mutants;
    Kills kills;
    Progress progress;
    size_t told;       /* without a fault: how many were handed out */
    size_t again;      /* ... of those that are told twice */
    size_t unexpected; /* without a fault */
} Proof;

static size_t index_of(const Proof *proof, const Job *job)
{
    size_t index = 0;
    while (proof->selected.cases[index] != job->instance)
        index++;
    return index;
}

/* What harms the host harms it here, too. */
static bool is_kept_off(const Proof *proof, const Instance *instance)
{
    const BaselineEntry *entry = baseline_find(&proof->session.baseline, instance->id, proof->session.facts);
    return entry && entry->outcomes == BASELINE_NOT_RUN;
}

/* Variant 0 is the actor as it is; what only observes is told twice, to know which observations can be compared. */
static bool next_without(void *context, long variant, Job *job)
{
    (void)variant;
    Proof *proof = context;
    while (proof->told < proof->selected.count) {
        const Instance *instance = proof->selected.cases[proof->told++];
        if (!is_kept_off(proof, instance)) {
            *job = (Job){.instance = instance, .attempt = 1};
            return true;
        }
    }
    while (proof->again < proof->selected.count) {
        const Instance *instance = proof->selected.cases[proof->again++];
        if (instance->told->level == OBSERVE && !is_kept_off(proof, instance)) {
            *job = (Job){.instance = instance, .attempt = 2};
            return true;
        }
    }
    return false;
}

static bool next_with(void *context, long variant, Job *job)
{
    Proof *proof = context;
    size_t index, count = proof->mutants.count;
    size_t own = variant > 0 ? (size_t)variant - 1 : count;
    if (own < count && kills_next(&proof->kills, own, &index)) {
        *job = (Job){.instance = proof->selected.cases[index], .attempt = 1, .variant = variant};
        return true;
    }
    /* Mutants that no worker has begun first: fewer workers are started anew then. */
    for (int begun = 0; begun <= 1; begun++) {
        for (size_t m = 0; m < count; m++) {
            if ((proof->kills.next[m] > 0) != begun || !kills_next(&proof->kills, m, &index))
                continue;
            *job = (Job){.instance = proof->selected.cases[index], .attempt = 1, .variant = (long)m + 1};
            return true;
        }
    }
    return false;
}

static bool worker_words(void *context, long variant, Words *words, Text *problem)
{
    Proof *proof = context;
    const char *mutant = variant > 0 ? proof->mutants.list[variant - 1].name : NULL;
    return session_worker_command(&proof->session, mutant, words, problem);
}

static void say_unexpected(Proof *proof, const json_t *record)
{
    const json_t *failure = json_object_get(record, "failure");
    Text text = {0};
    text_printf(&text, "not as expected without a fault: %s: %s  %s\n", record_text(record, "case", ""),
                record_text(record, "outcome", ""), record_text(failure, "message", ""));
    progress_print(&proof->progress, text.bytes);
    text_free(&text);
    proof->unexpected++;
}

static bool take_without(Proof *proof, const Job *job, const json_t *record, Outcome outcome, const char *observed)
{
    const Baseline *baseline = &proof->session.baseline;
    const BaselineEntry *entry = baseline_find(baseline, job->instance->id, proof->session.facts);
    Judgement judgement = judge(entry, baseline->path != NULL, outcome, 0);
    if (judgement_is_unexpected(judgement))
        say_unexpected(proof, record);
    kills_without(&proof->kills, index_of(proof, job), outcome, observed);
    return judgement_is_unexpected(judgement);
}

static bool take_record(void *context, unsigned worker, const Job *job, json_t *record)
{
    (void)worker;
    Proof *proof = context;
    Outcome outcome;
    if (!record_is(record, "end") || !outcome_from_word(record_text(record, "outcome", ""), &outcome))
        return true;
    char *observed = json_dumps(json_object_get(record, "observations"), JSON_COMPACT | JSON_SORT_KEYS);
    const char *text = observed ? observed : "";
    bool unexpected = false;
    if (job->variant > 0)
        kills_take(&proof->kills, (size_t)job->variant - 1, index_of(proof, job), outcome, text);
    else
        unexpected = take_without(proof, job, record, outcome, text);
    free(observed);
    progress_count(&proof->progress, unexpected);
    return true;
}

static bool tick(void *context)
{
    progress_show(&((Proof *)context)->progress);
    return !was_interrupted();
}

static bool pool(Proof *proof, bool (*next)(void *, long, Job *), size_t total, Text *problem)
{
    PoolOptions options = {.workers = proof->options.jobs,
                           .case_limit = session_case_limit(&proof->session),
                           .case_bytes = CASE_BYTES,
                           .run_mark = proof->session.id.bytes};
    PoolClient client = {.next = next, .command = worker_words, .record = take_record, .tick = tick, .context = proof};
    progress_start(&proof->progress, total, proof->options.quiet);
    PoolResult result = pool_run(&options, &client, problem);
    progress_end(&proof->progress);
    if (result == POOL_STOPPED)
        text_append(problem, "interrupted; nothing is proven");
    return result == POOL_DONE;
}

static size_t count_trials(const Proof *proof)
{
    size_t trials = 0;
    for (size_t m = 0; m < proof->mutants.count; m++) {
        for (size_t i = 0; i < proof->selected.count; i++)
            trials += kills_can_prove(&proof->kills, i) &&
                      mutant_concerns(&proof->mutants.list[m], proof->selected.cases[i]);
    }
    return trials;
}

static bool find_mutants(Proof *proof, Text *problem)
{
    Mutants *mutants = &proof->mutants;
    uint64_t deadline = clock_milliseconds() + session_case_limit(&proof->session);
    return mutants_ask(&proof->session.actor, deadline, mutants, problem) &&
           mutants_keep(mutants, proof->options.family, &proof->options.mutants, problem);
}

/* A case of another family than all these mutants (--family) can neither notice one nor be proven by one. */
static void leave_out_unconcerned(Proof *proof)
{
    Selected *selected = &proof->selected;
    size_t kept = 0;
    for (size_t i = 0; i < selected->count; i++) {
        bool concerned = false;
        for (size_t m = 0; m < proof->mutants.count && !concerned; m++)
            concerned = mutant_concerns(&proof->mutants.list[m], selected->cases[i]);
        if (concerned)
            selected->cases[kept++] = selected->cases[i];
    }
    if (kept < selected->count)
        printf("%zu cases are of families that these mutants are not of\n", selected->count - kept);
    selected->count = kept;
}

static bool prepare(Proof *proof, Text *problem)
{
    const Instance *all;
    size_t count = all_instances(&all);
    const RunOptions *options = &proof->options;
    if (!session_open(&proof->session, options, problem))
        return false;
    Selection wanted = {.patterns = &options->patterns,
                        .subjects = &options->subjects,
                        .families = session_families(&proof->session),
                        .shard = 1,
                        .shards = 1};
    if (!select_cases(all, count, &wanted, &proof->selected, problem) || !find_mutants(proof, problem))
        return false;
    leave_out_unconcerned(proof);
    kills_init(&proof->kills, &proof->mutants, proof->selected.cases, proof->selected.count, options->quick);
    printf("%zu cases, %zu mutants on %s\n", proof->selected.count, proof->mutants.count,
           proof->session.platform.bytes);
    fflush(stdout);
    return true;
}

static bool write_matrix(const Proof *proof, Text *problem)
{
    const char *path = proof->options.matrix;
    if (!path)
        return true;
    size_t length = strlen(path);
    Text text = {0};
    append_matrix(&text, &proof->kills, length > 3 && !strcmp(path + length - 3, ".md"));
    bool written = write_file(path, text.bytes, text.length, problem);
    text_free(&text);
    return written;
}

static int conclude(Proof *proof, Text *problem)
{
    Text text = {0}, left = {0};
    size_t open = append_kills(&text, &proof->kills);
    fputs(text.bytes, stdout);
    text_free(&text);
    session_sweep(&proof->session, &left);
    if (left.length)
        printf("left behind by the run, and ended or removed now:\n%s\n", left.bytes);
    bool clean = !open && !left.length && !proof->unexpected;
    text_free(&left);
    if (!write_matrix(proof, problem))
        return cannot("prove", "%s", problem->bytes);
    return clean ? EXIT_AS_EXPECTED : EXIT_UNEXPECTED;
}

int prove_command(int argc, char **argv)
{
    Proof proof = {0};
    Text problem = {0};
    int code = parse_run_options("prove", argc, argv, &proof.options);
    if (code < 0) {
        watch_interrupts();
        if (prepare(&proof, &problem) && pool(&proof, next_without, proof.selected.count, &problem) &&
            pool(&proof, next_with, count_trials(&proof), &problem))
            code = conclude(&proof, &problem);
        else
            code = cannot("prove", "%s", problem.bytes);
    }
    kills_free(&proof.kills);
    mutants_free(&proof.mutants);
    selected_free(&proof.selected);
    session_close(&proof.session);
    run_options_free(&proof.options);
    text_free(&problem);
    return code;
}
