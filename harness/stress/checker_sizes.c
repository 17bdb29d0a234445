/* Sizes are registers too; and they decide which pages can be reached. */
#include "stress/checker.h"

/* Of the resizes that were over before the event began the one that began last: what was over before that one began is gone.
 * NULL: none. */
static const Event *latest_resize(Slice size, const Event *event)
{
    size_t low = 0, high = size.count; /* they stand in the order of their calls */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool by_then = size.events[middle].call <= event->call;
        low = by_then ? middle + 1 : low;
        high = by_then ? high : middle;
    }
    while (low-- > 0) {
        if (size.events[low].kind == EVENT_RESIZE && is_before(&size.events[low], event))
            return &size.events[low];
    }
    return NULL;
}

/* May the content have had this resize's size at some time while `event` went on? Not before it began, and not if another
 * one came wholly between. */
static bool may_hold(const Event *resize, const Event *latest, const Event *event)
{
    return !is_before(event, resize) && !(latest && is_before(resize, latest));
}

/* P-MMAP-014 P-EOF-009: the size is what was set last. */
void check_size(Slice size, Judgement *judgement)
{
    for (size_t i = 0; i < size.count && judgement->verdict != HISTORY_ILLEGAL; i++) {
        const Event *event = &size.events[i];
        bool explained = event->kind != EVENT_SIZE;
        const Event *latest = explained ? NULL : latest_resize(size, event);
        for (size_t k = 0; k < size.count && !explained; k++)
            explained = size.events[k].kind == EVENT_RESIZE && size.events[k].value == event->value &&
                        may_hold(&size.events[k], latest, event);
        if (!explained)
            judge_illegal(judgement, event, "P-MMAP-014", "a size of %llu bytes was seen, which nobody had set by then",
                          (unsigned long long)event->value);
    }
}

static bool may_be_reached(const History *history, Slice size, const Event *event, bool reached)
{
    uint64_t word = event->base == NO_PLACE ? event->place : event->base;
    uint64_t start = word % history->content_words / history->page_words * history->page_words * 8;
    const Event *latest = latest_resize(size, event);
    if (latest && (latest->value > start) == reached)
        return true;
    for (size_t i = 0; i < size.count && size.events[i].call <= event->back; i++) {
        const Event *resize = &size.events[i];
        if (resize->kind == EVENT_RESIZE && (resize->value > start) == reached && may_hold(resize, latest, event))
            return true;
    }
    return false;
}

/* P-EOF-005 P-EOF-007: a page wholly behind the end faults, every other one does not. */
void check_reach(const History *history, Slice size, const Event *event, Judgement *judgement)
{
    bool reached = event->kind != EVENT_FAULT;
    bool own_copy = event->base != NO_PLACE && reached; /* a copied page may stay */
    bool left_open = event->back == NEVER || event->by_call || own_copy || (!reached && history->faults_allowed);
    if (!size.count || left_open || may_be_reached(history, size, event, reached))
        return;
    judge_illegal(judgement, event, "P-EOF-005 P-EOF-007",
                  reached ? "a page was reached that was behind the end all the while"
                          : "a page faulted that was within the object all the while");
}
