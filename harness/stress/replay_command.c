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

enum { OPTION_CASE = 256, OPTION_TRACE, OPTION_HELP };

static const struct option replay_options[] = {
    {"case", required_argument, NULL, OPTION_CASE},
    {"trace", no_argument, NULL, OPTION_TRACE},
    ACTOR_OPTION_ROWS,
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
    if (is_actor_option(option))
        return take_actor_option("replay", option, &options->run);
    if (option == OPTION_CASE)
        options->chosen = optarg;
    else
        options->run.trace = true;
    return true;
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
    const char *own = replayed == REPLAYED_AS_EXPECTED ? script_own_failure(script) : NULL;
    if (own) {
        text_printf(problem,
                    "all operations went as expected; what did not hold is a condition in the case's own code: %s",
                    own);
        replayed = REPLAYED_NOT;
    }
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
