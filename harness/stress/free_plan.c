#include "stress/free_planning.h"

#include <stdlib.h>

PlannedLine *add_line(Planning *planning, const Step *step)
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

PlannedLine *add_object_line(Planning *planning, const Step *step, const PlannedObject *object)
{
    PlannedLine *line = add_line(planning, step);
    line->object_line = object->line;
    line->content = object->churned ? NO_PLACE : object->content;
    line->name = object->name;
    return line;
}

PlannedLine *add_view_line(Planning *planning, const Step *step, const PlannedView *view)
{
    PlannedLine *line = add_line(planning, step);
    line->view_line = view->line;
    line->content = view->content;
    line->base = view->base;
    line->start = view->start;
    line->was_long = view->pages * planning->can->page;
    return line;
}

/* False: the step means nothing where it stands. */
bool plan_step(Planning *planning, const Step *step)
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

/* What the round opened is closed. */
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
    Step load = {.kind = STEP_LOAD, .actor = actor, .view = number, .length = LOOK_LENGTH};
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
    step = (Step){.kind = STEP_READ, .actor = actor, .object = number, .length = LOOK_LENGTH};
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
        planning->clears |= step->kind == STEP_RESIZE || (step->kind == STEP_PUNCH && planning->can->punch);
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
