/* Processes: what they begin with, and what their end leaves. */
#include "stress/model.h"

/* Where a name goes with the last handle (Windows), an object that is still mapped without one has no defined name: no
 * step leads there. */
static bool leaves_a_nameless_view(const Model *model, const ModelActor *leaver)
{
    for (unsigned i = 0; i < MOST_OBJECTS && model->can.name_goes_with_handles; i++) {
        if (!leaver->objects[i].used)
            continue;
        uint8_t content = leaver->objects[i].content;
        unsigned own = 0;
        for (unsigned k = 0; k < MOST_OBJECTS; k++)
            own += leaver->objects[k].used && leaver->objects[k].content == content;
        if (own == content_handles(model, content) && content_is_mapped(model, content))
            return true;
    }
    return false;
}

bool actors_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_START:
        return true;
    case STEP_FORK:
        return model->can.fork && !model->actors[step->other].alive;
    default:
        return !leaves_a_nameless_view(model, &model->actors[step->actor]);
    }
}

/* P-INH-001 P-INH-003: the same views of the same objects; P-INH-002 P-COW-008: private pages are copied. */
static void fork_actor_into(Model *model, const ModelActor *parent, ModelActor *child)
{
    *child = *parent;
    for (unsigned i = 0; i < MOST_VIEWS; i++) {
        if (child->views[i].private_pages)
            private_pages_copy(model, &child->views[i], &parent->views[i]);
    }
}

/* P-INH-012 P-COH-009: the end of a process, however it comes, takes nothing from those who share with it. */
void actors_apply(Model *model, const Step *step)
{
    ModelActor *actor = &model->actors[step->actor];
    switch (step->kind) {
    case STEP_START:
        *actor = (ModelActor){.alive = true};
        break;
    case STEP_FORK:
        fork_actor_into(model, actor, &model->actors[step->other]);
        break;
    default:
        actor_forget(model, actor);
        contents_collect(model);
        break;
    }
}
