/* How a run ends: nothing of it is left on the system, and everything is said. */
#include "platform/system.h"
#include "reports/report.h"
#include "run/interrupt.h"
#include "run/run.h"
#include "run/verbs.h"

#include <stdio.h>
#include <string.h>

static void append_counts(Text *out, const size_t *counts, int kinds, const char *(*word)(int))
{
    const char *separator = "";
    for (int i = 0; i < kinds; i++) {
        if (!counts[i])
            continue;
        text_printf(out, "%s%zu %s", separator, counts[i], word(i));
        separator = ", ";
    }
}

static const char *outcome_name(int index)
{
    return outcome_word((Outcome)index);
}

static const char *judgement_name(int index)
{
    return judgement_word((Judgement)index);
}

static void print_counts(const TheRun *run)
{
    const Telling *telling = &run->telling;
    char duration[32];
    format_duration(duration, sizeof duration, clock_milliseconds() - telling->progress.started);
    Text text = {0};
    text_printf(&text, "%zu cases in %s", telling->progress.done, duration);
    if (telling->progress.done) {
        text_append(&text, ": ");
        append_counts(&text, telling->outcomes, OUTCOME_COUNT, outcome_name);
        text_append(&text, "\njudgement: ");
        append_counts(&text, telling->judgements, JUDGEMENT_COUNT, judgement_name);
    }
    printf("%s\n", text.bytes);
    text_free(&text);
}

/* Each sentence once: what was not tried here is said wherever the counts are. */
static void print_skips(const TheRun *run)
{
    enum { MOST = 12 };
    size_t told = 0, cases = 0;
    const char *sentence;
    json_t *count;
    json_object_foreach(run->telling.skips, sentence, count)
    {
        if (told++ < MOST)
            printf("skip: %lld  %s\n", (long long)json_integer_value(count), sentence);
        else
            cases += (size_t)json_integer_value(count);
    }
    if (cases)
        printf("skip: %zu  for %zu other reasons; see the report\n", cases, told - MOST);
}

static void print_left_out(const TheRun *run, size_t not_run)
{
    const Selected *selected = &run->selected;
    if (selected->elsewhere)
        printf("%zu cases of %s are for another platform\n", selected->elsewhere, selected->elsewhere_names.bytes);
    if (not_run)
        printf("%zu cases did not run or did not end; --resume %s goes on from here\n", not_run,
               run->ledger_path.bytes);
    if (run->telling.problems)
        printf("%zu problems with the baseline\n", run->telling.problems);
}

static void print_left_behind(const char *left)
{
    if (*left)
        printf("left behind by the run, and ended or removed now:\n%s%s", left,
               left[strlen(left) - 1] == '\n' ? "" : "\n");
}

static bool write_all_reports(const TheRun *run)
{
    if (run->options.no_reports)
        return true;
    Text problem = {0};
    bool written = write_reports(run->ledger_path.bytes, run->options.out, &problem);
    if (written)
        printf("report: %s/report.html\n", run->options.out);
    else
        cannot("run", "the reports could not be written: %s", problem.bytes);
    text_free(&problem);
    return written;
}

static size_t count_not_run(const TheRun *run, bool stopped)
{
    if (!stopped)
        return 0;
    uint64_t total = jobs_total(&run->jobs);
    uint64_t all = total ? total : run->handed;
    return all > run->telling.progress.done ? (size_t)(all - run->telling.progress.done) : 0;
}

int run_conclude(TheRun *run, bool stopped)
{
    Text left = {0};
    progress_end(&run->telling.progress);
    session_sweep(&run->session, &left);
    const char *lines = left.bytes ? left.bytes : "";
    size_t not_run = count_not_run(run, stopped);
    Text problem = {0};
    bool written = !run->telling.problem.length && telling_summary(&run->telling, not_run, lines);
    written = ledger_close(run->telling.ledger, &problem) && written;
    run->telling.ledger = NULL;
    print_counts(run);
    print_skips(run);
    print_left_out(run, not_run);
    print_left_behind(lines);
    bool unexpected = run->telling.unexpected || run->telling.problems || *lines;
    if (!written)
        cannot("run", "%s", run->telling.problem.length ? run->telling.problem.bytes : problem.bytes);
    bool reported = written && write_all_reports(run);
    printf("ledger: %s\n", run->ledger_path.bytes);
    if (was_interrupted())
        cannot("run", "interrupted; what was told until then is in the ledger");
    text_free(&left);
    text_free(&problem);
    if (!written || !reported || stopped)
        return EXIT_NOT_DONE;
    return unexpected ? EXIT_UNEXPECTED : EXIT_AS_EXPECTED;
}

void run_free_all(TheRun *run)
{
    Text ignored = {0}; /* a run that did not begin has nothing that could be lost */
    ledger_close(run->telling.ledger, &ignored);
    text_free(&ignored);
    telling_free(&run->telling);
    resume_free(&run->resume);
    selected_free(&run->selected);
    session_close(&run->session);
    text_free(&run->ledger_path);
    run_options_free(&run->options);
}
