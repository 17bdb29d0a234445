#include "run/options.h"

#include "platform/system.h"
#include "run/select.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_SHUFFLE = 256, OPTION_SHARD, OPTION_REPEAT, OPTION_UNTIL_FAIL, OPTION_RESUME, OPTION_SUBJECT, OPTION_WRAP,
    OPTION_ACTOR, OPTION_SCRATCH, OPTION_MUTANT, OPTION_LIBRARY, OPTION_DEADLINE, OPTION_SCALE, OPTION_BASELINE,
    OPTION_PLATFORM, OPTION_TRACE, OPTION_QUIET, OPTION_COLOUR, OPTION_NO_REPORTS, OPTION_DATA, OPTION_FAMILY,
    OPTION_MATRIX, OPTION_QUICK, OPTION_OUT, OPTION_JSON, OPTION_HELP
};

#define ACTOR_OPTIONS                                           \
    {"wrap", required_argument, NULL, OPTION_WRAP},             \
    {"actor", required_argument, NULL, OPTION_ACTOR},           \
    {"scratch", required_argument, NULL, OPTION_SCRATCH},       \
    {"deadline", required_argument, NULL, OPTION_DEADLINE},     \
    {"scale", required_argument, NULL, OPTION_SCALE},           \
    {"platform", required_argument, NULL, OPTION_PLATFORM},     \
    {"data", required_argument, NULL, OPTION_DATA},             \
    {"help", no_argument, NULL, OPTION_HELP}

#define COMMON_OPTIONS                                          \
    ACTOR_OPTIONS,                                              \
    {"jobs", required_argument, NULL, 'j'},                     \
    {"subject", required_argument, NULL, OPTION_SUBJECT},       \
    {"mutant", required_argument, NULL, OPTION_MUTANT},         \
    {"baseline", required_argument, NULL, OPTION_BASELINE},     \
    {"quiet", no_argument, NULL, OPTION_QUIET},                 \
    {"color", required_argument, NULL, OPTION_COLOUR}

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

bool use_colour(Colour colour)
{
    return colour == COLOUR_ALWAYS || (colour == COLOUR_AUTO && is_terminal(1) && !getenv("NO_COLOR"));
}

static bool whole_number(const char *verb, const char *option, uint64_t least, uint64_t most, uint64_t *number)
{
    if (text_to_number(optarg, strlen(optarg), number) && *number >= least && *number <= most && optarg[0] != '-')
        return true;
    misused(verb, "%s wants a whole number from %llu to %llu, not \"%s\"", option, (unsigned long long)least,
            (unsigned long long)most, optarg);
    return false;
}

static bool count_option(const char *verb, const char *option, unsigned most, unsigned *into)
{
    uint64_t number;
    if (!whole_number(verb, option, 1, most, &number))
        return false;
    *into = (unsigned)number;
    return true;
}

static bool command_option(const char *verb, const char *option, Words *into)
{
    Text problem = {0};
    bool fine = words_split(into, optarg, &problem);
    if (!fine)
        misused(verb, "%s: %s", option, problem.bytes);
    else if (!into->count)
        misused(verb, "%s wants a command", option);
    text_free(&problem);
    return fine && into->count;
}

static bool scale_option(const char *verb, double *into)
{
    char *end;
    *into = strtod(optarg, &end);
    if (end != optarg && !*end && *into >= 0.01 && *into <= 1000)
        return true;
    misused(verb, "--scale wants a factor from 0.01 to 1000, not \"%s\"", optarg);
    return false;
}

bool parse_colour(const char *verb, const char *word, Colour *into)
{
    static const char *const words[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++) {
        if (!strcmp(word, words[i])) {
            *into = (Colour)i;
            return true;
        }
    }
    misused(verb, "--color wants auto, always or never, not \"%s\"", word);
    return false;
}

static bool shuffle_option(const char *verb, RunOptions *options)
{
    options->shuffle = true;
    if (optarg)
        return whole_number(verb, "--shuffle", 0, UINT64_MAX, &options->seed);
    if (random_bytes(&options->seed, sizeof options->seed)) {
        options->seed &= 0xFFFFFFFF; /* a seed that a person can copy */
        return true;
    }
    cannot(verb, "the system gives no random numbers for --shuffle; choose a seed: --shuffle=1");
    return false;
}

static bool library_option(const char *verb, RunOptions *options)
{
    if (!strchr(optarg, '=') || optarg[0] == '=') {
        misused(verb, "--subject-library wants FAMILY=PATH, not \"%s\"", optarg);
        return false;
    }
    words_add(&options->actor_arguments, "--subject-library");
    words_add(&options->actor_arguments, optarg);
    return true;
}

static void mutant_option(const char *verb, RunOptions *options)
{
    if (!strcmp(verb, "prove")) {
        words_add(&options->mutants, optarg);
        return;
    }
    words_add(&options->actor_arguments, "--mutant");
    words_add(&options->actor_arguments, optarg);
}

/* The options that take a text as it is. False: it is none of these. */
static bool text_option(int option, RunOptions *options)
{
    const char **into = option == OPTION_OUT        ? &options->out
                        : option == OPTION_DATA     ? &options->data
                        : option == OPTION_SCRATCH  ? &options->scratch
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

static bool take_option(const char *verb, int option, RunOptions *options)
{
    switch (option) {
    case 'j':
        return count_option(verb, "-j", 256, &options->jobs);
    case OPTION_SHUFFLE:
        return shuffle_option(verb, options);
    case OPTION_SHARD:
        if (parse_shard(optarg, &options->shard, &options->shards))
            return true;
        misused(verb, "--shard wants I/N with 1 <= I <= N, as in 2/4, not \"%s\"", optarg);
        return false;
    case OPTION_REPEAT:
        return count_option(verb, "--repeat", 1000000000, &options->repeat);
    case OPTION_DEADLINE:
        return count_option(verb, "--deadline", 86400, &options->deadline) && (options->deadline *= 1000);
    case OPTION_SCALE:
        return scale_option(verb, &options->scale);
    case OPTION_SUBJECT:
        words_add(&options->subjects, optarg);
        return true;
    case OPTION_MUTANT:
        mutant_option(verb, options);
        return true;
    case OPTION_LIBRARY:
        return library_option(verb, options);
    case OPTION_WRAP:
        return command_option(verb, "--wrap", &options->wrap);
    case OPTION_ACTOR:
        return command_option(verb, "--actor", &options->actor);
    case OPTION_COLOUR:
        return parse_colour(verb, optarg, &options->colour);
    default:
        return text_option(option, options) || flag_option(option, options);
    }
}

static void set_defaults(RunOptions *options, int argc, char **argv)
{
    int processors = processor_count();
    *options = (RunOptions){.out = "mapcheck-out", .jobs = processors > 0 ? (unsigned)processors : 1, .shard = 1,
                            .shards = 1, .deadline = 5000, .scale = 1.0};
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
    words_free(&options->actor_arguments);
    words_free(&options->arguments);
    words_free(&options->mutants);
}
