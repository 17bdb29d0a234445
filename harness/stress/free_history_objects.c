/* Creations, names, sizes, and what is done to objects by calls, as events. */
#include "stress/free_taking.h"

#include <string.h>

static bool error_is_one_of(const LineAnswer *answer, const char *const *errors)
{
    for (; *errors; errors++) {
        if (!strcmp(answer->error, *errors))
            return true;
    }
    return false;
}

/* What is cut off is zero; it is cleared in whatever pieces the system likes. */
static void clear(Taking *taking, uint32_t from, uint32_t to)
{
    const FreePlan *plan = taking->plan;
    uint32_t first = taking->line->content * plan->content_words;
    taking->event.whole = false;
    for (uint32_t word = from / 8; word < to / 8; word++) {
        if (plan->stored[first + word])
            taking_add(taking, EVENT_STORE, first + word, 0);
    }
}

void take_creation(Taking *taking)
{
    static const char *const exists[] = {"errno:EEXIST", "win32:ERROR_ALREADY_EXISTS", "win32:ERROR_FILE_EXISTS", NULL};
    const PlannedLine *line = taking->line;
    bool failed = taking->answer->fate == FATE_ERROR;
    taking->event.refused = failed && error_is_one_of(taking->answer, exists);
    if (failed && (line->content != NO_PLACE || !taking->event.refused))
        take_error(taking);
    else if (line->content != NO_PLACE)
        taking_add(taking, EVENT_RESIZE, line->content, line->step.length);
    else
        taking_add(taking, EVENT_CREATE, line->name, line->step.count);
}

/* Of those who do not find a System V segment by its key some find it being removed. */
void take_lookup(Taking *taking)
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
        taking_add(taking, removes ? EVENT_REMOVE : EVENT_OPEN, line->name, 0);
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
        taking_wrong(taking);
    for (size_t i = history->count; i-- > 0;) {
        if (history->events[i].line == maker && history->events[i].kind == EVENT_OPEN) {
            history->events[i].value = taking->answer->result;
            return;
        }
    }
}

void take_size(Taking *taking)
{
    bool segment = taking->plan->can.backing == BACKING_SYSV;
    if (taking->event.back == NEVER)
        return; /* its actor was killed: it told nobody a size, and changed none */
    if (taking->line->content == NO_PLACE && (taking->answer->fate == FATE_OK || segment))
        take_churned_size(taking);
    else if (taking->answer->fate != FATE_OK)
        take_error(taking);
    else
        taking_add(taking, EVENT_SIZE, taking->line->content, taking->answer->result);
}

/* On a full disk a write may end where the room ends: of its words those may be there, and those behind it are not sure to. */
static void take_short_write(Taking *taking)
{
    if (lacks_room(taking) && taking->answer->result < taking->line->step.length)
        taking->event.back = NEVER;
    else
        taking_wrong(taking);
}

void take_object_line(Taking *taking)
{
    const Step *step = &taking->line->step;
    switch (step->kind) {
    case STEP_RESIZE:
        taking_add(taking, EVENT_RESIZE, taking->line->content, step->length);
        clear(taking, step->length, 8 * taking->plan->content_words);
        break;
    case STEP_PUNCH:
        if (taking->line->handle_line)
            clear(taking, step->offset, step->offset + step->length);
        break;
    case STEP_WRITE:
        if (taking->event.back != NEVER && taking->answer->result != step->length)
            take_short_write(taking);
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
