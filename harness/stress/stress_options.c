#include "stress/stress_options.h"

#include "platform/system.h"
#include "run/option_values.h"
#include "run/verbs.h"
#include "stress/nemesis.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    OPTION_PROFILE = 256,
    OPTION_SPEED,
    OPTION_NEMESIS,
    OPTION_PROGRAM,
    OPTION_REGRESSIONS,
    OPTION_SEED,
    OPTION_FOR,
    OPTION_OPERATIONS,
    OPTION_EPISODE,
    OPTION_ACTORS,
    OPTION_SHRINK,
    OPTION_SUBJECT,
    OPTION_BARE,
    OPTION_OUT,
    OPTION_QUIET,
    OPTION_HELP
};

static const struct option stress_options[] = {
    {"profile", required_argument, NULL, OPTION_PROFILE},
    {"speed", required_argument, NULL, OPTION_SPEED},
    {"nemesis", required_argument, NULL, OPTION_NEMESIS},
    {"program", required_argument, NULL, OPTION_PROGRAM},
    {"regressions", required_argument, NULL, OPTION_REGRESSIONS},
    {"seed", required_argument, NULL, OPTION_SEED},
    {"for", required_argument, NULL, OPTION_FOR},
    {"operations", required_argument, NULL, OPTION_OPERATIONS},
    {"episode", required_argument, NULL, OPTION_EPISODE},
    {"actors", required_argument, NULL, OPTION_ACTORS},
    {"shrink", required_argument, NULL, OPTION_SHRINK},
    {"subject", required_argument, NULL, OPTION_SUBJECT},
    {"bare", no_argument, NULL, OPTION_BARE},
    ACTOR_OPTION_ROWS,
    {"out", required_argument, NULL, OPTION_OUT},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

/* "30s", "10m", "2h", "500ms". */
static bool option_duration(uint64_t *milliseconds)
{
    static const struct {
        const char *unit;
        uint64_t milliseconds;
    } units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
    size_t digits = strspn(optarg, "0123456789");
    for (unsigned i = 0; i < sizeof units / sizeof *units; i++) {
        uint64_t number;
        if (!strcmp(optarg + digits, units[i].unit) && digits < 8 && text_to_number(optarg, digits, &number) &&
            number) {
            *milliseconds = number * units[i].milliseconds;
            return true;
        }
    }
    misused("stress", "--for wants a time such as 30s, 10m or 1h, not \"%s\"", optarg);
    return false;
}

const Subject *find_subject(const char *name)
{
    for (const Subject *subject = all_subjects; subject->name; subject++) {
        if (!strcmp(subject->name, name))
            return subject;
    }
    return NULL;
}

static bool option_subject(const Subject **into)
{
    *into = find_subject(optarg);
    if (*into)
        return true;
    Text names = {0};
    for (const Subject *subject = all_subjects; subject->name; subject++)
        text_printf(&names, " %s", subject->name);
    misused("stress", "there is no subject \"%s\"; there are%s", optarg, names.bytes);
    text_free(&names);
    return false;
}

static bool option_profile(const Profile **into)
{
    *into = find_profile(optarg);
    if (*into || !strcmp(optarg, "all"))
        return true;
    Text names = {0};
    for (const Profile *profile = stress_profiles; profile->name; profile++)
        text_printf(&names, " %s", profile->name);
    misused("stress", "there is no profile \"%s\"; there are%s, and all", optarg, names.bytes);
    text_free(&names);
    return false;
}

static bool option_speed(Speed *speed)
{
    static const char *const words[] = {[SPEED_LOCKSTEP] = "lockstep", [SPEED_FREE] = "free", [SPEED_BOTH] = "both"};
    for (unsigned i = SPEED_LOCKSTEP; i <= SPEED_BOTH; i++) {
        if (!strcmp(optarg, words[i])) {
            *speed = (Speed)i;
            return true;
        }
    }
    misused("stress", "--speed is lockstep, free or both, not \"%s\"", optarg);
    return false;
}

/* "kill,stop" */
static bool option_nemeses(unsigned *nemeses)
{
    *nemeses = 0;
    for (const char *at = optarg; *at;) {
        size_t length = strcspn(at, ",");
        unsigned nemesis = nemesis_named(at, length);
        if (!nemesis && !(length == 4 && !strncmp(at, "none", 4))) {
            misused("stress", "--nemesis knows %s, and none, not \"%.*s\"", nemesis_names, (int)length, at);
            return false;
        }
        *nemeses |= nemesis;
        at += length + (at[length] == ',');
    }
    return true;
}

static bool option_seed(uint64_t *seed)
{
    if (text_to_number(optarg, strlen(optarg), seed))
        return true;
    misused("stress", "--seed wants a number, not \"%s\"", optarg);
    return false;
}

static bool option_seconds(unsigned *seconds)
{
    if (!strcmp(optarg, "0")) {
        *seconds = 0;
        return true;
    }
    return option_count("stress", "--shrink", 86400, seconds);
}

static bool take_run_option(int option, RunOptions *run)
{
    if (is_actor_option(option))
        return take_actor_option("stress", option, run);
    if (option == OPTION_OUT)
        run->out = optarg;
    else
        run->quiet = true;
    return true;
}

static bool take_option(int option, StressOptions *options)
{
    switch (option) {
    case OPTION_PROFILE:
        return option_profile(&options->profile);
    case OPTION_SPEED:
        return option_speed(&options->speed);
    case OPTION_NEMESIS:
        return option_nemeses(&options->nemeses);
    case OPTION_PROGRAM:
        options->program = optarg;
        return true;
    case OPTION_REGRESSIONS:
        options->regressions = optarg;
        return true;
    case OPTION_SEED:
        return option_seed(&options->seed);
    case OPTION_FOR:
        return option_duration(&options->milliseconds);
    case OPTION_OPERATIONS:
        return option_count("stress", "--operations", 2000000000, &options->operations);
    case OPTION_EPISODE:
        return option_count("stress", "--episode", 1000000, &options->episode);
    case OPTION_ACTORS:
        return option_count("stress", "--actors", MOST_ACTORS / 2, &options->actors);
    case OPTION_SHRINK:
        return option_seconds(&options->shrink_seconds);
    case OPTION_SUBJECT:
        return option_subject(&options->subject);
    case OPTION_BARE:
        options->bare = true;
        return true;
    default:
        return take_run_option(option, &options->run);
    }
}

int parse_stress_options(int argc, char **argv, StressOptions *options)
{
    *options = (StressOptions){.run = {.deadline = 5000, .scale = 1, .out = "mapcheck-out"},
                               .episode = 2000,
                               .actors = 3,
                               .shrink_seconds = 120,
                               .speed = SPEED_BOTH,
                               .nemeses = NEMESES_ALL,
                               .profile = find_profile("everything")};
    if (!random_bytes(&options->seed, sizeof options->seed))
        return cannot("stress", "the system gives no random seed; say one with --seed N");
    options->seed >>= 32; /* short enough to be typed again */
    optind = 1;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, ":", stress_options, NULL)) != -1;) {
        if (option == '?' || option == ':')
            return misused_option("stress", argv, option);
        if (option == OPTION_HELP)
            return help_command(2, (char *[]){"help", "stress", NULL});
        if (!take_option(option, options))
            return EXIT_NOT_DONE;
    }
    if (optind < argc)
        return misused("stress", "it takes options only, not \"%s\"", argv[optind]);
    if (options->bare) { /* nothing that it does is looked at */
        options->speed = SPEED_FREE;
        options->nemeses = 0;
        options->regressions = "none";
    }
    if (!options->milliseconds && !options->operations)
        options->milliseconds = 30000;
    return -1;
}
