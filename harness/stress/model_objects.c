/* Objects: handles, sizes, plain reads and writes. */
#include "stress/model.h"

#include "stress/stamp.h"

#include <string.h>

static const ModelObject *object_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].objects[step->object];
}

static const Content *content_at(const Model *model, const Step *step)
{
    return &model->contents[object_at(model, step)->content];
}

static bool writable(const Model *model, const Step *step)
{
    return object_at(model, step)->access & WRITE;
}

/* On Windows a section that came alone from another process has no bytes but its views', and no end to move. */
static bool has_bytes(const Model *model, const Step *step)
{
    return model->can.read_write && (!model->can.windows || object_at(model, step)->has_file);
}

static bool permits_resize(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    if (!can->resize || !writable(model, step) || step->length > can->most_size)
        return false;
    if (can->windows)
        return object_at(model, step)->has_file;
    return can->shrink_in_use || step->length >= content_at(model, step)->size;
}

static bool within_size(const Model *model, const Step *step)
{
    return step->length <= model->can.most_size && step->offset <= model->can.most_size - step->length;
}

static bool permits_with_object(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    switch (step->kind) {
    case STEP_CLOSE:
        return true;
    case STEP_SIZE:
        return can->backing != BACKING_SYSV || content_at(model, step)->name != NO_NAME;
    case STEP_RESIZE:
        return permits_resize(model, step);
    case STEP_READ:
        return has_bytes(model, step) && step->length && step->length <= MOST_LENGTH && within_size(model, step);
    case STEP_WRITE:
        return has_bytes(model, step) && writable(model, step) && step->length && step->length <= MOST_LENGTH &&
               within_size(model, step) &&
               (can->resize || step->offset + step->length <= content_at(model, step)->size);
    case STEP_PUNCH:
        return can->punch && writable(model, step) && step->length && step->offset % can->page == 0 &&
               step->length % can->page == 0 && within_size(model, step);
    default:
        return false;
    }
}

static bool is_about_name(const Step *step)
{
    return step->kind == STEP_CREATE || step->kind == STEP_OPEN || step->kind == STEP_REMOVE;
}

bool objects_permit(const Model *model, const Step *step)
{
    if (is_about_name(step))
        return names_permit(model, step);
    return object_at(model, step)->used && permits_with_object(model, step);
}

/* P-COH-003: plain reads see what views stored; beyond the end there is nothing to read. */
static void expect_read(const Model *model, const Step *step, Expectation *expectation)
{
    const Content *content = content_at(model, step);
    uint32_t rest = step->offset < content->size ? content->size - step->offset : 0;
    expectation->kind = EXPECT_BYTES;
    expectation->requirement = rule_of(model, "P-COH-003", "W-COH-003");
    expectation->length = rest < step->length ? rest : step->length;
    memcpy(expectation->bytes, content->bytes + step->offset, expectation->length);
}

/* P-MMAP-014: nothing done through a view changes it. W-SIZ-020 W-SIZ-022: a section without its file says its own. */
static uint32_t size_told(const Model *model, const Step *step)
{
    const ModelObject *object = object_at(model, step);
    if (object->content == MOST_CONTENTS)
        return object->size;
    return model->can.windows && !object->has_file ? windows_section(model, object) : content_at(model, step)->size;
}

void objects_expect(const Model *model, const Step *step, Expectation *expectation)
{
    switch (step->kind) {
    case STEP_CREATE:
    case STEP_OPEN:
    case STEP_REMOVE:
        names_expect(model, step, expectation);
        break;
    case STEP_CLOSE:
        expectation->requirement = rule_of(model, "P-MMAP-008", "W-LIF-001 W-PGF-005");
        break;
    case STEP_SIZE:
        expectation->kind = EXPECT_NUMBER;
        expectation->requirement = rule_of(model, "P-MMAP-014", "W-SIZ-020 W-SIZ-022");
        expectation->number = size_told(model, step);
        break;
    case STEP_RESIZE:
        if (model->can.windows)
            windows_expect_resize(model, step, expectation);
        break;
    case STEP_READ:
        expect_read(model, step, expectation);
        break;
    case STEP_WRITE:
        expectation->kind = EXPECT_NUMBER;
        expectation->requirement = rule_of(model, "P-COH-004", "W-COH-003 W-COH-005");
        expectation->number = step->length;
        break;
    default:
        break;
    }
}

/* P-COH-004 P-EOF-013: writes are seen by views; a write past the end makes the object larger, zero in between. */
static void apply_write(Model *model, const Step *step, uint8_t number, const unsigned char *stamp)
{
    Content *content = &model->contents[number];
    content_will_change(model, number, step->offset, step->length);
    if (content->size < step->offset + step->length)
        content->size = step->offset + step->length;
    memcpy(content->bytes + step->offset, stamp, step->length);
}

/* P-EOF-016: zero at once, size unchanged. */
static void apply_punch(Model *model, const Step *step, uint8_t content)
{
    content_will_change(model, content, step->offset, step->length);
    memset(model->contents[content].bytes + step->offset, 0, step->length);
}

void objects_apply(Model *model, const Step *step)
{
    ModelObject *object = &model->actors[step->actor].objects[step->object];
    unsigned char stamp[MOST_LENGTH];
    switch (step->kind) {
    case STEP_CREATE:
    case STEP_OPEN:
    case STEP_REMOVE:
        names_apply(model, step);
        break;
    case STEP_CLOSE: /* P-MMAP-008: views stay */
        *object = (ModelObject){0};
        contents_collect(model);
        break;
    case STEP_RESIZE:
        object->section = 0;
        if (!(model->can.windows && windows_resize_refused(model, step)))
            content_resize(model, object->content, step->length);
        break;
    case STEP_WRITE:
        stamp_bytes(step->actor, step->count, stamp, step->length);
        apply_write(model, step, object->content, stamp);
        break;
    case STEP_PUNCH:
        apply_punch(model, step, object->content);
        break;
    default:
        break;
    }
}
