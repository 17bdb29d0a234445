#include "run/option_values.h"

#include "platform/system.h"
#include "run/select.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

enum {
    OPTION_SHUFFLE = 256,
    OPTION_SHARD,
    OPTION_REPEAT,
    OPTION_UNTIL_FAIL,
    OPTION_RESUME,
    OPTION_SUBJECT,
    OPTION_OTHER_ACTOR,
    OPTION_BASELINE,
    OPTION_PLATFORM,
    OPTION_TRACE,
    OPTION_QUIET,
    OPTION_COLOUR,
    OPTION_NO_REPORTS,
    OPTION_DATA,
    OPTION_FAMILY,
    OPTION_MATRIX,
    OPTION_QUICK,
    OPTION_OUT,
    OPTION_JSON,
    OPTION_HELP
};

#define ACTOR_OPTIONS                                                                                                 \
    {"wrap", required_argument, NULL, OPTION_WRAP}, {"actor", required_argument, NULL, OPTION_ACTOR},                 \
        {"scratch", required_argument, NULL, OPTION_SCRATCH}, {"deadline", required_argument, NULL, OPTION_DEADLINE}, \
        {"scale", required_argument, NULL, OPTION_SCALE}, {"platform", required_argument, NULL, OPTION_PLATFORM},     \
        {"data", required_argument, NULL, OPTION_DATA},                                                               \
    {                                                                                                                 \
        "help", no_argument, NULL, OPTION_HELP                                                                        \
    }

#define COMMON_OPTIONS                                                                                           \
    ACTOR_OPTIONS, {"jobs", required_argument, NULL, 'j'}, {"subject", required_argument, NULL, OPTION_SUBJECT}, \
        {"mutant", required_argument, NULL, OPTION_MUTANT},                                                      \
        {"other-actor", required_argument, NULL, OPTION_OTHER_ACTOR},                                            \
        {"baseline", required_argument, NULL, OPTION_BASELINE}, {"quiet", no_argument, NULL, OPTION_QUIET},      \
    {                                                                                                            \
        "color", required_argument, NULL, OPTION_COLOUR                                                          \
    }

static const struct option run_options[] = {
    COMMON_OPTIONS,
    {"out", required_argument, NULL, OPTION_OUT},
    {"shuffle", optional_argument, NULL, OPTION_SHUFFLE},
    {"shard", required_argument, NULL, OPTION_SHARD},
    {"repeat", required_argument, NULL, OPTION_REPEAT},
    {"until-fail", no_argument, NULL, OPTION_UNTIL_FAIL},
    {"resume", required_argument, NULL, OPTION_RESUME},
    {"subject-library", required_argument, NULL, OPTION_LIBRARY},
    {"trace", no_argument, NULL, OPTION_TRACE},
    {"no-reports", no_argument, NULL, OPTION_NO_REPORTS},
    {0},
};

static const struct option prove_options[] = {
    COMMON_OPTIONS,
    {"family", required_argument, NULL, OPTION_FAMILY},
    {"matrix", required_argument, NULL, OPTION_MATRIX},
    {"quick", no_argument, NULL, OPTION_QUICK},
    {0},
};

static const struct option probe_options[] = {
    ACTOR_OPTIONS,
    {"json", no_argument, NULL, OPTION_JSON},
    {0},
};

/* The options that take a text as it is. False: it is none of these. */
static bool text_option(int option, RunOptions *options)
{
    const char **into = option == OPTION_OUT        ? &options->out
                        : option == OPTION_DATA     ? &options->data
                        : option == OPTION_RESUME   ? &options->resume
                        : option == OPTION_BASELINE ? &options->baseline
                        : option == OPTION_PLATFORM ? &options->platform
                        : option == OPTION_MATRIX   ? &options->matrix
                        : option == OPTION_FAMILY   ? &options->family
                                                    : NULL;
    if (into)
        *into = optarg;
    return into != NULL;
}

static bool flag_option(int option, RunOptions *options)
{
    bool *into = option == OPTION_UNTIL_FAIL   ? &options->until_fail
                 : option == OPTION_TRACE      ? &options->trace
                 : option == OPTION_QUIET      ? &options->quiet
                 : option == OPTION_NO_REPORTS ? &options->no_reports
                 : option == OPTION_QUICK      ? &options->quick
                 : option == OPTION_JSON       ? &options->json
                                               : NULL;
    if (into)
        *into = true;
    return into != NULL;
}

static bool is_number(const char *word)
{
    return *word && !word[strspn(word, "0123456789")];
}

static bool take_option(const char *verb, int option, RunOptions *options)
{
    if (is_actor_option(option))
        return take_actor_option(verb, option, options);
    switch (option) {
    case 'j':
        return option_count(verb, "-j", 256, &options->jobs);
    case OPTION_SHUFFLE:
        return option_shuffle(verb, options);
    case OPTION_SHARD:
        if (parse_shard(optarg, &options->shard, &options->shards))
            return true;
        misused(verb, "--shard wants I/N with 1 <= I <= N, as in 2/4, not \"%s\"", optarg);
        return false;
    case OPTION_REPEAT:
        return option_count(verb, "--repeat", 1000000000, &options->repeat);
    case OPTION_SUBJECT:
        words_add(&options->subjects, optarg);
        return true;
    case OPTION_OTHER_ACTOR:
        return option_command(verb, "--other-actor", &options->other_actor);
    case OPTION_COLOUR:
        return parse_colour(verb, optarg, &options->colour);
    default:
        return text_option(option, options) || flag_option(option, options);
    }
}

static void set_defaults(RunOptions *options, int argc, char **argv)
{
    int processors = processor_count();
    *options = (RunOptions){.out = "mapcheck-out",
                            .jobs = processors > 0 ? (unsigned)processors : 1,
                            .shard = 1,
                            .shards = 1,
                            .deadline = 5000,
                            .scale = 1.0};
    for (int i = 0; i < argc; i++)
        words_add(&options->arguments, argv[i]);
}

static const struct option *options_of(const char *verb)
{
    return !strcmp(verb, "prove") ? prove_options : !strcmp(verb, "probe") ? probe_options : run_options;
}

int parse_run_options(const char *verb, int argc, char **argv, RunOptions *options)
{
    set_defaults(options, argc, argv);
    const struct option *table = options_of(verb);
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":j:", table, NULL)) != -1;) {
        if (option == OPTION_HELP) {
            fputs(help_of(verb), stdout);
            return EXIT_AS_EXPECTED;
        }
        if (option == '?' || option == ':')
            return misused_option(verb, argv, option);
        if (option == OPTION_SHUFFLE && !optarg && optind < argc && is_number(argv[optind]))
            optarg = argv[optind++]; /* getopt knows it behind = only; no case's name is a number */
        if (!take_option(verb, option, options))
            return EXIT_NOT_DONE;
    }
    for (int i = optind; i < argc; i++)
        words_add(&options->patterns, argv[i]);
    return -1;
}

void run_options_free(RunOptions *options)
{
    words_free(&options->patterns);
    words_free(&options->subjects);
    words_free(&options->wrap);
    words_free(&options->actor);
    words_free(&options->other_actor);
    words_free(&options->actor_arguments);
    words_free(&options->arguments);
    words_free(&options->mutants);
}
