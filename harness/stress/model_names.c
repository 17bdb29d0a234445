/* Names: objects made, opened and removed by them. */
#include "stress/model.h"

#include <string.h>

static const ModelObject *object_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].objects[step->object];
}

/* A reserved section is made by the exact call, which gives a handle of what is there already (W-COL-001): a new name only. */
static bool permits_options(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    if ((step->access & INHERITED && !can->inherit) || (step->access & RESERVED && !can->reserve))
        return false;
    return !(step->access & RESERVED) ||
           (step->kind == STEP_CREATE && content_named(model, step->name) == MOST_CONTENTS);
}

static bool permits_create(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    if (!permits_options(model, step) || object_at(model, step)->used || step->length == 0 ||
        step->length > can->most_size)
        return false;
    if (!can->odd_size && step->length % can->page)
        return false;
    if (step->name == NO_NAME)
        return !can->named;
    return can->named && step->name < MOST_NAMES;
}

static bool permits_remove(const Model *model, const Step *step)
{
    if (!model->can.remove || step->name >= MOST_NAMES)
        return false;
    uint8_t content = content_named(model, step->name);
    return content == MOST_CONTENTS || model->can.remove_in_use || !content_in_use(model, content);
}

/* P-SHMO-006 P-SYSV-004 W-COL-001: an existing name is not created again, and keeps its object. */
static void expect_create(const Model *model, const Step *step, Expectation *expectation)
{
    if (content_named(model, step->name) == MOST_CONTENTS)
        expectation->requirement = rule_of(model, "P-SHMU-003", "W-CFM-001 W-PGF-005");
    else if (!model->can.windows)
        expect_error(expectation, "errno:EEXIST", "P-SHMO-006 P-SYSV-004");
    else
        expect_error(expectation,
                     model->can.backing == BACKING_FILE ? "win32:ERROR_FILE_EXISTS" : "win32:ERROR_ALREADY_EXISTS",
                     "W-COL-001");
}

/* P-SHMO-009 P-SYSV-005 P-SHMU-004 W-OPN-001: a name that nothing bears is not found. */
static void expect_name(const Model *model, const Step *step, Expectation *expectation)
{
    expectation->requirement = rule_of(model, "P-SHMO-013", "W-OPN-002");
    if (content_named(model, step->name) == MOST_CONTENTS)
        expect_error(expectation, model->can.windows ? "win32:ERROR_FILE_NOT_FOUND" : "errno:ENOENT",
                     rule_of(model, "P-SHMO-009 P-SHMU-004", "W-OPN-001 W-OPN-011"));
}

static void apply_create(Model *model, const Step *step, ModelObject *object)
{
    if (content_named(model, step->name) != MOST_CONTENTS)
        return;
    bool anonymous = model->can.backing == BACKING_ANONYMOUS;
    uint8_t content = anonymous ? MOST_CONTENTS : content_add(model, step->name, step->length);
    *object = (ModelObject){.used = true,
                            .content = content,
                            .access = READ | WRITE,
                            .size = step->length,
                            .has_file = model->can.backing == BACKING_FILE,
                            .inheritable = step->access & INHERITED};
    if (!object->has_file)
        object->section = step->length;
    if (step->access & RESERVED) { /* W-RES-001 */
        model->contents[content].reserved = true;
        memset(model->contents[content].committed, 0, sizeof model->contents[content].committed);
    }
}

static void apply_open(const Model *model, const Step *step, ModelObject *object)
{
    uint8_t content = content_named(model, step->name);
    uint8_t access = model->can.backing == BACKING_SYSV ? READ | WRITE : step->access & (READ | WRITE);
    if (content == MOST_CONTENTS)
        return;
    *object = (ModelObject){.used = true,
                            .content = content,
                            .access = access,
                            .has_file = model->can.backing == BACKING_FILE,
                            .inheritable = step->access & INHERITED};
    if (!object->has_file)
        object->section = model->contents[content].size;
}

/* P-SHMU-001 P-SHMU-002 P-SYSV-020: the name is free at once, its users keep the object. */
static void apply_remove(Model *model, const Step *step)
{
    uint8_t content = content_named(model, step->name);
    if (content == MOST_CONTENTS)
        return;
    model->contents[content].name = NO_NAME;
    contents_collect(model);
}

bool names_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_CREATE:
        return permits_create(model, step);
    case STEP_REMOVE:
        return permits_remove(model, step);
    default:
        return model->can.named && !object_at(model, step)->used && step->name < MOST_NAMES &&
               permits_options(model, step);
    }
}

void names_expect(const Model *model, const Step *step, Expectation *expectation)
{
    if (step->kind == STEP_CREATE)
        expect_create(model, step, expectation);
    else
        expect_name(model, step, expectation);
}

void names_apply(Model *model, const Step *step)
{
    ModelObject *object = &model->actors[step->actor].objects[step->object];
    if (step->kind == STEP_CREATE)
        apply_create(model, step, object);
    else if (step->kind == STEP_OPEN)
        apply_open(model, step, object);
    else
        apply_remove(model, step);
}
