/* `mapcheck stress`: random programs against the model, until the time is over or a violation is found. */
#include "stress/campaign.h"

#include "platform/system.h"
#include "run/interrupt.h"
#include "run/verbs.h"
#include "stress/departures.h"
#include "stress/program_file.h"
#include "stress/regressions.h"
#include "stress/stress_verbs.h"

#include <stdio.h>

/* The subject asked for; else the first one whose calls the actor has. */
static bool find_ground(Campaign *campaign, Text *problem)
{
    const Subject *asked = campaign->options->subject;
    for (const Subject *subject = asked ? asked : all_subjects; subject->name; subject++) {
        campaign->grounds.stage.subject = subject;
        text_clear(problem);
        if (find_abilities(&campaign->grounds.stage, &campaign->can, problem))
            return true;
        if (asked)
            break;
    }
    return false;
}

/* What the platform's baseline says of this system is no news. */
static bool know_departures(Campaign *campaign, Text *problem)
{
    Text said = {0};
    bool fine = !campaign->can.windows ||
                find_departures(&campaign->grounds.stage, &campaign->options->run, &campaign->can, &said, problem);
    if (said.length)
        printf("%s", said.bytes);
    text_free(&said);
    return fine;
}

static bool read_given(Campaign *campaign, Text *problem)
{
    ProgramFile file = {0};
    const char *path = campaign->options->program;
    bool read = !path || program_file_read(path, &file, problem);
    campaign->given = file.program;
    campaign->nemesis = file.nemesis;
    text_free(&file.profile);
    return read;
}

static void say_nemeses(const Campaign *campaign)
{
    Text line = {0};
    campaign_nemeses(campaign, &line);
    if (line.length)
        printf("%s\n", line.bytes);
    text_free(&line);
}

/* Whatever comes of it: ci/soak reads this line. */
static void say_work(const Campaign *campaign)
{
    uint64_t peak = soak_peak(&campaign->soak);
    printf("%llu operations in %.1f s", (unsigned long long)campaign->requests,
           (double)(campaign->ended - campaign->began) / 1000.0);
    if (peak != RESOURCE_NOT_KNOWN)
        printf(", the conductor at most %.1f MiB", (double)peak / 1024);
    printf("\n");
}

/* At free speed what is heard and checked comes after the actors' own work, and processes before it. */
static void say_rates(const Campaign *campaign)
{
    uint64_t took = campaign->ended - campaign->began;
    if (campaign->free_programs)
        printf("free programs: %llu operations by actors for themselves in %.3f s; %.3f s until the verdict, %.3f s in "
               "all\n",
               (unsigned long long)campaign->together, (double)campaign->lasted / 1e9, (double)campaign->judged / 1e9,
               (double)took / 1e3);
}

static int stress(Campaign *campaign, Text *problem)
{
    const StressOptions *options = campaign->options;
    Found found = {0};
    if (!find_ground(campaign, problem) || !know_departures(campaign, problem) || !read_given(campaign, problem))
        return EXIT_NOT_DONE;
    printf("subject %s, %s, seed %llu, %u actors\n", campaign->grounds.stage.subject->name,
           options->profile ? options->profile->name : "all profiles", (unsigned long long)options->seed,
           options->actors);
    fflush(stdout);
    campaign->began = clock_milliseconds();
    Verdict verdict = options->program ? VERDICT_LEGAL : regressions_run(campaign, &found);
    if (verdict == VERDICT_LEGAL)
        verdict = campaign_run(campaign, &found);
    campaign->ended = clock_milliseconds();
    campaign_show(campaign, 0, true);
    say_nemeses(campaign);
    say_work(campaign);
    int code = EXIT_AS_EXPECTED;
    Text outcome = {0}, grown = {0};
    if (verdict == VERDICT_UNUSABLE) {
        text_printf(problem, "a program could not be carried out: %s", found.outcome.argument.bytes);
        text_append(&outcome, "A program could not be carried out.");
        code = EXIT_NOT_DONE;
    } else if (verdict == VERDICT_ILLEGAL) {
        text_printf(&outcome, "A violation: %s", found.outcome.argument.bytes ? found.outcome.argument.bytes : "");
        code = campaign_explain(campaign, &found, problem) ? EXIT_UNEXPECTED : EXIT_NOT_DONE;
    } else if (!soak_is_level(&campaign->soak, &grown)) {
        text_printf(&outcome, "No violation, but the run held more and more: %s", grown.bytes);
        printf("%s\n", outcome.bytes);
        code = EXIT_UNEXPECTED;
    } else {
        text_append(&outcome, options->bare ? "Bare: nothing was checked." : "No violation.");
        printf("%s in %llu steps (%llu operations) of %llu programs\n",
               options->bare ? "bare, nothing was checked" : "no violation", (unsigned long long)campaign->steps,
               (unsigned long long)campaign->requests, (unsigned long long)campaign->programs);
        say_rates(campaign);
        if (campaign->unknown)
            printf("of %llu free programs %llu had a name whose history was given up on\n",
                   (unsigned long long)campaign->free_programs, (unsigned long long)campaign->unknown);
    }
    if (!campaign_report(campaign, outcome.bytes, code == EXIT_AS_EXPECTED, problem))
        code = EXIT_NOT_DONE;
    text_free(&outcome);
    text_free(&grown);
    outcome_free(&found.outcome);
    program_free(&found.program);
    return was_interrupted() && code == EXIT_AS_EXPECTED ? EXIT_NOT_DONE : code;
}

int stress_command(int argc, char **argv)
{
    StressOptions options;
    int code = parse_stress_options(argc, argv, &options);
    if (code >= 0)
        return code;
    Campaign campaign = {.options = &options};
    Text problem = {0}, left = {0};
    watch_interrupts();
    keep_freed_memory();
    code = EXIT_NOT_DONE;
    if (grounds_open(&campaign.grounds, &options.run, options.actors, &problem)) {
        code = stress(&campaign, &problem);
        grounds_close(&campaign.grounds, &left);
    }
    if (left.length)
        fprintf(stderr, "mapcheck stress: left behind:\n%s", left.bytes);
    if (code == EXIT_NOT_DONE && problem.length)
        cannot("stress", "%s", problem.bytes);
    run_options_free(&options.run);
    campaign_free(&campaign);
    text_free(&problem);
    text_free(&left);
    return code;
}
