/* Many steps at once, by what they have in common: a long program gets short in few tries, and each is slow. */
#include "stress/shrinking.h"

typedef bool (*Common)(const Step *step, unsigned which);

/* The last step stays: it is the one that shows it. */
static bool without(Shrinker *shrinker, Program *program, Common common, unsigned which)
{
    Program candidate = {0};
    bool fails = false;
    for (size_t i = 0; i < program->count; i++) {
        if (i + 1 == program->count || !common(&program->steps[i], which))
            program_add(&candidate, program->steps[i]);
    }
    if (candidate.count < program->count)
        fails = shrink_accept(shrinker, program, &candidate);
    program_free(&candidate);
    return fails;
}

static bool only_looks(const Step *step, unsigned which)
{
    (void)which;
    return step->kind == STEP_LOAD || step->kind == STEP_DIGEST || step->kind == STEP_READ || step->kind == STEP_SIZE;
}

static bool is_of_kind(const Step *step, unsigned which)
{
    return step->kind == which;
}

/* What is done with it is no longer permitted, and goes too. */
static bool leads_to_name(const Step *step, unsigned which)
{
    return (step->kind == STEP_CREATE || step->kind == STEP_OPEN || step->kind == STEP_REMOVE) && step->name == which;
}

static bool fills_object(const Step *step, unsigned which)
{
    return (step->kind == STEP_CREATE || step->kind == STEP_OPEN) && step->object == which;
}

static bool fills_view(const Step *step, unsigned which)
{
    return step->kind == STEP_MAP && step->view == which;
}

static bool begins_or_ends(const Step *step, unsigned which)
{
    (void)which;
    return step->kind == STEP_DIE || step->kind == STEP_LEAVE || step->kind == STEP_FORK || step->kind == STEP_SPAWN;
}

static bool without_each(Shrinker *shrinker, Program *program, Common common, unsigned count)
{
    bool any = false;
    for (unsigned which = 0; which < count && program->count > FEW && !shrinker->enough(shrinker->context); which++)
        any |= without(shrinker, program, common, which);
    return any;
}

bool shrink_many(Shrinker *shrinker, Program *program)
{
    bool any = without_each(shrinker, program, only_looks, 1);
    any |= without_each(shrinker, program, leads_to_name, MOST_NAMES);
    any |= without_each(shrinker, program, begins_or_ends, 1);
    any |= without_each(shrinker, program, is_of_kind, STEP_GATE);
    any |= without_each(shrinker, program, fills_view, MOST_VIEWS);
    any |= without_each(shrinker, program, fills_object, MOST_OBJECTS);
    return any;
}
