/* Processes: what they begin with, and what their end leaves. */
#include "stress/model.h"

bool actors_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_START:
        return true;
    case STEP_FORK:
        return model->can.fork && !model->actors[step->other].alive;
    default:
        return windows_permits_end(model, step);
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
        *actor = (ModelActor){.alive = true, .parent = NO_ACTOR};
        break;
    case STEP_FORK:
        fork_actor_into(model, actor, &model->actors[step->other]);
        break;
    default:
        actor_forget(model, actor);
        windows_orphan_children(model, step->actor);
        contents_collect(model); /* W-LIF-009: a name that only its handles kept is gone */
        break;
    }
}
