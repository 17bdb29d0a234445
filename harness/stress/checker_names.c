/* Names: is there an order of the operations on a name, each within its interval, in which every answer is right?
 *
 * An actor has at most one operation open. So what may be the case at a moment is a set of pairs: what the name leads to,
 * and which of the open operations have already happened. At each return the pairs are kept in which that operation has
 * happened or can happen now, after others that are open; if none is left, no order explains the history. */
#include "stress/checker.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_AT_ONCE = 32, ABSENT = 0 };

typedef struct Pair {
    uint64_t leads_to; /* the object's number (its size), ABSENT: nowhere */
    uint32_t happened; /* a bit for each actor */
} Pair;

typedef struct Pairs {
    Pair *list;
    size_t count, room;
} Pairs;

typedef struct Search {
    Slice name;
    size_t called; /* so many of its events */
    const Event *open[MOST_AT_ONCE];
    Pairs now, seen;
    uint64_t visited, effort;
} Search;

static bool has_pair(const Pairs *pairs, Pair pair)
{
    for (size_t i = pairs->count; i-- > 0;) {
        if (pairs->list[i].leads_to == pair.leads_to && pairs->list[i].happened == pair.happened)
            return true;
    }
    return false;
}

/* False: it was there. */
static bool add_pair(Pairs *pairs, Pair pair)
{
    if (has_pair(pairs, pair))
        return false;
    if (pairs->count == pairs->room) {
        pairs->room = pairs->room ? 2 * pairs->room : 64;
        pairs->list = realloc(pairs->list, pairs->room * sizeof *pairs->list);
        if (!pairs->list)
            abort();
    }
    pairs->list[pairs->count++] = pair;
    return true;
}

/* The operation happens now. False: its answer would be another one. P-SHMO-006 P-SHMO-007 P-SHMO-009 P-SHMU-001. */
static bool happens(const Event *event, uint64_t *leads_to)
{
    bool there = *leads_to != ABSENT;
    if (event->refused)
        return there == (event->kind == EVENT_CREATE);
    switch (event->kind) {
    case EVENT_CREATE:
        *leads_to = event->value;
        return !there;
    case EVENT_OPEN:
        return there && (!event->value || event->value == *leads_to);
    default:
        *leads_to = ABSENT;
        return there;
    }
}

/* All pairs that come of `from` by letting open operations happen, `last` at some time, into `to`. */
static void let_happen(Search *search, Pair from, unsigned last, Pairs *to)
{
    search->seen.count = 0;
    add_pair(&search->seen, from);
    for (size_t i = 0; i < search->seen.count && (!search->effort || search->visited < search->effort); i++) {
        Pair pair = search->seen.list[i];
        search->visited++;
        if (pair.happened & 1u << last) {
            add_pair(to, pair);
            continue;
        }
        for (unsigned actor = 0; actor < MOST_AT_ONCE; actor++) {
            Pair next = {.leads_to = pair.leads_to, .happened = pair.happened | 1u << actor};
            if (search->open[actor] && !(pair.happened & 1u << actor) && happens(search->open[actor], &next.leads_to))
                add_pair(&search->seen, next);
        }
    }
}

static void append_states(Text *text, const Pairs *pairs)
{
    size_t said = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again |= pairs->list[k].leads_to == pairs->list[i].leads_to;
        if (again)
            continue;
        text_append(text, said ? " or " : "");
        if (said++ == 4) {
            text_append(text, "...");
            return;
        }
        if (pairs->list[i].leads_to == ABSENT)
            text_append(text, "free");
        else
            text_printf(text, "that of object %llu", (unsigned long long)pairs->list[i].leads_to);
    }
}

static void argue(const Search *search, const Event *event, Judgement *judgement)
{
    static const char *const did[] = {[EVENT_CREATE] = "created", [EVENT_OPEN] = "opened", [EVENT_REMOVE] = "removed"};
    static const char *const refused[] = {[EVENT_CREATE] = "was told that the name exists",
                                          [EVENT_OPEN] = "was told that there is no such name to open",
                                          [EVENT_REMOVE] = "was told that there is no such name to remove"};
    Text text = {0};
    append_moment(&text, event);
    if (event->refused)
        text_printf(&text, " %s", refused[event->kind]);
    else if (event->kind == EVENT_REMOVE || !event->value)
        text_printf(&text, " %s name %u", did[event->kind], event->place);
    else
        text_printf(&text, " %s name %u as object %llu", did[event->kind], event->place,
                    (unsigned long long)event->value);
    text_append(&text, ":\n  no order of what overlaps explains that; before it the name was ");
    append_states(&text, &search->now);
    judge_illegal(judgement, event, "P-SHMO-006 P-SHMO-007 P-SHMO-009", "%s", text.bytes);
    for (size_t i = search->name.count; i-- > 0;) {
        const Event *other = &search->name.events[i];
        bool changes = !other->refused && other->kind != EVENT_OPEN;
        if (other != event && changes && !is_before(event, other))
            star(judgement, other);
    }
    text_free(&text);
}

static void take_return(Search *search, const Event *event, Judgement *judgement)
{
    Pairs next = {0};
    for (size_t i = 0; i < search->now.count; i++)
        let_happen(search, search->now.list[i], event->actor, &next);
    if (search->effort && search->visited >= search->effort) {
        judgement->verdict = HISTORY_UNKNOWN;
        text_clear(&judgement->argument);
        text_printf(&judgement->argument, "name %u: too many orders", event->place);
    } else if (!next.count) {
        argue(search, event, judgement);
    }
    search->open[event->actor] = NULL;
    for (size_t i = 0; i < next.count; i++)
        next.list[i].happened &= ~(1u << event->actor);
    search->now.count = 0;
    for (size_t i = 0; i < next.count; i++)
        add_pair(&search->now, next.list[i]);
    free(next.list);
}

/* Those that were called up to then. */
static void take_calls(Search *search, uint64_t until)
{
    for (; search->called < search->name.count; search->called++) {
        const Event *event = &search->name.events[search->called];
        if (event->call > until || search->open[event->actor % MOST_AT_ONCE])
            return;
        search->open[event->actor % MOST_AT_ONCE] = event;
    }
}

void check_name(Slice name, uint64_t effort, Judgement *judgement)
{
    HistoryVerdict before = judgement->verdict;
    Search search = {.name = name, .effort = effort};
    const Event **returns = events_by_return(name);
    add_pair(
        &search.now, (Pair) { .leads_to = ABSENT });
    judgement->verdict = HISTORY_LEGAL;
    for (size_t i = 0; i < name.count && returns[i]->back != NEVER && judgement->verdict == HISTORY_LEGAL; i++) {
        take_calls(&search, returns[i]->back);
        take_return(&search, returns[i], judgement);
    }
    if (judgement->verdict == HISTORY_LEGAL)
        judgement->verdict = before;
    free(returns);
    free(search.now.list);
    free(search.seen.list);
}
