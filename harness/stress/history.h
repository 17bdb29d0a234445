/* A history: what every actor did and saw, with the times of each call and return. Pure.
 *
 * It knows words, counters, names and sizes, not steps: what is checked does not depend on how it was asked for. */
#ifndef MAPCHECK_STRESS_HISTORY_H
#define MAPCHECK_STRESS_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NO_PLACE UINT32_MAX
#define NEVER UINT64_MAX /* as time of return: it may have happened, at any time after its call, or not at all */

typedef enum EventKind {
    EVENT_STORE,  /* place, value */
    EVENT_LOAD,   /* place, value; base */
    EVENT_ADD,    /* place; value: the counter after it; of one that did not return, nothing */
    EVENT_ADDS,   /* place; value: how many additions whose answers nobody heard */
    EVENT_COUNT,  /* place, value: a load of a counter */
    EVENT_CREATE, /* place: name; value: the object's size, another one for each; refused: it existed */
    EVENT_OPEN,   /* place: name; value: the size that was found, 0: not known; refused: there was none */
    EVENT_REMOVE, /* place: name; refused: there was none */
    EVENT_RESIZE, /* place: content; value: bytes */
    EVENT_SIZE,   /* place: content; value: bytes seen */
    EVENT_FAULT,  /* place: the word whose page could not be reached */
    EVENT_WRONG,  /* an answer that nothing allows: its text is with who made the history */
    EVENT_KINDS
} EventKind;

typedef struct Event {
    uint8_t kind;
    uint8_t actor;
    bool whole;    /* a word in one piece: no other access sees half of it, and it sees no half */
    bool refused;  /* see kinds */
    bool by_call;  /* of a read, write or resize call: no page had to be reached */
    uint32_t line; /* whose it is, for people */
    uint32_t place;
    uint32_t base; /* of a word of a private view: the place that it shows until it is copied; else NO_PLACE */
    uint64_t value;
    uint64_t call, back;
} Event;

/* Places are words: content number times `content_words`, and the word's number in the content. Private views have
 * contents of their own. Names and sizes are places of their own kind. */
typedef struct History {
    Event *events;
    size_t count, room;
    uint32_t content_words;
    uint32_t page_words;
    uint64_t refusals;   /* answers that a nemesis explains: they have no event */
    bool faults_allowed; /* memory may give out: a page that is not there yet may fault */
} History;

void history_add(History *history, Event event);
void history_free(History *history);

/* Sorts by (kind's group, place, call), and leaves what is equal in its order: events of one word, one counter, one name, one size stand together. */
typedef enum EventGroup { GROUP_WORDS, GROUP_COUNTERS, GROUP_NAMES, GROUP_SIZES, GROUP_FAULTS, GROUP_WRONG } EventGroup;
EventGroup event_group(const Event *event);
void history_sort(History *history);

void *memory_for(size_t count, size_t size); /* not cleared; never NULL, for none either; the caller's */

/* qsort, for what mostly comes in order: then it is looked through, and nothing else. */
void sort_list(void *list, size_t count, size_t size, int (*compare)(const void *left, const void *right));

/* All events by (actor, call); the list is the caller's. */
Event **history_by_actor(History *history);

#endif
