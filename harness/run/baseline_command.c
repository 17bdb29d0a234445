/* `mapcheck baseline`: checks baselines, and suggests entries for what a run did not expect. */
#include "platform/system.h"
#include "reports/model.h"
#include "run/baseline.h"
#include "run/data.h"
#include "run/verbs.h"
#include "run/words.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum { CHECK = 256, SUGGEST, LEDGER, DATA, HELP };

static const struct option baseline_options[] = {
    {"check", no_argument, NULL, CHECK},         {"suggest", no_argument, NULL, SUGGEST},
    {"ledger", required_argument, NULL, LEDGER}, {"data", required_argument, NULL, DATA},
    {"help", no_argument, NULL, HELP},           {0},
};

static bool check_patterns(const Baseline *baseline)
{
    const Instance *all;
    size_t count = all_instances(&all);
    bool fine = true;
    for (size_t i = 0; i < baseline->count; i++) {
        if (baseline_entry_matches_any(&baseline->entries[i], all, count))
            continue;
        printf("%s:%u: the pattern %s matches no case\n", baseline->entries[i].file, baseline->entries[i].line,
               baseline->entries[i].pattern);
        fine = false;
    }
    return fine;
}

static int check_file(const char *path, const Registry *registry)
{
    Baseline baseline = {0};
    Text problem = {0};
    int code = EXIT_AS_EXPECTED;
    if (!baseline_read(path, &baseline, &problem) || !baseline_check_reasons(&baseline, registry, &problem))
        code = cannot("baseline", "%s", problem.bytes);
    else if (!check_patterns(&baseline))
        code = EXIT_UNEXPECTED;
    else
        printf("%s: %zu entries, all well\n", path, baseline.count);
    baseline_free(&baseline);
    text_free(&problem);
    return code;
}

static bool note_name(const char *name, void *names)
{
    size_t length = strlen(name);
    if (length > 4 && !strcmp(name + length - 4, ".txt"))
        words_add(names, name);
    return true;
}

static int check_all(const char *data, const Registry *registry)
{
    Text directory = {0};
    Words names = {0};
    text_printf(&directory, "%s/reports/baseline", data);
    int code = EXIT_AS_EXPECTED;
    if (!list_directory(directory.bytes, note_name, &names))
        code = cannot("baseline", "%s: cannot be listed", directory.bytes);
    for (size_t i = 0; i < names.count; i++) {
        Text path = {0};
        text_printf(&path, "%s/%s", directory.bytes, names.list[i]);
        int one = check_file(path.bytes, registry);
        code = one > code ? one : code;
        text_free(&path);
    }
    words_free(&names);
    text_free(&directory);
    return code;
}

static int check_named(const char *data, const char *file)
{
    Text directory = {0}, problem = {0};
    Registry registry = {0};
    int code;
    if (!find_data(data, &directory, &problem) || !registry_read_data(directory.bytes, &registry, &problem))
        code = cannot("baseline", "%s", problem.bytes);
    else
        code = file ? check_file(file, &registry) : check_all(directory.bytes, &registry);
    registry_free(&registry);
    text_free(&directory);
    text_free(&problem);
    return code;
}

static void suggest_for(const ReportCase *c)
{
    printf("# %s: %s\n# %s\n", judgement_word(c->judgement), c->claim, c->failure.message);
    if (c->judgement == JUDGEMENT_IMPROVEMENT)
        printf("# take the entry of line %d of %s out: %s is now %s\n\n", c->baseline.line,
               *c->baseline.file ? c->baseline.file : "the baseline", c->id, outcome_word(c->outcome));
    else
        printf("%s %s : " BASELINE_REASON_MARKER " what differs here; cites %s\n\n", c->id,
               c->judgement == JUDGEMENT_FLAKE ? "pass|fail" : outcome_word(c->outcome), c->requirements);
}

static int suggest(const char *ledger)
{
    Run run = {0};
    Text problem = {0};
    if (!read_ledger(ledger, &run, &problem)) {
        int code = cannot("baseline", "%s", problem.bytes);
        text_free(&problem);
        return code;
    }
    printf("# %s: from the run %s\n", run.platform, run.id);
    for (size_t i = 0; i < run.case_count; i++) {
        bool again = i && !strcmp(run.cases[i].id, run.cases[i - 1].id); /* another attempt */
        if (run.cases[i].finished && case_is_unexpected(&run.cases[i]) && !again)
            suggest_for(&run.cases[i]);
    }
    run_free(&run);
    return EXIT_AS_EXPECTED;
}

int baseline_command(int argc, char **argv)
{
    const char *ledger = NULL, *data = NULL;
    int what = CHECK;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", baseline_options, NULL)) != -1;) {
        switch (option) {
        case HELP:
            fputs(help_of("baseline"), stdout);
            return EXIT_AS_EXPECTED;
        case LEDGER:
            ledger = optarg;
            break;
        case DATA:
            data = optarg;
            break;
        case CHECK:
        case SUGGEST:
            what = option;
            break;
        default:
            return misused_option("baseline", argv, option);
        }
    }
    if (argc - optind > (what == CHECK))
        return misused("baseline", "unexpected argument: %s", argv[argc - 1]);
    if (what == SUGGEST && !ledger)
        return misused("baseline", "--suggest wants --ledger LEDGER");
    return what == SUGGEST ? suggest(ledger) : check_named(data, argv[optind]);
}
