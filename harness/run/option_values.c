#include "run/option_values.h"

#include "platform/system.h"
#include "run/verbs.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

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

bool option_count(const char *verb, const char *option, unsigned most, unsigned *into)
{
    uint64_t number;
    if (!whole_number(verb, option, 1, most, &number))
        return false;
    *into = (unsigned)number;
    return true;
}

/* Actors work in the scratch folder, so a file that the caller named from where he is gets its full path. */
static void make_full(Words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        if (!strpbrk(words->list[i], "/\\") || !file_exists(words->list[i]))
            continue;
        Text full = {0};
        append_full_path(&full, words->list[i]);
        free(words->list[i]);
        words->list[i] = full.bytes;
    }
}

bool option_command(const char *verb, const char *option, Words *into)
{
    Text problem = {0};
    bool fine = words_split(into, optarg, &problem);
    if (!fine)
        misused(verb, "%s: %s", option, problem.bytes);
    else if (!into->count)
        misused(verb, "%s wants a command", option);
    else
        make_full(into);
    text_free(&problem);
    return fine && into->count;
}

bool option_scale(const char *verb, double *into)
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

bool option_shuffle(const char *verb, RunOptions *options)
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

static bool option_library(const char *verb, RunOptions *options)
{
    if (!strchr(optarg, '=') || optarg[0] == '=') {
        misused(verb, "--subject-library wants FAMILY=PATH, not \"%s\"", optarg);
        return false;
    }
    const char *path = strchr(optarg, '=') + 1;
    Text named = {0};
    text_append_bytes(&named, optarg, (size_t)(path - optarg));
    if (strpbrk(path, "/\\") && file_exists(path))
        append_full_path(&named, path);
    else
        text_append(&named, path);
    words_add(&options->actor_arguments, "--subject-library");
    words_add(&options->actor_arguments, named.bytes);
    text_free(&named);
    return true;
}

static void option_mutant(const char *verb, RunOptions *options)
{
    if (!strcmp(verb, "prove")) {
        words_add(&options->mutants, optarg);
        return;
    }
    words_add(&options->actor_arguments, "--mutant");
    words_add(&options->actor_arguments, optarg);
}

bool is_actor_option(int option)
{
    return option >= OPTION_WRAP && option <= OPTION_SCALE;
}

bool take_actor_option(const char *verb, int option, RunOptions *options)
{
    switch (option) {
    case OPTION_WRAP:
        return option_command(verb, "--wrap", &options->wrap);
    case OPTION_ACTOR:
        return option_command(verb, "--actor", &options->actor);
    case OPTION_SCRATCH:
        options->scratch = optarg;
        return true;
    case OPTION_MUTANT:
        option_mutant(verb, options);
        return true;
    case OPTION_LIBRARY:
        return option_library(verb, options);
    case OPTION_DEADLINE:
        return option_count(verb, "--deadline", 86400, &options->deadline) && (options->deadline *= 1000);
    default:
        return option_scale(verb, &options->scale);
    }
}
