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
static void check_zones(const Zone *zones, size_t count, Judgement *judgement)
{
    for (size_t i = 0; i < count; i++) {
        const Zone *one = &zones[i];
        for (size_t k = 0; k < count && is_forward(one) && judgement->verdict != HISTORY_ILLEGAL; k++) {
            const Zone *other = &zones[k];
            if (k != i && is_before(one->first, other->last) && is_before(other->first, one->last))
                argue_of_order(one, other, judgement);
        }
    }
}

/* False: a value was stored twice, or in parts. */
static bool make_zones(Slice word, Zone *zones, size_t *count)
{
    zones[0] = (Zone){.store = &first_store, .first = &first_store, .last = &first_store};
    *count = 1;
    for (size_t i = 0; i < word.count; i++) {
        const Event *store = &word.events[i];
        if (store->kind != EVENT_STORE)
            continue;
        if (!store->whole || !store->value)
            return false;
        zones[(*count)++] = (Zone){.store = store, .first = store, .last = store};
    }
    return true;
}

static Zone *zone_of(Zone *zones, size_t count, uint64_t value)
{
    for (size_t i = 0; i < count; i++) {
        if (zones[i].store->value == value)
            return &zones[i];
    }
    return NULL;
}

void check_order_of_word(Slice word, Judgement *judgement)
{
    Zone *zones = malloc((word.count + 1) * sizeof *zones);
    size_t count;
    if (!zones)
        abort();
    bool apart = make_zones(word, zones, &count);
    for (size_t i = 0; i < word.count && apart; i++) {
        const Event *load = &word.events[i];
        Zone *zone = load->kind == EVENT_LOAD ? zone_of(zones, count, load->value) : NULL;
        if (zone)
            take_into_zone(zone, load);
    }
    if (apart)
        check_zones(zones, count, judgement);
    free(zones);
}
