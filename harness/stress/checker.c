#include "stress/checker.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void judge_illegal(Judgement *judgement, const Event *about, const char *requirement, const char *format, ...)
{
    char text[1024];
    if (judgement->verdict == HISTORY_ILLEGAL)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    text_clear(&judgement->argument);
    text_append(&judgement->argument, text);
    judgement->verdict = HISTORY_ILLEGAL;
    judgement->requirement = requirement;
    judgement->group = event_group(about);
    judgement->place = about->place;
    judgement->starred_count = 0;
    star(judgement, about);
}

void star(Judgement *judgement, const Event *event)
{
    if (judgement->starred_count < MOST_STARRED)
        judgement->starred[judgement->starred_count++] = *event;
}

void append_moment(Text *out, const Event *event)
{
    text_printf(out, "%c [%.3f ", 'a' + event->actor, (double)event->call / 1000);
    if (event->back == NEVER)
        text_append(out, "...]");
    else
        text_printf(out, "%.3f]", (double)event->back / 1000);
}

void judgement_free(Judgement *judgement)
{
    text_free(&judgement->argument);
    *judgement = (Judgement){0};
}

static Slice slice_from(const History *history, size_t from)
{
    const Event *first = &history->events[from];
    size_t end = from + 1;
    while (end < history->count && event_group(&history->events[end]) == event_group(first) &&
           history->events[end].place == first->place)
        end++;
    return (Slice){.events = first, .count = end - from};
}

/* The events of this place; none: an empty slice. The history is sorted. */
static Slice find_slice(const History *history, EventGroup group, uint32_t place)
{
    size_t low = 0, high = history->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const Event *event = &history->events[middle];
        bool before = event_group(event) < group || (event_group(event) == group && event->place < place);
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    bool found = low < history->count && event_group(&history->events[low]) == group &&
                 history->events[low].place == place;
    return found ? slice_from(history, low) : (Slice){0};
}

static uint32_t base_of(Slice word)
{
    for (size_t i = 0; i < word.count; i++) {
        if (word.events[i].base != NO_PLACE)
            return word.events[i].base;
    }
    return NO_PLACE;
}

static void check_slice(const History *history, Slice slice, const CheckOptions *options, Judgement *judgement)
{
    uint32_t base = base_of(slice);
    Slice below = {0};
    if (base != NO_PLACE)
        below = find_slice(history, GROUP_WORDS, base);
    switch (event_group(slice.events)) {
    case GROUP_WORDS:
        check_word(history, slice, below, judgement);
        break;
    case GROUP_COUNTERS:
        check_counter(slice, judgement);
        break;
    case GROUP_NAMES:
        check_name(slice, options->effort, judgement);
        break;
    case GROUP_SIZES:
        check_size(slice, judgement);
        break;
    case GROUP_FAULTS: /* with check_reaches */
        break;
    case GROUP_WRONG:
        judge_illegal(judgement, slice.events, "", "an answer that nothing allows");
        break;
    }
}

/* Loads, stores and faults against the sizes that their contents had. */
static void check_reaches(const History *history, Judgement *judgement)
{
    Slice size = {0};
    uint32_t content = NO_PLACE;
    for (size_t i = 0; i < history->count && judgement->verdict != HISTORY_ILLEGAL; i++) {
        const Event *event = &history->events[i];
        EventGroup group = event_group(event);
        if (group == GROUP_NAMES || group == GROUP_SIZES || group == GROUP_WRONG)
            continue;
        uint32_t word = event->base == NO_PLACE ? event->place : event->base;
        if (word / history->content_words != content) {
            content = word / history->content_words;
            size = find_slice(history, GROUP_SIZES, content);
        }
        check_reach(history, size, event, judgement);
    }
}

static uint64_t least(uint64_t one, uint64_t other)
{
    return one < other ? one : other;
}

/* Between two actors the clock may be wrong by the slack; of one actor the order is certain, and stays. */
static void widen(History *history, uint64_t slack)
{
    Event **events = history_by_actor(history);
    uint64_t before = slack;
    for (size_t i = 0, end; i < history->count; i = end) {
        uint64_t call = events[i]->call, back = call;
        for (end = i; end < history->count && events[end]->actor == events[i]->actor && events[end]->call == call;
             end++)
            back = events[end]->back != NEVER && events[end]->back > back ? events[end]->back : back;
        bool last = end == history->count || events[end]->actor != events[i]->actor;
        uint64_t gap = !last && events[end]->call > back ? (events[end]->call - back - 1) / 2 : 0;
        uint64_t behind = least(slack, last ? slack : gap);
        for (size_t k = i; k < end; k++) {
            events[k]->call -= least(before, call);
            events[k]->back += events[k]->back != NEVER ? behind : 0;
        }
        before = last ? slack : behind;
    }
    free(events);
}

void check_history(History *history, const CheckOptions *options, Judgement *judgement)
{
    widen(history, options->slack);
    history_sort(history);
    for (size_t i = 0; i < history->count && judgement->verdict != HISTORY_ILLEGAL;) {
        Slice slice = slice_from(history, i);
        check_slice(history, slice, options, judgement);
        i += slice.count;
    }
    check_reaches(history, judgement);
}

static int by_return(const void *left, const void *right)
{
    const Event *const *one = left, *const *other = right;
    return ((*one)->back > (*other)->back) - ((*one)->back < (*other)->back);
}

const Event **events_by_return(Slice slice)
{
    const Event **returns = memory_for(slice.count, sizeof *returns);
    for (size_t i = 0; i < slice.count; i++)
        returns[i] = &slice.events[i];
    sort_list(returns, slice.count, sizeof *returns, by_return);
    return returns;
}
