/* Inside free_history: one line with its answer on its way into the history.
 *
 *   free_history.c          errors, faults, words, views
 *   free_history_objects.c  names, sizes, read and write calls */
#ifndef MAPCHECK_STRESS_FREE_TAKING_H
#define MAPCHECK_STRESS_FREE_TAKING_H

#include "stress/free_plan.h"

typedef struct Taking {
    History *history;
    const FreePlan *plan;
    const PlannedLine *line;
    const LineAnswer *answer;
    const Allowances *allowances;
    Event event; /* what all events of the line have in common */
} Taking;

void taking_add(const Taking *taking, EventKind kind, uint32_t place, uint64_t value);
void taking_wrong(const Taking *taking); /* nothing allows that answer */
bool is_explained(const Taking *taking); /* by a nemesis */
bool lacks_room(const Taking *taking);   /* its files are on a full disk */
void take_error(const Taking *taking);
void take_stores(Taking *taking);
void take_loads(Taking *taking);

void take_creation(Taking *taking);
void take_lookup(Taking *taking);
void take_size(Taking *taking);
void take_object_line(Taking *taking);

#endif
