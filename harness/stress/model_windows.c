/* Windows: sections of files, handles that reach other processes, children. */
#include "stress/model.h"

#include <string.h>

static const ModelObject *object_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].objects[step->object];
}

/* How long the section is through which the object is mapped. W-SIZ-001 W-SIZ-022: as long as the file was when the section was
 * made, whatever became of the file; where there is none yet, the next map makes it. */
uint32_t windows_section(const Model *model, const ModelObject *object)
{
    return object->section ? object->section : model->contents[object->content].size;
}

/* Does somebody else's section, or a view, hold the file? The portable resize closes the object's own section first. */
static bool held(const Model *model, const ModelObject *resized)
{
    for (unsigned a = 0; a < MOST_ACTORS; a++) {
        for (unsigned i = 0; i < MOST_OBJECTS; i++) {
            const ModelObject *object = &model->actors[a].objects[i];
            if (object->used && object != resized && object->content == resized->content && object->section)
                return true;
        }
    }
    return content_is_mapped(model, resized->content);
}

/* W-FIL-001: no file is cut while a section or a view of it lives, however far behind them. */
bool windows_resize_refused(const Model *model, const Step *step)
{
    const ModelObject *object = object_at(model, step);
    return step->length < model->contents[object->content].size && held(model, object);
}

void windows_expect_resize(const Model *model, const Step *step, Expectation *expectation)
{
    expectation->requirement = "W-FIL-002 W-FIL-003";
    if (windows_resize_refused(model, step))
        expect_error(expectation, "win32:ERROR_USER_MAPPED_FILE", "W-FIL-001");
}

/* The conductor waits for the end of a process that it has not started by asking the one that has. */
bool windows_permits_end(const Model *model, const Step *step)
{
    return !model->actors[step->actor].orphan;
}

void windows_orphan_children(Model *model, unsigned actor)
{
    for (unsigned i = 0; i < MOST_ACTORS; i++) {
        ModelActor *child = &model->actors[i];
        if (child->alive && child->parent == actor)
            child->orphan = true;
        if (child->parent == actor)
            child->parent = NO_ACTOR;
    }
}

static bool related(const Model *model, unsigned one, unsigned other)
{
    return one == other || model->actors[one].parent == other || model->actors[other].parent == one;
}

/* A parent knows its child's process: it hands on, or fetches. Rights are left out, never added: W-INH-018 leaves open what
 * comes of asking for more. */
static bool permits_duplicate(const Model *model, const Step *step)
{
    const ModelObject *object = object_at(model, step);
    if (!model->can.duplicate || !object->used || !windows_section(model, object) || step->view >= MOST_OBJECTS)
        return false;
    if (step->access != READ && step->access != (READ | WRITE))
        return false;
    return model->actors[step->other].alive && related(model, step->actor, step->other) &&
           !model->actors[step->other].objects[step->view].used && !(step->access & WRITE & ~object->access);
}

static bool permits_spawn(const Model *model, const Step *step)
{
    return model->can.spawn && !model->actors[step->other].alive && (step->access & ~INHERITED) == 0 &&
           (model->can.inherit || !step->access);
}

/* W-VPR-016: pages of a file are not committed. W-RES-008: nobody commits what the view does not allow. */
static const char *commit_error(const Model *model, const Step *step, const char **requirement)
{
    const ModelView *view = &model->actors[step->actor].views[step->view];
    *requirement = "W-VPR-016";
    if (model->can.backing == BACKING_FILE)
        return "win32:ERROR_ACCESS_DENIED";
    *requirement = "W-RES-008 W-VPR-017";
    return step->access & WRITE && !view->may_write ? "win32:ERROR_INVALID_PARAMETER" : NULL;
}

/* A page that is a copy already stays out: nothing says what a commit makes of it. */
static bool permits_commit(const Model *model, const Step *step)
{
    const ModelView *view = &model->actors[step->actor].views[step->view];
    uint32_t page = model->can.page, first = step->offset / page, count = step->length / page;
    bool whole = step->offset % page == 0 && step->length % page == 0 && count;
    if (!model->can.duplicate || !view->used || view->sharing != SHARED || !whole)
        return false;
    if (first >= view->pages || count > view->pages - first || (step->access != READ && step->access != (READ | WRITE)))
        return false;
    for (uint32_t i = first; view->private_pages && i < first + count; i++) {
        if (view->private_pages[i].state != PAGE_FOLLOWS)
            return false;
    }
    bool reserved = model->contents[view->content].reserved;
    return !reserved || model->can.commit_to_the_end || first + count < view->pages;
}

bool windows_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_SPAWN:
        return permits_spawn(model, step);
    case STEP_DUPLICATE:
        return permits_duplicate(model, step);
    default:
        return permits_commit(model, step);
    }
}

void windows_expect(const Model *model, const Step *step, Expectation *expectation)
{
    const char *requirement = step->kind == STEP_SPAWN ? "W-INH-001 W-INH-005 W-INH-013" : "W-INH-008 W-INH-017";
    const char *error = step->kind == STEP_COMMIT ? commit_error(model, step, &requirement) : NULL;
    expectation->requirement = error || step->kind != STEP_COMMIT ? requirement : "W-RES-003 W-RES-006";
    if (error)
        expect_error(expectation, error, requirement);
}

/* W-INH-016: no views. W-INH-001 W-INH-003: the handles that are inheritable, with the rights that they have (W-INH-013). */
static void spawn(Model *model, const Step *step)
{
    const ModelActor *parent = &model->actors[step->actor];
    ModelActor *child = &model->actors[step->other];
    *child = (ModelActor){.alive = true, .parent = step->actor};
    for (unsigned i = 0; i < MOST_OBJECTS && step->access & INHERITED; i++) {
        if (parent->objects[i].used && parent->objects[i].inheritable)
            child->objects[i] = parent->objects[i];
    }
}

/* W-INH-017 W-MAP-016: another handle of the same section, with the rights that were asked for. */
static void duplicate(Model *model, const Step *step)
{
    ModelObject *object = &model->actors[step->actor].objects[step->object];
    object->section = windows_section(model, object);
    ModelObject *target = &model->actors[step->other].objects[step->view];
    *target = *object;
    target->access = step->access;
    target->has_file = false;
    target->inheritable = false;
}

/* W-RES-003 W-RES-004: committed for every view, in every process, of now and of later; W-VPR-017: this view's pages get the
 * protection, other views keep theirs. */
static void commit(Model *model, const Step *step)
{
    ModelView *view = &model->actors[step->actor].views[step->view];
    uint32_t page = model->can.page, first = step->offset / page;
    const char *requirement;
    if (commit_error(model, step, &requirement))
        return;
    for (uint32_t i = first; i < first + step->length / page; i++) {
        view->access[i] = step->access;
        model->contents[view->content].committed[view->offset / page + i] = true;
    }
}

void windows_apply(Model *model, const Step *step)
{
    if (step->kind == STEP_SPAWN)
        spawn(model, step);
    else if (step->kind == STEP_DUPLICATE)
        duplicate(model, step);
    else
        commit(model, step);
}
