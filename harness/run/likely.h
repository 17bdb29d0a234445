/* The order of `prove --quick`: which case is likely to notice which mutant.
 *
 * A guess, first from words: does the case call a function that the mutant replaces, and speak of what the mutant speaks of? Then
 * from what was seen: how often the mutant was noticed, in the table, in the chapter, anywhere. It decides what is told first and nothing
 * else: a mutant is told with every case until one has noticed it, a case with every mutant until it has noticed one. */
#ifndef MAPCHECK_RUN_LIKELY_H
#define MAPCHECK_RUN_LIKELY_H

#include "run/kills.h"

/* What was seen of one mutant in the cases of a group. */
typedef struct Tally {
    unsigned short told, killed;
    float expected; /* how many were to be killed, by the first guesses */
    float seconds;
} Tally;

/* Cases that stand together: the cells of a table, the backings of a common case, or the cases of a chapter. */
typedef struct Group {
    size_t first, count; /* the cases first ... first + count - 1 */
    size_t chapter;      /* of a table: the number of its chapter */
} Group;

typedef struct Likely {
    Kills *kills;
    Group *tables, *chapters;
    size_t table_count, chapter_count;
    size_t *table_of_case;
    char **words;     /* per case: " open mmap map_shared ", of its id, its claim and its calls, each once */
    Tally *by_mutant; /* per mutant */
    Tally *by_table, *by_chapter; /* mutant * count + table or chapter */
    float *guesses;               /* mutant * cases + case: before anything was told; NULL: not made yet */
    unsigned *with_mutant;        /* per mutant: how many tellings are on their way */
    unsigned char *with_case;     /* per case: the same */
    double *begun_at;             /* per mutant: how much its first case promised when a worker was started with it */
} Likely;

void likely_init(Likely *likely, Kills *kills);
void likely_free(Likely *likely);

/* Without a fault: the case has made this call ("posix.mmap(NULL, 4096, PROT_READ ...)", up to a quotation mark or its end). */
void likely_called(Likely *likely, size_t index, const char *call);

/* What to tell next, by a worker that is set up for `own` (mutants->count: for none). It keeps its mutant while that one promises much, since
 * another one costs it a new start. False: nothing, as long as no more is known. */
bool likely_next(Likely *likely, size_t own, size_t *mutant, size_t *index);

/* That telling has ended, and kills_take knows how. */
void likely_taken(Likely *likely, size_t mutant, size_t index, double seconds);

#endif
