/* Steps that belong together. */
#include "stress/free_making.h"

#include "stress/free_plan.h"

/* Starts and ends of pages, neighbours in a cache line. */
void choose_hot(Making *making)
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

static void punch_group(Making *making)
{
    Step step = step_of(making, STEP_PUNCH);
    uint32_t pages = making->size / making->can->page;
    step.offset = below(making, pages) * making->can->page;
    step.length = (1 + below(making, pages - step.offset / making->can->page)) * making->can->page;
    put(making, step);
    touch_often(making, 0);
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

void make_group(Making *making, Group group)
{
    static void (*const makers[GROUPS])(Making *) = {
        [GROUP_REMAP] = remap_group, [GROUP_MAP] = map_group,     [GROUP_PROTECT] = protect_group,
        [GROUP_FLUSH] = flush_group, [GROUP_CALLS] = calls_group, [GROUP_RESIZE] = resize_group,
        [GROUP_PUNCH] = punch_group, [GROUP_NAME] = name_group,   [GROUP_BURST] = burst_group,
    };
    if (group == GROUP_TOUCH)
        touch_often(making, 0);
    else
        makers[group](making);
}
