#include "stress/free_plan.h"

#include <stdlib.h>

typedef struct PlannedObject {
    bool used, churned, here; /* here: filled in this round */
    uint8_t name, access;
    uint32_t content, size, line;
} PlannedObject;

typedef struct PlannedView {
    bool used, here;
    uint8_t access, rights; /* as mapped, and as they are now */
    uint32_t content, base, start, pages, line;
} PlannedView;

typedef struct PlannedActor {
    bool alive;
    uint32_t lines, stores, creations;
    PlannedObject objects[MOST_OBJECTS];
    PlannedView views[MOST_VIEWS];
} PlannedActor;

typedef struct Planning {
    FreePlan *plan;
    const Abilities *can;
    PlannedActor actors[MOST_ACTORS];
    Phase phase;
    bool churned[MOST_NAMES];        /* by the free part */
    bool resizes;                    /* the free part resizes: which objects, is not asked */
    PlannedObject named[MOST_NAMES]; /* made before the gate */
} Planning;

static PlannedLine *add_line(Planning *planning, const Step *step)
{
    FreePlan *plan = planning->plan;
    if (plan->count == plan->room) {
        plan->room = plan->room ? 2 * plan->room : 512;
        plan->lines = realloc(plan->lines, plan->room * sizeof *plan->lines);
        if (!plan->lines)
            abort();
    }
    PlannedLine *line = &plan->lines[plan->count++];
    *line = (PlannedLine){.phase = planning->phase,
                          .step = *step,
                          .content = NO_PLACE,
                          .base = NO_PLACE,
                          .name = NO_NAME,
                          .number = ++planning->actors[step->actor].lines};
    return line;
}

static PlannedLine *add_object_line(Planning *planning, const Step *step, const PlannedObject *object)
{
    PlannedLine *line = add_line(planning, step);
    line->object_line = object->line;
    line->content = object->churned ? NO_PLACE : object->content;
    line->name = object->name;
    return line;
}

static PlannedLine *add_view_line(Planning *planning, const Step *step, const PlannedView *view)
{
    PlannedLine *line = add_line(planning, step);
    line->view_line = view->line;
    line->content = view->content;
    line->base = view->base;
    line->start = view->start;
    line->was_long = view->pages * planning->can->page;
    return line;
}

/* Processes --------------------------------------------------------------------------------------------------------- */

static bool plan_process(Planning *planning, const Step *step)
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

/* Objects ----------------------------------------------------------------------------------------------------------- */

static bool plan_create(Planning *planning, const Step *step, PlannedObject *object)
{
    const Abilities *can = planning->can;
    bool churned = planning->phase == PHASE_FREE;
    uint32_t most = MOST_FREE_PAGES * can->page, size = step->length;
    if (object->used || can->named != (step->name < MOST_NAMES) || (churned && !can->named))
        return false;
    if (!churned && can->named && (planning->named[step->name].used || planning->churned[step->name]))
        return false;
    if (!churned && (!size || size > most || (size % can->page && !can->odd_size)))
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

static bool in_words(const Step *step, uint32_t most)
{
    return step->length && step->length % 8 == 0 && step->offset % 8 == 0 && step->length <= most;
}

/* Counters are added to and loaded, nothing else. */
static bool meets_counters(const Abilities *can, uint32_t offset, uint32_t length)
{
    for (uint32_t at = offset; at < offset + length; at += 8) {
        if (at % can->page >= COUNTERS_FROM && at % can->page < COUNTERS_TO)
            return true;
    }
    return false;
}

static bool may_access(const Planning *planning, const Step *step, const PlannedObject *object)
{
    const Abilities *can = planning->can;
    bool stable = object->used && !object->churned;
    bool writes = step->kind != STEP_READ;
    if (!stable || !can->read_write || (writes && !(object->access & WRITE)))
        return false;
    if (step->kind == STEP_PUNCH || (step->kind == STEP_WRITE && planning->resizes))
        return false; /* a write would make the object longer again */
    return in_words(step, MOST_FREE_LENGTH) && step->offset + step->length <= object->size &&
           !(writes && meets_counters(can, step->offset, step->length));
}

static bool plan_object(Planning *planning, const Step *step)
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
    default:
        if (!may_access(planning, step, object))
            return false;
        if (step->kind == STEP_WRITE)
            done.count = ++actor->stores;
        add_object_line(planning, &done, object);
        return true;
    }
}

/* Views ------------------------------------------------------------------------------------------------------------- */

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
    if (!in_words(&done, MOST_FREE_LENGTH) || !in_view(planning, &done, view))
        return false;
    if (step->kind != STEP_LOAD && !(view->rights & WRITE))
        return false;
    bool private = view->base != NO_PLACE;
    if (counts && (private || planning->resizes || !meets_counters(can, done.offset, 8) ||
                   (step->kind == STEP_BURST && !can->fork)))
        return false;
    if (step->kind == STEP_STORE && meets_counters(can, done.offset, done.length))
        return false;
    if (step->kind == STEP_STORE)
        done.count = ++actor->stores;
    add_view_line(planning, &done, view);
    return true;
}

static bool plan_view(Planning *planning, const Step *step)
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

/* False: the step means nothing where it stands. */
static bool plan_step(Planning *planning, const Step *step)
{
    bool in_bounds = step->actor < MOST_ACTORS && step->object < MOST_OBJECTS && step->view < MOST_VIEWS &&
                     step->other < MOST_ACTORS;
    if (!in_bounds)
        return false;
    if (step->kind <= STEP_LEAVE)
        return plan_process(planning, step);
    if (!planning->actors[step->actor].alive)
        return false;
    if (step->kind <= STEP_PUNCH)
        return plan_object(planning, step);
    return step->kind != STEP_CHURN && plan_view(planning, step);
}

/* The whole ------------------------------------------------------------------------------------------------------- */

/* A view that lost its rights in the round gets them back, what the round opened is closed. */
static void end_round(Planning *planning, uint8_t number)
{
    PlannedActor *actor = &planning->actors[number];
    for (uint8_t i = 0; i < MOST_VIEWS; i++) {
        Step unmap = {.kind = STEP_UNMAP, .actor = number, .view = i};
        if (actor->views[i].used && actor->views[i].here)
            plan_step(planning, &unmap);
    }
    for (uint8_t i = 0; i < MOST_OBJECTS; i++) {
        Step close = {.kind = STEP_CLOSE, .actor = number, .object = i};
        if (actor->objects[i].used && actor->objects[i].here)
            plan_step(planning, &close);
    }
}

static void look_at_view(Planning *planning, uint8_t actor, uint8_t number)
{
    const PlannedView *view = &planning->actors[actor].views[number];
    uint32_t end = view->pages * planning->can->page;
    Step load = {.kind = STEP_LOAD, .actor = actor, .view = number, .length = MOST_FREE_LENGTH};
    for (; load.offset < end; load.offset += load.length)
        plan_step(planning, &load);
}

static void look_at_object(Planning *planning, uint8_t actor, uint8_t number)
{
    const PlannedObject *object = &planning->actors[actor].objects[number];
    Step step = {.kind = STEP_SIZE, .actor = actor, .object = number};
    if (object->churned)
        return;
    plan_step(planning, &step);
    if (planning->resizes)
        return; /* it may end anywhere by now */
    step = (Step){.kind = STEP_READ, .actor = actor, .object = number, .length = MOST_FREE_LENGTH};
    for (; step.offset + step.length <= object->size; step.offset += step.length)
        plan_step(planning, &step);
}

/* Every byte of every view and object, and what the churned names lead to. */
static void look_at_all(Planning *planning, uint8_t actor, bool first)
{
    for (uint8_t i = 0; i < MOST_VIEWS; i++) {
        if (planning->actors[actor].views[i].used)
            look_at_view(planning, actor, i);
    }
    for (uint8_t i = 0; i < MOST_OBJECTS; i++) {
        if (planning->actors[actor].objects[i].used)
            look_at_object(planning, actor, i);
    }
    for (uint8_t i = 0; i < MOST_NAMES && first; i++) {
        Step step = {.kind = STEP_OPEN, .actor = actor, .object = MOST_OBJECTS - 1, .name = i, .access = READ | WRITE};
        if (planning->churned[i] && plan_step(planning, &step)) {
            step.kind = STEP_SIZE;
            plan_step(planning, &step);
            step.kind = STEP_CLOSE;
            plan_step(planning, &step);
        }
    }
}

/* The words that something is stored in: all others are zero for ever. */
static void note_stores(FreePlan *plan)
{
    plan->stored = calloc(plan->contents + 1, plan->content_words);
    if (!plan->stored)
        abort();
    for (size_t i = 0; i < plan->count; i++) {
        const PlannedLine *line = &plan->lines[i];
        if ((line->step.kind != STEP_STORE && line->step.kind != STEP_WRITE) || line->content == NO_PLACE)
            continue;
        uint32_t first = line->content * plan->content_words + (line->start + line->step.offset) / 8;
        for (uint32_t word = 0; word < line->step.length / 8; word++)
            plan->stored[first + word] = 1;
    }
}

static size_t find_gate(const Program *program)
{
    size_t gate = 0;
    while (gate < program->count && program->steps[gate].kind != STEP_GATE)
        gate++;
    return gate;
}

static void note_churned(Planning *planning, const Program *program, size_t gate)
{
    for (size_t i = gate; i < program->count; i++) {
        const Step *step = &program->steps[i];
        bool churns = step->kind == STEP_CREATE || step->kind == STEP_REMOVE;
        if (churns && step->name < MOST_NAMES)
            planning->churned[step->name] = true;
        planning->resizes |= step->kind == STEP_RESIZE;
    }
}

static Planning *planning_new(const Program *program, const Abilities *can, FreePlan *plan, size_t gate)
{
    Planning *planning = calloc(1, sizeof *planning);
    if (!planning)
        abort();
    planning->plan = plan;
    planning->can = can;
    note_churned(planning, program, gate);
    return planning;
}

/* `kept`: NULL, or gets the steps that had a line. */
static void plan_program(const Program *program, const Abilities *can, FreePlan *plan, Program *kept)
{
    size_t gate = find_gate(program);
    *plan = (FreePlan){.can = *can, .rounds = gate < program->count ? program->steps[gate].times : 0};
    plan->content_words = MOST_FREE_PAGES * can->page / 8;
    Planning *planning = planning_new(program, can, plan, gate);
    for (size_t i = 0; i < gate; i++) {
        if (plan_step(planning, &program->steps[i]) && kept)
            program_add(kept, program->steps[i]);
    }
    if (gate < program->count && kept)
        program_add(kept, program->steps[gate]);
    planning->phase = PHASE_FREE;
    for (uint32_t round = 0; round < plan->rounds && round < MOST_ROUNDS; round++) {
        for (size_t i = gate + 1; i < program->count; i++) {
            if (plan_step(planning, &program->steps[i]) && kept && round == 0)
                program_add(kept, program->steps[i]);
        }
        for (uint8_t actor = 0; actor < MOST_ACTORS; actor++)
            end_round(planning, actor);
    }
    planning->phase = PHASE_AFTER;
    bool first = true;
    for (uint8_t actor = 0; actor < MOST_ACTORS; actor++) {
        if (planning->actors[actor].alive) {
            look_at_all(planning, actor, first);
            first = false;
        }
    }
    free(planning);
    note_stores(plan);
}

void free_plan_make(const Program *program, const Abilities *can, FreePlan *plan)
{
    plan_program(program, can, plan, NULL);
}

void free_plan_kept(const Program *program, const Abilities *can, Program *kept)
{
    FreePlan plan;
    kept->count = 0;
    plan_program(program, can, &plan, kept);
    free_plan_free(&plan);
}

void free_plan_free(FreePlan *plan)
{
    free(plan->lines);
    free(plan->stored);
    *plan = (FreePlan){0};
}

void planned_line_describe(const PlannedLine *line, Text *out)
{
    step_describe(&line->step, out);
}
