/* Inside free_generate: a free program in the making. free_generate.c has the whole, free_groups.c the groups of steps. */
#ifndef MAPCHECK_STRESS_FREE_MAKING_H
#define MAPCHECK_STRESS_FREE_MAKING_H

#include "stress/generate.h"

enum { MOST_HOT = 5, STABLE_NAMES = 2, LINES_OF_A_ROUND = 3 /* of a group, about */ };

/* What a group of steps is about; each takes its weight from the steps that it is made of. */
typedef enum Group {
    GROUP_TOUCH,   /* loads, stores and additions through a view that stays */
    GROUP_REMAP,   /* the view moves, and comes back */
    GROUP_MAP,     /* a view for the round */
    GROUP_PROTECT, /* rights that go and come back */
    GROUP_FLUSH,
    GROUP_CALLS, /* read and write calls */
    GROUP_RESIZE,
    GROUP_PUNCH,
    GROUP_NAME, /* a churned name is made, opened, removed */
    GROUP_BURST,
    GROUPS
} Group;

typedef struct Making {
    Random random;
    const Profile *profile;
    const Abilities *can;
    Program *program;
    unsigned actors;
    uint32_t size;          /* of the object that all share */
    uint32_t hot[MOST_HOT]; /* offsets of words that many want */
    unsigned hot_count;
    uint32_t weights[GROUPS];
    bool bursts;
    uint8_t actor; /* whose steps are being made */
} Making;

static inline uint32_t below(Making *making, uint32_t limit)
{
    return random_below(&making->random, limit);
}

static inline void put(Making *making, Step step)
{
    program_add(making->program, step);
}

static inline Step step_of(const Making *making, StepKind kind)
{
    return (Step){
        .kind = (uint8_t)kind, .actor = making->actor, .name = NO_NAME, .access = READ | WRITE, .sharing = SHARED};
}

void make_group(Making *making, Group group);
/* Few words, so that they are met by many. */
void choose_hot(Making *making);

#endif
