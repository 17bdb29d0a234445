/* The kill matrix: which case notices which mutant. Pure; prove.c feeds it. */
#ifndef MAPCHECK_RUN_KILLS_H
#define MAPCHECK_RUN_KILLS_H

#include "run/mutants.h"
#include "run/outcome.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum Cell {
    CELL_UNTRIED,
    CELL_GIVEN, /* a worker has it */
    CELL_SURVIVED,
    CELL_KILLED
} Cell;

typedef struct Kills {
    const Mutants *mutants;
    const Instance *const *cases;
    size_t count;         /* of cases */
    size_t told;          /* how many tellings with a mutant have ended */
    unsigned char *cells; /* mutant * count + case: a Cell */
    Outcome *without;     /* per case: its outcome without a fault */
    char **observations;  /* per case: what it observed without a fault; NULL: unstable, or not seen */
    size_t *kills_of_mutant;
    size_t *kills_of_case;
    size_t *next; /* per mutant: where to look for its next case */
} Kills;

void kills_init(Kills *kills, const Mutants *mutants, const Instance *const *cases, size_t count);
void kills_free(Kills *kills);

/* How a case ended without a fault, and what it observed (any text; a second, different text makes it unstable). */
void kills_without(Kills *kills, size_t index, Outcome outcome, const char *observations);

/* Passed or observed without a fault: it can take part, and is to be proven. */
bool kills_can_prove(const Kills *kills, size_t index);

/* Can they be told together, and were not yet? It counts as given then. */
bool kills_can_tell(const Kills *kills, size_t mutant, size_t index);
void kills_give(Kills *kills, size_t mutant, size_t index);

/* The next case to tell with this mutant; it is given. False: none is left. */
bool kills_next(Kills *kills, size_t mutant, size_t *index);

/* How that ended. */
void kills_take(Kills *kills, size_t mutant, size_t index, Outcome outcome, const char *observations);

Cell kills_cell(const Kills *kills, size_t mutant, size_t index);

#endif
