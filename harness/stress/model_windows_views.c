/* Windows: how views are mapped, and what protection their pages may have. */
#include "stress/model.h"

static const ModelView *view_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].views[step->view];
}

static const ModelObject *object_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].objects[step->object];
}

bool windows_committed(const Model *model, const ModelView *view, uint32_t page)
{
    const Content *content = &model->contents[view->content];
    return !content->reserved || content->committed[view->offset / model->can.page + page];
}

/* An offset behind the end is left out: W-MAP-008 is not settled. So is a copy view of a reserved section that is to be read
 * only: it is made so by VirtualProtect, which takes no uncommitted page. And with two reasons to refuse, nothing says which
 * is told. */
bool windows_permits_map(const Model *model, const Step *step)
{
    const ModelObject *object = object_at(model, step);
    uint32_t section = windows_section(model, object);
    bool too_long = section && step->length > section - (step->offset < section ? step->offset : section);
    if (section && step->offset >= section)
        return false;
    if (model->contents[object->content].reserved && step->sharing == COPY_ON_WRITE && !(step->access & WRITE))
        return false;
    return step->place == 0 || (section && !too_long);
}

/* W-SIZ-002 W-SIZ-003: an empty file has no section. W-MAP-005 W-MAP-006: no view reaches behind its section's last byte, not
 * even to the end of its page. NULL: the view is made. */
const char *windows_map_error(const Model *model, const Step *step, const char **requirement)
{
    uint32_t section = windows_section(model, object_at(model, step));
    *requirement = "W-SIZ-002 W-SIZ-003";
    if (!section)
        return "win32:ERROR_FILE_INVALID";
    *requirement = "W-MAP-005 W-MAP-006";
    return step->length > section - step->offset ? "win32:ERROR_ACCESS_DENIED" : NULL;
}

static bool all_committed(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    uint32_t page = model->can.page;
    for (uint32_t i = step->offset / page; i < (step->offset + step->length) / page; i++) {
        if (!windows_committed(model, view, i))
            return false;
    }
    return true;
}

static bool any_copied(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    uint32_t page = model->can.page;
    for (uint32_t i = step->offset / page; view->private_pages && i < (step->offset + step->length) / page; i++) {
        if (view->private_pages[i].state != PAGE_FOLLOWS)
            return true;
    }
    return false;
}

static bool wants_to_share_stores(const Step *step)
{
    return step->access & WRITE && !(step->access & COPYING);
}

/* W-VPR-001: nobody gets more than the view was mapped with; to copy is to read. W-VPR-002 W-VPR-004. */
static bool exceeds(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    return wants_to_share_stores(step) && (view->sharing == COPY_ON_WRITE || !view->may_write);
}

/* Left out is what has two reasons to be refused, and a copied page of a shared view that would be shared again. */
bool windows_permits_protect(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    bool shared = view->sharing == SHARED;
    if (step->access != READ && step->access != (READ | WRITE) && step->access != NO_ACCESS &&
        step->access != (READ | WRITE | COPYING))
        return false;
    if (step->access & COPYING && shared && !model->can.shared_copying)
        return false;
    if (exceeds(model, step))
        return all_committed(model, step);
    return !(shared && wants_to_share_stores(step) && any_copied(model, step));
}

/* W-VPR-013: pages that are only reserved have no protection. NULL: it is changed. */
const char *windows_protect_error(const Model *model, const Step *step, const char **requirement)
{
    *requirement = "W-VPR-001 W-VPR-002 W-VPR-004";
    if (exceeds(model, step))
        return "win32:ERROR_INVALID_PARAMETER";
    *requirement = "W-VPR-013";
    return all_committed(model, step) ? NULL : "win32:ERROR_INVALID_ADDRESS";
}
