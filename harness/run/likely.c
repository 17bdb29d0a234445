#include "run/likely.h"

#include "run/likely_words.h"

#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (!memory)
        abort();
    return memory;
}

static Group *group_of_next(Group *groups, size_t *count, bool another, size_t index)
{
    if (another)
        groups[(*count)++] = (Group){.first = index};
    Group *group = &groups[*count - 1];
    group->count++;
    return group;
}

void likely_init(Likely *likely, Kills *kills)
{
    size_t cases = kills->count, mutants = kills->mutants->count;
    *likely = (Likely){.kills = kills};
    likely->tables = zeroed(cases, sizeof(Group));
    likely->chapters = zeroed(cases, sizeof(Group));
    likely->words = zeroed(cases, sizeof(char *));
    likely->table_of_case = zeroed(cases, sizeof(size_t));
    for (size_t i = 0; i < cases; i++) {
        const Instance *here = kills->cases[i], *before = i ? kills->cases[i - 1] : NULL;
        group_of_next(likely->chapters, &likely->chapter_count, !before || here->chapter != before->chapter, i);
        Group *table = group_of_next(likely->tables, &likely->table_count, !before || here->told != before->told, i);
        table->chapter = likely->chapter_count - 1;
        likely->table_of_case[i] = likely->table_count - 1;
        likely->words[i] = words_of_case(here);
    }
    likely->by_table = zeroed(mutants * likely->table_count, sizeof(Tally));
    likely->by_chapter = zeroed(mutants * likely->chapter_count, sizeof(Tally));
    likely->by_mutant = zeroed(mutants, sizeof(Tally));
    likely->with_mutant = zeroed(mutants, sizeof(unsigned));
    likely->with_case = zeroed(cases, 1);
    likely->begun_at = zeroed(mutants, sizeof(double));
}

void likely_free(Likely *likely)
{
    for (size_t i = 0; i < likely->kills->count; i++)
        free(likely->words[i]);
    free(likely->words);
    free(likely->tables);
    free(likely->chapters);
    free(likely->table_of_case);
    free(likely->by_table);
    free(likely->by_chapter);
    free(likely->guesses);
    free(likely->by_mutant);
    free(likely->with_mutant);
    free(likely->with_case);
    free(likely->begun_at);
    *likely = (Likely){0};
}

void likely_called(Likely *likely, size_t index, const char *call)
{
    add_words_of_call(&likely->words[index], call);
}

/* Made when the first is asked for: all calls are known then. */
static double guess_of(Likely *likely, size_t mutant, size_t index)
{
    const Kills *kills = likely->kills;
    if (!likely->guesses)
        likely->guesses = guess_from_words(kills, likely->words);
    return likely->guesses[mutant * kills->count + index];
}

/* How many times oftener than guessed a mutant was noticed in a group. The fewer were expected there, the more counts what is
 * thought of it elsewhere. */
static double corrected(double elsewhere, double weight, const Tally *seen)
{
    return (elsewhere * weight + seen->killed) / (weight + (double)seen->expected);
}

/* By what the guesses for a table's cases are to be multiplied. */
static double correction(const Likely *likely, size_t mutant, size_t t)
{
    double anywhere = corrected(1, 1, &likely->by_mutant[mutant]);
    const Tally *in_chapter = &likely->by_chapter[mutant * likely->chapter_count + likely->tables[t].chapter];
    const Tally *in_table = &likely->by_table[mutant * likely->table_count + t];
    return corrected(corrected(anywhere, 0.3, in_chapter), 0.1, in_table);
}

/* What a telling costs beside its chance: a mutant that is noticed because a case hangs is noticed late. */
static double cost(const Likely *likely, size_t mutant, size_t chapter)
{
    const Tally *seen = &likely->by_chapter[mutant * likely->chapter_count + chapter];
    return 1 + (seen->told ? seen->seconds / seen->told : 0);
}

typedef struct Choice {
    double
        promises; /* how many it may prove (the mutant, the case, or both) by its chance and cost; 0: there is none */
    size_t mutant, index;
} Choice;

static void look_at_table(Likely *likely, size_t mutant, bool needs_kill, size_t t, Choice *best)
{
    const double certain = 0.95;
    const Kills *kills = likely->kills;
    const Group *table = &likely->tables[t];
    double factor = correction(likely, mutant, t), price = cost(likely, mutant, table->chapter);
    for (size_t i = table->first; i < table->first + table->count; i++) {
        bool needs_proof = !kills->kills_of_case[i] && !likely->with_case[i];
        if ((!needs_proof && !needs_kill) || !kills_can_tell(kills, mutant, i))
            continue;
        double chance = guess_of(likely, mutant, i) * factor;
        double promises = (chance < certain ? chance : certain) * (needs_kill + needs_proof) / price;
        if (promises > best->promises)
            *best = (Choice){promises, mutant, i};
    }
}

static void look_at_mutant(Likely *likely, size_t mutant, bool needs_kill, Choice *best)
{
    for (size_t t = 0; t < likely->table_count; t++)
        look_at_table(likely, mutant, needs_kill, t, best);
}

static bool is_unkilled(const Likely *likely, size_t mutant)
{
    return !likely->kills->kills_of_mutant[mutant];
}

/* A worker's new start costs as much as a case or two. */
static const double worth_a_start = 0.5;

bool likely_next(Likely *likely, size_t own, size_t *mutant, size_t *index)
{
    size_t mutants = likely->kills->mutants->count;
    Choice best = {0};
    if (own < mutants)
        look_at_mutant(likely, own, is_unkilled(likely, own), &best);
    if (best.promises == 0 || best.promises < worth_a_start * likely->begun_at[own]) {
        for (size_t m = 0; m < mutants; m++)
            look_at_mutant(likely, m, is_unkilled(likely, m) && !likely->with_mutant[m], &best);
        if (best.promises == 0)
            return false;
        likely->begun_at[best.mutant] = best.promises;
    }
    *mutant = best.mutant;
    *index = best.index;
    likely->with_mutant[*mutant]++;
    likely->with_case[*index]++;
    kills_give(likely->kills, *mutant, *index);
    return true;
}

static void count(Tally *tally, bool killed, double guess, double seconds)
{
    tally->told++;
    tally->killed = (unsigned short)(tally->killed + killed);
    tally->expected += (float)guess;
    tally->seconds += (float)seconds;
}

void likely_taken(Likely *likely, size_t mutant, size_t index, double seconds)
{
    size_t t = likely->table_of_case[index];
    bool killed = kills_cell(likely->kills, mutant, index) == CELL_KILLED;
    double guess = guess_of(likely, mutant, index);
    count(&likely->by_mutant[mutant], killed, guess, seconds);
    count(&likely->by_chapter[mutant * likely->chapter_count + likely->tables[t].chapter], killed, guess, seconds);
    count(&likely->by_table[mutant * likely->table_count + t], killed, guess, seconds);
    likely->with_mutant[mutant]--;
    likely->with_case[index]--;
}
