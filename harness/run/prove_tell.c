#include "run/prove_next.h"

#include "platform/system.h"
#include "run/interrupt.h"
#include "run/judge.h"
#include "run/ledger.h"
#include "run/pool.h"

#include <stdlib.h>
#include <string.h>

enum { CASE_BYTES = 64 << 20 };

static size_t index_of(const Proof *proof, const Job *job)
{
    size_t index = 0;
    while (proof->selected.cases[index] != job->instance)
        index++;
    return index;
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

/* Nobody knows how many tellings it takes, so what counts is how many mutants and cases are done with. */
static void count_proven(Proof *proof, size_t mutant, size_t index)
{
    const Kills *kills = &proof->kills;
    if (kills_cell(kills, mutant, index) != CELL_KILLED)
        return;
    if (kills->kills_of_mutant[mutant] == 1)
        progress_count(&proof->progress, false);
    if (kills->kills_of_case[index] == 1)
        progress_count(&proof->progress, false);
}

static void take_with(Proof *proof, const Job *job, const json_t *record, Outcome outcome, const char *observed)
{
    size_t mutant = (size_t)job->variant - 1, index = index_of(proof, job);
    kills_take(&proof->kills, mutant, index, outcome, observed);
    if (!proof->options.quick)
        return;
    likely_taken(&proof->likely, mutant, index, json_number_value(json_object_get(record, "milliseconds")) / 1000);
    count_proven(proof, mutant, index);
}

static bool take_record(void *context, unsigned worker, const Job *job, json_t *record, const char *rest)
{
    (void)worker, (void)rest;
    Proof *proof = context;
    Outcome outcome;
    if (!record_is(record, "end") || !outcome_from_word(record_text(record, "outcome", ""), &outcome))
        return true;
    char *observed = json_dumps(json_object_get(record, "observations"), JSON_COMPACT | JSON_SORT_KEYS);
    const char *text = observed ? observed : "";
    bool unexpected = false;
    if (job->variant > 0)
        take_with(proof, job, record, outcome, text);
    else
        unexpected = take_without(proof, job, record, outcome, text);
    free(observed);
    if (job->variant <= 0 || !proof->options.quick)
        progress_count(&proof->progress, unexpected);
    return true;
}

static void note_given_up(void *context, const Job *job, const char *message)
{
    Proof *proof = context;
    if (job->variant <= 0)
        return; /* that is not as expected, and will be said */
    Text text = {0};
    text_printf(&text, "given up with the fault %s: %s: %s\n", proof->mutants.list[job->variant - 1].name,
                job->instance->id, message);
    progress_print(&proof->progress, text.bytes);
    text_free(&text);
    proof->given_up++;
}

static bool tick(void *context)
{
    progress_show(&((Proof *)context)->progress);
    return !was_interrupted();
}

/* The value of a member that is a string without escapes, which ends at a quotation mark; NULL: it has none. */
static const char *member(const char *line, const char *start)
{
    const char *at = strstr(line, start);
    return at ? at + strlen(start) : NULL;
}

/* Workers tell the cases in their order, so the one that is looked for is mostly the same, or near. */
static bool find_called(Proof *proof, const char *id)
{
    size_t length = strcspn(id, "\"");
    for (size_t i = 0; i < proof->selected.count; i++) {
        size_t index = (proof->called + i) % proof->selected.count;
        const char *known = proof->selected.cases[index]->id;
        if (!strncmp(known, id, length) && !known[length]) {
            proof->called = index;
            return true;
        }
    }
    return false;
}

static bool take_operation(void *context, unsigned worker, const Text *line)
{
    (void)worker;
    Proof *proof = context;
    const char *id = member(line->bytes, "\"case\":\""), *call = member(line->bytes, "\"call\":\"");
    if (id && call && find_called(proof, id))
        likely_called(&proof->likely, proof->called, call);
    return true;
}

static bool pool(Proof *proof, PoolClient *client, const char *what, size_t total, Text *problem)
{
    PoolOptions options = {.workers = proof->options.jobs,
                           .case_limit = session_case_limit(&proof->session),
                           .case_bytes = CASE_BYTES,
                           .run_mark = proof->session.id.bytes};
    client->command = worker_words;
    client->record = take_record;
    client->given_up = note_given_up;
    client->tick = tick;
    client->context = proof;
    progress_start(&proof->progress, what, total, proof->options.quiet);
    PoolResult result = pool_run(&options, client, problem);
    progress_end(&proof->progress);
    if (result == POOL_STOPPED)
        text_append(problem, "interrupted; nothing is proven");
    return result == POOL_DONE;
}

bool tell_without(Proof *proof, Text *problem)
{
    PoolClient client = {.next = next_without, .operation = proof->options.quick ? take_operation : NULL};
    return pool(proof, &client, "cases without a fault", count_tellings(proof), problem);
}

bool tell_with(Proof *proof, Text *problem)
{
    PoolClient client = {.next = proof->options.quick ? next_likely : next_of_all};
    return pool(proof, &client, proof->options.quick ? "mutants and cases proven" : "cases with a fault",
                count_work(proof), problem);
}
