#include "stress/nemesis.h"

#include "platform/system.h"

enum {
    STOPS = 3,
    PRESSES = 3,
    LATEST_MICROSECONDS = 3000,
    STOPPED_MICROSECONDS = 500,
    FEW_PAGES = 8,
    SMALL_PAGE = 4096
};
enum { OF_ONE_ACTOR = NEMESIS_DESCRIPTORS | NEMESIS_ADDRESSES | NEMESIS_REGIONS | NEMESIS_DISK };

/* Moments of a few microseconds' grain, which no sleep has. */
static void wait_until(uint64_t time)
{
    while (clock_nanoseconds() < time)
        continue;
}

static Process *process_of(const Stage *stage, unsigned actor)
{
    const StagedActor *staged = &stage->actors[actor];
    return staged->connection ? connection_process(staged->connection) : NULL;
}

/* One that the conductor started itself. */
static unsigned some_actor(const Stage *stage, Random *random)
{
    unsigned actor = random_below(random, MOST_ACTORS);
    for (unsigned i = 0; i < MOST_ACTORS; i++, actor = (actor + 1) % MOST_ACTORS) {
        if (process_of(stage, actor))
            return actor;
    }
    return MOST_ACTORS;
}

static unsigned choose_victim(const Stage *stage, Random *random)
{
    unsigned count = 0;
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        count += stage->actors[i].connection != NULL;
    return count > 1 ? some_actor(stage, random) : MOST_ACTORS;
}

static void make_scarce(Meeting *meeting)
{
    Random random = {.state = ~meeting->plan->seed};
    unsigned which = meeting->plan->which & OF_ONE_ACTOR;
    meeting->poor = some_actor(meeting->stage, &random);
    if (!which || meeting->poor == MOST_ACTORS || meeting->poor == meeting->victim)
        meeting->poor = MOST_ACTORS;
    else if (meeting_limit(meeting, (Nemesis)which, &random))
        meeting->scarce = which;
}

static void take_under_pressure(Meeting *meeting)
{
    meeting->pressure = pressure_open(&meeting->unmet);
    for (unsigned i = 0; i < MOST_ACTORS && meeting->pressure; i++) {
        Process *process = process_of(meeting->stage, i);
        if (process && !pressure_take(meeting->pressure, process_identifier(process), &meeting->unmet)) {
            pressure_close(meeting->pressure);
            meeting->pressure = NULL;
        }
    }
}

static void fill_the_disk(Meeting *meeting)
{
    const StageOptions *options = meeting->stage->options;
    Random random = {.state = ~meeting->plan->seed};
    size_t rest = random_below(&random, FEW_PAGES) * SMALL_PAGE;
    if (options->subject->backing != BACKING_FILE) {
        meeting_not_met(meeting, "only files are where the scratch folder is");
        return;
    }
    meeting->filler = filler_open(options->files, rest, &meeting->unmet);
    meeting->poor = meeting->filler ? EVERYBODY : MOST_ACTORS;
    meeting->scarce = meeting->filler ? NEMESIS_FULL : 0;
}

void meeting_begin(Meeting *meeting, const NemesisPlan *plan, Stage *stage)
{
    Random random = {.state = plan->seed};
    *meeting = (Meeting){.plan = plan, .stage = stage, .victim = MOST_ACTORS, .poor = MOST_ACTORS};
    if (plan->which & NEMESIS_KILL)
        meeting->victim = choose_victim(stage, &random);
    make_scarce(meeting);
    if (plan->which & NEMESIS_PRESSURE)
        take_under_pressure(meeting);
    if (plan->which & NEMESIS_FULL)
        fill_the_disk(meeting);
}

static uint64_t some_moment(Random *random, uint64_t gate)
{
    return gate + 1000u * (uint64_t)random_below(random, LATEST_MICROSECONDS);
}

static void stop_and_continue(const Stage *stage, Random *random, uint64_t gate)
{
    for (unsigned i = 0; i < STOPS; i++) {
        unsigned actor = some_actor(stage, random);
        wait_until(some_moment(random, gate));
        if (actor == MOST_ACTORS || !process_stop(process_of(stage, actor)))
            return;
        wait_until(clock_nanoseconds() + 1000u * STOPPED_MICROSECONDS);
        process_continue(process_of(stage, actor));
    }
}

void meeting_act(Meeting *meeting, uint64_t gate)
{
    Random random = {.state = meeting->plan->seed + 1};
    if (meeting->plan->which & NEMESIS_STOP)
        stop_and_continue(meeting->stage, &random, gate);
    for (unsigned i = 0; i < PRESSES && meeting->pressure; i++) {
        wait_until(gate + 1000u * (uint64_t)random_below(&random, LATEST_MICROSECONDS / PRESSES));
        pressure_press(meeting->pressure);
    }
    if (meeting->victim == MOST_ACTORS)
        return;
    wait_until(some_moment(&random, gate));
    kill_identifier(process_identifier(process_of(meeting->stage, meeting->victim)));
}

void meeting_end(Meeting *meeting)
{
    meeting_lift(meeting);
    if (meeting->pressure)
        pressure_close(meeting->pressure);
    meeting->pressure = NULL;
    filler_close(meeting->filler);
    meeting->filler = NULL;
}
