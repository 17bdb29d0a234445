/* A line and its answer as events. */
#include "stress/free_plan.h"
#include "stress/stamp.h"

#include <string.h>

typedef struct Taking {
    History *history;
    const FreePlan *plan;
    const PlannedLine *line;
    const LineAnswer *answer;
    const Allowances *allowances;
    Event event; /* what all events of the line have in common */
} Taking;

static uint64_t word_at(const unsigned char *bytes)
{
    uint64_t word = 0;
    for (unsigned i = 0; i < 8; i++)
        word |= (uint64_t)bytes[i] << (8 * i);
    return word;
}

static void add(const Taking *taking, EventKind kind, uint32_t place, uint64_t value)
{
    Event event = taking->event;
    event.kind = (uint8_t)kind;
    event.place = place;
    event.value = value;
    history_add(taking->history, event);
}

static void wrong(const Taking *taking)
{
    add(taking, EVENT_WRONG, 0, 0);
}

static bool error_is_one_of(const LineAnswer *answer, const char *const *errors)
{
    for (; *errors; errors++) {
        if (!strcmp(answer->error, *errors))
            return true;
    }
    return false;
}

static void take_error(const Taking *taking)
{
    static const char *const scarcity[] = {"errno:EMFILE", "errno:ENFILE", "errno:ENOMEM", "errno:ENOSPC",
                                           "errno:EAGAIN", "errno:EDQUOT", "errno:EFBIG",  NULL};
    if (!taking->allowances->scarce || !error_is_one_of(taking->answer, scarcity))
        wrong(taking);
}

static uint32_t first_word(const Taking *taking, uint32_t content)
{
    return content * taking->plan->content_words + (taking->line->start + taking->line->step.offset) / 8;
}

static bool is_counter(const Taking *taking, uint32_t place)
{
    uint32_t offset = place % taking->plan->content_words * 8 % taking->plan->can.page;
    return offset >= COUNTERS_FROM && offset < COUNTERS_TO;
}

static void take_stores(Taking *taking)
{
    const Step *step = &taking->line->step;
    unsigned char stamp[MOST_FREE_LENGTH];
    stamp_bytes(step->actor, step->count, stamp, step->length);
    for (uint32_t i = 0; i < step->length / 8; i++)
        add(taking, EVENT_STORE, first_word(taking, taking->line->content) + i, word_at(stamp + 8 * i));
}

/* One word per event; a word that is zero for ever needs none. */
static void take_loads(Taking *taking)
{
    const LineAnswer *answer = taking->answer;
    uint32_t first = first_word(taking, taking->line->content);
    uint32_t base = taking->line->base == NO_PLACE ? 0 : first_word(taking, taking->line->base);
    for (uint32_t i = 0; i < answer->length / 8; i++) {
        uint64_t value = word_at(answer->bytes + 8 * i);
        taking->event.base = taking->line->base == NO_PLACE ? NO_PLACE : base + i;
        bool counts = is_counter(taking, first + i);
        if (counts && taking->line->base == NO_PLACE)
            add(taking, EVENT_COUNT, first + i, value);
        else if (!counts && (value || taking->plan->stored[first + i]))
            add(taking, EVENT_LOAD, first + i, value);
    }
    taking->event.base = NO_PLACE;
}

/* The store or load met a page that it could not reach: its last one at the latest. Of a store some words may be there. */
static void take_fault(Taking *taking)
{
    const Step *step = &taking->line->step;
    bool bus = !strncmp(taking->answer->error, "SIGBUS", 6);
    if (taking->line->content == NO_PLACE || !(step->kind == STEP_LOAD || step->kind == STEP_STORE) || !bus) {
        wrong(taking);
        return;
    }
    uint32_t content = taking->line->base == NO_PLACE ? taking->line->content : taking->line->base;
    add(taking, EVENT_FAULT, first_word(taking, content) + step->length / 8 - 1, 0);
    if (step->kind == STEP_STORE) {
        taking->event.back = NEVER;
        take_stores(taking);
    }
}

/* What is cut off is zero; it is cleared in whatever pieces the system likes. */
static void clear(Taking *taking, uint32_t from)
{
    const FreePlan *plan = taking->plan;
    uint32_t first = taking->line->content * plan->content_words;
    taking->event.whole = false;
    for (uint32_t word = from / 8; word < plan->content_words; word++) {
        if (plan->stored[first + word])
            add(taking, EVENT_STORE, first + word, 0);
    }
}

static void take_creation(Taking *taking)
{
    static const char *const exists[] = {"errno:EEXIST", "win32:ERROR_ALREADY_EXISTS", "win32:ERROR_FILE_EXISTS", NULL};
    const PlannedLine *line = taking->line;
    bool failed = taking->answer->fate == FATE_ERROR;
    taking->event.refused = failed && error_is_one_of(taking->answer, exists);
    if (failed && (line->content != NO_PLACE || !taking->event.refused))
        take_error(taking);
    else if (line->content != NO_PLACE)
        add(taking, EVENT_RESIZE, line->content, line->step.length);
    else
        add(taking, EVENT_CREATE, line->name, line->step.count);
}

/* Of those who do not find a System V segment by its key some find it being removed. */
static void take_lookup(Taking *taking)
{
    static const char *const missing[] = {"errno:ENOENT", "errno:EIDRM", "win32:ERROR_FILE_NOT_FOUND", NULL};
    const PlannedLine *line = taking->line;
    bool removes = line->step.kind == STEP_REMOVE, segment = taking->plan->can.backing == BACKING_SYSV;
    bool failed = taking->answer->fate == FATE_ERROR;
    taking->event.refused = failed && (error_is_one_of(taking->answer, missing) ||
                                       (removes && segment && !strcmp(taking->answer->error, "errno:EINVAL")));
    if (failed && (line->content != NO_PLACE || !taking->event.refused))
        take_error(taking);
    else if (line->content == NO_PLACE && (removes || taking->event.back != NEVER))
        add(taking, removes ? EVENT_REMOVE : EVENT_OPEN, line->name, 0);
}

/* The line that made the object of this one. */
static uint32_t maker_of(const Taking *taking)
{
    const PlannedLine *lines = taking->plan->lines;
    uint32_t at = taking->event.line;
    while (at > 0 && (lines[at].step.actor != taking->event.actor || lines[at].number != taking->line->object_line))
        at--;
    return at;
}

/* A churned object is known by its size; nothing yet if its creator has not come to set it. */
static void take_churned_size(const Taking *taking)
{
    uint32_t maker = maker_of(taking);
    History *history = taking->history;
    if (taking->answer->fate != FATE_OK)
        return;
    if (taking->plan->lines[maker].step.kind == STEP_CREATE &&
        taking->answer->result != taking->plan->lines[maker].step.count)
        wrong(taking);
    for (size_t i = history->count; i-- > 0;) {
        if (history->events[i].line == maker && history->events[i].kind == EVENT_OPEN) {
            history->events[i].value = taking->answer->result;
            return;
        }
    }
}

static void take_size(Taking *taking)
{
    bool segment = taking->plan->can.backing == BACKING_SYSV;
    if (taking->line->content == NO_PLACE && (taking->answer->fate == FATE_OK || segment))
        take_churned_size(taking);
    else if (taking->answer->fate != FATE_OK)
        take_error(taking);
    else
        add(taking, EVENT_SIZE, taking->line->content, taking->answer->result);
}

static void take_object_line(Taking *taking)
{
    const Step *step = &taking->line->step;
    switch (step->kind) {
    case STEP_RESIZE:
        add(taking, EVENT_RESIZE, taking->line->content, step->length);
        clear(taking, step->length);
        break;
    case STEP_WRITE:
        taking->event.whole = false;
        take_stores(taking);
        break;
    case STEP_READ:
        taking->event.whole = false;
        if (taking->event.back != NEVER)
            take_loads(taking);
        break;
    default:
        break;
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
        add(taking, EVENT_ADD, first_word(taking, taking->line->content), taking->answer->result);
        break;
    case STEP_BURST:
        if (returned && taking->answer->result != step->times)
            wrong(taking);
        add(taking, EVENT_ADDS, first_word(taking, taking->line->content), step->times);
        break;
    case STEP_MAP:
        if (taking->plan->can.backing == BACKING_ANONYMOUS)
            add(taking, EVENT_RESIZE, taking->line->content, step->length);
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
        wrong(&taking);
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
