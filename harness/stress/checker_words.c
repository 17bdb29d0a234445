/* A word is a register: a load gives the value of a store that overlaps it, or of the latest that was over before it
 * began. */
#include "stress/checker.h"
#include "stress/stamp.h"

#include <stdlib.h>
#include <string.h>

static const char privacy[] = "P-COW-001 P-COW-006";

const char rule_of_coherence[] = "P-COH-001 P-COH-002";
const Event first_store = {.kind = EVENT_STORE, .whole = true, .base = NO_PLACE};

/* A store that has returned before `load`, one of the word's events, began, and of those the one that began last: what was
 * over before that one began is gone. NULL: none. They stand in the order of their calls. */
static const Event *latest_before(Slice word, const Event *load)
{
    for (size_t i = (size_t)(load - word.events); i-- > 0;) {
        if (word.events[i].kind == EVENT_STORE && is_before(&word.events[i], load))
            return &word.events[i];
    }
    return NULL;
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

/* By event of a word: when the last store up to it had returned. */
static uint64_t *find_ends(Slice word)
{
    uint64_t *ends = memory_for(word.count, sizeof *ends), end = 0;
    for (size_t i = 0; i < word.count; i++) {
        const Event *event = &word.events[i];
        end = event->kind == EVENT_STORE && event->back > end ? event->back : end;
        ends[i] = end;
    }
    return ends;
}

/* The stores that this load may see. Where all stores up to one had returned before `latest` began, none of them is. */
static void find_candidates(Slice word, const uint64_t *ends, Slice base, const Event *load, Candidates *candidates)
{
    const Event *latest = latest_before(word, load);
    *candidates = (Candidates){.in_parts = !load->whole};
    size_t first = latest ? (size_t)(latest - word.events) : 0;
    while (first && ends[first - 1] >= latest->call)
        first--;
    for (size_t i = first; i < word.count && word.events[i].call <= load->back; i++) {
        if (word.events[i].kind == EVENT_STORE && may_be_seen(&word.events[i], latest, load))
            add_candidate(candidates, &word.events[i]);
    }
    if (!latest)
        add_candidate(candidates, &first_store);
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

void append_value(Text *out, uint64_t value)
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
    return value ? NULL : &first_store;
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
    const char *rule = load->base == NO_PLACE ? rule_of_coherence : privacy;
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
    if (store && store != &first_store)
        star(judgement, store);
    if (latest)
        star(judgement, latest);
    for (size_t i = 0; !store && i < candidates->count; i++) {
        if (candidates->list[i] != latest && candidates->list[i] != &first_store)
            star(judgement, candidates->list[i]);
    }
    text_free(&text);
}

void check_word(const History *history, Slice word, Slice base, Judgement *judgement)
{
    (void)history;
    bool private = false;
    uint64_t *ends = find_ends(word);
    for (size_t i = 0; i < word.count && judgement->verdict != HISTORY_ILLEGAL; i++) {
        const Event *load = &word.events[i];
        private |= load->base != NO_PLACE;
        if (load->kind != EVENT_LOAD || load->back == NEVER)
            continue;
        Candidates candidates;
        find_candidates(word, ends, base, load, &candidates);
        if (!candidates.more && !candidate_of(&candidates, load->value) && !mixture(&candidates, load->value))
            argue(word, load, &candidates, judgement);
    }
    free(ends);
    if (!private && judgement->verdict != HISTORY_ILLEGAL)
        check_order_of_word(word, judgement);
}
