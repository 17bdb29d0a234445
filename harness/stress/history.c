#include "stress/history.h"

#include <stdlib.h>

void history_add(History *history, Event event)
{
    if (history->count == history->room) {
        history->room = history->room ? 2 * history->room : 1024;
        history->events = realloc(history->events, history->room * sizeof *history->events);
        if (!history->events)
            abort();
    }
    history->events[history->count++] = event;
}

void history_free(History *history)
{
    free(history->events);
    *history = (History){0};
}

EventGroup event_group(const Event *event)
{
    static const EventGroup groups[EVENT_KINDS] = {
        [EVENT_STORE] = GROUP_WORDS,   [EVENT_LOAD] = GROUP_WORDS,     [EVENT_ADD] = GROUP_COUNTERS,
        [EVENT_ADDS] = GROUP_COUNTERS, [EVENT_COUNT] = GROUP_COUNTERS, [EVENT_CREATE] = GROUP_NAMES,
        [EVENT_OPEN] = GROUP_NAMES,    [EVENT_REMOVE] = GROUP_NAMES,   [EVENT_RESIZE] = GROUP_SIZES,
        [EVENT_SIZE] = GROUP_SIZES,    [EVENT_FAULT] = GROUP_FAULTS,   [EVENT_WRONG] = GROUP_WRONG,
    };
    return groups[event->kind];
}

static int order(uint64_t left, uint64_t right)
{
    return (left > right) - (left < right);
}

static int compare(const void *left, const void *right)
{
    const Event *one = left, *other = right;
    int by_group = order(event_group(one), event_group(other));
    int by_place = by_group ? by_group : order(one->place, other->place);
    int by_call = by_place ? by_place : order(one->call, other->call);
    return by_call ? by_call : order(one->line, other->line);
}

void history_sort(History *history)
{
    if (history->count)
        qsort(history->events, history->count, sizeof *history->events, compare);
}
