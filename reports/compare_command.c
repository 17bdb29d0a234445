/* `mapcheck compare`: two runs side by side. A case that was told several times counts by its last attempt. */
#include "reports/report.h"

#include "reports/transcript.h"
#include "run/verbs.h"

#include <getopt.h>
#include <assert.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char compare_usage[] =
    "mapcheck compare OLD NEW [--json]\n"
    "\n"
    "  mapcheck compare yesterday/ledger.jsonl mapcheck-out/ledger.jsonl\n"
    "\n"
    "OLD and NEW are ledgers, or the folders that hold one. Prints cases whose outcome changed, cases that appeared\n"
    "or vanished, and times that changed much (twice as long or half, and by 50 ms at least). Times alone are not a\n"
    "difference: they depend on the machine's load.\n"
    "\n"
    "Exit codes: 0 the same outcomes; 1 different; 2 not done.\n";

typedef struct Comparison {
    size_t changed, appeared, vanished, slower, faster;
    json_t *list; /* with --json; else NULL, and lines are printed */
} Comparison;

/* At least one of `old` and `new` is there. */
static void tell(Comparison *comparison, const char *what, const ReportCase *old, const ReportCase *new)
{
    const ReportCase *named = new ? new : old;
    assert(named != NULL);
    if (comparison->list) {
        json_array_append_new(comparison->list,
                              json_pack("{s:s, s:s, s:s?, s:s?, s:f, s:f}", "change", what, "case", named->id, "old",
                                        old ? case_word(old) : NULL, "new", new ? case_word(new) : NULL,
                                        "old_milliseconds", old ? old->milliseconds : 0.0, "new_milliseconds",
                                        new ? new->milliseconds : 0.0));
        return;
    }
    Text line = {0};
    text_printf(&line, "%-9s ", what);
    append_printable(&line, named->id, false);
    text_append(&line, "  ");
    bool time = old && new && !strcmp(case_word(old), case_word(new));
    if (time)
        append_duration(&line, old->milliseconds);
    else if (old)
        text_append(&line, case_word(old));
    if (old && new)
        text_append(&line, " -> ");
    if (time)
        append_duration(&line, new->milliseconds);
    else if (new)
        text_append(&line, case_word(new));
    puts(line.bytes);
    text_free(&line);
}

static void compare_case(Comparison *comparison, const ReportCase *old, const ReportCase *new)
{
    double before = old->milliseconds, after = new->milliseconds;
    if (strcmp(case_word(old), case_word(new)) != 0) {
        comparison->changed++;
        tell(comparison, "changed", old, new);
    } else if (after >= 2 * before && after - before >= 50) {
        comparison->slower++;
        tell(comparison, "slower", old, new);
    } else if (before >= 2 * after && before - after >= 50) {
        comparison->faster++;
        tell(comparison, "faster", old, new);
    }
}

static int by_id(const void *left, const void *right)
{
    return strcmp((*(const ReportCase *const *)left)->id, (*(const ReportCase *const *)right)->id);
}

/* The last attempt of each case, by id. */
static const ReportCase **last_attempts(const Run *run, size_t *count)
{
    const ReportCase **cases = malloc((run->case_count + 1) * sizeof *cases);
    if (!cases)
        return NULL;
    *count = 0;
    for (size_t i = 0; i < run->case_count; i++) {
        bool last = i + 1 == run->case_count || strcmp(run->cases[i].id, run->cases[i + 1].id) != 0;
        if (last)
            cases[(*count)++] = &run->cases[i];
    }
    if (*count)
        qsort(cases, *count, sizeof *cases, by_id);
    return cases;
}

static bool compare_runs(Comparison *comparison, const Run *old, const Run *new)
{
    size_t old_count = 0, new_count = 0;
    const ReportCase **before = last_attempts(old, &old_count), **after = last_attempts(new, &new_count);
    bool fine = before && after;
    for (size_t i = 0, j = 0; fine && (i < old_count || j < new_count);) {
        int order = i == old_count ? 1 : j == new_count ? -1 : strcmp(before[i]->id, after[j]->id);
        if (order < 0) {
            comparison->vanished++;
            tell(comparison, "vanished", before[i++], NULL);
        } else if (order > 0) {
            comparison->appeared++;
            tell(comparison, "appeared", NULL, after[j++]);
        } else {
            compare_case(comparison, before[i++], after[j++]);
        }
    }
    free(before);
    free(after);
    return fine;
}

static int print_result(const Comparison *comparison)
{
    if (comparison->list) {
        json_dumpf(comparison->list, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        printf("%zu changed, %zu appeared, %zu vanished; %zu slower, %zu faster\n", comparison->changed,
               comparison->appeared, comparison->vanished, comparison->slower, comparison->faster);
    }
    bool same = !comparison->changed && !comparison->appeared && !comparison->vanished;
    return same ? EXIT_AS_EXPECTED : EXIT_UNEXPECTED;
}

static int compare_files(const char *const paths[2], bool as_json)
{
    Run runs[2] = {{0}, {0}};
    Text problem = {0};
    bool fine = true;
    for (size_t i = 0; i < 2 && fine; i++) {
        Text ledger = {0};
        append_ledger_path(&ledger, paths[i]);
        fine = read_ledger(ledger.bytes, &runs[i], &problem);
        text_free(&ledger);
    }
    Comparison comparison = {.list = as_json ? json_array() : NULL};
    if (fine && !compare_runs(&comparison, &runs[0], &runs[1])) {
        text_append(&problem, "there is not enough memory for two ledgers of this size");
        fine = false;
    }
    int code = fine ? print_result(&comparison) : cannot("compare", "%s", problem.bytes);
    json_decref(comparison.list);
    run_free(&runs[0]);
    run_free(&runs[1]);
    text_free(&problem);
    return code;
}

int compare_command(int argc, char **argv)
{
    static const struct option options[] = {
        {"help", no_argument, NULL, 'h'}, {"json", no_argument, NULL, 'j'}, {NULL, 0, NULL, 0}};
    bool as_json = false;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", options, NULL)) != -1;) {
        if (option == 'h') {
            fputs(compare_usage, stdout);
            return EXIT_AS_EXPECTED;
        }
        if (option != 'j')
            return misused_option("compare", argv, option);
        as_json = true;
    }
    if (argc - optind != 2)
        return misused("compare", "wants two ledgers, the old one first");
    return compare_files((const char *const[]){argv[optind], argv[optind + 1]}, as_json);
}
