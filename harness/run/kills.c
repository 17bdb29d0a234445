#include "run/kills.h"

#include "run/words.h"

#include <stdlib.h>
#include <string.h>

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (!memory)
        abort();
    return memory;
}

void kills_init(Kills *kills, const Mutants *mutants, const Instance *const *cases, size_t count)
{
    *kills = (Kills){.mutants = mutants, .cases = cases, .count = count};
    kills->cells = zeroed(mutants->count * count, 1);
    kills->without = zeroed(count, sizeof *kills->without);
    kills->observations = zeroed(count, sizeof *kills->observations);
    kills->kills_of_mutant = zeroed(mutants->count, sizeof(size_t));
    kills->kills_of_case = zeroed(count, sizeof(size_t));
    kills->next = zeroed(mutants->count, sizeof(size_t));
    for (size_t i = 0; i < count; i++)
        kills->without[i] = OUTCOME_COUNT; /* not told yet */
}

void kills_free(Kills *kills)
{
    for (size_t i = 0; i < kills->count; i++)
        free(kills->observations[i]);
    free(kills->observations);
    free(kills->cells);
    free(kills->without);
    free(kills->kills_of_mutant);
    free(kills->kills_of_case);
    free(kills->next);
    *kills = (Kills){0};
}

void kills_without(Kills *kills, size_t index, Outcome outcome, const char *observations)
{
    bool first = kills->without[index] == OUTCOME_COUNT;
    char *known = kills->observations[index];
    if (first) {
        kills->without[index] = outcome;
        kills->observations[index] = copy_bytes(observations, strlen(observations));
        return;
    }
    if (!known || strcmp(known, observations)) {
        free(known);
        kills->observations[index] = NULL;
    }
    bool good = outcome == OUTCOME_PASS || outcome == OUTCOME_OBSERVED;
    if (!good)
        kills->without[index] = outcome; /* one bad telling is enough not to trust it */
}

bool kills_can_prove(const Kills *kills, size_t index)
{
    return kills->without[index] == OUTCOME_PASS || kills->without[index] == OUTCOME_OBSERVED;
}

static unsigned char *cell_of(const Kills *kills, size_t mutant, size_t index)
{
    return &kills->cells[mutant * kills->count + index];
}

bool kills_can_tell(const Kills *kills, size_t mutant, size_t index)
{
    return *cell_of(kills, mutant, index) == CELL_UNTRIED && kills_can_prove(kills, index) &&
           mutant_concerns(&kills->mutants->list[mutant], kills->cases[index]);
}

void kills_give(Kills *kills, size_t mutant, size_t index)
{
    *cell_of(kills, mutant, index) = CELL_GIVEN;
}

bool kills_next(Kills *kills, size_t mutant, size_t *index)
{
    for (size_t *at = &kills->next[mutant]; *at < kills->count; (*at)++) {
        if (!kills_can_tell(kills, mutant, *at))
            continue;
        *index = (*at)++;
        kills_give(kills, mutant, *index);
        return true;
    }
    return false;
}

void kills_take(Kills *kills, size_t mutant, size_t index, Outcome outcome, const char *observations)
{
    bool killed = outcome == OUTCOME_FAIL || outcome == OUTCOME_CRASH || outcome == OUTCOME_HANG;
    if (outcome == OUTCOME_OBSERVED && kills->without[index] == OUTCOME_OBSERVED && kills->observations[index])
        killed = strcmp(kills->observations[index], observations) != 0;
    *cell_of(kills, mutant, index) = killed ? CELL_KILLED : CELL_SURVIVED;
    kills->kills_of_mutant[mutant] += killed;
    kills->kills_of_case[index] += killed;
    kills->told++;
}

Cell kills_cell(const Kills *kills, size_t mutant, size_t index)
{
    return (Cell)*cell_of(kills, mutant, index);
}
