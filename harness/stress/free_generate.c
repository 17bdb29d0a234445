#include "stress/free_generate.h"

#include "stress/free_plan.h"

enum {
    MOST_HOT = 5,
    STABLE_NAMES = 2,
    MOST_GROUPS = 6,      /* of an actor's round */
    LINES_OF_A_ROUND = 3, /* of a group, about */
    LINES_WANTED = 900,   /* of an actor */
    FEWEST_ROUNDS = 20,
    BURST_ROUNDS = 6,
    MOST_CHURNERS = 16
};

/* What a group of steps is about; each takes its weight from the steps that it is made of. */
typedef enum Group {
    GROUP_TOUCH,   /* loads, stores and additions through a view that stays */
    GROUP_REMAP,   /* the view moves, and comes back */
    GROUP_MAP,     /* a view for the round */
    GROUP_PROTECT, /* rights that go and come back */
    GROUP_FLUSH,
    GROUP_CALLS, /* read and write calls */
    GROUP_RESIZE,
    GROUP_NAME, /* a churned name is made, opened, removed */
    GROUP_BURST,
    GROUPS
} Group;

typedef struct Making {
    Random random;
    const Profile *profile;
    const Abilities *can;
    Program *program;
    unsigned actors;
    uint32_t size;          /* of the object that all share */
    uint32_t hot[MOST_HOT]; /* offsets of words that many want */
    unsigned hot_count;
    uint32_t weights[GROUPS];
    bool bursts;
    uint8_t actor; /* whose steps are being made */
} Making;

static uint32_t below(Making *making, uint32_t limit)
{
    return random_below(&making->random, limit);
}

static void put(Making *making, Step step)
{
    program_add(making->program, step);
}

static Step step_of(const Making *making, StepKind kind)
{
    return (Step){
        .kind = (uint8_t)kind, .actor = making->actor, .name = NO_NAME, .access = READ | WRITE, .sharing = SHARED};
}

/* Few words, so that they are met by many: starts and ends of pages, neighbours in a cache line. */
static void choose_hot(Making *making)
{
    uint32_t page = making->can->page, pages = (making->size + page - 1) / page;
    making->hot_count = 1 + below(making, MOST_HOT);
    for (unsigned i = 0; i < making->hot_count; i++) {
        const uint32_t places[] = {0, 8, 56, 64, page - 8, 8 * below(making, COUNTERS_FROM / 8)};
        making->hot[i] = below(making, pages) * page + places[below(making, 6)];
    }
}

static uint32_t hot(Making *making)
{
    return making->hot[below(making, making->hot_count)];
}

static uint32_t counter(Making *making)
{
    return making->hot[0] / making->can->page * making->can->page + COUNTERS_FROM + 8 * below(making, 2);
}

/* One access to the view, of a word or of many. */
static void touch(Making *making, uint8_t view)
{
    uint32_t what = below(making, 10);
    Step step = step_of(making, what < 5 ? STEP_LOAD : what < 9 ? STEP_STORE : STEP_ADD);
    step.view = view;
    step.offset = hot(making);
    step.length = 8;
    if (step.kind == STEP_ADD || (step.kind == STEP_LOAD && random_once_in(&making->random, 8))) {
        step.offset = counter(making);
    } else if (random_once_in(&making->random, 6)) { /* a long one, behind the counters of the same page */
        step.offset = step.offset / making->can->page * making->can->page + MOST_FREE_LENGTH;
        step.length = 64 << below(making, 4);
    }
    put(making, step);
}

static void touch_often(Making *making, uint8_t view)
{
    for (uint32_t i = 1 + below(making, LINES_OF_A_ROUND); i > 0; i--)
        touch(making, view);
}

static void map_group(Making *making)
{
    Step map = step_of(making, STEP_MAP), unmap = step_of(making, STEP_UNMAP);
    map.view = unmap.view = (uint8_t)(2 + below(making, 3));
    map.length = making->size;
    if (random_once_in(&making->random, making->profile->private_once_in))
        map.sharing = COPY_ON_WRITE;
    put(making, map);
    touch_often(making, map.view);
    put(making, unmap);
}

static void remap_group(Making *making)
{
    Step shorter = step_of(making, STEP_REMAP), back = shorter;
    shorter.length = making->can->page;
    back.length = (making->size + making->can->page - 1) / making->can->page * making->can->page;
    put(making, shorter);
    touch_often(making, 0);
    put(making, back);
    touch_often(making, 0);
}

static void protect_group(Making *making)
{
    Step less = step_of(making, STEP_PROTECT), back = less;
    less.access = READ;
    put(making, less);
    touch_often(making, 0);
    put(making, back);
}

static void flush_group(Making *making)
{
    Step flush = step_of(making, STEP_FLUSH);
    flush.length = making->size / making->can->page * making->can->page;
    touch(making, 0);
    put(making, flush);
}

static void calls_group(Making *making)
{
    bool writes = random_once_in(&making->random, 2);
    Step step = step_of(making, writes ? STEP_WRITE : STEP_READ);
    step.offset = hot(making);
    step.length = 8;
    if (random_once_in(&making->random, 3)) {
        step.offset = step.offset / making->can->page * making->can->page + MOST_FREE_LENGTH;
        step.length = 64 << below(making, 4);
    }
    put(making, step);
}

static void resize_group(Making *making)
{
    Step step = step_of(making, STEP_RESIZE);
    uint32_t pages = making->size / making->can->page;
    step.length = below(making, pages + 1) * making->can->page;
    put(making, step);
    touch_often(making, 0);
    step.length = pages * making->can->page;
    put(making, step);
}

static void name_group(Making *making)
{
    static const uint8_t kinds[] = {STEP_CREATE, STEP_CREATE, STEP_OPEN, STEP_REMOVE};
    Step step = step_of(making, (StepKind)kinds[below(making, 4)]);
    Step size = step_of(making, STEP_SIZE), close = step_of(making, STEP_CLOSE);
    step.name = (uint8_t)(STABLE_NAMES + below(making, 2));
    step.object = size.object = close.object = (uint8_t)(2 + below(making, 2));
    put(making, step);
    if (step.kind == STEP_REMOVE)
        return;
    put(making, size);
    put(making, close);
}

static void burst_group(Making *making)
{
    Step step = step_of(making, STEP_BURST);
    step.offset = counter(making);
    step.times = 2;
    making->bursts = true;
    put(making, step);
}

static void make_group(Making *making, Group group)
{
    static void (*const makers[GROUPS])(Making *) = {
        [GROUP_REMAP] = remap_group, [GROUP_MAP] = map_group,     [GROUP_PROTECT] = protect_group,
        [GROUP_FLUSH] = flush_group, [GROUP_CALLS] = calls_group, [GROUP_RESIZE] = resize_group,
        [GROUP_NAME] = name_group,   [GROUP_BURST] = burst_group,
    };
    if (group == GROUP_TOUCH)
        touch_often(making, 0);
    else
        makers[group](making);
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
static void choose_weights(Making *making)
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
                               can->named && can->remove &&
                                   can->remove_in_use, /* Windows keeps the name until the last handle */
                               can->fork};
    for (unsigned i = 0; i < GROUPS; i++)
        making->weights[i] = able[i] ? 3u + making->profile->more[kinds[i]] : 0;
    making->weights[GROUP_RESIZE] /= 2; /* nothing is counted or written by calls where objects shrink */
    making->weights[GROUP_BURST] /= 2;  /* and forks are slow */
    Group about = some_group(making), also = some_group(making);
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

void free_generate(uint64_t seed, const Profile *profile, const Abilities *can, unsigned actors, Program *program)
{
    Making making = {.random = {.state = seed ^ 0x66726565u}, .profile = profile, .can = can, .program = program};
    program->count = 0;
    choose_weights(&making);
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
