/* Views that come: mapped to stay, or for a moment, many times. */
#include "stress/model.h"
#include "stress/stamp.h"

#include <string.h>

static const ModelView *view_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].views[step->view];
}

static const ModelObject *object_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].objects[step->object];
}

static bool anonymous(const Model *model)
{
    return model->can.backing == BACKING_ANONYMOUS;
}

/* Object, offset, length and sharing fit together. Segments are attached whole; where a system refuses views that reach
 * beyond the object's end, there are none. */
static bool permits_range(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    const ModelObject *object = object_at(model, step);
    if (!object->used || step->length == 0 || step->length > can->most_size || step->offset > can->most_size)
        return false;
    if (step->offset % can->granularity || (step->offset && !can->offset_views))
        return false;
    if (step->sharing != SHARED && !(step->sharing == COPY_ON_WRITE && can->copy_on_write))
        return false;
    if (anonymous(model))
        return true;
    const Content *content = &model->contents[object->content];
    if (can->backing == BACKING_SYSV)
        return content->name != NO_NAME && step->length == content->size;
    if (can->windows)
        return windows_permits_map(model, step);
    return can->past_end || (step->offset < content->size && step->length <= content->size - step->offset);
}

/* The view of this actor that stands at the place; NULL: it is free. */
static const ModelView *standing_at(const Model *model, const Step *step)
{
    for (unsigned i = 0; i < MOST_VIEWS && step->place; i++) {
        const ModelView *view = &model->actors[step->actor].views[i];
        if (view->used && view->place == step->place)
            return view;
    }
    return NULL;
}

/* Is a shared view to be written without a right to? Segments have no such right of the object. */
static bool lacks_right(const Model *model, const Step *step)
{
    return step->sharing == SHARED && step->access & WRITE && !(object_at(model, step)->access & WRITE);
}

static bool permits_map(const Model *model, const Step *step)
{
    if (view_at(model, step)->used || !permits_range(model, step))
        return false;
    uint8_t access = step->access & (uint8_t)~TOO_LONG;
    if (access != READ && access != (READ | WRITE))
        return false;
    /* With two reasons to refuse, nothing says which is told. */
    if (step->access & TOO_LONG)
        return model->can.too_long && !step->place && !lacks_right(model, step);
    const ModelView *there = standing_at(model, step);
    bool occupied = there && there->access[0];
    if (step->place && (!model->can.places || step->place > MOST_PLACES || (there && !occupied)))
        return false;
    return !(occupied && lacks_right(model, step));
}

static bool permits_churn(const Model *model, const Step *step)
{
    if (!permits_range(model, step) || step->place || step->times == 0 || step->times > MOST_CHURN)
        return false;
    bool stores = step->access & WRITE;
    if (anonymous(model))
        return !stores;
    const Content *content = &model->contents[object_at(model, step)->content];
    const char *requirement;
    if (model->can.windows && (content->reserved || windows_map_error(model, step, &requirement)))
        return false;
    uint32_t size = content->size;
    if (stores && (step->sharing != SHARED || lacks_right(model, step) || size < STAMP_WORD))
        return false;
    return step->offset < size - (stores ? STAMP_WORD - 1 : 0);
}

/* P-MERR-026: no view that there is no room for. P-MERR-011: no shared view for writing of what was opened for reading. P-FIX-014: nothing is replaced unasked. */
static void expect_map(const Model *model, const Step *step, Expectation *expectation)
{
    bool windows = model->can.windows;
    const char *requirement = "";
    const char *refused = windows ? windows_map_error(model, step, &requirement) : NULL;
    expectation->requirement = rule_of(model, "P-MMAP-001", "W-MAP-001 W-MAP-017 W-MPX-002");
    if (step->access & TOO_LONG)
        expect_error(expectation, "errno:ENOMEM", "P-MERR-026");
    else if (refused)
        expect_error(expectation, refused, requirement);
    else if (lacks_right(model, step))
        expect_error(expectation, windows ? "win32:ERROR_ACCESS_DENIED" : "errno:EACCES",
                     rule_of(model, "P-MERR-011", "W-OPN-002 W-MAP-016 W-MAP-021"));
    else if (standing_at(model, step) && model->can.backing == BACKING_SYSV)
        expect_error(expectation, "errno:EINVAL", "P-SYSV-013");
    else if (standing_at(model, step))
        expect_error(expectation, windows ? "win32:ERROR_INVALID_ADDRESS" : "errno:EEXIST",
                     rule_of(model, "P-FIX-014", "W-MPX-004"));
}

/* P-UNMAP-013 P-UNMAP-017: as often as one likes, and every time the bytes of the time before. What is expected is the word
 * that the last store left. */
static void expect_churn(const Model *model, const Step *step, Expectation *expectation)
{
    expectation->kind = EXPECT_BYTES;
    expectation->requirement = rule_of(model, "P-MMAP-002 P-UNMAP-013 P-UNMAP-017", "W-PGF-002 W-UNM-010 W-STR-003");
    expectation->length = STAMP_WORD;
    memset(expectation->bytes, 0, STAMP_WORD);
    if (step->access & WRITE)
        stamp_bytes(step->actor, step->count + step->times - 1, expectation->bytes, STAMP_WORD);
    else if (!anonymous(model))
        memcpy(expectation->bytes, model->contents[object_at(model, step)->content].bytes + step->offset, STAMP_WORD);
}

static void apply_map(Model *model, const Step *step)
{
    ModelView *view = &model->actors[step->actor].views[step->view];
    ModelObject *object = &model->actors[step->actor].objects[step->object];
    const char *requirement;
    if (model->can.windows) /* the section is made first, whatever becomes of the view */
        object->section = windows_section(model, object);
    if (model->can.windows && windows_map_error(model, step, &requirement))
        return;
    if (step->access & TOO_LONG || lacks_right(model, step) || standing_at(model, step))
        return;
    uint32_t pages = pages_of(model, step->length);
    bool by_mapping = model->can.windows || model->can.backing == BACKING_SYSV;
    uint8_t rights = by_mapping ? step->access : object->access;
    *view = (ModelView){.used = true,
                        .may_write = step->sharing == COPY_ON_WRITE || rights & WRITE,
                        .sharing = step->sharing,
                        .place = step->place,
                        .offset = step->offset,
                        .pages = pages};
    /* P-MMAP-018 P-MMAP-019: anonymous memory is its own, and zero. */
    view->content = anonymous(model) ? content_add(model, NO_NAME, pages * model->can.page) : object->content;
    view->offset = anonymous(model) ? 0 : step->offset;
    bool copies = model->can.windows && view->sharing == COPY_ON_WRITE && step->access & WRITE;
    memset(view->access, step->access | (copies ? COPYING : 0), pages);
    if (view->sharing == COPY_ON_WRITE)
        private_pages_new(model, view);
    model->actors[step->actor].maps++;
}

static void apply_churn(Model *model, const Step *step)
{
    ModelObject *object = &model->actors[step->actor].objects[step->object];
    uint8_t content = object->content;
    if (model->can.windows)
        object->section = windows_section(model, object);
    model->actors[step->actor].maps++;
    if (!(step->access & WRITE))
        return;
    content_will_change(model, content, step->offset, STAMP_WORD);
    stamp_bytes(step->actor, step->count + step->times - 1, model->contents[content].bytes + step->offset, STAMP_WORD);
}

bool mapping_permits(const Model *model, const Step *step)
{
    return step->kind == STEP_MAP ? permits_map(model, step) : permits_churn(model, step);
}

void mapping_expect(const Model *model, const Step *step, Expectation *expectation)
{
    if (step->kind == STEP_MAP)
        expect_map(model, step, expectation);
    else
        expect_churn(model, step, expectation);
}

void mapping_apply(Model *model, const Step *step)
{
    if (step->kind == STEP_MAP)
        apply_map(model, step);
    else
        apply_churn(model, step);
}
