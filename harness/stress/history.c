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

/* What an event is sorted by; the lowest part of each is looked at first, some bits at a time. */
typedef struct Key {
    uint64_t parts[3];
    size_t event;
} Key;

enum { PARTS = 3, BITS = 11, DIGITS = 1 << BITS };

/* By one digit; what is equal stays in its order. */
static void sort_by_digit(const Key *from, Key *to, size_t count, unsigned part, unsigned shift)
{
    size_t places[DIGITS] = {0}, next = 0;
    for (size_t i = 0; i < count; i++)
        places[from[i].parts[part] >> shift & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t many = places[digit];
        places[digit] = next;
        next += many;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i].parts[part] >> shift & (DIGITS - 1)]++] = from[i];
}

/* The bits in which they differ. */
static uint64_t differing(const Key *keys, size_t count, unsigned part)
{
    uint64_t bits = 0;
    for (size_t i = 1; i < count; i++)
        bits |= keys[i].parts[part] ^ keys[0].parts[part];
    return bits;
}

/* `keys` has room for twice `count`. Where the sorted ones are. */
static const Key *sort_keys(Key *keys, size_t count)
{
    Key *from = keys, *to = keys + count;
    for (unsigned part = 0; part < PARTS; part++) {
        uint64_t bits = differing(from, count, part);
        for (unsigned shift = 0; shift < 64 && bits >> shift; shift += BITS) {
            if (!(bits >> shift & (DIGITS - 1)))
                continue;
            sort_by_digit(from, to, count, part, shift);
            Key *sorted = to;
            to = from;
            from = sorted;
        }
    }
    return from;
}

static void sort(History *history, Key (*key_of)(const Event *event))
{
    Key *keys = malloc((2 * history->count + 1) * sizeof *keys);
    Event *events = malloc((history->count + 1) * sizeof *events);
    if (!keys || !events)
        abort();
    for (size_t i = 0; i < history->count; i++) {
        keys[i] = key_of(&history->events[i]);
        keys[i].event = i;
    }
    const Key *sorted = sort_keys(keys, history->count);
    for (size_t i = 0; i < history->count; i++)
        events[i] = history->events[sorted[i].event];
    free(keys);
    free(history->events);
    history->events = events;
    history->room = history->count + 1;
}

static Key by_place(const Event *event)
{
    return (Key){.parts = {event->line, event->call, (uint64_t)event_group(event) << 32 | event->place}};
}

static Key by_actor(const Event *event)
{
    return (Key){.parts = {event->call, event->actor, 0}};
}

void history_sort(History *history)
{
    sort(history, by_place);
}

void history_sort_by_actor(History *history)
{
    sort(history, by_actor);
}
