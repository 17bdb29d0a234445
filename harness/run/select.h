/* Which cases a run tells, and in which order. Pure functions over arrays of instances. */
#ifndef MAPCHECK_RUN_SELECT_H
#define MAPCHECK_RUN_SELECT_H

#include "run/words.h"
#include "story/instance.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct Selection {
    const Words *patterns;  /* none: every case. More: those that match any; "!PATTERN" leaves out what it matches */
    const Words *subjects;  /* subject or family names; none: all */
    const char *families;   /* of the actor, separated by commas; NULL: not asked, all */
    unsigned shard, shards; /* 1 of 1: everything */
    bool shuffle;
    uint64_t seed;
} Selection;

typedef struct Selected {
    const Instance **cases;
    size_t count;
    size_t elsewhere;     /* matched, but the actor lacks their family */
    Text elsewhere_names; /* those families, by first appearance, separated by ", " */
} Selected;

/* False: `problem` names a pattern or subject that matches no case at all. */
bool select_cases(const Instance *all, size_t count, const Selection *wanted, Selected *selected, Text *problem);
void selected_free(Selected *selected);

/* The same order for the same seed, whatever the platform. */
void shuffle_cases(const Instance **cases, size_t count, uint64_t seed);

/* "2/5" -> 2 of 5. False: not of that form, or not 1 <= shard <= shards. */
bool parse_shard(const char *text, unsigned *shard, unsigned *shards);

/* Is `word` one of the words in `list` that commas or blanks separate? */
bool list_has(const char *list, const char *word);

#endif
