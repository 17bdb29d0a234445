/* Two actors made one, and numbers in order. */
#include "stress/shrinking.h"

#include <string.h>

static uint8_t free_number(uint8_t number, const bool *taken, unsigned count)
{
    for (unsigned k = 0; k < count && taken[number]; k++)
        number = (uint8_t)((number + 1) % count);
    return number;
}

/* The object that a duplicate becomes belongs to whoever gets it. */
static void merge_step(Step *step, uint8_t taker, uint8_t giver, const bool *objects, const bool *views)
{
    bool duplicates = step->kind == STEP_DUPLICATE;
    if (step->actor == giver)
        step->object = free_number(step->object, objects, MOST_OBJECTS);
    if (duplicates && step->other == giver)
        step->view = free_number(step->view, objects, MOST_OBJECTS);
    else if (!duplicates && step->actor == giver)
        step->view = free_number(step->view, views, MOST_VIEWS);
    if (duplicates && step->other == giver)
        step->other = taker;
    if (step->actor == giver)
        step->actor = taker;
}

/* The steps of one actor, done by another: its objects and views get numbers that the other does not use. */
static void merged(Program *to, const Program *from, uint8_t taker, uint8_t giver)
{
    bool objects[MOST_OBJECTS] = {0}, views[MOST_VIEWS] = {0};
    for (size_t i = 0; i < from->count; i++) {
        if (from->steps[i].actor != taker || from->steps[i].kind <= STEP_LEAVE)
            continue;
        objects[from->steps[i].object] = true;
        views[from->steps[i].view] = true;
    }
    to->count = 0;
    for (size_t i = 0; i < from->count; i++) {
        Step step = from->steps[i];
        bool begins = step.actor == giver && step.kind == STEP_START;
        if (begins || ((step.kind == STEP_FORK || step.kind == STEP_SPAWN) && step.other == giver))
            continue;
        merge_step(&step, taker, giver, objects, views);
        program_add(to, step);
    }
}

bool shrink_merge(Shrinker *shrinker, Program *program)
{
    bool any = false;
    Program candidate = {0};
    for (uint8_t taker = 0; taker < MOST_ACTORS && program->count <= FEW; taker++) {
        for (uint8_t giver = 0; giver < MOST_ACTORS; giver++) {
            merged(&candidate, program, taker, giver);
            if (giver != taker && candidate.count < program->count && candidate.count)
                any |= shrink_accept(shrinker, program, &candidate);
        }
    }
    program_free(&candidate);
    return any;
}

/* Numbers in the order of their first use, of names, objects and views; the same for all actors, because children have
 * their parents' numbers. */
void shrink_renumber(Program *program)
{
    enum { UNSEEN = 0xff };
    uint8_t objects[MOST_OBJECTS], views[MOST_VIEWS], names[MOST_NAMES];
    uint8_t next_name = 0, next_object = 0, next_view = 0;
    memset(objects, UNSEEN, sizeof objects);
    memset(views, UNSEEN, sizeof views);
    memset(names, UNSEEN, sizeof names);
    for (size_t i = 0; i < program->count; i++) {
        Step *step = &program->steps[i];
        uint8_t *object = &objects[step->object], *view = &views[step->view];
        bool has_name = step->kind == STEP_CREATE || step->kind == STEP_OPEN || step->kind == STEP_REMOVE;
        if (step->kind >= STEP_CREATE && step->kind <= STEP_CHURN && step->kind != STEP_REMOVE && *object == UNSEEN)
            *object = next_object++;
        if (step->kind >= STEP_MAP && step->kind != STEP_CHURN && step->kind != STEP_GATE && *view == UNSEEN)
            *view = next_view++;
        if (has_name && step->name < MOST_NAMES && names[step->name] == UNSEEN)
            names[step->name] = next_name++;
        step->object = *object == UNSEEN ? 0 : *object;
        if (step->kind == STEP_DUPLICATE) {
            if (objects[step->view] == UNSEEN)
                objects[step->view] = next_object++;
            step->view = objects[step->view];
        } else {
            step->view = *view == UNSEEN ? 0 : *view;
        }
        if (step->name < MOST_NAMES)
            step->name = has_name ? names[step->name] : 0;
    }
}
