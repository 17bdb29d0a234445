/* Inside free_plan: what the files that make a plan share.
 *
 *   free_plan.c          the whole: rounds, what is looked at in the end
 *   free_plan_objects.c  processes, objects
 *   free_plan_views.c    views and what is done through them */
#ifndef MAPCHECK_STRESS_FREE_PLANNING_H
#define MAPCHECK_STRESS_FREE_PLANNING_H

#include "stress/free_plan.h"

typedef struct PlannedObject {
    bool used, churned, here; /* here: filled in this round */
    uint8_t name, access;
    uint32_t content, size, line;
    uint32_t handle_line; /* asked for its descriptor; 0: none has yet */
} PlannedObject;

typedef struct PlannedView {
    bool used, here;
    uint8_t access, rights; /* as mapped, and as they are now */
    uint32_t content, base, start, pages, line;
} PlannedView;

typedef struct PlannedActor {
    bool alive;
    uint32_t lines, stores, creations;
    PlannedObject objects[MOST_OBJECTS];
    PlannedView views[MOST_VIEWS];
} PlannedActor;

typedef struct Planning {
    FreePlan *plan;
    const Abilities *can;
    PlannedActor actors[MOST_ACTORS];
    Phase phase;
    bool churned[MOST_NAMES];        /* by the free part */
    bool resizes;                    /* the free part resizes: which objects, is not asked */
    bool clears;                     /* or punches holes: there are no counters then */
    PlannedObject named[MOST_NAMES]; /* made before the gate */
} Planning;

/* A line of the step's actor, numbered. */
PlannedLine *add_line(Planning *planning, const Step *step);
PlannedLine *add_object_line(Planning *planning, const Step *step, const PlannedObject *object);
PlannedLine *add_view_line(Planning *planning, const Step *step, const PlannedView *view);

/* Whole words, no more of them than there may be in one step? */
bool in_words(const Planning *planning, const Step *step);
/* Counters are added to and loaded, nothing else. */
bool meets_counters(const Abilities *can, uint32_t offset, uint32_t length);

/* False: the step means nothing where it stands. */
bool plan_process(Planning *planning, const Step *step);
bool plan_object(Planning *planning, const Step *step);
bool plan_view(Planning *planning, const Step *step);
bool plan_step(Planning *planning, const Step *step);

#endif
