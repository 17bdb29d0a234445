/* Private pages, and what becomes of them when their object changes. */
#include "stress/model.h"

#include <stdlib.h>
#include <string.h>

static unsigned char *page_copy(const Model *model, const unsigned char *from)
{
    unsigned char *copy = malloc(model->can.page);
    if (!copy)
        abort();
    memcpy(copy, from, model->can.page);
    return copy;
}

static void forget_page(PrivatePage *page)
{
    for (unsigned i = 0; i < page->version_count; i++)
        free(page->versions[i]);
    free(page->bytes);
    *page = (PrivatePage){0};
}

/* Room for as many pages as a view may ever have: it can be remapped. Their bytes are made when they are needed. */
void private_pages_new(const Model *model, ModelView *view)
{
    (void)model;
    view->private_pages = calloc(MOST_PAGES, sizeof *view->private_pages);
    if (!view->private_pages)
        abort();
}

void private_pages_copy(const Model *model, ModelView *to, const ModelView *from)
{
    private_pages_new(model, to);
    for (uint32_t i = 0; i < from->pages; i++) {
        PrivatePage *copy = &to->private_pages[i];
        *copy = from->private_pages[i];
        if (copy->bytes)
            copy->bytes = page_copy(model, copy->bytes);
        for (unsigned k = 0; k < copy->version_count; k++)
            copy->versions[k] = page_copy(model, copy->versions[k]);
    }
}

void private_pages_free(const Model *model, ModelView *view, uint32_t first, uint32_t count)
{
    (void)model;
    for (uint32_t i = first; view->private_pages && i < first + count; i++)
        forget_page(&view->private_pages[i]);
}

static void promise_nothing(PrivatePage *page)
{
    forget_page(page);
    page->state = PAGE_ANY;
}

/* One more legal state of the page: `bytes`, a whole page. */
static void add_version(const Model *model, PrivatePage *page, const unsigned char *bytes)
{
    unsigned count = page->version_count;
    if (page->state == PAGE_ANY || (count && !memcmp(page->versions[count - 1], bytes, model->can.page)))
        return;
    if (count == MOST_VERSIONS)
        promise_nothing(page);
    else
        page->versions[page->version_count++] = page_copy(model, bytes);
}

typedef void EachView(Model *model, ModelView *view, uint32_t from, uint32_t end);

static void each_private_view(Model *model, uint8_t content, uint32_t from, uint32_t end, EachView *act)
{
    for (unsigned a = 0; a < MOST_ACTORS; a++) {
        for (unsigned i = 0; i < MOST_VIEWS && model->actors[a].alive; i++) {
            ModelView *view = &model->actors[a].views[i];
            if (view->used && view->private_pages && view->content == content)
                act(model, view, from, end);
        }
    }
}

/* P-COW-004: a page that was not copied may show the change, or may not. */
static void keep_versions(Model *model, ModelView *view, uint32_t from, uint32_t end)
{
    uint32_t size = model->can.page;
    const unsigned char *bytes = model->contents[view->content].bytes;
    for (uint32_t i = 0; i < view->pages; i++) {
        uint32_t start = view->offset + i * size;
        bool touched = start < end && from < start + size && start + size <= model->can.most_size;
        if (touched && view->private_pages[i].state == PAGE_FOLLOWS)
            add_version(model, &view->private_pages[i], bytes + start);
    }
}

/* W-COW-008: on Windows a page that was not copied does show it, and nothing is left open. */
void content_will_change(Model *model, uint8_t content, uint32_t from, uint32_t length)
{
    if (model->can.windows)
        return;
    each_private_view(model, content, from, from + length, keep_versions);
}

/* P-COW-011: copied pages wholly behind the new end are dropped; of the one that holds the end the rest may be zeroed. */
static void drop_copies(Model *model, ModelView *view, uint32_t from, uint32_t end)
{
    (void)end;
    uint32_t size = model->can.page;
    for (uint32_t i = 0; i < view->pages; i++) {
        uint32_t start = view->offset + i * size;
        PrivatePage *page = &view->private_pages[i];
        if (page->state != PAGE_OWN || start + size <= from)
            continue;
        if (start >= from) {
            promise_nothing(page);
            continue;
        }
        unsigned char *cut = page_copy(model, page->bytes);
        memset(cut + (from - start), 0, start + size - from);
        add_version(model, page, cut);
        free(cut);
    }
}

/* P-EOF-008: what is cut off reads zero; P-EOF-009 P-EOF-010: what is added is zero, also where something was before. */
void content_resize(Model *model, uint8_t number, uint32_t size)
{
    Content *content = &model->contents[number];
    if (size < content->size) {
        uint32_t cut = content->size - size;
        content_will_change(model, number, size, cut);
        each_private_view(model, number, size, content->size, drop_copies); /* on Windows there is none: W-FIL-001 */
        memset(content->bytes + size, 0, cut);
    }
    content->size = size;
}
