/* Once one load of a word has seen a store no later one sees an earlier one: all loads together agree on one order. */
#include "stress/checker.h"

#include <stdlib.h>

/* The time over which a value was there for certain: from the first return of its store or of a load that saw it, to the
 * last call of one of these. */
typedef struct Zone {
    const Event *store, *first, *last;
} Zone;

static bool is_forward(const Zone *zone)
{
    return is_before(zone->first, zone->last);
}

static void take_into_zone(Zone *zone, const Event *load)
{
    if (load->back < zone->first->back)
        zone->first = load;
    if (load->call > zone->last->call)
        zone->last = load;
}

static void argue_of_order(const Zone *one, const Zone *other, Judgement *judgement)
{
    Text text = {0};
    append_value(&text, one->store->value);
    text_append(&text, " was there ");
    append_moment(&text, one->first);
    text_append(&text, " and still ");
    append_moment(&text, one->last);
    text_append(&text, ";\n  ");
    append_value(&text, other->store->value);
    text_append(&text, " came and went between: ");
    append_moment(&text, other->first);
    if (other->last != other->first) {
        text_append(&text, " and ");
        append_moment(&text, other->last);
    }
    judge_illegal(judgement, one->last, rule_of_coherence, "%s", text.bytes);
    star(judgement, one->first);
    star(judgement, one->store == &first_store ? one->first : one->store);
    star(judgement, other->store == &first_store ? other->first : other->store);
    star(judgement, other->first);
    star(judgement, other->last);
    text_free(&text);
}

/* Registers with values that are all different: some order explains everything if no two values were both there, one
 * before, between, and after the other. */
static bool contradict(const Zone *one, const Zone *other)
{
    return is_forward(one) && is_before(one->first, other->last) && is_before(other->first, one->last);
}

/* Every zone against every other: slow, and says which two contradict each other. */
static void find_contradiction(const Zone *zones, size_t count, Judgement *judgement)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count && judgement->verdict != HISTORY_ILLEGAL; k++) {
            if (k != i && contradict(&zones[i], &zones[k]))
                argue_of_order(&zones[i], &zones[k], judgement);
        }
    }
}

static int by_beginning(const void *left, const void *right)
{
    const Zone *const *one = left, *const *other = right;
    uint64_t begins = (*one)->first->back, other_begins = (*other)->first->back;
    return (begins > other_begins) - (begins < other_begins);
}

/* Of zones by their beginnings, the last one that had begun before this one was over; NULL: none. */
static const Zone *latest_begun(const Zone *const *forward, size_t count, const Zone *zone)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool begun = is_before(forward[middle]->first, zone->last);
        low = begun ? middle + 1 : low;
        high = begun ? high : middle;
    }
    return low ? forward[low - 1] : NULL;
}

/* Forward zones contradict each other if they overlap: then two neighbours do. If none do, they end in the order in which
 * they begin, and the latest one that could contradict another zone does if any does. */
static bool is_contradictory(const Zone *zones, size_t count)
{
    const Zone **forward = memory_for(count, sizeof *forward);
    size_t forwards = 0;
    bool wrong = false;
    for (size_t i = 0; i < count; i++) {
        if (is_forward(&zones[i]))
            forward[forwards++] = &zones[i];
    }
    sort_list(forward, forwards, sizeof *forward, by_beginning);
    for (size_t i = 1; i < forwards; i++)
        wrong |= contradict(forward[i - 1], forward[i]);
    for (size_t i = 0; i < count && !wrong; i++) {
        const Zone *latest = is_forward(&zones[i]) ? NULL : latest_begun(forward, forwards, &zones[i]);
        wrong = latest && contradict(latest, &zones[i]);
    }
    free(forward);
    return wrong;
}

typedef struct Zones {
    Zone *list; /* in the order of their stores' calls; before them all the first value */
    size_t count;
    Zone **by_value; /* NULL: nobody has asked for it */
} Zones;

/* False: something was stored in parts. */
static bool make_zones(Slice word, Zones *zones)
{
    zones->list = memory_for(word.count + 1, sizeof *zones->list);
    zones->list[0] = (Zone){.store = &first_store, .first = &first_store, .last = &first_store};
    zones->count = 1;
    for (size_t i = 0; i < word.count; i++) {
        const Event *store = &word.events[i];
        if (store->kind != EVENT_STORE)
            continue;
        if (!store->whole || !store->value)
            return false;
        zones->list[zones->count++] = (Zone){.store = store, .first = store, .last = store};
    }
    return true;
}

static int by_value(const void *left, const void *right)
{
    const Zone *one = *(const Zone *const *)left, *other = *(const Zone *const *)right;
    if (one->store->value != other->store->value)
        return one->store->value < other->store->value ? -1 : 1;
    return (one > other) - (one < other);
}

static void sort_by_value(Zones *zones)
{
    zones->by_value = memory_for(zones->count, sizeof *zones->by_value);
    for (size_t i = 0; i < zones->count; i++)
        zones->by_value[i] = &zones->list[i];
    sort_list(zones->by_value, zones->count, sizeof *zones->by_value, by_value);
}

/* NULL: none has that value. */
static Zone *zone_of_all(Zones *zones, uint64_t value)
{
    size_t low = 0, high = zones->count;
    if (!zones->by_value)
        sort_by_value(zones);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool less = zones->by_value[middle]->store->value < value;
        low = less ? middle + 1 : low;
        high = less ? high : middle;
    }
    return low < zones->count && zones->by_value[low]->store->value == value ? zones->by_value[low] : NULL;
}

/* What a load sees was mostly stored about when it began: by the latest of the stores that were called before, or the ones
 * around. */
static Zone *zone_of(Zones *zones, size_t latest, uint64_t value)
{
    enum { AROUND = 6 };
    for (size_t i = 0; i <= AROUND && i <= latest; i++) {
        if (zones->list[latest - i].store->value == value)
            return &zones->list[latest - i];
    }
    for (size_t i = latest + 1; i <= latest + AROUND && i < zones->count; i++) {
        if (zones->list[i].store->value == value)
            return &zones->list[i];
    }
    return zone_of_all(zones, value);
}

static void take_loads_into_zones(Slice word, Zones *zones)
{
    size_t latest = 0;
    for (size_t i = 0; i < word.count; i++) {
        const Event *event = &word.events[i];
        Zone *zone = event->kind == EVENT_LOAD ? zone_of(zones, latest, event->value) : NULL;
        latest += event->kind == EVENT_STORE;
        if (zone)
            take_into_zone(zone, event);
    }
}

/* The values are all different. */
void check_order_of_word(Slice word, Judgement *judgement)
{
    Zones zones = {0};
    if (make_zones(word, &zones)) {
        take_loads_into_zones(word, &zones);
        if (is_contradictory(zones.list, zones.count))
            find_contradiction(zones.list, zones.count, judgement);
    }
    free(zones.by_value);
    free(zones.list);
}
