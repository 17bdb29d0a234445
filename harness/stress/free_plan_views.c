/* Views of a free program. */
#include "stress/free_planning.h"

static bool plan_map(Planning *planning, const Step *step, PlannedView *view)
{
    const PlannedObject *object = &planning->actors[step->actor].objects[step->object];
    const Abilities *can = planning->can;
    bool private = step->sharing == COPY_ON_WRITE,
         whole = can->backing == BACKING_SYSV || can->backing == BACKING_ANONYMOUS;
    Step done = *step;
    if (!object->used || object->churned || view->used || step->offset % can->granularity || step->place)
        return false;
    done.length = whole ? object->size : (step->length + can->page - 1) / can->page * can->page;
    done.offset = whole ? 0 : step->offset;
    bool fits = done.length && done.offset + done.length <= (object->size + can->page - 1) / can->page * can->page;
    if (!fits || (private && (!can->copy_on_write || planning->resizes || can->backing == BACKING_ANONYMOUS)))
        return false;
    if (!private && step->access & WRITE && !(object->access & WRITE))
        return false;
    if (can->backing == BACKING_ANONYMOUS && planning->phase != PHASE_BEFORE)
        return false;
    PlannedLine *line = add_object_line(planning, &done, object);
    *view = (PlannedView){.used = true,
                          .here = planning->phase == PHASE_FREE,
                          .access = step->access & WRITE ? READ | WRITE : READ,
                          .rights = step->access & WRITE ? READ | WRITE : READ,
                          .content = private ? planning->plan->contents++ : object->content,
                          .base = private ? object->content : NO_PLACE,
                          .start = done.offset,
                          .pages = (done.length + can->page - 1) / can->page,
                          .line = line->number};
    if (can->backing == BACKING_ANONYMOUS) /* every view has memory of its own */
        line->content = view->content = planning->plan->contents++;
    return true;
}

static bool in_view(const Planning *planning, const Step *step, const PlannedView *view)
{
    return step->offset + step->length <= view->pages * planning->can->page;
}

static bool plan_change(Planning *planning, const Step *step, PlannedView *view)
{
    const Abilities *can = planning->can;
    const PlannedActor *actor = &planning->actors[step->actor];
    PlannedLine *line;
    switch (step->kind) {
    case STEP_UNMAP:
        if (planning->phase == PHASE_FREE && !view->here)
            return false;
        line = add_view_line(planning, step, view);
        line->step.offset = 0;
        line->step.length = view->pages * can->page;
        view->used = false;
        return true;
    case STEP_PROTECT: /* always the whole view, and readable: its pages are looked at */
        if (!(view->access & WRITE) && step->access & WRITE)
            return false;
        line = add_view_line(planning, step, view);
        line->step.offset = 0;
        line->step.length = view->pages * can->page;
        line->step.access = view->rights = step->access & WRITE ? READ | WRITE : READ;
        return true;
    case STEP_REMAP:
        /* The object is named too: it says how far the view may reach. */
        if (!can->remap || view->base != NO_PLACE || can->backing == BACKING_ANONYMOUS || !step->length ||
            step->length % can->page || !actor->objects[step->object].used || actor->objects[step->object].churned ||
            actor->objects[step->object].content != view->content ||
            view->start + step->length > actor->objects[step->object].size)
            return false;
        line = add_view_line(planning, step, view);
        view->line = line->number;
        view->pages = step->length / can->page;
        return true;
    default:
        if (!can->flush || step->offset % can->page || !in_view(planning, step, view) || !step->length)
            return false;
        add_view_line(planning, step, view);
        return true;
    }
}

static bool plan_access(Planning *planning, const Step *step, const PlannedView *view)
{
    const Abilities *can = planning->can;
    PlannedActor *actor = &planning->actors[step->actor];
    bool counts = step->kind == STEP_ADD || step->kind == STEP_BURST;
    Step done = *step;
    if (counts)
        done.length = 8;
    if (!in_words(planning, &done) || !in_view(planning, &done, view))
        return false;
    if (step->kind != STEP_LOAD && !(view->rights & WRITE))
        return false;
    bool private = view->base != NO_PLACE;
    if (counts && (private || planning->clears || !meets_counters(can, done.offset, 8) ||
                   (step->kind == STEP_BURST && !can->fork)))
        return false;
    if (step->kind == STEP_STORE && meets_counters(can, done.offset, done.length))
        return false;
    if (step->kind == STEP_STORE)
        done.count = ++actor->stores;
    add_view_line(planning, &done, view);
    return true;
}

bool plan_view(Planning *planning, const Step *step)
{
    PlannedView *view = &planning->actors[step->actor].views[step->view];
    if (step->kind == STEP_MAP)
        return plan_map(planning, step, view);
    if (!view->used)
        return false;
    if (step->kind == STEP_LOAD || step->kind == STEP_STORE || step->kind == STEP_ADD || step->kind == STEP_BURST)
        return plan_access(planning, step, view);
    return step->kind != STEP_DIGEST && plan_change(planning, step, view);
}
