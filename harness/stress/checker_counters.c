/* Counters: additions of 1 whose answers are the sums. */
#include "stress/checker.h"

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

void check_counter(Slice counter, Judgement *judgement)
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
