/* The checker: is a history one that memory, names and sizes could have? A pure function of the history.
 *
 *   checker_words.c     a word is a register with concurrent writers
 *   checker_order.c     all loads of a word agree on one order of its stores
 *   checker_counters.c  additions are neither lost nor doubled
 *   checker_names.c     of those who create a name at the same time exactly one wins; who opens it finds that object
 *   checker_sizes.c     sizes; which pages may fault, and which must
 *
 * An interval says nothing about when within it something happened. So an answer is illegal only if no order of what
 * overlaps explains it; what the checker gives up on is unknown, which is no violation. */
#ifndef MAPCHECK_STRESS_CHECKER_H
#define MAPCHECK_STRESS_CHECKER_H

#include "stress/history.h"
#include "wire/text.h"

enum { MOST_STARRED = 8 };

typedef enum HistoryVerdict { HISTORY_LEGAL, HISTORY_ILLEGAL, HISTORY_UNKNOWN } HistoryVerdict;

typedef struct CheckOptions {
    uint64_t slack;  /* nanoseconds by which clocks of two processors may differ: every interval is wider by it */
    uint64_t effort; /* states that the search for an order of a name's operations may visit; 0: as many as there are */
} CheckOptions;

typedef struct Judgement {
    HistoryVerdict verdict;
    Text argument;           /* ILLEGAL: two or three lines; UNKNOWN: why */
    const char *requirement; /* ILLEGAL */
    EventGroup group;        /* ILLEGAL: of what `place` is one */
    uint32_t place;
    Event starred[MOST_STARRED]; /* ILLEGAL: those that the argument rests on */
    size_t starred_count;
} Judgement;

/* `judgement` starts from {0}; judgement_free ends it. The history is sorted. */
void check_history(History *history, const CheckOptions *options, Judgement *judgement);
void judgement_free(Judgement *judgement);

/* Shared by the checker's files ------------------------------------------------------------------------------------- */

/* The events of one place, [from, from+count), by call. */
typedef struct Slice {
    const Event *events;
    size_t count;
} Slice;

/* ILLEGAL unless something was found before. */
void judge_illegal(Judgement *judgement, const Event *about, const char *requirement, const char *format, ...)
    MAPCHECK_PRINTF(4, 5);
void star(Judgement *judgement, const Event *event);
void append_moment(Text *out, const Event *event); /* "b [12.345 12.347]" in microseconds */

/* Began one after the other had returned? */
static inline bool is_before(const Event *one, const Event *other)
{
    return one->back < other->call;
}

/* What every word holds at first, as a store that was over before everything. */
extern const Event first_store;
extern const char rule_of_coherence[];
void append_value(Text *out, uint64_t value); /* "zero", "store 3 by b, word 0", ... */

void check_word(const History *history, Slice word, Slice base, Judgement *judgement);
void check_order_of_word(Slice word, Judgement *judgement);
void check_counter(Slice counter, Judgement *judgement);
void check_name(Slice name, uint64_t effort, Judgement *judgement);
void check_size(Slice size, Judgement *judgement);
/* `event` reached, or did not reach, the page of its word: could the content have been that long? */
void check_reach(const History *history, Slice size, const Event *event, Judgement *judgement);

/* The events in the order of their returns; the list is the caller's. */
const Event **events_by_return(Slice slice);

#endif
