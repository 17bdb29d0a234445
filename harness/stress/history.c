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

/* An event's number with what it is sorted by. */
typedef struct Key {
    uint64_t value;
    size_t event;
} Key;

enum { BITS = 11, DIGITS = 1 << BITS };

/* By one digit; what is equal stays in its order. */
static void sort_by_digit(const Key *from, Key *to, size_t count, unsigned shift)
{
    size_t places[DIGITS] = {0}, next = 0;
    for (size_t i = 0; i < count; i++)
        places[from[i].value >> shift & (DIGITS - 1)]++;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        size_t many = places[digit];
        places[digit] = next;
        next += many;
    }
    for (size_t i = 0; i < count; i++)
        to[places[from[i].value >> shift & (DIGITS - 1)]++] = from[i];
}

typedef struct Sorting {
    const Event *events;
    size_t count;
    Key *keys, *spare;
} Sorting;

/* The lowest digit first, and only those in which any differ. */
static void sort_by(Sorting *sorting, uint64_t (*value_of)(const Event *event))
{
    uint64_t differ = 0;
    for (size_t i = 0; i < sorting->count; i++) {
        Key *key = &sorting->keys[i];
        key->value = value_of(&sorting->events[key->event]);
        differ |= key->value ^ sorting->keys[0].value;
    }
    for (unsigned shift = 0; shift < 64 && differ >> shift; shift += BITS) {
        if (!(differ >> shift & (DIGITS - 1)))
            continue;
        sort_by_digit(sorting->keys, sorting->spare, sorting->count, shift);
        Key *sorted = sorting->spare;
        sorting->spare = sorting->keys;
        sorting->keys = sorted;
    }
}

static void *memory(size_t size)
{
    void *memory = malloc(size + 1);
    if (!memory)
        abort();
    return memory;
}

static uint64_t call_of(const Event *event)
{
    return event->call;
}

static uint64_t actor_of(const Event *event)
{
    return event->actor;
}

static uint64_t place_of(const Event *event)
{
    return (uint64_t)event_group(event) << 32 | event->place;
}

/* What comes in `main`'s order, and where that is the same by call. Its keys are the caller's to free, both halves. */
static Sorting sort(const History *history, uint64_t (*main)(const Event *event))
{
    Sorting sorting = {.events = history->events,
                       .count = history->count,
                       .keys = memory(history->count * sizeof(Key)),
                       .spare = memory(history->count * sizeof(Key))};
    for (size_t i = 0; i < history->count; i++)
        sorting.keys[i].event = i;
    sort_by(&sorting, call_of);
    sort_by(&sorting, main);
    return sorting;
}

static void forget(Sorting *sorting)
{
    free(sorting->keys);
    free(sorting->spare);
}

void history_sort(History *history)
{
    Sorting sorting = sort(history, place_of);
    Event *events = memory(history->count * sizeof *events);
    for (size_t i = 0; i < history->count; i++)
        events[i] = history->events[sorting.keys[i].event];
    forget(&sorting);
    free(history->events);
    history->events = events;
    history->room = history->count;
}

Event **history_by_actor(History *history)
{
    Sorting sorting = sort(history, actor_of);
    Event **list = memory(history->count * sizeof *list);
    for (size_t i = 0; i < history->count; i++)
        list[i] = &history->events[sorting.keys[i].event];
    forget(&sorting);
    return list;
}
