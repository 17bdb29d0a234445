/* Processes and objects of a free program, and which accesses to them it may have. */
#include "stress/free_planning.h"

bool plan_process(Planning *planning, const Step *step)
{
    PlannedActor *actor = &planning->actors[step->actor];
    if (planning->phase != PHASE_BEFORE || actor->alive == (step->kind == STEP_START))
        return false;
    if (step->kind == STEP_FORK) {
        PlannedActor *child = &planning->actors[step->other];
        if (!planning->can->fork || child->alive)
            return false;
        *child = *actor;
        /* P-INH-002: its private views are copies from now on. None are made: what they show is not followed. */
        for (unsigned i = 0; i < MOST_VIEWS; i++)
            child->views[i].used &= child->views[i].base == NO_PLACE;
    } else if (step->kind != STEP_START) {
        return false;
    }
    actor->alive = true;
    add_line(planning, step)->number = 0;
    planning->actors[step->actor].lines--;
    return true;
}

bool in_words(const Planning *planning, const Step *step)
{
    uint32_t most = planning->phase == PHASE_AFTER ? LOOK_LENGTH : MOST_FREE_LENGTH;
    return step->length && step->length % 8 == 0 && step->offset % 8 == 0 && step->length <= most;
}

/* Counters are added to and loaded, nothing else. */
bool meets_counters(const Abilities *can, uint32_t offset, uint32_t length)
{
    for (uint32_t at = offset; at < offset + length; at += 8) {
        if (at % can->page >= COUNTERS_FROM && at % can->page < COUNTERS_TO)
            return true;
    }
    return false;
}

bool names_are_churned(const Abilities *can)
{
    return can->named && can->remove && can->remove_in_use;
}

static bool plan_create(Planning *planning, const Step *step, PlannedObject *object)
{
    const Abilities *can = planning->can;
    bool churned = planning->phase == PHASE_FREE;
    uint32_t most = MOST_FREE_PAGES * can->page, size = step->length;
    if (object->used || can->named != (step->name < MOST_NAMES) || (churned && !names_are_churned(can)))
        return false;
    if (!churned && can->named && (planning->named[step->name].used || planning->churned[step->name]))
        return false;
    /* P-EOF-002: what is stored behind the end in the last page is not the object's, and may be lost. So the end is a page's. */
    if (!churned && (!size || size > most || size % can->page))
        return false;
    Step made = *step;
    if (churned) /* each one is known by its size */
        made.length = made.count = 1 + step->actor + MOST_ACTORS * planning->actors[step->actor].creations++;
    PlannedLine *line = add_line(planning, &made);
    line->name = step->name;
    *object = (PlannedObject){.used = true,
                              .churned = churned,
                              .here = planning->phase == PHASE_FREE,
                              .name = step->name,
                              .access = READ | WRITE,
                              .size = made.length,
                              .line = line->number};
    if (!churned)
        line->content = object->content = planning->plan->contents++;
    if (!churned && can->named)
        planning->named[step->name] = *object;
    return true;
}

static bool plan_open(Planning *planning, const Step *step, PlannedObject *object)
{
    if (object->used || step->name >= MOST_NAMES || !planning->can->named)
        return false;
    bool churned = planning->churned[step->name];
    if (churned ? planning->phase == PHASE_BEFORE : !planning->named[step->name].used)
        return false;
    PlannedLine *line = add_line(planning, step);
    line->name = step->name;
    *object = (PlannedObject){.churned = true, .content = NO_PLACE};
    if (!churned)
        *object = planning->named[step->name];
    line->content = object->content;
    object->used = true;
    object->here = planning->phase == PHASE_FREE;
    object->name = step->name;
    object->access = step->access & WRITE ? READ | WRITE : READ;
    object->line = line->number;
    return true;
}

static bool plan_remove(Planning *planning, const Step *step)
{
    if (planning->phase != PHASE_FREE || step->name >= MOST_NAMES || !planning->can->remove ||
        !planning->churned[step->name])
        return false;
    add_line(planning, step)->name = step->name;
    return true;
}

static bool may_access(const Planning *planning, const Step *step, const PlannedObject *object)
{
    const Abilities *can = planning->can;
    bool stable = object->used && !object->churned;
    bool writes = step->kind != STEP_READ;
    if (!stable || !can->read_write || (writes && !(object->access & WRITE)))
        return false;
    if (step->kind == STEP_WRITE && planning->resizes)
        return false; /* a write would make the object longer again */
    return in_words(planning, step) && step->offset + step->length <= object->size &&
           !(writes && meets_counters(can, step->offset, step->length));
}

/* Whole pages within the object. Holes are made in descriptors: the first one asks for it. */
static bool plan_punch(Planning *planning, const Step *step, PlannedObject *object)
{
    const Abilities *can = planning->can;
    bool fits = object->used && !object->churned && step->length && step->length % can->page == 0 &&
                step->offset % can->page == 0 && step->offset + step->length <= object->size;
    if (!fits || !can->punch || !(object->access & WRITE) || planning->resizes || planning->phase != PHASE_FREE)
        return false;
    if (!object->handle_line)
        object->handle_line = add_object_line(planning, step, object)->number;
    add_object_line(planning, step, object)->handle_line = object->handle_line;
    return true;
}

bool plan_object(Planning *planning, const Step *step)
{
    PlannedActor *actor = &planning->actors[step->actor];
    PlannedObject *object = &actor->objects[step->object];
    const Abilities *can = planning->can;
    Step done = *step;
    switch (step->kind) {
    case STEP_CREATE:
        return plan_create(planning, step, object);
    case STEP_OPEN:
        return plan_open(planning, step, object);
    case STEP_REMOVE:
        return plan_remove(planning, step);
    case STEP_CLOSE:
        if (!object->used || (planning->phase == PHASE_FREE && !object->here))
            return false;
        add_object_line(planning, step, object);
        object->used = false;
        return true;
    case STEP_SIZE:
        if (!object->used || can->backing == BACKING_ANONYMOUS)
            return false;
        add_object_line(planning, step, object);
        return true;
    case STEP_RESIZE: /* whole pages: what happens to a part of one behind the end is left open */
        if (!object->used || object->churned || !can->resize || !can->shrink_in_use || !(object->access & WRITE) ||
            planning->phase == PHASE_BEFORE || step->length % can->page || step->length > object->size)
            return false;
        add_object_line(planning, step, object);
        return true;
    case STEP_PUNCH:
        return plan_punch(planning, step, object);
    default:
        if (!may_access(planning, step, object))
            return false;
        if (step->kind == STEP_WRITE)
            done.count = ++actor->stores;
        add_object_line(planning, &done, object);
        return true;
    }
}
