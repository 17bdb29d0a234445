/* Counters: additions of 1 whose answers are the sums. */
#include "stress/checker.h"

#include <stdlib.h>

static bool adds(const Event *event)
{
    return event->kind == EVENT_ADD || event->kind == EVENT_ADDS;
}

static bool answered(const Event *event)
{
    return event->kind == EVENT_COUNT || (event->kind == EVENT_ADD && event->back != NEVER);
}

static uint64_t times_of(const Event *event)
{
    return event->kind == EVENT_ADDS ? event->value : 1;
}

/* P-COH-001: an addition through a shared view is seen by all who come after it. */
static void check_bounds(Slice counter, const Event *event, Judgement *judgement)
{
    uint64_t least = event->kind == EVENT_ADD, most = least;
    for (size_t i = 0; i < counter.count; i++) {
        const Event *other = &counter.events[i];
        if (!adds(other) || other == event)
            continue;
        least += is_before(other, event) ? times_of(other) : 0;
        most += is_before(event, other) ? 0 : times_of(other);
    }
    if (event->value < least)
        judge_illegal(
            judgement, event, "P-COH-001",
            "the counter was %llu, though %llu additions had returned before it was looked at: %llu were lost",
            (unsigned long long)event->value, (unsigned long long)least, (unsigned long long)(least - event->value));
    else if (event->value > most)
        judge_illegal(judgement, event, "P-COH-001",
                      "the counter was %llu, though only %llu additions had begun when that was seen",
                      (unsigned long long)event->value, (unsigned long long)most);
}

static void check_pair(const Event *one, const Event *other, Judgement *judgement)
{
    bool same = one->kind == EVENT_ADD && other->kind == EVENT_ADD && one->value == other->value;
    bool back = is_before(one, other) && one->value > other->value;
    if (same)
        judge_illegal(judgement, one, "P-COH-001",
                      "two additions both made the counter %llu: one of them overwrote the other",
                      (unsigned long long)one->value);
    else if (back)
        judge_illegal(judgement, one, "P-COH-001", "the counter was %llu, and later only %llu",
                      (unsigned long long)one->value, (unsigned long long)other->value);
    if (same || back)
        star(judgement, other);
}

/* Every answer against every other: slow, and says which two contradict each other. */
static void find_contradiction(Slice counter, Judgement *judgement)
{
    for (size_t i = 0; i < counter.count && judgement->verdict != HISTORY_ILLEGAL; i++) {
        const Event *event = &counter.events[i];
        if (!answered(event))
            continue;
        for (size_t k = i + 1; k < counter.count && judgement->verdict != HISTORY_ILLEGAL; k++) {
            if (answered(&counter.events[k]))
                check_pair(event, &counter.events[k], judgement);
        }
        if (judgement->verdict != HISTORY_ILLEGAL)
            check_bounds(counter, event, judgement);
    }
}

static int by_number(const void *left, const void *right)
{
    const uint64_t *one = left, *other = right;
    return (*one > *other) - (*one < *other);
}

/* Did two additions make the same? */
static bool is_doubled(Slice counter)
{
    uint64_t *values = memory_for(counter.count, sizeof *values);
    size_t count = 0;
    bool doubled = false;
    for (size_t i = 0; i < counter.count; i++) {
        if (counter.events[i].kind == EVENT_ADD && answered(&counter.events[i]))
            values[count++] = counter.events[i].value;
    }
    qsort(values, count, sizeof *values, by_number);
    for (size_t i = 1; i < count; i++)
        doubled |= values[i] == values[i - 1];
    free(values);
    return doubled;
}

/* By event, in the order of their calls: how much had been added by those up to it. */
static uint64_t *add_up(Slice counter)
{
    uint64_t *sums = memory_for(counter.count, sizeof *sums), sum = 0;
    for (size_t i = 0; i < counter.count; i++)
        sums[i] = sum += adds(&counter.events[i]) ? times_of(&counter.events[i]) : 0;
    return sums;
}

/* The most that may have been added when the event returned. */
static uint64_t most_begun(Slice counter, const uint64_t *sums, const Event *event)
{
    size_t low = 0, high = counter.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool begun = counter.events[middle].call <= event->back;
        low = begun ? middle + 1 : low;
        high = begun ? high : middle;
    }
    return low ? sums[low - 1] : 0;
}

/* What check_pair and check_bounds ask of every two, in one pass: each answer against all that had returned before. */
static bool is_contradictory(Slice counter)
{
    const Event **returns = events_by_return(counter);
    uint64_t *sums = add_up(counter), returned = 0, highest = 0;
    bool wrong = is_doubled(counter);
    for (size_t i = 0, next = 0; i < counter.count && !wrong; i++) {
        const Event *event = &counter.events[i];
        for (; next < counter.count && is_before(returns[next], event); next++) {
            returned += adds(returns[next]) ? times_of(returns[next]) : 0;
            if (answered(returns[next]) && returns[next]->value > highest)
                highest = returns[next]->value;
        }
        wrong = answered(event) && (event->value < returned + (event->kind == EVENT_ADD) || event->value < highest ||
                                    event->value > most_begun(counter, sums, event));
    }
    free(returns);
    free(sums);
    return wrong;
}

void check_counter(Slice counter, Judgement *judgement)
{
    if (is_contradictory(counter))
        find_contradiction(counter, judgement);
}
