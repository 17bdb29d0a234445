#include "run/run.h"

#include "run/interrupt.h"
#include "run/pool.h"
#include "run/verbs.h"

enum { CASE_BYTES = 64 << 20 };

static bool replay(TheRun *run, const Job *job, json_t *records)
{
    size_t index;
    json_t *record;
    bool written = true;
    json_array_foreach(records, index, record)
    {
        written = written && telling_record(&run->telling, run->telling.workers, job, record, "");
    }
    return written;
}

static bool leave_out(TheRun *run, const Job *job, const BaselineEntry *entry)
{
    json_t *record = end_record(job, OUTCOME_SKIP, 0);
    end_record_skip(record, "not-run", entry->reason);
    bool written = telling_record(&run->telling, run->telling.workers, job, record, "");
    json_decref(record);
    return written;
}

static bool next_job(void *context, long variant, Job *job)
{
    (void)variant; /* all workers of a run are alike */
    TheRun *run = context;
    while (!run->enough && !run->telling.problem.length && jobs_next(&run->jobs, job)) {
        const BaselineEntry *entry = baseline_find(&run->session.baseline, job->instance->id, run->session.facts);
        json_t *records = resume_records(&run->resume, job->instance->id, job->attempt);
        if (records) {
            replay(run, job, records);
        } else if (entry && entry->outcomes == BASELINE_NOT_RUN) {
            leave_out(run, job, entry);
        } else {
            run->handed++;
            return true;
        }
    }
    return false;
}

static bool worker_words(void *context, long variant, Words *words, Text *problem)
{
    (void)variant;
    return session_worker_command(&((TheRun *)context)->session, NULL, words, problem);
}

static bool take_operation(void *context, unsigned worker, const Text *line)
{
    return telling_operation(&((TheRun *)context)->telling, worker, line);
}

static bool take_record(void *context, unsigned worker, const Job *job, json_t *record, const char *rest)
{
    TheRun *run = context;
    bool written = telling_record(&run->telling, worker, job, record, rest);
    if (record_is(record, "end")) {
        run->ended++;
        run->enough = run->enough || (run->options.until_fail && run->telling.unexpected);
    }
    return written;
}

static bool caught_up(void *context)
{
    Telling *telling = &((TheRun *)context)->telling;
    return ledger_flush(telling->ledger, &telling->problem);
}

static bool tick(void *context)
{
    TheRun *run = context;
    progress_show(&run->telling.progress);
    return !was_interrupted() && !run->telling.problem.length;
}

static int run_all(TheRun *run, Text *problem)
{
    PoolOptions options = {.workers = run->options.jobs,
                           .case_limit = session_case_limit(&run->session),
                           .case_bytes = CASE_BYTES,
                           .run_mark = run->session.id.bytes};
    PoolClient client = {.next = next_job,
                         .command = worker_words,
                         .record = take_record,
                         .operation = take_operation,
                         .caught_up = caught_up,
                         .tick = tick,
                         .context = run};
    PoolResult result = pool_run(&options, &client, problem);
    int code = run_conclude(run, result != POOL_DONE);
    return result == POOL_FAILED ? cannot("run", "%s", problem->bytes) : code;
}

int run_command(int argc, char **argv)
{
    TheRun run = {0};
    int code = parse_run_options("run", argc, argv, &run.options);
    if (code < 0) {
        Text problem = {0};
        watch_interrupts();
        code = run_prepare(&run, &problem) ? run_all(&run, &problem) : cannot("run", "%s", problem.bytes);
        text_free(&problem);
    }
    run_free_all(&run);
    return code;
}
