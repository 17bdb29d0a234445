/* What is done with a violation: tried again, shrunk, said, written. */
#include "stress/campaign.h"

#include "platform/system.h"
#include "run/interrupt.h"
#include "stress/free_plan.h"
#include "stress/free_run.h"
#include "stress/program_file.h"
#include "stress/regressions.h"
#include "stress/repro.h"
#include "stress/shrink.h"

#include <stdio.h>
#include <string.h>

enum { TRIES_FIRST = 3, TRIES_OF_RACES = 5, CONFIRMATIONS = 5, MOST_SAID = 40 };

typedef struct Trial {
    Campaign *campaign;
    unsigned tries;    /* of a candidate */
    unsigned needed;   /* so many of them must fail */
    uint64_t deadline; /* milliseconds; 0: none */
} Trial;

static bool enough(void *context)
{
    const Trial *trial = context;
    return was_interrupted() || (trial->deadline && clock_milliseconds() >= trial->deadline);
}

static bool was_asked_to_stop(void *context)
{
    (void)context;
    return was_interrupted();
}

static Verdict run_again(Campaign *campaign, const Program *program, Program *done, json_t *transcript,
                         EpisodeOutcome *outcome)
{
    Episode episode = {.stage = &campaign->grounds.stage,
                       .can = &campaign->can,
                       .stop = was_asked_to_stop,
                       .together = campaign_is_together(campaign)};
    pool_fill(&campaign->grounds.pool);
    if (program_is_free(program)) {
        campaign_run_free(campaign, program, done, outcome);
        return outcome->verdict;
    }
    episode_again(&episode, program, done, transcript, outcome);
    return outcome->verdict;
}

static bool still_fails(void *context, const Program *candidate, Program *done)
{
    Trial *trial = context;
    unsigned failures = 0;
    for (unsigned i = 0; i < trial->tries && failures < trial->needed; i++) {
        EpisodeOutcome outcome;
        failures += run_again(trial->campaign, candidate, done, NULL, &outcome) == VERDICT_ILLEGAL;
        outcome_free(&outcome);
        if (trial->needed - failures >= trial->tries - i)
            break;
    }
    return failures >= trial->needed;
}

/* How often the program fails out of so many times. */
static unsigned count_failures(Campaign *campaign, const Program *program, unsigned times)
{
    unsigned failures = 0;
    Trial once = {.campaign = campaign, .tries = 1, .needed = 1};
    for (unsigned i = 0; i < times; i++) {
        Program done = {0};
        failures += still_fails(&once, program, &done);
        program_free(&done);
    }
    return failures;
}

/* How a candidate is tried, when the whole program failed so many times of TRIES_FIRST. */
static Trial trial_of(Campaign *campaign, const Program *program, unsigned failures)
{
    Trial trial = {.campaign = campaign, .tries = failures == TRIES_FIRST ? 1 : TRIES_OF_RACES, .needed = 1};
    if (program_is_free(program)) { /* one that fails once in a while must not be left over */
        trial.tries = failures == TRIES_FIRST ? 5 : 12;
        trial.needed = failures == TRIES_FIRST ? 3 : failures > 1 ? 2 : 1;
    }
    return trial;
}

static Step *gate_of(Program *program)
{
    for (size_t i = 0; i < program->count; i++) {
        if (program->steps[i].kind == STEP_GATE)
            return &program->steps[i];
    }
    return NULL;
}

/* A race that shows now and then shows more often in more rounds. The number of failures out of TRIES_FIRST. */
static unsigned make_loud(Campaign *campaign, Program *program, unsigned failures)
{
    Step *gate = gate_of(program);
    uint32_t rounds = gate ? gate->times : 0;
    if (!gate || failures == TRIES_FIRST || rounds >= MOST_ROUNDS)
        return failures;
    gate->times = MOST_ROUNDS;
    unsigned louder = count_failures(campaign, program, TRIES_FIRST);
    if (louder > failures)
        return louder;
    gate->times = rounds;
    return failures;
}

/* Nemeses are the first thing to do without. */
static void without_nemesis(Trial *trial, const Program *program)
{
    Program done = {0};
    unsigned which = trial->campaign->nemesis.which;
    trial->campaign->nemesis.which = 0;
    if (which && !still_fails(trial, program, &done))
        trial->campaign->nemesis.which = which;
    program_free(&done);
}

static void make_small(Campaign *campaign, Program *program, unsigned failures)
{
    uint64_t began = clock_milliseconds();
    size_t before = program->count;
    Trial trial = trial_of(campaign, program, failures);
    trial.deadline = began + 1000 * (uint64_t)campaign->options->shrink_seconds;
    without_nemesis(&trial, program);
    Shrinker shrinker = {.still_fails = still_fails, .context = &trial, .enough = enough};
    shrink(&shrinker, program);
    printf("shrunk from %zu steps to %zu in %.1f s, %u candidates tried; one counted as failing if it failed %u of %u "
           "times\n",
           before, program->count, (double)(clock_milliseconds() - began) / 1000.0, shrinker.tried, trial.needed,
           trial.tries);
}

static void say(const Program *program, const EpisodeOutcome *outcome)
{
    Text line = {0};
    size_t first = program->count > MOST_SAID ? program->count - MOST_SAID : 0;
    if (first)
        printf("  ... %zu steps before these\n", first);
    for (size_t i = first; i < program->count; i++) {
        text_clear(&line);
        step_describe(&program->steps[i], &line);
        printf("  %3zu  %s%s\n", i + 1, line.bytes,
               i + 1 == program->count && !program_is_free(program) ? "   <-- here" : "");
    }
    printf("  %s\n  %s\n", outcome->argument.bytes ? outcome->argument.bytes : "", outcome->requirement);
    text_free(&line);
}

static const char *mutant_of(const RunOptions *options)
{
    for (size_t i = 0; i + 1 < options->actor_arguments.count; i++) {
        if (!strcmp(options->actor_arguments.list[i], "--mutant"))
            return options->actor_arguments.list[i + 1];
    }
    return NULL;
}

static bool write_down(Campaign *campaign, const Program *program, const EpisodeOutcome *outcome,
                       const json_t *transcript, unsigned failures, Text *problem)
{
    const StressOptions *options = campaign->options;
    Text path = {0};
    ReproHead head = {.subject = campaign->grounds.stage.subject->name,
                      .profile = campaign->profile->name,
                      .mutant = mutant_of(&options->run),
                      .run = campaign->grounds.id.bytes,
                      .argument = outcome->argument.bytes,
                      .requirement = outcome->requirement,
                      .seed = campaign->seed,
                      .failed = failures,
                      .tries = CONFIRMATIONS};
    bool free_speed = program_is_free(program);
    text_printf(&path, "%s/%s-%s-%s-%llu%s%s.%s", options->run.out, free_speed ? "free" : "repro", head.subject,
                head.profile, (unsigned long long)head.seed, head.mutant ? "-" : "", head.mutant ? head.mutant : "",
                free_speed ? "json" : "jsonl");
    bool written = make_directories(options->run.out, problem) &&
                   (free_speed ? free_program_write(path.bytes, &head, &campaign->nemesis, program, problem)
                               : repro_write(path.bytes, &head, program, transcript, problem));
    if (written && free_speed)
        printf("repro: %s\nagain: mapcheck stress --subject %s --program %s", path.bytes, head.subject, path.bytes);
    else if (written)
        printf("repro: %s\nagain: mapcheck replay %s", path.bytes, path.bytes);
    if (written)
        printf("%s%s\n", head.mutant ? " --mutant " : "", head.mutant ? head.mutant : "");
    /* A mutant's violations are kept only where that was asked for: they say nothing about this system. */
    if (written && !campaign->regression.length && !options->program && (!head.mutant || options->regressions))
        regressions_keep(campaign, path.bytes);
    text_free(&path);
    return written;
}

bool campaign_explain(Campaign *campaign, Found *found, Text *problem)
{
    printf("a violation, %s, seed %llu, %zu steps, after %.1f s: %s\n", campaign->profile->name,
           (unsigned long long)campaign->seed, found->program.count,
           (double)(clock_milliseconds() - campaign->began) / 1000.0, found->outcome.argument.bytes);
    unsigned failures = count_failures(campaign, &found->program, TRIES_FIRST);
    printf("run again as it was it fails %u of %d times\n", failures, TRIES_FIRST);
    if (campaign->options->shrink_seconds && !campaign->regression.length) /* that one has been shrunk */
        make_small(campaign, &found->program, make_loud(campaign, &found->program, failures));
    Program done = {0};
    EpisodeOutcome outcome = {0};
    json_t *transcript = json_array();
    bool shown = false;
    for (unsigned i = 0; i < CONFIRMATIONS && !shown; i++) {
        json_array_clear(transcript);
        outcome_free(&outcome);
        shown = run_again(campaign, &found->program, &done, transcript, &outcome) == VERDICT_ILLEGAL;
    }
    failures = count_failures(campaign, &found->program, CONFIRMATIONS);
    printf("it now fails %u of %d times:\n", failures, CONFIRMATIONS);
    say(&found->program, shown ? &outcome : &found->outcome);
    bool written = write_down(campaign, shown ? &done : &found->program, shown ? &outcome : &found->outcome, transcript,
                              failures, problem);
    json_decref(transcript);
    outcome_free(&outcome);
    program_free(&done);
    return written;
}
