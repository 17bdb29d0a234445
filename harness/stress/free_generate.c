#include "stress/free_generate.h"

#include "stress/free_making.h"
#include "stress/free_plan.h"
#include "stress/nemeses.h"

enum { MOST_GROUPS = 6 /* of an actor's round */, LINES_WANTED = 900 /* of an actor */, FEWEST_ROUNDS = 20 };
enum { BURST_ROUNDS = 6, MOST_CHURNERS = 16 };

#define STEP(kind) (1u << STEP_##kind)

/* Does one of the steps that the group is made of meet the nemesis? */
static bool concerns(unsigned nemesis, unsigned group)
{
    static const unsigned steps[GROUPS] = {
        [GROUP_TOUCH] = STEP(LOAD) | STEP(STORE),
        [GROUP_REMAP] = STEP(REMAP),
        [GROUP_MAP] = STEP(MAP) | STEP(UNMAP),
        [GROUP_PROTECT] = STEP(PROTECT),
        [GROUP_FLUSH] = STEP(FLUSH),
        [GROUP_CALLS] = STEP(READ) | STEP(WRITE),
        [GROUP_RESIZE] = STEP(RESIZE),
        [GROUP_PUNCH] = STEP(PUNCH),
        [GROUP_NAME] = STEP(CREATE) | STEP(OPEN),
        [GROUP_BURST] = STEP(BURST),
    };
    return nemesis_concerns(nemesis, steps[group]);
}

static Group some_group(Making *making)
{
    uint32_t total = 0, group = 0;
    for (unsigned i = 0; i < GROUPS; i++)
        total += making->weights[i];
    uint32_t at = below(making, total);
    while (at >= making->weights[group])
        at -= making->weights[group++];
    return (Group)group;
}

/* A program is about a few things only: what meets must meet often. */
static void choose_weights(Making *making, unsigned nemesis)
{
    static const uint8_t kinds[GROUPS] = {
        [GROUP_TOUCH] = STEP_LOAD,      [GROUP_REMAP] = STEP_REMAP, [GROUP_MAP] = STEP_MAP,
        [GROUP_PROTECT] = STEP_PROTECT, [GROUP_FLUSH] = STEP_FLUSH, [GROUP_CALLS] = STEP_READ,
        [GROUP_RESIZE] = STEP_RESIZE,   [GROUP_NAME] = STEP_CREATE, [GROUP_BURST] = STEP_FORK,
    };
    const Abilities *can = making->can;
    const bool able[GROUPS] = {true,
                               can->remap,
                               true,
                               true,
                               can->flush,
                               can->read_write,
                               can->resize && can->shrink_in_use,
                               can->punch,
                               names_are_churned(can),
                               can->fork};
    for (unsigned i = 0; i < GROUPS; i++)
        making->weights[i] = able[i] ? 3u + making->profile->more[kinds[i]] : 0;
    making->weights[GROUP_RESIZE] /= 2; /* nothing is counted or written by calls where objects shrink */
    making->weights[GROUP_PUNCH] /= 2;  /* nor counted where holes are made */
    making->weights[GROUP_BURST] /= 2;  /* and forks are slow */
    Group also = some_group(making);
    uint32_t met = 0;
    for (unsigned i = 0; i < GROUPS && nemesis; i++)
        met += concerns(nemesis, i) ? making->weights[i] : 0;
    for (unsigned i = 0; i < GROUPS && met; i++) /* whatever the profile: each of its ways to meet it comes as often */
        making->weights[i] = concerns(nemesis, i) && making->weights[i] ? 1 : 0;
    Group about = some_group(making);
    bool two = random_once_in(&making->random, 3);
    for (unsigned i = 0; i < GROUPS; i++)
        making->weights[i] = i == about || (two && i == also) ? 2 : 0;
    if (about != GROUP_NAME || two)
        making->weights[GROUP_TOUCH] += 2;
}

static void share_by_name(Making *making)
{
    for (making->actor = 0; making->actor < making->actors; making->actor++) {
        Step object = step_of(making, making->actor ? STEP_OPEN : STEP_CREATE), map = step_of(making, STEP_MAP);
        object.name = 0;
        object.length = map.length = making->size;
        put(making, step_of(making, STEP_START));
        put(making, object);
        put(making, map);
    }
}

static void share_by_fork(Making *making)
{
    Step create = step_of(making, STEP_CREATE), map = step_of(making, STEP_MAP);
    create.length = map.length = making->size;
    put(making, step_of(making, STEP_START));
    put(making, create);
    put(making, map);
    for (uint8_t child = 1; child < making->actors; child++) {
        Step fork = step_of(making, STEP_FORK);
        fork.other = child;
        put(making, fork);
    }
}

static void make_rounds(Making *making)
{
    size_t gate = making->program->count;
    put(making, (Step){.kind = STEP_GATE, .actor = NO_ACTOR});
    uint32_t groups = 1 + below(making, MOST_GROUPS);
    for (making->actor = 0; making->actor < making->actors; making->actor++) {
        for (uint32_t i = 0; i < groups; i++)
            make_group(making, some_group(making));
    }
    uint32_t of_one = (uint32_t)(making->program->count - gate) / (making->actors ? making->actors : 1) + 1;
    uint32_t rounds = LINES_WANTED / of_one;
    rounds = rounds < FEWEST_ROUNDS ? FEWEST_ROUNDS : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    making->program->steps[gate].times = making->bursts ? BURST_ROUNDS : rounds;
}

void free_generate(uint64_t seed, const Profile *profile, const Abilities *can, unsigned actors, unsigned nemesis,
                   Program *program)
{
    Making making = {.random = {.state = seed ^ 0x66726565u}, .profile = profile, .can = can, .program = program};
    program->count = 0;
    choose_weights(&making, nemesis);
    making.actors = 2 + below(&making, actors > 1 ? actors - 1 : 1);
    if (making.weights[GROUP_NAME] && random_once_in(&making.random, 8))
        making.actors = MOST_CHURNERS;
    uint32_t pages = 1 + below(&making, making.weights[GROUP_RESIZE] ? 2 : 3);
    making.size = pages * can->page;
    choose_hot(&making);
    if (can->named)
        share_by_name(&making);
    else
        share_by_fork(&making);
    make_rounds(&making);
}

/* Its steps stand behind all others': the plan sorts them by actor. */
bool free_add_truncation(const Abilities *can, Program *program)
{
    Program with = {0};
    uint8_t actor = 0;
    uint32_t size = 0;
    size_t gate = 0;
    for (size_t i = 0; i < program->count; i++) {
        const Step *step = &program->steps[i];
        actor = step->actor != NO_ACTOR && step->actor >= actor ? (uint8_t)(step->actor + 1) : actor;
        size = step->kind == STEP_CREATE && !size ? step->length : size;
        gate = step->kind == STEP_GATE ? i : gate;
    }
    if (!can->resize || !can->shrink_in_use || actor >= MOST_ACTORS || !gate)
        return false;
    Making making = {.program = &with, .actor = actor};
    Step resize = step_of(&making, STEP_RESIZE), fork = step_of(&making, STEP_FORK), open = step_of(&making, STEP_OPEN);
    fork.actor = 0;
    fork.other = actor;
    open.name = 0;
    for (size_t i = 0; i < program->count; i++) {
        if (i == gate)
            put(&making, can->named ? step_of(&making, STEP_START) : fork);
        if (i == gate && can->named)
            put(&making, open);
        put(&making, program->steps[i]);
    }
    resize.length = size / can->page > 1 ? can->page : 0;
    put(&making, resize);
    resize.length = size / can->page * can->page;
    put(&making, resize);
    program_copy(program, &with);
    program_free(&with);
    return true;
}
