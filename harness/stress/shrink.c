#include "stress/shrink.h"

#include <string.h>

enum { FEW = 40 }; /* steps: so many may be tried in pairs */

/* Takes the candidate over if it fails. */
static bool accept(Shrinker *shrinker, Program *program, const Program *candidate)
{
    if (shrinker->enough(shrinker->context))
        return false;
    Program done = {0};
    shrinker->tried++;
    bool fails = shrinker->still_fails(shrinker->context, candidate, &done);
    if (fails)
        program_copy(program, &done);
    program_free(&done);
    return fails;
}

static bool concerns(const Step *step, unsigned actor)
{
    bool begins = step->kind == STEP_FORK || step->kind == STEP_SPAWN;
    return step->actor == actor || (begins && step->other == actor);
}

static bool fewer_actors(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (unsigned actor = 0; actor < MOST_ACTORS; actor++) {
        Program without = {0};
        for (size_t i = 0; i < program->count; i++) {
            if (!concerns(&program->steps[i], actor))
                program_add(&without, program->steps[i]);
        }
        if (without.count < program->count && without.count)
            any |= accept(shrinker, program, &without);
        program_free(&without);
    }
    return any;
}

static void without_range(Program *to, const Program *from, size_t start, size_t count)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++) {
        if (i < start || i >= start + count)
            program_add(to, from->steps[i]);
    }
}

/* Leaves out half of the steps, a quarter, ... single ones; from the end, because what a step needs stands before it. */
static bool fewer_steps(Shrinker *shrinker, Program *program)
{
    bool any = false;
    Program candidate = {0};
    for (size_t chunk = program->count / 2; chunk > 0; chunk /= 2) {
        size_t end = program->count;
        while (end > 0 && !shrinker->enough(shrinker->context)) {
            size_t start = end > chunk ? end - chunk : 0;
            without_range(&candidate, program, start, end - start);
            if (candidate.count && candidate.count < program->count && accept(shrinker, program, &candidate))
                any = true;
            end = start < program->count ? start : program->count;
        }
    }
    program_free(&candidate);
    return any;
}

/* Two steps that only make sense together: a map and its unmap, a protection and its return. */
static bool fewer_pairs(Shrinker *shrinker, Program *program)
{
    bool any = false;
    Program one = {0}, two = {0};
    for (size_t i = 0; i < program->count && program->count <= FEW; i++) {
        for (size_t k = i + 1; k < program->count; k++) {
            without_range(&one, program, k, 1);
            without_range(&two, &one, i, 1);
            any |= two.count && accept(shrinker, program, &two);
        }
    }
    program_free(&one);
    program_free(&two);
    return any;
}

/* One field of one step, changed. */
static bool try_step(Shrinker *shrinker, Program *program, size_t index, Step step)
{
    if (index >= program->count || step_same(&program->steps[index], &step))
        return false;
    Program candidate = {0};
    program_copy(&candidate, program);
    candidate.steps[index] = step;
    bool fails = accept(shrinker, program, &candidate);
    program_free(&candidate);
    return fails;
}

static bool smaller_length(Shrinker *shrinker, Program *program, size_t index)
{
    static const uint32_t simple[] = {1, 8, 64, 4096, 8192, 16384, 65536};
    for (unsigned i = 0; i < sizeof simple / sizeof *simple; i++) {
        Step step = program->steps[index];
        if (simple[i] >= step.length)
            return false;
        step.length = simple[i];
        if (try_step(shrinker, program, index, step))
            return true;
    }
    return false;
}

static bool smaller_offset(Shrinker *shrinker, Program *program, size_t index)
{
    static const uint32_t grain[] = {0x10000, 4096, 8, 1};
    Step step = program->steps[index];
    if (!step.offset)
        return false;
    uint32_t offset = step.offset;
    step.offset = 0;
    if (try_step(shrinker, program, index, step))
        return true;
    for (unsigned i = 0; i < sizeof grain / sizeof *grain; i++) {
        step.offset = offset / grain[i] * grain[i];
        if (step.offset != offset && try_step(shrinker, program, index, step))
            return true;
    }
    return false;
}

static bool fewer_times(Shrinker *shrinker, Program *program, size_t index)
{
    bool any = false;
    uint32_t low = 0;
    while (index < program->count && program->steps[index].times > low + 1) {
        Step step = program->steps[index];
        uint32_t middle = low + (step.times - low) / 2;
        step.times = middle;
        if (try_step(shrinker, program, index, step))
            any = true;
        else
            low = middle;
        if (shrinker->enough(shrinker->context))
            break;
    }
    return any;
}

static bool smaller_sizes(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (size_t i = 0; i < program->count; i++)
        any |= smaller_length(shrinker, program, i);
    for (size_t i = 0; i < program->count; i++)
        any |= smaller_offset(shrinker, program, i);
    for (size_t i = 0; i < program->count; i++)
        any |= fewer_times(shrinker, program, i);
    return any;
}

static bool simpler_values(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (size_t i = 0; i < program->count; i++) {
        Step step = program->steps[i];
        step.place = 0;
        any |= try_step(shrinker, program, i, step);
    }
    for (size_t i = 0; i < program->count; i++) {
        Step step = program->steps[i];
        if (step.kind == STEP_MAP || step.kind == STEP_OPEN)
            step.access = READ | WRITE;
        any |= try_step(shrinker, program, i, step);
    }
    return any;
}

/* One step's object, view or name, replaced by a lower one: what needs fewer of them needs fewer steps to make them. */
static bool fewer_things(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (size_t i = 0; i < program->count && program->count <= FEW; i++) {
        Step step = program->steps[i];
        for (uint8_t object = 0; object < program->steps[i].object; object++) {
            step.object = object;
            if (try_step(shrinker, program, i, step))
                return true;
        }
        step = program->steps[i];
        for (uint8_t name = 0; step.name < MOST_NAMES && name < program->steps[i].name; name++) {
            step.name = name;
            if (try_step(shrinker, program, i, step))
                return true;
        }
    }
    return any;
}

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

static bool merge_actors(Shrinker *shrinker, Program *program)
{
    bool any = false;
    Program candidate = {0};
    for (uint8_t taker = 0; taker < MOST_ACTORS && program->count <= FEW; taker++) {
        for (uint8_t giver = 0; giver < MOST_ACTORS; giver++) {
            merged(&candidate, program, taker, giver);
            if (giver != taker && candidate.count < program->count && candidate.count)
                any |= accept(shrinker, program, &candidate);
        }
    }
    program_free(&candidate);
    return any;
}

/* Numbers in the order of their first use, of names, objects and views; the same for all actors, because children have
 * their parents' numbers. */
static void renumber(Program *program)
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

void shrink(Shrinker *shrinker, Program *program)
{
    bool going = true;
    while (going && !shrinker->enough(shrinker->context)) {
        going = fewer_actors(shrinker, program);
        going |= fewer_steps(shrinker, program);
        going |= smaller_sizes(shrinker, program);
        going |= fewer_pairs(shrinker, program);
        going |= simpler_values(shrinker, program);
        going |= merge_actors(shrinker, program);
        going |= fewer_things(shrinker, program);
    }
    Program candidate = {0};
    program_copy(&candidate, program);
    renumber(&candidate);
    accept(shrinker, program, &candidate);
    program_free(&candidate);
}
