/* The steps that look at everything at a program's end. */
#include "stress/generate.h"

static void verify_view(const Model *model, uint8_t actor, uint8_t number, Program *program)
{
    const ModelView *view = &model->actors[actor].views[number];
    for (uint32_t i = 0; i < view->pages; i++) {
        Step step = {.kind = STEP_DIGEST,
                     .actor = actor,
                     .view = number,
                     .offset = i * model->can.page,
                     .length = model->can.page};
        if (!model_permits(model, &step))
            step.kind = STEP_LOAD;
        if (model->can.page > MOST_LENGTH && step.kind == STEP_LOAD)
            step.length = MOST_LENGTH;
        if (model_permits(model, &step))
            program_add(program, step);
    }
}

static void verify_object(const Model *model, uint8_t actor, uint8_t number, Program *program)
{
    uint32_t size = model->can.most_size;
    Step step = {.kind = STEP_SIZE, .actor = actor, .object = number};
    if (model_permits(model, &step))
        program_add(program, step);
    for (uint32_t at = 0; at < size; at += MOST_LENGTH) {
        step = (Step){.kind = STEP_READ, .actor = actor, .object = number, .offset = at, .length = MOST_LENGTH};
        const ModelObject *object = &model->actors[actor].objects[number];
        if (model_permits(model, &step) && at <= model->contents[object->content].size)
            program_add(program, step);
    }
}

void generate_verification(const Model *model, unsigned actor, Program *program)
{
    for (uint8_t i = 0; i < MOST_VIEWS; i++) {
        if (model->actors[actor].views[i].used)
            verify_view(model, (uint8_t)actor, i, program);
    }
    for (uint8_t i = 0; i < MOST_OBJECTS; i++) {
        if (model->actors[actor].objects[i].used)
            verify_object(model, (uint8_t)actor, i, program);
    }
}
