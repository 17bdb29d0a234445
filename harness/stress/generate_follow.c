/* What has just been done to a range is looked at where it begins and where it ends: there it goes wrong first. */
#include "stress/generate.h"

#include "stress/generate_windows.h"

enum { FOLLOWED_ONCE_IN = 2, STORED_ONCE_IN = 3, WORD = 8 };

static bool of_view(unsigned kind)
{
    return kind == STEP_PROTECT || kind == STEP_FLUSH || kind == STEP_COMMIT || kind == STEP_REMAP;
}

static bool of_object(unsigned kind)
{
    return kind == STEP_WRITE || kind == STEP_PUNCH || kind == STEP_RESIZE;
}

/* The first word, the last one, the first of the last page, the one behind. */
static uint32_t some_border(Generator *generator, uint32_t page, uint32_t from, uint32_t length)
{
    uint32_t end = from + length;
    const uint32_t borders[] = {from, end < WORD ? 0 : end - WORD, end < WORD ? 0 : (end - WORD) / page * page, end};
    return borders[random_below(&generator->random, 4)];
}

bool generate_follow(Generator *generator, const Model *model, Step *step)
{
    const Step *last = &generator->last;
    if (last->kind == STEP_CLOSE && model->can.name_goes_with_handles)
        return random_once_in(&generator->random, FOLLOWED_ONCE_IN) && follow_close(generator, model, step);
    if (last->kind == STEP_DUPLICATE)
        return random_once_in(&generator->random, FOLLOWED_ONCE_IN) && follow_duplicate(model, last, step);
    bool view = of_view(last->kind);
    if ((!view && !of_object(last->kind)) || !random_once_in(&generator->random, FOLLOWED_ONCE_IN))
        return false;
    bool stores = view && random_once_in(&generator->random, STORED_ONCE_IN);
    bool whole = last->kind == STEP_RESIZE || last->kind == STEP_REMAP;
    *step = (Step){.kind = stores ? STEP_STORE
                           : view ? STEP_LOAD
                                  : STEP_READ,
                   .actor = last->actor,
                   .object = last->object,
                   .view = last->view,
                   .name = last->name,
                   .other = last->other,
                   .offset = some_border(generator, model->can.page, whole ? 0 : last->offset, last->length),
                   .length = WORD,
                   .count = stores ? model->stamps : 0};
    return model_permits(model, step);
}
