#include "stress/step_requesting.h"

static const char *page_word(unsigned access)
{
    if (access & COPYING)
        return "PAGE_WRITECOPY";
    return access & NO_ACCESS ? "PAGE_NOACCESS" : access & WRITE ? "PAGE_READWRITE" : "PAGE_READONLY";
}

static bool adopt(Stage *stage, unsigned actor, unsigned object, Symbol handle)
{
    request_begin(stage, "portable.object_adopt");
    request_word(stage, "%s", backing_word(stage));
    request_symbol(stage, handle, 0);
    if (!stage_ask(stage, actor))
        return false;
    stage->actors[actor].objects[object] = stage_result(stage);
    return true;
}

static bool ask_for_handle(Stage *stage, unsigned actor, unsigned object, Symbol *handle)
{
    request_begin(stage, "portable.object_handle");
    request_symbol(stage, stage->actors[actor].objects[object], 0);
    bool told = stage_ask(stage, actor);
    *handle = stage_result(stage);
    return told;
}

/* The exact call, because the portable one knows no reserved sections. */
static void create_reserved(Stage *stage, const Step *step)
{
    request_begin(stage, "win32.CreateFileMappingA");
    request_word(stage, "INVALID_HANDLE_VALUE");
    request_word(stage, "{bInheritHandle=%d}", step->access & INHERITED ? 1 : 0);
    request_word(stage, "PAGE_READWRITE|SEC_RESERVE");
    request_word(stage, "0");
    request_word(stage, "%u", step->length);
    request_bytes(stage, (const unsigned char *)stage->names[step->name].bytes, stage->names[step->name].length);
    if (stage_ask(stage, step->actor))
        adopt(stage, step->actor, step->object, stage_result(stage));
}

static void begin_at_view(Stage *stage, const Step *step, const char *function)
{
    request_begin(stage, function);
    request_symbol(stage, staged(stage, step)->views[step->view], step->offset);
}

static void protect(Stage *stage, const Step *step)
{
    begin_at_view(stage, step, "win32.VirtualProtect");
    request_word(stage, "%u", step->length);
    request_word(stage, "%s", page_word(step->access));
    request_word(stage, "out");
    stage_ask(stage, step->actor);
}

static void commit(Stage *stage, const Step *step)
{
    begin_at_view(stage, step, "win32.VirtualAlloc");
    request_word(stage, "%u", step->length);
    request_word(stage, "MEM_COMMIT");
    request_word(stage, "%s", page_word(step->access));
    stage_ask(stage, step->actor);
}

/* Any address of the view will do. */
static void unmap(Stage *stage, const Step *step)
{
    begin_at_view(stage, step, "win32.UnmapViewOfFile");
    stage_ask(stage, step->actor);
}

/* What is inherited has the same number in the child; it becomes the object of the same slot. */
static bool spawn(Stage *stage, const Model *model, const Step *step, Text *problem)
{
    Symbol handles[MOST_OBJECTS] = {{0}};
    const ModelObject *objects = model->actors[step->actor].objects;
    bool inherits = step->access & INHERITED, fine = true;
    for (unsigned i = 0; i < MOST_OBJECTS && fine && inherits; i++) {
        if (objects[i].used && objects[i].inheritable)
            fine = ask_for_handle(stage, step->actor, i, &handles[i]);
    }
    if (!fine)
        return true; /* the reply says why, and is judged */
    if (!stage_spawn(stage, step->actor, step->other, inherits ? "all" : "none", problem))
        return false;
    for (unsigned i = 0; i < MOST_OBJECTS && stage->actors[step->other].connection && fine; i++) {
        if (handles[i].operation)
            fine = adopt(stage, step->other, i, handles[i]);
    }
    return true;
}

static bool process_word(Stage *stage, unsigned parent, unsigned child, Symbol *process)
{
    *process = (Symbol){0};
    if (parent == child)
        return true;
    request_begin(stage, "portable.process_handle");
    request_symbol(stage, stage->actors[child].spawned, 0);
    bool told = stage_ask(stage, parent);
    *process = stage_result(stage);
    return told;
}

static void request_process(Stage *stage, Symbol process)
{
    if (process.operation)
        request_symbol(stage, process, 0);
    else
        request_word(stage, "CURRENT_PROCESS");
}

/* Done by the one of the two that knows the other's process. The right to ask a section's size is kept. */
static void duplicate(Stage *stage, const Model *model, const Step *step)
{
    bool fetched = step->actor != step->other && model->actors[step->actor].parent == step->other;
    unsigned doer = fetched ? step->other : step->actor;
    bool all = model->actors[step->actor].objects[step->object].access == step->access;
    Symbol handle, process;
    if (!ask_for_handle(stage, step->actor, step->object, &handle) ||
        !process_word(stage, doer, fetched ? step->actor : step->other, &process))
        return;
    request_begin(stage, "win32.DuplicateHandle");
    request_process(stage, fetched ? process : (Symbol){0});
    request_symbol(stage, handle, 0);
    static const Symbol nobody = {0};
    request_process(stage, fetched ? nobody : process);
    request_word(stage, "out");
    request_word(stage, "%s", all ? "0" : "FILE_MAP_READ|FILE_MAP_COPY");
    request_word(stage, "FALSE");
    request_word(stage, "%s", all ? "DUPLICATE_SAME_ACCESS" : "0");
    Symbol target;
    if (stage_ask(stage, doer) && stage_field(stage, "target", &target))
        adopt(stage, step->other, step->view, target);
}

bool windows_step(Stage *stage, const Model *model, const Step *step, bool *carried_out, Text *problem)
{
    *carried_out = true;
    switch (step->kind) {
    case STEP_SPAWN:
        *carried_out = spawn(stage, model, step, problem);
        return true;
    case STEP_DUPLICATE:
        duplicate(stage, model, step);
        return true;
    case STEP_COMMIT:
        commit(stage, step);
        return true;
    case STEP_PROTECT:
        protect(stage, step);
        return true;
    case STEP_UNMAP:
        unmap(stage, step);
        return true;
    case STEP_CREATE:
        if (step->access & RESERVED)
            create_reserved(stage, step);
        return step->access & RESERVED;
    default:
        return false;
    }
}
