#include "stress/nemesis.h"

#include "platform/system.h"

#include <string.h>

enum { FEW_DESCRIPTORS = 4, STOPS = 3, LATEST_MICROSECONDS = 3000, STOPPED_MICROSECONDS = 500 };

const char nemesis_names[] = "kill, stop, descriptors";

unsigned nemesis_named(const char *name, size_t length)
{
    static const struct {
        const char *name;
        unsigned nemesis;
    } nemeses[] = {{"kill", NEMESIS_KILL}, {"stop", NEMESIS_STOP}, {"descriptors", NEMESIS_DESCRIPTORS}};
    for (unsigned i = 0; i < sizeof nemeses / sizeof *nemeses; i++) {
        if (strlen(nemeses[i].name) == length && !strncmp(nemeses[i].name, name, length))
            return nemeses[i].nemesis;
    }
    return 0;
}

/* Moments of a few microseconds' grain, which no sleep has. */
static void wait_until(uint64_t time)
{
    while (clock_nanoseconds() < time)
        continue;
}

static unsigned living(const Stage *stage, Random *random)
{
    unsigned actor = random_below(random, MOST_ACTORS);
    for (unsigned i = 0; i < MOST_ACTORS; i++, actor = (actor + 1) % MOST_ACTORS) {
        if (stage->actors[actor].connection && connection_process(stage->actors[actor].connection))
            return actor;
    }
    return MOST_ACTORS;
}

static unsigned choose_victim(const Stage *stage, Random *random)
{
    unsigned count = 0;
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        count += stage->actors[i].connection != NULL;
    return count > 1 ? living(stage, random) : MOST_ACTORS;
}

unsigned nemesis_victim(const NemesisPlan *plan, const Stage *stage)
{
    Random random = {.state = plan->seed};
    return plan->which & NEMESIS_KILL ? choose_victim(stage, &random) : MOST_ACTORS;
}

/* Its channel has a high number, and stays; of the low ones it gets some. */
bool nemesis_prepare(const NemesisPlan *plan, Stage *stage)
{
    Random random = {.state = ~plan->seed};
    unsigned poor = living(stage, &random);
    if (!(plan->which & NEMESIS_DESCRIPTORS) || poor == MOST_ACTORS || poor == nemesis_victim(plan, stage))
        return false;
    unsigned limit = FEW_DESCRIPTORS + random_below(&random, FEW_DESCRIPTORS);
    request_begin(stage, "posix.setrlimit");
    request_word(stage, "RLIMIT_NOFILE");
    request_word(stage, "{rlim_cur=%u,rlim_max=%u}", limit, limit);
    return stage_ask(stage, poor);
}

static uint64_t some_moment(Random *random, uint64_t gate)
{
    return gate + 1000u * (uint64_t)random_below(random, LATEST_MICROSECONDS);
}

static void stop_and_continue(Stage *stage, Random *random, uint64_t gate)
{
    for (unsigned i = 0; i < STOPS; i++) {
        unsigned actor = living(stage, random);
        wait_until(some_moment(random, gate));
        if (actor == MOST_ACTORS || !process_stop(connection_process(stage->actors[actor].connection)))
            return;
        wait_until(clock_nanoseconds() + 1000u * STOPPED_MICROSECONDS);
        process_continue(connection_process(stage->actors[actor].connection));
    }
}

void nemesis_act(const NemesisPlan *plan, Stage *stage, uint64_t gate)
{
    Random random = {.state = plan->seed};
    unsigned victim = plan->which & NEMESIS_KILL ? choose_victim(stage, &random) : MOST_ACTORS;
    if (plan->which & NEMESIS_STOP)
        stop_and_continue(stage, &random, gate);
    if (victim == MOST_ACTORS)
        return;
    wait_until(some_moment(&random, gate));
    kill_identifier(process_identifier(connection_process(stage->actors[victim].connection)));
}
