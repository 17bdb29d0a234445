#include "stress/campaign.h"

#include "platform/system.h"
#include "run/interrupt.h"
#include "stress/free_generate.h"
#include "stress/free_run.h"

#include <stdio.h>

/* Lockstep programs last about that much longer than free ones. */
enum {
    SHOWN_EVERY = 500,
    LOCKSTEP_ONCE_IN = 5,
    NEMESIS_ONCE_IN = 3,
    APART_ONCE_IN = 4,
    SAMPLES = 300,
    SAMPLED_EVERY = 100
};

static bool time_is_over(void *context)
{
    const Campaign *campaign = context;
    return was_interrupted() || (campaign->deadline && clock_milliseconds() >= campaign->deadline);
}

static double rate(uint64_t steps, uint64_t milliseconds)
{
    return milliseconds ? 1000.0 * (double)steps / (double)milliseconds : 0;
}

void campaign_show(Campaign *campaign, uint64_t steps, bool now)
{
    uint64_t time = clock_milliseconds();
    bool live = !campaign->options->run.quiet && is_terminal(2) && time - campaign->shown >= SHOWN_EVERY;
    if (!live && !now)
        return;
    uint64_t all = campaign->steps + steps;
    Text line = {0};
    text_printf(&line, "%llu programs, %llu steps, %.0f steps a second", (unsigned long long)campaign->programs,
                (unsigned long long)all, rate(all, time - campaign->began));
    if (!now)
        text_printf(&line, " (%.0f now)", rate(all - campaign->shown_steps, time - campaign->shown));
    text_printf(&line, ", %.0f s", (double)(time - campaign->began) / 1000.0);
    if (!now && campaign->options->milliseconds)
        text_printf(&line, " of %.0f", (double)campaign->options->milliseconds / 1000.0);
    fprintf(stderr, "%s%s, %s seed %llu%s", is_terminal(2) ? "\r" : "", line.bytes,
            campaign->profile ? campaign->profile->name : "", (unsigned long long)campaign->seed,
            now ? "\n" : "        ");
    text_free(&line);
    campaign->shown = time;
    campaign->shown_steps = all;
}

static void progress(void *context, uint64_t steps)
{
    campaign_show(context, steps, false);
}

static const Profile *nth_profile(uint64_t number)
{
    uint64_t count = 1;
    while (stress_profiles[count].name)
        count++;
    return &stress_profiles[number % count];
}

/* The steps that the next program may have. 0: there is to be none. */
static uint64_t next_steps(const Campaign *campaign)
{
    const StressOptions *options = campaign->options;
    uint64_t steps = options->episode;
    if (options->operations && campaign->steps >= options->operations)
        return 0;
    if (options->operations && options->operations - campaign->steps < steps)
        steps = options->operations - campaign->steps;
    return time_is_over((void *)campaign) ? 0 : steps;
}

/* So often that a run has a few hundred samples, whatever its length. */
static void sample(Campaign *campaign)
{
    uint64_t now = clock_milliseconds();
    uint64_t every = campaign->options->milliseconds / SAMPLES;
    if (campaign->sampled && now - campaign->sampled < (every > SAMPLED_EVERY ? every : SAMPLED_EVERY))
        return;
    Sample taken = {.milliseconds = now - campaign->began, .programs = campaign->programs, .steps = campaign->steps};
    sample_resources(campaign->grounds.id.bytes, &taken.resources);
    soak_take(&campaign->soak, &taken);
    campaign->sampled = now;
}

bool campaign_report(const Campaign *campaign, const char *outcome, bool good, Text *problem)
{
    static const char *const speeds[] = {[SPEED_LOCKSTEP] = "lockstep", [SPEED_FREE] = "free", [SPEED_BOTH] = "both"};
    const StressOptions *options = campaign->options;
    SoakHead head = {.subject = campaign->grounds.stage.subject->name,
                     .profile = options->profile ? options->profile->name : "all",
                     .speed = speeds[options->speed],
                     .outcome = outcome,
                     .good = good,
                     .seed = options->seed,
                     .programs = campaign->programs,
                     .free_programs = campaign->free_programs,
                     .unknown = campaign->unknown,
                     .steps = campaign->steps,
                     .operations = campaign->requests,
                     .seconds = (double)(campaign->ended - campaign->began) / 1000.0};
    Text path = {0}, page = {0};
    text_printf(&path, "%s/stress.html", options->run.out);
    bool written = make_directories(options->run.out, problem) && soak_report(&campaign->soak, &head, &page) &&
                   write_file(path.bytes, page.bytes, page.length, problem);
    text_free(&path);
    text_free(&page);
    return written;
}

/* Most are quicker together; some are spread over the processors, since it is not all the same to a system. */
bool campaign_is_together(const Campaign *campaign)
{
    return campaign->seed % APART_ONCE_IN != 0;
}

static void run_in_lockstep(Campaign *campaign, uint64_t steps, Found *found)
{
    Episode episode = {.stage = &campaign->grounds.stage,
                       .can = &campaign->can,
                       .stop = time_is_over,
                       .progress = progress,
                       .context = campaign,
                       .together = campaign_is_together(campaign)};
    if (campaign->given.count) {
        episode_again(&episode, &campaign->given, &found->program, NULL, &found->outcome);
        return;
    }
    Generator generator = {.random = {.state = campaign->seed},
                           .profile = campaign->profile,
                           .actors = campaign->options->actors,
                           .most = 2 * campaign->options->actors};
    episode_random(&episode, &generator, steps, &found->program, &found->outcome);
}

void campaign_run_free(Campaign *campaign, const Program *program, Program *done, EpisodeOutcome *outcome)
{
    Episode episode = {.stage = &campaign->grounds.stage, .can = &campaign->can, .bare = campaign->options->bare};
    episode_free(&episode, program, &campaign->nemesis, done, outcome);
    campaign->nemesis.seed++;
}

/* Nemeses come to some programs only, one at a time: most races need all actors. Those that are known not to be had here do not
 * come. */
static void choose_nemesis(Campaign *campaign)
{
    unsigned list[NEMESES] = {0}, count = 0;
    for (unsigned i = 0; i < NEMESES; i++) {
        if (campaign->options->nemeses >> i & 1 && !campaign->unmet[i].length)
            list[count++] = 1u << i;
    }
    /* By chance: profiles and speeds come in turn, and each nemesis is to meet them all. */
    Random random = {.state = ~campaign->seed};
    bool comes = count && random_once_in(&random, NEMESIS_ONCE_IN);
    campaign->nemesis = (NemesisPlan){.which = comes ? list[random_below(&random, count)] : 0, .seed = campaign->seed};
}

/* Nor do those that can do nothing to the program. */
static bool nemesis_fits(const Campaign *campaign, Program *program)
{
    unsigned kinds = 0;
    for (size_t i = program->count; i-- > 0 && program->steps[i].kind != STEP_GATE;)
        kinds |= 1u << program->steps[i].kind;
    return nemesis_concerns(campaign->nemesis.which, kinds) &&
           (!(campaign->nemesis.which & NEMESIS_TRUNCATE) || free_add_truncation(&campaign->can, program));
}

static void note_nemesis(Campaign *campaign, const Text *unmet)
{
    for (unsigned i = 0; i < NEMESES; i++) {
        if (!(campaign->nemesis.which >> i & 1))
            continue;
        campaign->met[i] += !unmet->length;
        if (unmet->length && !campaign->unmet[i].length)
            text_append(&campaign->unmet[i], unmet->bytes);
    }
}

void campaign_nemeses(const Campaign *campaign, Text *out)
{
    for (unsigned i = 0; i < NEMESES; i++) {
        if (campaign->met[i])
            text_printf(out, "%s%s %llu", out->length ? ", " : "nemeses: ", nemesis_name(1u << i),
                        (unsigned long long)campaign->met[i]);
    }
    if (campaign->refusals)
        text_printf(out, "; %llu steps were refused for want of something", (unsigned long long)campaign->refusals);
    for (unsigned i = 0; i < NEMESES; i++) {
        if (campaign->unmet[i].length)
            text_printf(out, "%s%s not: %s", out->length ? "; " : "nemeses: ", nemesis_name(1u << i),
                        campaign->unmet[i].bytes);
    }
}

void campaign_free(Campaign *campaign)
{
    program_free(&campaign->given);
    text_free(&campaign->regression);
    soak_free(&campaign->soak);
    for (unsigned i = 0; i < NEMESES; i++)
        text_free(&campaign->unmet[i]);
}

static void run_at_free_speed(Campaign *campaign, Found *found)
{
    Program program = {0};
    if (campaign->given.count) {
        program_copy(&program, &campaign->given);
    } else {
        choose_nemesis(campaign);
        free_generate(campaign->seed, campaign->profile, &campaign->can, campaign->options->actors,
                      campaign->nemesis.which, &program);
        if (!nemesis_fits(campaign, &program))
            campaign->nemesis.which = 0;
    }
    campaign_run_free(campaign, &program, &found->program, &found->outcome);
    note_nemesis(campaign, &found->outcome.unmet);
    campaign->refusals += found->outcome.refusals;
    campaign->together += found->outcome.together;
    campaign->lasted += found->outcome.lasted;
    campaign->judged += found->outcome.judged;
    campaign->free_programs++;
    campaign->unknown += found->outcome.unknown;
    program_free(&program);
}

static bool next_is_free(const Campaign *campaign)
{
    Speed speed = campaign->options->speed;
    if (campaign->given.count)
        return program_is_free(&campaign->given);
    return speed == SPEED_FREE || (speed == SPEED_BOTH && campaign->programs % LOCKSTEP_ONCE_IN);
}

Verdict campaign_run(Campaign *campaign, Found *found)
{
    const StressOptions *options = campaign->options;
    campaign->began = campaign->shown = clock_milliseconds();
    campaign->deadline = options->milliseconds ? campaign->began + options->milliseconds : 0;
    Verdict verdict = VERDICT_LEGAL;
    for (uint64_t steps; verdict == VERDICT_LEGAL && (steps = next_steps(campaign)) > 0;) {
        campaign->profile = options->profile ? options->profile : nth_profile(campaign->programs);
        campaign->seed = options->seed + campaign->programs;
        pool_fill(&campaign->grounds.pool);
        outcome_free(&found->outcome);
        if (next_is_free(campaign))
            run_at_free_speed(campaign, found);
        else
            run_in_lockstep(campaign, steps, found);
        campaign->programs++;
        campaign->steps += found->outcome.steps;
        campaign->requests += found->outcome.requests;
        verdict = found->outcome.verdict;
        campaign_show(campaign, 0, false);
        sample(campaign);
    }
    return verdict;
}
