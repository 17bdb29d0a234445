/* `mapcheck replay`: a repro, or a case of a ledger, once more. */
#include "stress/replay.h"

#include "run/interrupt.h"
#include "run/option_values.h"
#include "run/verbs.h"
#include "stress/script.h"
#include "stress/stress_verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_CASE = 256,
    OPTION_TRACE,
    OPTION_WRAP,
    OPTION_ACTOR,
    OPTION_SCRATCH,
    OPTION_MUTANT,
    OPTION_LIBRARY,
    OPTION_DEADLINE,
    OPTION_SCALE,
    OPTION_HELP
};

static const struct option replay_options[] = {
    {"case", required_argument, NULL, OPTION_CASE},
    {"trace", no_argument, NULL, OPTION_TRACE},
    {"wrap", required_argument, NULL, OPTION_WRAP},
    {"actor", required_argument, NULL, OPTION_ACTOR},
    {"scratch", required_argument, NULL, OPTION_SCRATCH},
    {"mutant", required_argument, NULL, OPTION_MUTANT},
    {"subject-library", required_argument, NULL, OPTION_LIBRARY},
    {"deadline", required_argument, NULL, OPTION_DEADLINE},
    {"scale", required_argument, NULL, OPTION_SCALE},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

typedef struct ReplayOptions {
    RunOptions run;
    const char *chosen; /* --case */
    const char *path;
} ReplayOptions;

static bool take_option(int option, ReplayOptions *options)
{
    RunOptions *run = &options->run;
    switch (option) {
    case OPTION_CASE:
        options->chosen = optarg;
        return true;
    case OPTION_TRACE:
        run->trace = true;
        return true;
    case OPTION_WRAP:
        return option_command("replay", "--wrap", &run->wrap);
    case OPTION_ACTOR:
        return option_command("replay", "--actor", &run->actor);
    case OPTION_SCRATCH:
        run->scratch = optarg;
        return true;
    case OPTION_MUTANT:
        option_mutant("replay", run);
        return true;
    case OPTION_LIBRARY:
        return option_library("replay", run);
    case OPTION_DEADLINE:
        return option_count("replay", "--deadline", 86400, &run->deadline) && (run->deadline *= 1000);
    default:
        return option_scale("replay", &run->scale);
    }
}

static int parse(int argc, char **argv, ReplayOptions *options)
{
    *options = (ReplayOptions){.run = {.deadline = 5000, .scale = 1}};
    optind = 1;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", replay_options, NULL)) != -1;) {
        if (option == '?' || option == ':')
            return misused_option("replay", argv, option);
        if (option == OPTION_HELP)
            return help_command(2, (char *[]){"help", "replay", NULL});
        if (!take_option(option, options))
            return EXIT_NOT_DONE;
    }
    if (optind + 1 != argc)
        return misused("replay", "it takes one file: a repro or a ledger");
    options->path = argv[optind];
    return -1;
}

static int replay_script(const ReplayOptions *options, const Script *script, Text *problem)
{
    Grounds grounds;
    Text left = {0};
    if (!grounds_open(&grounds, &options->run, 1, problem))
        return EXIT_NOT_DONE;
    Replay replay = {.grounds = &grounds,
                     .old_run = script->run.bytes,
                     .trace = options->run.trace,
                     .expectations = script_expectations(script)};
    Replayed replayed = replay_operations(&replay, script->operations, problem);
    replay_end(&replay);
    grounds_close(&grounds, &left);
    if (left.length)
        fprintf(stderr, "mapcheck replay: left behind:\n%s", left.bytes);
    text_free(&left);
    if (replayed == REPLAYED_OTHERWISE)
        printf("otherwise than expected: %s\n", problem->bytes);
    else if (replayed == REPLAYED_AS_EXPECTED)
        printf("%zu operations, all as expected\n", json_array_size(script->operations));
    return replayed == REPLAYED_NOT         ? EXIT_NOT_DONE
           : replayed == REPLAYED_OTHERWISE ? EXIT_UNEXPECTED
                                            : EXIT_AS_EXPECTED;
}

int replay_command(int argc, char **argv)
{
    ReplayOptions options;
    int code = parse(argc, argv, &options);
    if (code >= 0)
        return code;
    Script script = {0};
    Text problem = {0};
    watch_interrupts();
    code = EXIT_NOT_DONE;
    if (script_read(&script, options.path, options.chosen, &problem))
        code = replay_script(&options, &script, &problem);
    if (code == EXIT_NOT_DONE)
        cannot("replay", "%s", problem.bytes ? problem.bytes : "interrupted");
    script_free(&script);
    text_free(&problem);
    run_options_free(&options.run);
    return code;
}
