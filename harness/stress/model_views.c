/* Views that are there: unmapped, protected, flushed, remapped. */
#include "stress/model.h"

#include <string.h>

static const ModelView *view_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].views[step->view];
}

static bool anonymous(const Model *model)
{
    return model->can.backing == BACKING_ANONYMOUS;
}

/* Whole pages of the view, all of them mapped. */
static bool mapped_pages(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    uint32_t page = model->can.page;
    if (!view->used || step->offset % page || step->length % page || step->length == 0)
        return false;
    if (step->offset / page >= view->pages || step->length / page > view->pages - step->offset / page)
        return false;
    return !memchr(view->access + step->offset / page, 0, step->length / page);
}

static bool permits_unmap(const Model *model, const Step *step)
{
    if (step->length == 0)
        return view_at(model, step)->used &&
               (step->offset == 0 ||
                (model->can.windows && step->offset < view_at(model, step)->pages * model->can.page));
    return model->can.partial_unmap && mapped_pages(model, step);
}

static bool permits_protect(const Model *model, const Step *step)
{
    bool known = step->access == READ || step->access == (READ | WRITE) || step->access == NO_ACCESS;
    return mapped_pages(model, step) && (model->can.windows ? windows_permits_protect(model, step) : known);
}

/* mremap wants one region of the system: P-REMAP-014 P-REMAP-015. Anonymous memory has nothing to grow into. */
static bool permits_remap(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    uint32_t page = model->can.page;
    if (!model->can.remap || !view->used || view->was_protected || view->place || memchr(view->access, 0, view->pages))
        return false;
    if (step->length == 0 || step->length % page || step->length / page > MOST_PAGES)
        return false;
    if (step->access & TOO_LONG)
        return model->can.too_long;
    return !anonymous(model) || step->length / page <= view->pages;
}

bool views_permit(const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_MAP:
    case STEP_CHURN:
        return mapping_permits(model, step);
    case STEP_UNMAP:
        return permits_unmap(model, step);
    case STEP_PROTECT:
        return permits_protect(model, step);
    case STEP_FLUSH:
        return model->can.flush && mapped_pages(model, step);
    case STEP_REMAP:
        return permits_remap(model, step);
    default:
        return false;
    }
}

/* P-PROT-004 P-PROT-019. */
static void expect_protect(const Model *model, const Step *step, Expectation *expectation)
{
    const char *refused = NULL;
    expectation->requirement = "P-PROT-005";
    if (model->can.windows) {
        refused = windows_protect_error(model, step, &expectation->requirement);
        if (refused)
            expect_error(expectation, refused, expectation->requirement);
        else
            expectation->requirement = "W-VPR-001 W-VPR-009";
    } else if (step->access & WRITE && !view_at(model, step)->may_write)
        expect_error(expectation, "errno:EACCES", "P-PROT-004 P-PROT-019");
}

void views_expect(const Model *model, const Step *step, Expectation *expectation)
{
    switch (step->kind) {
    case STEP_MAP:
    case STEP_CHURN:
        mapping_expect(model, step, expectation);
        break;
    case STEP_PROTECT:
        expect_protect(model, step, expectation);
        break;
    case STEP_UNMAP:
        expectation->requirement = rule_of(model, "P-UNMAP-001", "W-UNM-001 W-UNM-002");
        break;
    case STEP_FLUSH:
        expectation->requirement = rule_of(model, "P-MSYNC-001", "W-FLU-001 W-FLU-002 W-FLU-007");
        break;
    case STEP_REMAP:
        expectation->requirement = "P-REMAP-005";
        if (step->access & TOO_LONG) /* the view stays as it is */
            expect_error(expectation, "errno:ENOMEM", "P-REMAP-004 P-MERR-026");
        break;
    default:
        break;
    }
}

/* P-UNMAP-008 P-UNMAP-009: what is left of the view keeps its bytes and protection. P-COW-003: private pages are gone. */
static void apply_unmap(Model *model, const Step *step)
{
    ModelActor *actor = &model->actors[step->actor];
    ModelView *view = &actor->views[step->view];
    uint32_t first = step->offset / model->can.page, count = step->length / model->can.page;
    if (step->length) {
        memset(view->access + first, 0, count);
        private_pages_free(model, view, first, count);
        for (uint32_t i = first; i < first + count; i++)
            view->holes[i] = actor->maps;
    }
    for (uint32_t i = 0; i < view->pages && step->length; i++) {
        if (view->access[i])
            return;
    }
    view_forget(model, view);
    contents_collect(model);
}

/* P-REMAP-006 P-REMAP-007: the pages that were there stay, what is added shows what follows in the object. */
static void apply_remap(Model *model, const Step *step)
{
    ModelActor *actor = &model->actors[step->actor];
    ModelView *view = &actor->views[step->view];
    uint32_t pages = step->length / model->can.page;
    if (step->access & TOO_LONG)
        return;
    if (pages < view->pages)
        private_pages_free(model, view, pages, view->pages - pages);
    else
        memset(view->access + view->pages, view->access[0], pages - view->pages);
    view->pages = pages;
    actor->maps++;
}

/* P-PROT-007 W-VPR-009: whole pages, and no further one. W-VPR-011: of this view only. */
static void apply_protect(Model *model, const Step *step)
{
    ModelView *view = &model->actors[step->actor].views[step->view];
    Expectation expectation = {.kind = EXPECT_OK};
    expect_protect(model, step, &expectation);
    if (expectation.kind == EXPECT_ERROR)
        return;
    if (step->access & COPYING && !view->private_pages)
        private_pages_new(model, view);
    memset(view->access + step->offset / model->can.page, step->access, step->length / model->can.page);
    view->was_protected = true;
}

void views_apply(Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_MAP:
    case STEP_CHURN:
        mapping_apply(model, step);
        break;
    case STEP_UNMAP:
        apply_unmap(model, step);
        break;
    case STEP_REMAP:
        apply_remap(model, step);
        break;
    case STEP_PROTECT:
        apply_protect(model, step);
        break;
    default:
        break; /* P-COW-002 P-MSYNC-001: a flush changes no byte that anyone sees */
    }
}
