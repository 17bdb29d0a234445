#include "stress/generate_windows.h"

bool kind_is_of(unsigned kind, bool windows)
{
    if (kind == STEP_SPAWN || kind == STEP_DUPLICATE || kind == STEP_COMMIT)
        return windows;
    return !windows || (kind != STEP_FORK && kind != STEP_PUNCH && kind != STEP_REMAP);
}

/* Somebody alive, and a slot of theirs that is empty; the model refuses strangers. */
static void fill_duplicate(Generator *generator, const Model *model, Step *step)
{
    Random *random = &generator->random;
    step->other = (uint8_t)random_below(random, MOST_ACTORS);
    for (unsigned i = 0; i < MOST_ACTORS && !model->actors[step->other].alive; i++)
        step->other = (uint8_t)((step->other + 1) % MOST_ACTORS);
    step->view = (uint8_t)random_below(random, MOST_OBJECTS);
    for (unsigned i = 0; i < MOST_OBJECTS && model->actors[step->other].objects[step->view].used; i++)
        step->view = (uint8_t)((step->view + 1) % MOST_OBJECTS);
    step->access = random_once_in(random, 3) ? READ : READ | WRITE;
}

static void fill_object(Generator *generator, const Model *model, Step *step)
{
    if (model->can.inherit && random_once_in(&generator->random, 3))
        step->access |= INHERITED;
    if (model->can.reserve && step->kind == STEP_CREATE && random_once_in(&generator->random, 4))
        step->access |= RESERVED;
}

/* Whole, by its own address or another one in it. */
static void fill_unmap(Generator *generator, const Model *model, Step *step)
{
    uint32_t bytes = model->actors[step->actor].views[step->view].pages * model->can.page;
    step->length = 0;
    step->offset = bytes && random_once_in(&generator->random, 3) ? random_below(&generator->random, bytes) : 0;
}

/* An end that is refused is to be one behind which something stands that could be lost. */
static void fill_resize(Generator *generator, const Model *model, Step *step)
{
    const Step *written = &generator->written;
    if (!written->length || !random_once_in(&generator->random, 2))
        return;
    step->actor = written->actor;
    step->object = written->object;
    step->length = model->can.odd_size ? written->offset : written->offset / model->can.page * model->can.page;
}

void fill_windows_step(Generator *generator, const Model *model, Step *step)
{
    Random *random = &generator->random;
    switch (step->kind) {
    case STEP_CREATE:
    case STEP_OPEN:
        fill_object(generator, model, step);
        break;
    case STEP_SPAWN:
        step->access = random_once_in(random, 4) || !model->can.inherit ? 0 : INHERITED;
        break;
    case STEP_DUPLICATE:
        fill_duplicate(generator, model, step);
        break;
    case STEP_RESIZE:
        fill_resize(generator, model, step);
        break;
    case STEP_MAP: /* now and then longer than its section */
        if (random_once_in(random, 16))
            step->length += 1 + random_below(random, model->can.page);
        break;
    case STEP_UNMAP:
        fill_unmap(generator, model, step);
        break;
    case STEP_PROTECT:
        if (random_once_in(random, 3))
            step->access = READ | WRITE | COPYING;
        break;
    case STEP_COMMIT:
        step->access = random_once_in(random, 5) ? READ : READ | WRITE;
        break;
    default:
        break;
    }
}

/* Whoever was handed a handle tries what it may not grant. */
bool follow_duplicate(const Model *model, const Step *last, Step *step)
{
    const ModelActor *actor = &model->actors[last->other];
    const ModelObject *object = &actor->objects[last->view];
    if (!object->used || object->content >= MOST_CONTENTS)
        return false;
    *step = (Step){.kind = STEP_MAP,
                   .actor = last->other,
                   .object = last->view,
                   .name = last->name,
                   .other = last->other,
                   .length = model->contents[object->content].size,
                   .sharing = SHARED,
                   .access = READ | WRITE};
    while (step->view < MOST_VIEWS - 1 && actor->views[step->view].used)
        step->view++;
    return model_permits(model, step);
}

/* Somebody's handle of it. */
static bool find_handle(const Model *model, uint8_t content, Step *step)
{
    for (uint8_t a = 0; a < MOST_ACTORS; a++) {
        for (uint8_t i = 0; i < MOST_OBJECTS; i++) {
            const ModelObject *object = &model->actors[a].objects[i];
            if (!model->actors[a].alive || !object->used || object->content != content)
                continue;
            step->actor = a;
            step->object = i;
            return true;
        }
    }
    return false;
}

/* A name that should be free, and leads somewhere: that is seen only before it is taken again. */
bool follow_close(Generator *generator, const Model *model, Step *step)
{
    if (generator->closed == NO_NAME)
        return false;
    *step = (Step){
        .kind = STEP_CLOSE, .actor = generator->last.actor, .name = generator->closed, .other = generator->last.other};
    uint8_t content = content_named(model, generator->closed);
    if (content < MOST_CONTENTS)
        return find_handle(model, content, step) && model_permits(model, step);
    step->kind = random_once_in(&generator->random, 2) ? STEP_OPEN : STEP_CREATE;
    step->access = step->kind == STEP_OPEN ? READ : 0;
    step->length = model->can.page;
    while (step->object < MOST_OBJECTS - 1 && model->actors[step->actor].objects[step->object].used)
        step->object++;
    return model_permits(model, step);
}
