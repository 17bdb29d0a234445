#include "stress/model.h"

#include <stdlib.h>
#include <string.h>

Model *model_new(const Abilities *can)
{
    Model *model = calloc(1, sizeof *model);
    if (!model)
        abort();
    model->can = *can;
    return model;
}

void model_free(Model *model)
{
    if (!model)
        return;
    for (unsigned i = 0; i < MOST_ACTORS; i++)
        actor_forget(model, &model->actors[i]);
    for (unsigned i = 0; i < MOST_CONTENTS; i++)
        free(model->contents[i].bytes);
    free(model);
}

uint32_t pages_of(const Model *model, uint32_t bytes)
{
    return (bytes + model->can.page - 1) / model->can.page;
}

uint8_t content_add(Model *model, uint8_t name, uint32_t size)
{
    for (uint8_t i = 0; i < MOST_CONTENTS; i++) {
        Content *content = &model->contents[i];
        if (content->used)
            continue;
        if (!content->bytes)
            content->bytes = malloc(model->can.most_size);
        if (!content->bytes)
            abort();
        memset(content->bytes, 0, model->can.most_size);
        content->used = true;
        content->name = name;
        content->size = size;
        content->reserved = false;
        return i;
    }
    return MOST_CONTENTS;
}

unsigned content_handles(const Model *model, uint8_t content)
{
    unsigned handles = 0;
    for (unsigned a = 0; a < MOST_ACTORS; a++) {
        for (unsigned i = 0; i < MOST_OBJECTS; i++) {
            const ModelObject *object = &model->actors[a].objects[i];
            handles += object->used && object->content == content;
        }
    }
    return handles;
}

bool content_is_mapped(const Model *model, uint8_t content)
{
    for (unsigned a = 0; a < MOST_ACTORS; a++) {
        for (unsigned i = 0; i < MOST_VIEWS; i++) {
            const ModelView *view = &model->actors[a].views[i];
            if (view->used && view->content == content)
                return true;
        }
    }
    return false;
}

bool content_in_use(const Model *model, uint8_t content)
{
    return content_handles(model, content) || content_is_mapped(model, content);
}

uint8_t content_named(const Model *model, uint8_t name)
{
    for (uint8_t i = 0; i < MOST_CONTENTS; i++) {
        if (model->contents[i].used && model->contents[i].name == name && name != NO_NAME)
            return i;
    }
    return MOST_CONTENTS;
}

void contents_collect(Model *model)
{
    for (uint8_t i = 0; i < MOST_CONTENTS; i++) {
        Content *content = &model->contents[i];
        /* W-PGF-005 W-OPN-011: the name goes with the last handle, though views keep the section. */
        if (model->can.name_goes_with_handles && content->used && !content_handles(model, i))
            content->name = NO_NAME;
        bool kept_by_name = content->name != NO_NAME && !model->can.name_goes_with_handles;
        if (content->used && !kept_by_name && !content_in_use(model, i))
            content->used = false;
    }
}

void view_forget(Model *model, ModelView *view)
{
    private_pages_free(model, view, 0, view->pages);
    free(view->private_pages);
    *view = (ModelView){0};
}

void actor_forget(Model *model, ModelActor *actor)
{
    for (unsigned i = 0; i < MOST_VIEWS; i++)
        view_forget(model, &actor->views[i]);
    memset(actor->objects, 0, sizeof actor->objects);
    actor->alive = false;
}

const char *rule_of(const Model *model, const char *posix, const char *windows)
{
    return model->can.windows ? windows : posix;
}

void expect_error(Expectation *expectation, const char *error, const char *requirement)
{
    expectation->kind = EXPECT_ERROR;
    expectation->error = error;
    expectation->requirement = requirement;
}

/* Which group of rules a step belongs to. */
typedef enum Group { GROUP_ACTORS, GROUP_OBJECTS, GROUP_VIEWS, GROUP_BYTES, GROUP_WINDOWS } Group;

static Group group_of(const Step *step)
{
    if (step->kind == STEP_SPAWN || step->kind == STEP_DUPLICATE || step->kind == STEP_COMMIT)
        return GROUP_WINDOWS;
    if (step->kind <= STEP_LEAVE)
        return GROUP_ACTORS;
    if (step->kind <= STEP_PUNCH)
        return GROUP_OBJECTS;
    return step->kind <= STEP_REMAP ? GROUP_VIEWS : GROUP_BYTES;
}

bool model_permits(const Model *model, const Step *step)
{
    bool alive = step->actor < MOST_ACTORS && model->actors[step->actor].alive;
    bool in_bounds = step->object < MOST_OBJECTS && step->view < MOST_VIEWS && step->other < MOST_ACTORS;
    if (!in_bounds || alive == (step->kind == STEP_START) || step->kind > STEP_DIGEST)
        return false;
    switch (group_of(step)) {
    case GROUP_ACTORS:
        return actors_permit(model, step);
    case GROUP_OBJECTS:
        return objects_permit(model, step);
    case GROUP_VIEWS:
        return views_permit(model, step);
    case GROUP_WINDOWS:
        return windows_permit(model, step);
    default:
        return bytes_permit(model, step);
    }
}

void model_expect(const Model *model, const Step *step, Expectation *expectation)
{
    expectation->kind = EXPECT_OK;
    expectation->requirement = "";
    expectation->open = false;
    expectation->length = 0;
    switch (group_of(step)) {
    case GROUP_ACTORS:
        if (step->kind == STEP_DIE || step->kind == STEP_LEAVE)
            expectation->kind = EXPECT_END;
        break;
    case GROUP_OBJECTS:
        objects_expect(model, step, expectation);
        break;
    case GROUP_VIEWS:
        views_expect(model, step, expectation);
        break;
    case GROUP_BYTES:
        bytes_expect(model, step, expectation);
        break;
    case GROUP_WINDOWS:
        windows_expect(model, step, expectation);
        break;
    }
}

void model_apply(Model *model, const Step *step, const unsigned char *seen)
{
    bool stamped = step->kind == STEP_STORE || step->kind == STEP_WRITE || step->kind == STEP_CHURN;
    uint32_t used = step->kind == STEP_CHURN ? step->times : 1;
    if (stamped && step->count + used > model->stamps)
        model->stamps = step->count + used;
    switch (group_of(step)) {
    case GROUP_ACTORS:
        actors_apply(model, step);
        break;
    case GROUP_OBJECTS:
        objects_apply(model, step);
        break;
    case GROUP_VIEWS:
        views_apply(model, step);
        break;
    case GROUP_BYTES:
        bytes_apply(model, step, seen);
        break;
    case GROUP_WINDOWS:
        windows_apply(model, step);
        break;
    }
}
