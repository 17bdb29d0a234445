#include "stress/regressions.h"

#include "platform/system.h"
#include "run/data.h"
#include "run/interrupt.h"
#include "stress/free_run.h"
#include "stress/program_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMES_FREE = 3 }; /* a race does not show every time */

void regressions_folder(const StressOptions *options, Text *folder)
{
    Text data = {0}, problem = {0};
    text_clear(folder);
    text_append(folder, "");
    if (options->regressions && strcmp(options->regressions, "none"))
        text_append(folder, options->regressions);
    else if (!options->regressions && find_data(NULL, &data, &problem))
        text_printf(folder, "%s/cases/stress/regressions", data.bytes);
    text_free(&data);
    text_free(&problem);
}

/* Names --------------------------------------------------------------------------------------------------------------- */

typedef struct Names {
    char **list;
    size_t count;
} Names;

static bool is_program(const char *name)
{
    const char *end = strrchr(name, '.');
    return end && (!strcmp(end, ".json") || !strcmp(end, ".jsonl"));
}

static bool add_name(const char *name, void *context)
{
    Names *names = context;
    if (!is_program(name))
        return true;
    names->list = realloc(names->list, (names->count + 1) * sizeof *names->list);
    char *copy = malloc(strlen(name) + 1);
    if (!names->list || !copy)
        abort();
    names->list[names->count++] = strcpy(copy, name);
    return true;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

static void names_free(Names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->list[i]);
    free(names->list);
}

/* Replaying ----------------------------------------------------------------------------------------------------------- */

typedef struct Tally {
    unsigned replayed, whole; /* whole: no step was left out, because the subject can do them all */
} Tally;

static bool was_asked_to_stop(void *context)
{
    (void)context;
    return was_interrupted();
}

static Verdict run_once(Campaign *campaign, const Program *program, Found *found)
{
    Episode episode = {.stage = &campaign->grounds.stage, .can = &campaign->can, .stop = was_asked_to_stop};
    pool_fill(&campaign->grounds.pool);
    outcome_free(&found->outcome);
    if (program_is_free(program))
        campaign_run_free(campaign, program, &found->program, &found->outcome);
    else
        episode_again(&episode, program, &found->program, NULL, &found->outcome);
    return found->outcome.verdict;
}

static Verdict run_file(Campaign *campaign, const ProgramFile *file, Found *found, Tally *tally)
{
    const Profile *profile = find_profile(file->profile.bytes);
    unsigned times = program_is_free(&file->program) ? TIMES_FREE : 1;
    Verdict verdict = VERDICT_LEGAL;
    campaign->profile = profile ? profile : &stress_profiles[0];
    campaign->seed = file->seed;
    campaign->nemesis = file->nemesis;
    for (unsigned i = 0; i < times && verdict == VERDICT_LEGAL && !was_interrupted(); i++)
        verdict = run_once(campaign, &file->program, found);
    tally->replayed++;
    tally->whole += found->program.count == file->program.count;
    return verdict;
}

static void say(const char *folder, const Tally *tally, const Campaign *campaign)
{
    if (!tally->replayed)
        return;
    printf("%u regression%s replayed first", tally->replayed, tally->replayed == 1 ? "" : "s");
    if (tally->whole < tally->replayed)
        printf(" (of %u of them %s cannot do every step)", tally->replayed - tally->whole,
               campaign->grounds.stage.subject->name);
    printf(", from %s: %s%s\n", folder, campaign->regression.length ? "a violation in " : "no violation",
           campaign->regression.length ? campaign->regression.bytes : "");
    fflush(stdout);
}

Verdict regressions_run(Campaign *campaign, Found *found)
{
    Names names = {0};
    Tally tally = {0};
    Text folder = {0};
    Verdict verdict = VERDICT_LEGAL;
    regressions_folder(campaign->options, &folder);
    if (folder.length)
        list_directory(folder.bytes, add_name, &names);
    if (names.count)
        qsort(names.list, names.count, sizeof *names.list, by_name);
    for (size_t i = 0; i < names.count && verdict == VERDICT_LEGAL && !was_interrupted(); i++) {
        ProgramFile file = {0};
        Text path = {0}, problem = {0};
        text_printf(&path, "%s/%s", folder.bytes, names.list[i]);
        if (program_file_read(path.bytes, &file, &problem))
            verdict = run_file(campaign, &file, found, &tally);
        else
            printf("no regression: %s\n", problem.bytes);
        if (verdict == VERDICT_ILLEGAL)
            text_append(&campaign->regression, names.list[i]);
        program_file_free(&file);
        text_free(&path);
        text_free(&problem);
    }
    say(folder.bytes, &tally, campaign);
    names_free(&names);
    text_free(&folder);
    return verdict;
}

/* Keeping ------------------------------------------------------------------------------------------------------------- */

void regressions_keep(const Campaign *campaign, const char *path)
{
    Text folder = {0}, kept = {0}, bytes = {0}, problem = {0};
    const char *name = strrchr(path, '/');
    regressions_folder(campaign->options, &folder);
    if (folder.length) {
        text_printf(&kept, "%s/%s", folder.bytes, name ? name + 1 : path);
        if (make_directories(folder.bytes, &problem) && read_file(path, &bytes, &problem) &&
            write_file(kept.bytes, bytes.bytes, bytes.length, &problem))
            printf("kept: %s; later runs replay it first\n", kept.bytes);
        else
            printf("not kept: %s\n", problem.bytes);
    }
    text_free(&folder);
    text_free(&kept);
    text_free(&bytes);
    text_free(&problem);
}
