#include "stress/generate.h"

#include "stress/generate_windows.h"

static unsigned alive_count(const Model *model)
{
    unsigned count = 0;
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        count += model->actors[i].alive;
    return count;
}

static uint8_t alive_actor(Generator *generator, const Model *model)
{
    unsigned nth = random_below(&generator->random, alive_count(model));
    for (uint8_t i = 0; i < MOST_ACTORS; i++) {
        if (model->actors[i].alive && nth-- == 0)
            return i;
    }
    return 0;
}

static uint8_t dead_actor(const Model *model)
{
    uint8_t i = 0;
    while (i < MOST_ACTORS - 1 && model->actors[i].alive)
        i++;
    return i;
}

static uint32_t weight_of(const Generator *generator, const Model *model, unsigned kind)
{
    return kind_is_of(kind, model->can.windows) ? profile_weight(generator->profile, kind) : 0;
}

static uint8_t kind_by_weight(Generator *generator, const Model *model)
{
    uint32_t total = 0;
    for (unsigned i = 0; i < STEP_KINDS; i++)
        total += weight_of(generator, model, i);
    uint32_t at = random_below(&generator->random, total);
    uint8_t kind = 0;
    while (at >= weight_of(generator, model, kind))
        at -= weight_of(generator, model, kind++);
    return kind;
}

/* Slots that are filled, or empty, are preferred: most tries would be in vain otherwise. */
static uint8_t object_slot(Generator *generator, const ModelActor *actor, bool used)
{
    uint8_t slot = (uint8_t)random_below(&generator->random, MOST_OBJECTS);
    for (unsigned i = 0; i < MOST_OBJECTS && actor->objects[slot].used != used; i++)
        slot = (uint8_t)((slot + 1) % MOST_OBJECTS);
    return slot;
}

static uint8_t view_slot(Generator *generator, const ModelActor *actor, bool used)
{
    uint8_t slot = (uint8_t)random_below(&generator->random, MOST_VIEWS);
    for (unsigned i = 0; i < MOST_VIEWS && actor->views[slot].used != used; i++)
        slot = (uint8_t)((slot + 1) % MOST_VIEWS);
    return slot;
}

static uint32_t object_size(Generator *generator, const Abilities *can)
{
    uint32_t pages = 1 + random_below(&generator->random, can->most_size / can->page);
    uint32_t size = (random_once_in(&generator->random, 2) ? 1 + pages % 8 : pages) * can->page;
    size = size > can->most_size ? can->most_size : size;
    if (can->odd_size && random_once_in(&generator->random, 3))
        size -= 1 + random_below(&generator->random, can->page - 1);
    return size;
}

static uint8_t some_access(Generator *generator)
{
    return random_once_in(&generator->random, 4) ? READ : READ | WRITE;
}

/* Short more often than long. */
static uint32_t some_length(Generator *generator, uint32_t most)
{
    static const uint32_t usual[] = {1, 8, 8, 16, 24, 64, 64, 256};
    uint32_t length = usual[random_below(&generator->random, 8)];
    if (random_once_in(&generator->random, 16))
        length = 1 + random_below(&generator->random, most);
    return length < most ? length : most;
}

/* Borders of pages more often than elsewhere; on words more often than between them. */
static uint32_t some_offset(Generator *generator, uint32_t page, uint32_t span, uint32_t length)
{
    Random *random = &generator->random;
    uint32_t room = span > length ? span - length : 0;
    uint32_t offset = random_below(random, room + 1);
    if (random_once_in(random, 3))
        offset = offset / page * page;
    else if (random_once_in(random, 4))
        offset = (offset / page + 1) * page - length % page / 2 - 1;
    if (!random_once_in(random, 4))
        offset = offset / 8 * 8;
    return offset < room ? offset : room;
}

static void fill_object_range(Generator *generator, const Model *model, Step *step)
{
    const ModelObject *object = &model->actors[step->actor].objects[step->object];
    uint32_t size = object->content < MOST_CONTENTS ? model->contents[object->content].size : object->size;
    if (step->kind == STEP_PUNCH) {
        uint32_t pages = 1 + size / model->can.page;
        step->offset = random_below(&generator->random, pages) * model->can.page;
        step->length = (1 + random_below(&generator->random, 3)) * model->can.page;
        return;
    }
    uint32_t span = size + (random_once_in(&generator->random, 6) ? 2 * model->can.page : 0);
    step->length = some_length(generator, MOST_LENGTH);
    step->offset = some_offset(generator, model->can.page, span, step->length);
}

static void fill_view_range(Generator *generator, const Model *model, Step *step)
{
    const ModelView *view = &model->actors[step->actor].views[step->view];
    uint32_t page = model->can.page, pages = view->pages ? view->pages : 1;
    if (step->kind == STEP_LOAD || step->kind == STEP_STORE) {
        uint32_t span = pages * page;
        step->length = some_length(generator, span < MOST_LENGTH ? span : MOST_LENGTH);
        step->offset = some_offset(generator, page, span, step->length);
        return;
    }
    uint32_t first = random_below(&generator->random, pages);
    step->offset = first * page;
    step->length = (1 + random_below(&generator->random, pages - first)) * page;
    if (step->kind == STEP_UNMAP && random_once_in(&generator->random, 2))
        step->offset = step->length = 0;
    if (step->kind == STEP_REMAP) {
        step->offset = 0;
        step->length = (1 + random_below(&generator->random, 2 * pages)) * page;
        step->access = model->can.too_long && random_once_in(&generator->random, 8) ? TOO_LONG : 0;
    }
}

static void fill_mapping(Generator *generator, const Model *model, Step *step)
{
    const Abilities *can = &model->can;
    Random *random = &generator->random;
    const ModelObject *object = &model->actors[step->actor].objects[step->object];
    uint32_t size = object->content < MOST_CONTENTS ? model->contents[object->content].size : object->size;
    uint32_t units = size / can->granularity + 1;
    step->offset = can->offset_views && random_once_in(random, 2) ? random_below(random, units) * can->granularity : 0;
    uint32_t rest = size > step->offset ? size - step->offset : can->page;
    step->length = random_once_in(random, 2) ? rest : 1 + random_below(random, rest);
    if (can->past_end && random_once_in(random, 4))
        step->length += random_below(random, 4) * can->page;
    if (can->backing == BACKING_SYSV)
        step->length = size;
    bool private = can->copy_on_write && random_once_in(random, generator->profile->private_once_in);
    step->sharing = private ? COPY_ON_WRITE : SHARED;
    step->access = some_access(generator);
    if (step->kind == STEP_MAP && can->places && random_once_in(random, generator->profile->placed_once_in))
        step->place = (uint8_t)(1 + random_below(random, MOST_PLACES));
    if (step->kind == STEP_MAP && can->too_long && !step->place && random_once_in(random, 24))
        step->access |= TOO_LONG;
    /* Few, or so many that what happens every so often happens. */
    step->times = random_once_in(random, 10) ? MOST_CHURN / 2 + random_below(random, MOST_CHURN / 2 + 1)
                                             : 1 + random_below(random, 20);
}

static void fill_step(Generator *generator, const Model *model, Step *step)
{
    Random *random = &generator->random;
    const ModelActor *actor = &model->actors[step->actor];
    bool makes_object = step->kind == STEP_CREATE || step->kind == STEP_OPEN;
    step->object = object_slot(generator, actor, !makes_object);
    step->view = view_slot(generator, actor, step->kind != STEP_MAP);
    step->name = model->can.named ? (uint8_t)random_below(random, MOST_NAMES) : NO_NAME;
    step->other = dead_actor(model);
    switch (step->kind) {
    case STEP_CREATE:
    case STEP_RESIZE:
        step->length = object_size(generator, &model->can);
        break;
    case STEP_OPEN:
        step->access = some_access(generator);
        break;
    case STEP_READ:
    case STEP_WRITE:
    case STEP_PUNCH:
        fill_object_range(generator, model, step);
        break;
    case STEP_MAP:
    case STEP_CHURN:
        fill_mapping(generator, model, step);
        break;
    case STEP_PROTECT:
        step->access = random_once_in(random, 4) ? NO_ACCESS : some_access(generator);
        fill_view_range(generator, model, step);
        break;
    default:
        if (step->kind >= STEP_UNMAP)
            fill_view_range(generator, model, step);
        break;
    }
    if (model->can.windows)
        fill_windows_step(generator, model, step);
}

static bool too_many(const Generator *generator, const Model *model, const Step *step)
{
    unsigned alive = alive_count(model);
    if (step->kind == STEP_FORK || step->kind == STEP_SPAWN)
        return alive >= generator->most;
    return (step->kind == STEP_DIE || step->kind == STEP_LEAVE) && alive < 2;
}

static Step some_step(Generator *generator, const Model *model)
{
    for (;;) {
        Step step = {.kind = kind_by_weight(generator, model), .actor = alive_actor(generator, model)};
        fill_step(generator, model, &step);
        if (step.kind == STEP_STORE || step.kind == STEP_WRITE || step.kind == STEP_CHURN)
            step.count = model->stamps;
        if (!too_many(generator, model, &step) && model_permits(model, &step))
            return step;
    }
}

static uint8_t name_closed(const Model *model, const Step *step)
{
    uint8_t content = model->actors[step->actor].objects[step->object].content;
    return content < MOST_CONTENTS ? model->contents[content].name : NO_NAME;
}

Step generate_step(Generator *generator, const Model *model)
{
    Step step = {.kind = STEP_START, .actor = dead_actor(model)};
    if (alive_count(model) >= generator->actors && !generate_follow(generator, model, &step))
        step = some_step(generator, model);
    if (step.kind == STEP_WRITE)
        generator->written = step;
    if (step.kind == STEP_CLOSE)
        generator->closed = name_closed(model, &step);
    return generator->last = step;
}
