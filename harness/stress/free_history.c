/* A line and its answer as events. */
#include "stress/free_taking.h"
#include "stress/stamp.h"

#include <string.h>

static uint64_t word_at(const unsigned char *bytes)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

void taking_add(const Taking *taking, EventKind kind, uint32_t place, uint64_t value)
{
    Event event = taking->event;
    event.kind = (uint8_t)kind;
    event.place = place;
    event.value = value;
    history_add(taking->history, event);
}

void taking_wrong(const Taking *taking)
{
    taking_add(taking, EVENT_WRONG, 0, 0);
}

bool is_explained(const Taking *taking)
{
    const Allowances *allowances = taking->allowances;
    bool poor = allowances->poor == taking->line->step.actor || allowances->poor == EVERYBODY;
    bool explained = taking->line->phase == PHASE_FREE && poor &&
                     nemesis_explains(allowances->scarce, taking->line->step.kind, taking->answer->error);
    taking->history->refusals += explained;
    return explained;
}

/* Where it is explained it changed nothing: there is no event. */
void take_error(const Taking *taking)
{
    if (!is_explained(taking))
        taking_wrong(taking);
}

static uint32_t first_word(const Taking *taking, uint32_t content)
{
    return content * taking->plan->content_words + (taking->line->start + taking->line->step.offset) / 8;
}

static bool is_counter(uint32_t in_page)
{
    return in_page >= COUNTERS_FROM && in_page < COUNTERS_TO;
}

void take_stores(Taking *taking)
{
    const Step *step = &taking->line->step;
    unsigned char stamp[MOST_FREE_LENGTH];
    stamp_bytes(step->actor, step->count, stamp, step->length);
    for (uint32_t i = 0; i < step->length / 8; i++)
        taking_add(taking, EVENT_STORE, first_word(taking, taking->line->content) + i, word_at(stamp + 8 * i));
}

/* One word per event; a word that is zero for ever needs none. */
void take_loads(Taking *taking)
{
    const LineAnswer *answer = taking->answer;
    const FreePlan *plan = taking->plan;
    uint32_t first = first_word(taking, taking->line->content);
    uint32_t base = taking->line->base == NO_PLACE ? 0 : first_word(taking, taking->line->base);
    uint32_t in_page = first % plan->content_words * 8 % plan->can.page;
    for (uint32_t i = 0; i < answer->length / 8; i++) {
        uint64_t value = word_at(answer->bytes + 8 * i);
        bool counts = is_counter(in_page);
        in_page = in_page + 8 == plan->can.page ? 0 : in_page + 8;
        taking->event.base = taking->line->base == NO_PLACE ? NO_PLACE : base + i;
        if (counts && taking->line->base == NO_PLACE)
            taking_add(taking, EVENT_COUNT, first + i, value);
        else if (!counts && (value || plan->stored[first + i]))
            taking_add(taking, EVENT_LOAD, first + i, value);
    }
    taking->event.base = NO_PLACE;
}

bool lacks_room(const Taking *taking)
{
    return taking->allowances->scarce & NEMESIS_FULL && taking->line->phase == PHASE_FREE;
}

/* The store or load met a page that it could not reach: its last one at the latest. Of a store some words may be there. */
static void take_fault(Taking *taking)
{
    const Step *step = &taking->line->step;
    bool bus = !strncmp(taking->answer->error, "SIGBUS", 6);
    if (step->kind == STEP_ADD && bus && lacks_room(taking)) {
        taking->history->refusals++; /* nothing was added */
        return;
    }
    if (taking->line->content == NO_PLACE || !(step->kind == STEP_LOAD || step->kind == STEP_STORE) || !bus) {
        taking_wrong(taking);
        return;
    }
    uint32_t content = taking->line->base == NO_PLACE ? taking->line->content : taking->line->base;
    taking_add(taking, EVENT_FAULT, first_word(taking, content) + step->length / 8 - 1, 0);
    if (step->kind == STEP_STORE) {
        taking->event.back = NEVER;
        take_stores(taking);
    }
}

static void take_view_line(Taking *taking)
{
    const Step *step = &taking->line->step;
    bool returned = taking->event.back != NEVER;
    switch (step->kind) {
    case STEP_STORE:
        take_stores(taking);
        break;
    case STEP_LOAD:
        if (returned)
            take_loads(taking);
        break;
    case STEP_ADD:
        taking_add(taking, EVENT_ADD, first_word(taking, taking->line->content), taking->answer->result);
        break;
    case STEP_BURST:
        if (returned && taking->answer->result != step->times)
            taking_wrong(taking);
        taking_add(taking, EVENT_ADDS, first_word(taking, taking->line->content), step->times);
        break;
    case STEP_MAP:
        if (taking->plan->can.backing == BACKING_ANONYMOUS)
            taking_add(taking, EVENT_RESIZE, taking->line->content, step->length);
        break;
    default:
        break;
    }
}

static void take_burst_error(Taking *taking)
{
    take_error(taking);
    taking->event.back = NEVER;
    take_view_line(taking);
}

void free_history_take(History *history, const FreePlan *plan, uint32_t number, const LineAnswer *answer,
                       const Allowances *allowances)
{
    const PlannedLine *line = &plan->lines[number];
    Taking taking = {.history = history, .plan = plan, .line = line, .answer = answer, .allowances = allowances};
    unsigned kind = line->step.kind;
    taking.event = (Event){.by_call = kind <= STEP_PUNCH,
                           .actor = line->step.actor,
                           .line = number,
                           .base = NO_PLACE,
                           .whole = true,
                           .call = answer->call,
                           .back = answer->fate == FATE_CUT_OFF ? NEVER : answer->back};
    if (answer->fate == FATE_SKIPPED || answer->fate == FATE_NOT_BEGUN)
        return;
    if (answer->fate == FATE_OTHER)
        taking_wrong(&taking);
    else if (answer->fate == FATE_FAULT)
        take_fault(&taking);
    else if (kind == STEP_CREATE)
        take_creation(&taking);
    else if (kind == STEP_OPEN || kind == STEP_REMOVE)
        take_lookup(&taking);
    else if (kind == STEP_SIZE)
        take_size(&taking);
    else if (answer->fate == FATE_ERROR && kind == STEP_BURST)
        take_burst_error(&taking);
    else if (answer->fate == FATE_ERROR)
        take_error(&taking);
    else if (kind <= STEP_PUNCH)
        take_object_line(&taking);
    else
        take_view_line(&taking);
}
