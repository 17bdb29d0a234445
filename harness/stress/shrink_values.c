/* Smaller sizes and offsets, simpler values, fewer things, and rounds. */
#include "stress/shrinking.h"

/* One field of one step, changed. */
static bool try_step(Shrinker *shrinker, Program *program, size_t index, Step step)
{
    if (index >= program->count || step_same(&program->steps[index], &step))
        return false;
    Program candidate = {0};
    program_copy(&candidate, program);
    candidate.steps[index] = step;
    bool fails = shrink_accept(shrinker, program, &candidate);
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

bool shrink_sizes(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (size_t i = 0; i < program->count; i++)
        any |= smaller_length(shrinker, program, i);
    for (size_t i = 0; i < program->count; i++)
        any |= smaller_offset(shrinker, program, i);
    for (size_t i = 0; i < program->count; i++)
        any |= program->steps[i].kind != STEP_GATE && fewer_times(shrinker, program, i);
    return any;
}

void shrink_churn_more(Shrinker *shrinker, Program *program)
{
    unsigned tried = 0;
    for (size_t i = program->count; i-- > 0 && program->count > FEW && tried < CHURNS_TRIED;) {
        Step step = program->steps[i];
        bool writes = step.access == (READ | WRITE) && step.sharing == SHARED;
        if ((step.kind != STEP_CHURN && step.kind != STEP_MAP) || !writes)
            continue;
        if (step.kind == STEP_MAP)
            step.count = step.times; /* stamps from the start on: nothing else has to be left of them */
        step.kind = STEP_CHURN;
        step.place = 0;
        step.times = MOST_CHURN;
        tried++;
        if (try_step(shrinker, program, i, step))
            return;
    }
}

bool shrink_values(Shrinker *shrinker, Program *program)
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
bool shrink_things(Shrinker *shrinker, Program *program)
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

static size_t find_gate(const Program *program)
{
    size_t gate = 0;
    while (gate < program->count && program->steps[gate].kind != STEP_GATE)
        gate++;
    return gate;
}

void shrink_make_louder(Shrinker *shrinker, Program *program)
{
    for (size_t gate = find_gate(program); gate < program->count; gate = find_gate(program)) {
        Step step = program->steps[gate];
        step.times *= 2;
        if (step.times > MOST_ROUNDS || step.times * (program->count - gate) > LINES_OF_A_PROGRAM ||
            !try_step(shrinker, program, gate, step))
            return;
    }
}

void shrink_rounds(Shrinker *shrinker, Program *program)
{
    size_t gate = find_gate(program);
    uint32_t before = gate < program->count ? program->steps[gate].times : 0;
    if (!fewer_times(shrinker, program, gate))
        return;
    /* As few as will just do would show every second time. */
    gate = find_gate(program);
    Step step = program->steps[gate];
    step.times = MORE_ROUNDS * step.times < before ? MORE_ROUNDS * step.times : before;
    try_step(shrinker, program, gate, step);
}
