#include "stress/shrinking.h"

bool shrink_accept(Shrinker *shrinker, Program *program, const Program *candidate)
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
            any |= shrink_accept(shrinker, program, &without);
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
            if (candidate.count && candidate.count < program->count && shrink_accept(shrinker, program, &candidate))
                any = true;
            end = start < program->count ? start : program->count;
        }
    }
    program_free(&candidate);
    return any;
}

static size_t steps_of(const Program *program, unsigned kind)
{
    size_t count = 0;
    for (size_t i = 0; i < program->count; i++)
        count += program->steps[i].kind == kind;
    return count;
}

/* All but `count` of the steps of this kind, from the nth on. */
static void without_of_kind(Program *to, const Program *from, unsigned kind, size_t nth, size_t count)
{
    size_t seen = 0;
    to->count = 0;
    for (size_t i = 0; i < from->count; i++) {
        bool of_kind = from->steps[i].kind == kind;
        if (!of_kind || seen < nth || seen >= nth + count)
            program_add(to, from->steps[i]);
        seen += of_kind;
    }
}

/* Several steps of one kind, and of that kind one behind the other: what goes wrong every third time still does with three less. */
static bool fewer_of_a_kind(Shrinker *shrinker, Program *program)
{
    enum { LONGEST_PERIOD = 5 };
    bool any = false;
    Program candidate = {0};
    for (unsigned kind = 0; kind < STEP_KINDS && program->count <= FEW; kind++) {
        for (size_t period = LONGEST_PERIOD; period > 2; period--) {
            for (size_t nth = 0; nth + period <= steps_of(program, kind);) {
                without_of_kind(&candidate, program, kind, nth, period);
                if (candidate.count && shrink_accept(shrinker, program, &candidate))
                    any = true; /* those behind have come to this place */
                else
                    nth++;
            }
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
            any |= two.count && shrink_accept(shrinker, program, &two);
        }
    }
    program_free(&one);
    program_free(&two);
    return any;
}

/* Steps before sizes: what has few steps is tried sooner. */
static bool few_steps(Shrinker *shrinker, Program *program)
{
    bool any = false;
    for (bool going = true; going && !shrinker->enough(shrinker->context);) {
        going = fewer_actors(shrinker, program);
        going |= fewer_steps(shrinker, program);
        any |= going;
    }
    return any;
}

void shrink(Shrinker *shrinker, Program *program)
{
    shrink_churn_more(shrinker, program);
    fewer_actors(shrinker, program);
    shrink_many(shrinker, program);
    for (bool going = true; going && !shrinker->enough(shrinker->context);) {
        going = few_steps(shrinker, program);
        shrink_make_louder(shrinker, program);
        going |= shrink_merge(shrinker, program);
        going |= shrink_things(shrinker, program);
        going |= fewer_of_a_kind(shrinker, program);
        going |= fewer_pairs(shrinker, program);
        going |= shrink_sizes(shrinker, program);
        going |= shrink_values(shrinker, program);
    }
    shrink_rounds(shrinker, program);
    Program candidate = {0};
    program_copy(&candidate, program);
    shrink_renumber(&candidate);
    shrink_accept(shrinker, program, &candidate);
    program_free(&candidate);
}
