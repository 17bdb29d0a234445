/* A step with a view as requests. What is Linux's own is an exact call. */
#include "stress/stamp.h"
#include "stress/step_requesting.h"

#include <string.h>

/* Where views are asked for: far from where systems put things by themselves. */
#define FIRST_PLACE 0x200000000000u
#define PLACE_STRIDE 0x100000u

static void begin_at_view(Stage *stage, const Step *step, const char *function, bool backing)
{
    request_begin(stage, function);
    if (backing)
        request_word(stage, "%s", backing_word(stage));
    request_symbol(stage, staged(stage, step)->views[step->view], step->offset);
}

static unsigned long long length_of(const Step *step)
{
    return step->access & TOO_LONG ? TOO_LONG_BYTES : step->length;
}

static bool ask_for_view(Stage *stage, const Step *step, unsigned access)
{
    begin_at_object(stage, step, "portable.view_map");
    request_word(stage, "%u", step->offset);
    request_word(stage, "%llu", length_of(step));
    request_word(stage, "%s", access_word(access));
    request_word(stage, "%s", step->sharing == SHARED ? "SHARED" : "COPY_ON_WRITE");
    if (step->place)
        request_word(stage, "0x%llx", FIRST_PLACE + (unsigned long long)(step->place - 1) * PLACE_STRIDE);
    else
        request_word(stage, "NULL");
    return stage_ask(stage, step->actor);
}

static bool ask_to_unmap(Stage *stage, const Step *step, Symbol view, uint32_t offset, uint32_t length)
{
    request_begin(stage, "portable.view_unmap");
    request_word(stage, "%s", backing_word(stage));
    request_symbol(stage, view, offset);
    request_word(stage, "%u", length);
    return stage_ask(stage, step->actor);
}

/* A view without holes as a whole, by its own length; else run after run: what stands in a hole is no longer ours. */
static void unmap(Stage *stage, const Model *model, const Step *step)
{
    const ModelView *view = &model->actors[step->actor].views[step->view];
    uint32_t page = model->can.page;
    Symbol address = staged(stage, step)->views[step->view];
    if (step->length) {
        ask_to_unmap(stage, step, address, step->offset, step->length);
        return;
    }
    for (uint32_t first = 0, end; first < view->pages; first = end) {
        for (end = first; end < view->pages && view->access[end]; end++)
            continue;
        if (end > first && !ask_to_unmap(stage, step, address, first * page, (end - first) * page))
            return;
        end += end == first;
    }
}

/* Keeps the reply that is there while another request is made: of a round it is the load's that counts. */
static bool unmap_quietly(Stage *stage, const Step *step, Symbol view)
{
    Reply loaded = stage->reply;
    stage->reply.line = (Text){0};
    bool unmapped = ask_to_unmap(stage, step, view, 0, step->length);
    text_free(unmapped ? &stage->reply.line : &loaded.line);
    if (unmapped)
        stage->reply = loaded;
    return unmapped;
}

static bool loaded_word_is(const Stage *stage, const unsigned char *word)
{
    Text bytes = {0};
    bool same = reply_bytes(stage, &bytes) && bytes.length == STAMP_WORD && !memcmp(bytes.bytes, word, STAMP_WORD);
    text_free(&bytes);
    return same;
}

/* A round: map, load the first word, store the next stamp there unless this is the last round, unmap. `word` is what is
 * there to be loaded, and then what was stored. False: something went wrong, and stage->reply is what the model will judge. */
static bool churn_round(Stage *stage, const Step *step, unsigned char *word, uint32_t round)
{
    bool stores = step->access & WRITE && round < step->times;
    if (!ask_for_view(stage, step, stores ? READ | WRITE : READ))
        return false;
    Symbol view = stage_result(stage);
    request_begin(stage, "portable.load");
    request_symbol(stage, view, 0);
    request_word(stage, "%d", STAMP_WORD);
    bool loaded = stage_ask(stage, step->actor);
    stage_note_bytes(stage, word, STAMP_WORD);
    if (!loaded || !loaded_word_is(stage, word))
        return false;
    if (stores) {
        stamp_bytes(step->actor, step->count + round, word, STAMP_WORD);
        request_begin(stage, "portable.store");
        request_symbol(stage, view, 0);
        request_bytes(stage, word, STAMP_WORD);
        request_word(stage, "%d", STAMP_WORD);
        if (!stage_ask(stage, step->actor))
            return false;
    }
    return unmap_quietly(stage, step, view);
}

static void churn(Stage *stage, const Model *model, const Step *step)
{
    unsigned char word[STAMP_WORD] = {0};
    uint8_t content = model->actors[step->actor].objects[step->object].content;
    if (content < MOST_CONTENTS)
        memcpy(word, model->contents[content].bytes + step->offset, STAMP_WORD);
    uint32_t rounds = step->times + (step->access & WRITE ? 1 : 0);
    if (!stage->transcript) {
        churn_ahead(stage, step, word, rounds);
        return;
    }
    for (uint32_t i = 0; i < rounds && churn_round(stage, step, word, i); i++)
        continue;
}

static void remap(Stage *stage, const Model *model, const Step *step)
{
    Symbol *view = &staged(stage, step)->views[step->view];
    request_begin(stage, "posix.mremap");
    request_symbol(stage, *view, 0);
    request_word(stage, "%u", model->actors[step->actor].views[step->view].pages * model->can.page);
    request_word(stage, "%llu", length_of(step));
    request_word(stage, "MREMAP_MAYMOVE");
    request_word(stage, "NULL");
    if (stage_ask(stage, step->actor))
        *view = stage_result(stage);
}

static void access_memory(Stage *stage, const Step *step)
{
    const char *function = step->kind == STEP_LOAD    ? "portable.load"
                           : step->kind == STEP_STORE ? "portable.store"
                                                      : "portable.digest";
    begin_at_view(stage, step, function, false);
    if (step->kind == STEP_STORE)
        request_stamp(stage, step);
    else
        request_word(stage, "%u", step->length);
    stage_ask(stage, step->actor);
}

static void change_view(Stage *stage, const Step *step)
{
    bool protects = step->kind == STEP_PROTECT;
    begin_at_view(stage, step, protects ? "portable.view_protect" : "portable.view_flush", true);
    request_word(stage, "%u", step->length);
    if (protects)
        request_word(stage, "%s", access_word(step->access));
    stage_ask(stage, step->actor);
}

void view_step(Stage *stage, const Model *model, const Step *step)
{
    switch (step->kind) {
    case STEP_MAP:
        if (ask_for_view(stage, step, step->access))
            staged(stage, step)->views[step->view] = stage_result(stage);
        break;
    case STEP_CHURN:
        churn(stage, model, step);
        break;
    case STEP_UNMAP:
        unmap(stage, model, step);
        break;
    case STEP_REMAP:
        remap(stage, model, step);
        break;
    case STEP_PROTECT:
    case STEP_FLUSH:
        change_view(stage, step);
        break;
    default:
        access_memory(stage, step);
        break;
    }
}
