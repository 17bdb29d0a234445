/* Bytes: what a load may see, and what a store does. */
#include "stress/model.h"
#include "stress/stamp.h"

#include <stdlib.h>
#include <string.h>

static const ModelView *view_at(const Model *model, const Step *step)
{
    return &model->actors[step->actor].views[step->view];
}

/* Byte `at` of the view, as an offset in its content. */
static uint32_t in_content(const ModelView *view, uint32_t at)
{
    return view->offset + at;
}

static bool beyond_end(const Model *model, const ModelView *view, uint32_t page)
{
    uint32_t size = model->contents[view->content].size;
    return in_content(view, page * model->can.page) >= pages_of(model, size) * model->can.page;
}

/* Why the page cannot be touched; NULL: it can. The protection is looked at first.
 * P-SIG-001 P-SIG-002 P-SIG-003 P-SIG-004, P-EOF-005 P-EOF-007 P-EOF-019. */
static const char *page_fault(const Model *model, const ModelView *view, uint32_t page, bool write)
{
    uint8_t access = view->access[page];
    bool refused = access == NO_ACCESS || (write && !(access & WRITE));
    if (model->can.windows) /* W-VPR-012 W-RES-002 W-ERR-004 */
        return refused || !windows_committed(model, view, page) ? "EXCEPTION_ACCESS_VIOLATION" : NULL;
    if (access == 0)
        return "SIGSEGV:SEGV_MAPERR";
    if (refused)
        return "SIGSEGV:SEGV_ACCERR";
    return beyond_end(model, view, page) ? "SIGBUS" : NULL;
}

/* Of the bytes of the step, how many come before the page that faults; `fault` NULL: none does. */
static uint32_t reach(const Model *model, const Step *step, const char **fault)
{
    const ModelView *view = view_at(model, step);
    uint32_t page_size = model->can.page, end = step->offset + step->length;
    for (uint32_t page = step->offset / page_size; page * page_size < end; page++) {
        *fault = page_fault(model, view, page, step->kind == STEP_STORE);
        if (*fault)
            return page * page_size > step->offset ? page * page_size - step->offset : 0;
    }
    *fault = NULL;
    return step->length;
}

static bool in_view(const Model *model, const Step *step, uint32_t most)
{
    const ModelView *view = view_at(model, step);
    uint32_t bytes = view->pages * model->can.page;
    return view->used && step->length && step->length <= most && step->offset < bytes &&
           step->length <= bytes - step->offset;
}

/* Memory that was unmapped may belong to somebody else as soon as something else was mapped. And what a store into the
 * last page, but behind the object's end, does to a later growth differs by file system (P-EOF-003): none is made. */
bool bytes_permit(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    if (!in_view(model, step, step->kind == STEP_DIGEST ? MOST_PAGES * model->can.page : MOST_LENGTH))
        return false;
    const char *fault;
    uint32_t length = reach(model, step, &fault);
    uint32_t fault_page = (step->offset + length) / model->can.page;
    if (fault && model->can.windows && !model->can.reserved_faults && !windows_committed(model, view, fault_page))
        return false;
    if (fault && view->access[fault_page] == 0 && view->holes[fault_page] != model->actors[step->actor].maps)
        return false;
    if (step->kind == STEP_DIGEST)
        return !fault && model_exact(model, step);
    return step->kind == STEP_LOAD || length == 0 ||
           in_content(view, step->offset + length) <= model->contents[view->content].size;
}

static const PrivatePage *private_page(const Model *model, const ModelView *view, uint32_t at)
{
    return view->private_pages ? &view->private_pages[at / model->can.page] : NULL;
}

/* The byte that is most likely. P-MMAP-002 P-COH-001 P-COH-002: of a shared view, the object's; P-EOF-001 P-HOLE-001: zero
 * behind the end and in holes. */
static unsigned char plain_byte(const Model *model, const ModelView *view, uint32_t at)
{
    const PrivatePage *page = private_page(model, view, at);
    if (page && page->state == PAGE_OWN)
        return page->bytes[at % model->can.page];
    uint32_t place = in_content(view, at);
    return place < model->can.most_size ? model->contents[view->content].bytes[place] : 0;
}

/* The same for bytes of one page. */
static void plain_bytes(const Model *model, const ModelView *view, uint32_t at, uint32_t length, unsigned char *to)
{
    const PrivatePage *page = private_page(model, view, at);
    uint32_t place = in_content(view, at), most = model->can.most_size;
    uint32_t there = place < most ? (length < most - place ? length : most - place) : 0;
    if (page && page->state == PAGE_OWN) {
        memcpy(to, page->bytes + at % model->can.page, length);
        return;
    }
    memcpy(to, model->contents[view->content].bytes + (there ? place : 0), there);
    memset(to + there, 0, length - there);
}

/* P-COW-004 P-COW-005 P-COW-006: see PrivatePage. */
static bool view_byte_legal(const Model *model, const ModelView *view, uint32_t at, unsigned char byte)
{
    if (plain_byte(model, view, at) == byte)
        return true;
    const PrivatePage *page = private_page(model, view, at);
    for (unsigned i = 0; page && i < page->version_count; i++) {
        if (page->versions[i][at % model->can.page] == byte)
            return true;
    }
    return page && page->state == PAGE_ANY;
}

bool model_byte_legal(const Model *model, const Step *step, uint32_t index, unsigned char byte)
{
    return view_byte_legal(model, view_at(model, step), step->offset + index, byte);
}

static bool has_freedom(const PrivatePage *page)
{
    return page && (page->state == PAGE_ANY || page->version_count);
}

static bool any_freedom(const Model *model, const Step *step)
{
    const ModelView *view = view_at(model, step);
    uint32_t page = model->can.page, last = (step->offset + step->length - 1) / page;
    for (uint32_t i = step->offset / page; view->private_pages && i <= last; i++) {
        if (has_freedom(&view->private_pages[i]))
            return true;
    }
    return false;
}

bool model_exact(const Model *model, const Step *step)
{
    const char *fault;
    return reach(model, step, &fault) == step->length && !fault && !any_freedom(model, step);
}

void model_range(const Model *model, const Step *step, unsigned char *to)
{
    for (uint32_t done = 0, part; done < step->length; done += part) {
        uint32_t at = step->offset + done, room = model->can.page - at % model->can.page;
        part = step->length - done < room ? step->length - done : room;
        plain_bytes(model, view_at(model, step), at, part, to + done);
    }
}

void bytes_expect(const Model *model, const Step *step, Expectation *expectation)
{
    const char *fault;
    uint32_t length = reach(model, step, &fault);
    bool shared = view_at(model, step)->sharing == SHARED;
    expectation->requirement = shared ? rule_of(model, "P-COH-001 P-COH-002", "W-COH-001 W-COH-002")
                                      : rule_of(model, "P-COW-001 P-COW-006", "W-COW-006 W-COW-008 W-COW-009");
    if (fault) {
        expectation->kind = EXPECT_FAULT;
        expectation->fault = fault;
        expectation->requirement = fault[3] == 'B' ? "P-EOF-005 P-EOF-007"
                                                   : rule_of(model, "P-SIG-001 P-SIG-003 P-SIG-004",
                                                             "W-VPR-012 W-RES-002 W-ERR-004");
        expectation->fault_page = (step->offset + length) / model->can.page * model->can.page;
        expectation->fault_write = step->kind == STEP_STORE;
    } else if (step->kind == STEP_LOAD) {
        expectation->kind = EXPECT_BYTES;
        expectation->length = step->length;
        expectation->open = any_freedom(model, step);
        model_range(model, step, expectation->bytes);
    }
}

/* P-COW-001 P-COW-006: the first store copies the page; what is stored is known for good. */
static void store_private(Model *model, ModelView *view, uint32_t at, unsigned char byte)
{
    uint32_t size = model->can.page, within = at % size;
    PrivatePage *page = &view->private_pages[at / size];
    if (page->state == PAGE_ANY)
        return;
    if (page->state == PAGE_FOLLOWS) {
        unsigned char *bytes = malloc(size);
        if (!bytes)
            abort();
        plain_bytes(model, view, at - within, size, bytes);
        page->bytes = bytes;
        page->state = PAGE_OWN;
    }
    page->bytes[within] = byte;
    for (unsigned i = 0; i < page->version_count; i++)
        page->versions[i][within] = byte;
}

static void store_shared(Model *model, const ModelView *view, uint32_t at, const unsigned char *bytes, uint32_t length)
{
    uint32_t place = in_content(view, at);
    content_will_change(model, view->content, place, length);
    memcpy(model->contents[view->content].bytes + place, bytes, length);
}

/* W-COW-007 W-COW-023: on Windows a page of a shared view can be one that copies, and stays a copy. */
static bool stores_privately(const ModelView *view, uint32_t page)
{
    return view->sharing == COPY_ON_WRITE || view->access[page] & COPYING ||
           (view->private_pages && view->private_pages[page].state == PAGE_OWN);
}

static void apply_store(Model *model, const Step *step)
{
    ModelView *view = &model->actors[step->actor].views[step->view];
    unsigned char stamp[MOST_LENGTH];
    const char *fault;
    uint32_t length = reach(model, step, &fault), page = model->can.page;
    stamp_bytes(step->actor, step->count, stamp, step->length);
    for (uint32_t done = 0, part; done < length; done += part) {
        uint32_t at = step->offset + done, room = page - at % page;
        part = length - done < room ? length - done : room;
        if (!stores_privately(view, at / page))
            store_shared(model, view, at, stamp + done, part);
        for (uint32_t i = 0; stores_privately(view, at / page) && i < part; i++)
            store_private(model, view, at + i, stamp[done + i]);
    }
}

/* A copied page is nobody else's: what it was seen to hold, it holds. */
static void apply_load(Model *model, const Step *step, const unsigned char *seen)
{
    ModelView *view = &model->actors[step->actor].views[step->view];
    for (uint32_t i = 0; view->private_pages && i < step->length; i++) {
        uint32_t at = step->offset + i;
        if (view->private_pages[at / model->can.page].state == PAGE_OWN)
            store_private(model, view, at, seen[i]);
    }
}

void bytes_apply(Model *model, const Step *step, const unsigned char *seen)
{
    const char *fault;
    if (step->kind == STEP_STORE)
        apply_store(model, step);
    else if (step->kind == STEP_LOAD && seen && reach(model, step, &fault) == step->length)
        apply_load(model, step, seen);
}
