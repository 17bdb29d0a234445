#include "stress/step.h"

#include <stdlib.h>
#include <string.h>

void program_add(Program *program, Step step)
{
    if (program->count == program->room) {
        program->room = program->room ? 2 * program->room : 256;
        program->steps = realloc(program->steps, program->room * sizeof *program->steps);
        if (!program->steps)
            abort();
    }
    program->steps[program->count++] = step;
}

void program_copy(Program *to, const Program *from)
{
    to->count = 0;
    for (size_t i = 0; i < from->count; i++)
        program_add(to, from->steps[i]);
}

void program_free(Program *program)
{
    free(program->steps);
    *program = (Program){0};
}

const char *step_word(unsigned kind)
{
    static const char *const words[STEP_KINDS] = {
        [STEP_START] = "start",   [STEP_FORK] = "fork",     [STEP_SPAWN] = "spawn",         [STEP_DIE] = "die",
        [STEP_LEAVE] = "leave",   [STEP_CREATE] = "create", [STEP_OPEN] = "open",           [STEP_CLOSE] = "close",
        [STEP_REMOVE] = "remove", [STEP_RESIZE] = "resize", [STEP_SIZE] = "size",           [STEP_READ] = "read",
        [STEP_WRITE] = "write",   [STEP_PUNCH] = "punch",   [STEP_DUPLICATE] = "duplicate", [STEP_COMMIT] = "commit",
        [STEP_MAP] = "map",       [STEP_CHURN] = "churn",   [STEP_UNMAP] = "unmap",         [STEP_PROTECT] = "protect",
        [STEP_FLUSH] = "flush",   [STEP_REMAP] = "remap",   [STEP_LOAD] = "load",           [STEP_STORE] = "store",
        [STEP_DIGEST] = "digest", [STEP_ADD] = "add",       [STEP_BURST] = "burst",         [STEP_GATE] = "gate",
    };
    return words[kind];
}

char actor_letter(unsigned actor)
{
    return (char)('a' + actor);
}

static bool of_object(unsigned kind)
{
    return kind >= STEP_CREATE && kind <= STEP_CHURN && kind != STEP_REMOVE;
}

static bool of_view(unsigned kind)
{
    return kind == STEP_MAP || (kind >= STEP_UNMAP && kind < STEP_GATE);
}

static const char *access_word(unsigned access)
{
    return access == NO_ACCESS ? "none" : access & COPYING ? "copying" : access & WRITE ? "read|write" : "read";
}

void step_describe(const Step *step, Text *out)
{
    unsigned kind = step->kind;
    if (kind == STEP_GATE) {
        text_printf(out, "all at the same time, %u times:", step->times);
        return;
    }
    text_printf(out, "%c %s", actor_letter(step->actor), step_word(kind));
    if (kind == STEP_FORK || kind == STEP_SPAWN)
        text_printf(out, " -> %c", actor_letter(step->other));
    if (of_object(kind))
        text_printf(out, " object %u", step->object);
    if (of_view(kind))
        text_printf(out, " view %u", step->view);
    if ((kind == STEP_CREATE || kind == STEP_OPEN || kind == STEP_REMOVE) && step->name != NO_NAME)
        text_printf(out, " name %u", step->name);
    if (step->offset)
        text_printf(out, " +%u", step->offset);
    if (step->length)
        text_printf(out, " length %u", step->length);
    if (kind == STEP_OPEN || kind == STEP_MAP || kind == STEP_PROTECT || kind == STEP_COMMIT || kind == STEP_DUPLICATE)
        text_printf(out, " %s", access_word(step->access));
    if (kind == STEP_DUPLICATE)
        text_printf(out, " -> %c object %u", actor_letter(step->other), step->view);
    if (step->access & INHERITED)
        text_append(out, kind == STEP_SPAWN ? " that inherits" : " inheritable");
    if (step->access & RESERVED)
        text_append(out, " reserved");
    if (step->access & TOO_LONG && (kind == STEP_MAP || kind == STEP_REMAP))
        text_append(out, " too long");
    if (kind == STEP_MAP || kind == STEP_CHURN)
        text_append(out, step->sharing == SHARED ? " shared" : " private");
    if (kind == STEP_MAP && step->place)
        text_printf(out, " at place %u", step->place);
    if (kind == STEP_CHURN || kind == STEP_BURST)
        text_printf(out, " %u times", step->times);
    if ((kind == STEP_STORE || kind == STEP_WRITE) && step->count)
        text_printf(out, " stamp %u", step->count);
}

bool step_same(const Step *one, const Step *other)
{
    return one->kind == other->kind && one->actor == other->actor && one->object == other->object &&
           one->view == other->view && one->name == other->name && one->other == other->other &&
           one->access == other->access && one->sharing == other->sharing && one->place == other->place &&
           one->offset == other->offset && one->length == other->length && one->count == other->count &&
           one->times == other->times;
}
