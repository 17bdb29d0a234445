/* Objects: names, handles, sizes, plain reads and writes. */
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

static bool permits_create(const Model *model, const Step *step)
{
    const Abilities *can = &model->can;
    if (object_at(model, step)->used || step->length == 0 || step->length > can->most_size)
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

static bool permits_close(const Model *model, const Step *step)
{
    const ModelObject *object = object_at(model, step);
    return !model->can.name_goes_with_handles || content_handles(model, object->content) > 1 ||
           !content_is_mapped(model, object->content);
}

static bool writable(const Model *model, const Step *step)
{
    return object_at(model, step)->access & WRITE;
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
        return permits_close(model, step);
    case STEP_SIZE:
        return !can->name_goes_with_handles &&
               (can->backing != BACKING_SYSV || content_at(model, step)->name != NO_NAME);
    case STEP_RESIZE:
        return can->resize && writable(model, step) && step->length <= can->most_size &&
               (can->shrink_in_use || step->length >= content_at(model, step)->size);
    case STEP_READ:
        return can->read_write && step->length && step->length <= MOST_LENGTH && within_size(model, step);
    case STEP_WRITE:
        return can->read_write && writable(model, step) && step->length && step->length <= MOST_LENGTH &&
               within_size(model, step) &&
               (can->resize || step->offset + step->length <= content_at(model, step)->size);
    case STEP_PUNCH:
        return can->punch && writable(model, step) && step->length && step->offset % can->page == 0 &&
               step->length % can->page == 0 && within_size(model, step);
    default:
        return false;
    }
}

bool objects_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_CREATE:
        return permits_create(model, step);
    case STEP_REMOVE:
        return permits_remove(model, step);
    case STEP_OPEN:
        return model->can.named && !object_at(model, step)->used && step->name < MOST_NAMES;
    default:
        return object_at(model, step)->used && permits_with_object(model, step);
    }
}

static void expect_error(Expectation *expectation, const char *error, const char *requirement)
{
    expectation->kind = EXPECT_ERROR;
    expectation->error = error;
    expectation->requirement = requirement;
}

/* P-SHMO-006 P-SYSV-004 W-COL-001: an existing name is not created again, and keeps its object. */
static void expect_create(const Model *model, const Step *step, Expectation *expectation)
{
    if (content_named(model, step->name) == MOST_CONTENTS)
        expectation->requirement = "P-SHMU-003";
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
    expectation->requirement = "P-SHMO-013";
    if (content_named(model, step->name) == MOST_CONTENTS)
        expect_error(expectation, model->can.windows ? "win32:ERROR_FILE_NOT_FOUND" : "errno:ENOENT",
                     "P-SHMO-009 P-SHMU-004");
}

/* P-COH-003: plain reads see what views stored; beyond the end there is nothing to read. */
static void expect_read(const Model *model, const Step *step, Expectation *expectation)
{
    const Content *content = content_at(model, step);
    uint32_t rest = step->offset < content->size ? content->size - step->offset : 0;
    expectation->kind = EXPECT_BYTES;
    expectation->requirement = "P-COH-003";
    expectation->length = rest < step->length ? rest : step->length;
    memcpy(expectation->bytes, content->bytes + step->offset, expectation->length);
}

void objects_expect(const Model *model, const Step *step, Expectation *expectation)
{
    const ModelObject *object = object_at(model, step);
    switch (step->kind) {
    case STEP_CREATE:
        expect_create(model, step, expectation);
        break;
    case STEP_OPEN:
    case STEP_REMOVE:
        expect_name(model, step, expectation);
        break;
    case STEP_SIZE: /* P-MMAP-014: nothing done through a view changes it */
        expectation->kind = EXPECT_NUMBER;
        expectation->requirement = "P-MMAP-014";
        expectation->number = object->content == MOST_CONTENTS ? object->size : content_at(model, step)->size;
        break;
    case STEP_READ:
        expect_read(model, step, expectation);
        break;
    case STEP_WRITE:
        expectation->kind = EXPECT_NUMBER;
        expectation->requirement = "P-COH-004";
        expectation->number = step->length;
        break;
    default:
        break;
    }
}

static void apply_create(Model *model, const Step *step, ModelObject *object)
{
    if (content_named(model, step->name) != MOST_CONTENTS)
        return;
    bool anonymous = model->can.backing == BACKING_ANONYMOUS;
    uint8_t content = anonymous ? MOST_CONTENTS : content_add(model, step->name, step->length);
    *object = (ModelObject){.used = true, .content = content, .access = READ | WRITE, .size = step->length};
}

static void apply_open(const Model *model, const Step *step, ModelObject *object)
{
    uint8_t content = content_named(model, step->name);
    uint8_t access = model->can.backing == BACKING_SYSV ? READ | WRITE : step->access;
    if (content != MOST_CONTENTS)
        *object = (ModelObject){.used = true, .content = content, .access = access};
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
        apply_create(model, step, object);
        break;
    case STEP_OPEN:
        apply_open(model, step, object);
        break;
    case STEP_REMOVE:
        apply_remove(model, step);
        break;
    case STEP_CLOSE: /* P-MMAP-008: views stay */
        *object = (ModelObject){0};
        contents_collect(model);
        break;
    case STEP_RESIZE:
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
