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
    uint32_t event;
} Key;

enum { BITS = 8, DIGITS = 1 << BITS }; /* few enough that the places of all digits stay in the nearest cache */

/* By one digit; what is equal stays in its order. */
static void sort_by_digit(const Key *from, Key *to, size_t count, unsigned shift)
{
    uint32_t places[DIGITS] = {0}, next = 0;
    for (size_t i = 0; i < count; i++)
        places[from[i].value >> shift & (DIGITS - 1)]++;
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        uint32_t many = places[digit];
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

void *memory_for(size_t count, size_t size)
{
    void *memory = malloc((count + 1) * size);
    if (!memory)
        abort();
    return memory;
}

void sort_list(void *list, size_t count, size_t size, int (*compare)(const void *left, const void *right))
{
    const char *bytes = list;
    size_t ordered = 1;
    while (ordered < count && compare(bytes + (ordered - 1) * size, bytes + ordered * size) <= 0)
        ordered++;
    if (ordered < count)
        qsort(list, count, size, compare);
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

static Sorting sorting_of(const History *history)
{
    Sorting sorting = {.events = history->events,
                       .count = history->count,
                       .keys = memory_for(history->count, sizeof(Key)),
                       .spare = memory_for(history->count, sizeof(Key))};
    for (size_t i = 0; i < history->count; i++)
        sorting.keys[i].event = (uint32_t)i;
    return sorting;
}

/* What is sorted by actor: is it by call too? */
static bool is_in_order(const Sorting *sorting)
{
    bool ordered = true;
    for (size_t i = 1; i < sorting->count && ordered; i++) {
        const Key *keys = &sorting->keys[i - 1];
        ordered = keys[0].value != keys[1].value ||
                  sorting->events[keys[0].event].call <= sorting->events[keys[1].event].call;
    }
    return ordered;
}

static void forget(Sorting *sorting)
{
    free(sorting->keys);
    free(sorting->spare);
}

void history_sort(History *history)
{
    Sorting sorting = sorting_of(history);
    sort_by(&sorting, call_of);
    sort_by(&sorting, place_of);
    Event *events = memory_for(history->count, sizeof *events);
    for (size_t i = 0; i < history->count; i++)
        events[i] = history->events[sorting.keys[i].event];
    forget(&sorting);
    free(history->events);
    history->events = events;
    history->room = history->count;
}

Event **history_by_actor(History *history)
{
    Sorting sorting = sorting_of(history);
    sort_by(&sorting, actor_of);
    if (!is_in_order(&sorting)) { /* nearly always it is: each actor's lines come in the order of its program */
        sort_by(&sorting, call_of);
        sort_by(&sorting, actor_of);
    }
    Event **list = memory_for(history->count, sizeof *list);
    for (size_t i = 0; i < history->count; i++)
        list[i] = &history->events[sorting.keys[i].event];
    forget(&sorting);
    return list;
}
