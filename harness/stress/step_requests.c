/* A step as requests of the portable operations. */
#include "calls/name_tables.h"
#include "stress/stamp.h"
#include "stress/step_requesting.h"

const char *backing_word(const Stage *stage)
{
    return name_of(&names_backing, stage->options->subject->backing);
}

const char *access_word(unsigned access)
{
    return access == NO_ACCESS ? "NO_ACCESS" : access & WRITE ? "READ|WRITE" : "READ";
}

StagedActor *staged(Stage *stage, const Step *step)
{
    return &stage->actors[step->actor];
}

static void begin_named(Stage *stage, const Step *step, const char *function)
{
    request_begin(stage, function);
    request_word(stage, "%s", backing_word(stage));
    if (step->name == NO_NAME)
        request_word(stage, "\"\"");
    else
        request_bytes(stage, (const unsigned char *)stage->names[step->name].bytes, stage->names[step->name].length);
}

void begin_at_object(Stage *stage, const Step *step, const char *function)
{
    request_begin(stage, function);
    request_symbol(stage, staged(stage, step)->objects[step->object], 0);
}

static void make_object(Stage *stage, const Step *step)
{
    if (step->kind == STEP_CREATE) {
        begin_named(stage, step, "portable.object_create");
        request_word(stage, "%u", step->length);
    } else {
        begin_named(stage, step, "portable.object_open");
        request_word(stage, "%s", access_word(step->access));
    }
    request_word(stage, "%s", step->access & INHERITED ? "TRUE" : "FALSE");
    if (!stage_ask(stage, step->actor))
        return;
    staged(stage, step)->objects[step->object] = stage_result(stage);
    staged(stage, step)->handles[step->object] = (Symbol){0};
}

void request_stamp(Stage *stage, const Step *step)
{
    unsigned char stamp[MOST_LENGTH];
    stamp_bytes(step->actor, step->count, stamp, step->length);
    request_bytes(stage, stamp, step->length);
    request_word(stage, "%u", step->length);
}

static void read_or_write(Stage *stage, const Step *step)
{
    bool reading = step->kind == STEP_READ;
    begin_at_object(stage, step, reading ? "portable.object_read" : "portable.object_write");
    request_word(stage, "%u", step->offset);
    if (reading) {
        request_word(stage, "out:%u", step->length);
        request_word(stage, "%u", step->length);
    } else {
        request_stamp(stage, step);
    }
    stage_ask(stage, step->actor);
}

static void punch(Stage *stage, const Step *step)
{
    Symbol *handle = &staged(stage, step)->handles[step->object];
    if (!handle->operation) {
        begin_at_object(stage, step, "portable.object_handle");
        if (!stage_ask(stage, step->actor))
            return;
        *handle = stage_result(stage);
    }
    request_begin(stage, "posix.fallocate");
    request_symbol(stage, *handle, 0);
    request_word(stage, "FALLOC_FL_KEEP_SIZE|FALLOC_FL_PUNCH_HOLE");
    request_word(stage, "%u", step->offset);
    request_word(stage, "%u", step->length);
    stage_ask(stage, step->actor);
}

static void with_object(Stage *stage, const Step *step, const char *function)
{
    begin_at_object(stage, step, function);
    if (step->kind == STEP_RESIZE)
        request_word(stage, "%u", step->length);
    stage_ask(stage, step->actor);
}

bool stage_step(Stage *stage, const Model *model, const Step *step, Text *problem)
{
    bool carried_out;
    if (model->can.windows && windows_step(stage, model, step, &carried_out, problem))
        return carried_out;
    switch (step->kind) {
    case STEP_START:
        return stage_start(stage, step->actor, problem);
    case STEP_FORK:
        return stage_fork(stage, step->actor, step->other, problem);
    case STEP_DIE:
        stage_end_actor(stage, step->actor, true);
        break;
    case STEP_LEAVE:
        stage_end_actor(stage, step->actor, false);
        break;
    case STEP_CREATE:
    case STEP_OPEN:
        make_object(stage, step);
        break;
    case STEP_CLOSE:
        with_object(stage, step, "portable.object_close");
        break;
    case STEP_RESIZE:
        with_object(stage, step, "portable.object_resize");
        break;
    case STEP_SIZE:
        with_object(stage, step, "portable.object_size");
        break;
    case STEP_REMOVE:
        begin_named(stage, step, "portable.object_remove");
        stage_ask(stage, step->actor);
        break;
    case STEP_READ:
    case STEP_WRITE:
        read_or_write(stage, step);
        break;
    case STEP_PUNCH:
        punch(stage, step);
        break;
    default:
        view_step(stage, model, step);
        break;
    }
    return true;
}
