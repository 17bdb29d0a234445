/* A word is a register: a load gives the value of a store that overlaps it, or of the latest that was over before it
 * began, and once one load has seen a store no later one sees an earlier one. */
#include "stress/checker.h"
#include "stress/stamp.h"

#include <stdlib.h>
#include <string.h>

static const char coherence[] = "P-COH-001 P-COH-002";
static const char privacy[] = "P-COW-001 P-COW-006";

/* What every word holds at first. */
static const Event zero = {.kind = EVENT_STORE, .whole = true, .base = NO_PLACE};

/* A store that has returned before `load` began, and of those the one that began last: what was over before that one
 * began is gone. NULL: none. */
static const Event *latest_before(Slice word, const Event *load)
{
    const Event *latest = NULL;
    for (size_t i = 0; i < word.count && word.events[i].call <= load->call; i++) {
        const Event *store = &word.events[i];
        if (store->kind == EVENT_STORE && is_before(store, load) && (!latest || store->call > latest->call))
            latest = store;
    }
    return latest;
}

static bool may_be_seen(const Event *store, const Event *latest, const Event *load)
{
    return !is_before(load, store) && !(latest && is_before(store, latest));
}

typedef struct Candidates {
    const Event *list[64];
    size_t count;
    bool more; /* than the list holds */
    bool in_parts;
} Candidates;

static void add_candidate(Candidates *candidates, const Event *store)
{
    candidates->in_parts |= !store->whole;
    if (candidates->count < sizeof candidates->list / sizeof *candidates->list)
        candidates->list[candidates->count++] = store;
    else
        candidates->more = true;
}

/* The stores that this load may see. */
static void find_candidates(Slice word, Slice base, const Event *load, Candidates *candidates)
{
    const Event *latest = latest_before(word, load);
    *candidates = (Candidates){.in_parts = !load->whole};
    for (size_t i = 0; i < word.count; i++) {
        if (word.events[i].kind == EVENT_STORE && may_be_seen(&word.events[i], latest, load))
            add_candidate(candidates, &word.events[i]);
    }
    if (!latest)
        add_candidate(candidates, &zero);
    /* P-COW-004: until a private page is copied, which of the object's states it shows is left open. */
    for (size_t i = 0; i < base.count && !latest; i++) {
        if (base.events[i].kind == EVENT_STORE && !is_before(load, &base.events[i]))
            add_candidate(candidates, &base.events[i]);
    }
}

static const Event *candidate_of(const Candidates *candidates, uint64_t value)
{
    for (size_t i = 0; i < candidates->count; i++) {
        if (candidates->list[i]->value == value)
            return candidates->list[i];
    }
    return NULL;
}

/* Accesses in parts (write calls, pages that are cut off) may leave or see some bytes of one store and some of another. */
static bool mixture(const Candidates *candidates, uint64_t value)
{
    for (unsigned byte = 0; byte < 8; byte++) {
        bool found = false;
        for (size_t i = 0; i < candidates->count && !found; i++)
            found = ((candidates->list[i]->value ^ value) >> (8 * byte) & 0xff) == 0;
        if (!found)
            return false;
    }
    return candidates->in_parts;
}

static void append_value(Text *out, uint64_t value)
{
    unsigned char bytes[8];
    Stamp stamp;
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    if (!value)
        text_append(out, "zero");
    else if (stamp_read(bytes, &stamp))
        text_printf(out, "store %u by %c, word %u", stamp.count, 'a' + (int)stamp.actor, stamp.word);
    else
        text_printf(out, "0x%016llx, no stamp", (unsigned long long)value);
}

static const Event *store_of(Slice word, uint64_t value)
{
    for (size_t i = 0; i < word.count; i++) {
        if (word.events[i].kind == EVENT_STORE && word.events[i].value == value)
            return &word.events[i];
    }
    return value ? NULL : &zero;
}

static bool is_stamp(uint64_t value)
{
    unsigned char bytes[8];
    Stamp stamp;
    for (unsigned i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
    return stamp_read(bytes, &stamp);
}

/* Nothing explains what was seen: stale, foreign, or torn. */
static void argue(Slice word, const Event *load, const Candidates *candidates, Judgement *judgement)
{
    Text text = {0};
    const Event *store = store_of(word, load->value), *latest = latest_before(word, load);
    const char *rule = load->base == NO_PLACE ? coherence : privacy;
    append_moment(&text, load);
    text_append(&text, " saw ");
    append_value(&text, load->value);
    if (store && is_before(load, store)) {
        text_append(&text, ":\n  it had not begun yet: ");
        append_moment(&text, store);
    } else if (store && latest) {
        text_append(&text, load->value ? ":\n  it is stale, for " : ":\n  it was lost, for ");
        append_value(&text, latest->value);
        text_append(&text, " came between: ");
        append_moment(&text, latest);
    } else if (is_stamp(load->value)) {
        text_append(&text, ":\n  it is foreign: nobody stored that in this word");
    } else {
        text_append(&text, ":\n  it is torn or nobody's; it could have seen");
        for (size_t i = 0; i < candidates->count && i < 4; i++) {
            text_append(&text, i ? "; " : " ");
            append_value(&text, candidates->list[i]->value);
        }
    }
    judge_illegal(judgement, load, rule, "%s", text.bytes);
    if (store && store != &zero)
        star(judgement, store);
    if (latest)
        star(judgement, latest);
    for (size_t i = 0; !store && i < candidates->count; i++) {
        if (candidates->list[i] != latest && candidates->list[i] != &zero)
            star(judgement, candidates->list[i]);
    }
    text_free(&text);
}

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
    judge_illegal(judgement, one->last, coherence, "%s", text.bytes);
    star(judgement, one->first);
    star(judgement, one->store == &zero ? one->first : one->store);
    star(judgement, other->store == &zero ? other->first : other->store);
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
    zones[0] = (Zone){.store = &zero, .first = &zero, .last = &zero};
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

static void check_order(Slice word, Judgement *judgement)
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

void check_word(const History *history, Slice word, Slice base, Judgement *judgement)
{
    (void)history;
    bool private = false;
    for (size_t i = 0; i < word.count && judgement->verdict != HISTORY_ILLEGAL; i++) {
        const Event *load = &word.events[i];
        private |= load->base != NO_PLACE;
        if (load->kind != EVENT_LOAD || load->back == NEVER)
            continue;
        Candidates candidates;
        find_candidates(word, base, load, &candidates);
        if (!candidates.more && !candidate_of(&candidates, load->value) && !mixture(&candidates, load->value))
            argue(word, load, &candidates, judgement);
    }
    if (!private && judgement->verdict != HISTORY_ILLEGAL)
        check_order(word, judgement);
}
