/* What `mapcheck prove` has told so far, and the telling. prove.c begins and concludes. */
#ifndef MAPCHECK_RUN_PROVE_TELL_H
#define MAPCHECK_RUN_PROVE_TELL_H

#include "run/likely.h"
#include "run/progress.h"
#include "run/select.h"
#include "run/session.h"

typedef struct Proof {
    RunOptions options;
    Session session;
    Selected selected;
    Mutants mutants;
    Kills kills;
    Progress progress;
    Likely likely;     /* the order, when it is to be quick */
    size_t told;       /* without a fault: how many were handed out */
    size_t again;      /* ... of those that are told twice */
    size_t unexpected; /* without a fault */
    size_t given_up;   /* with one: the worker had to be ended, and could not clear up */
    size_t called;     /* the case that has called a function last */
} Proof;

/* Each case without a fault: does it pass, and what does it call and observe? False: `problem` says why not. */
bool tell_without(Proof *proof, Text *problem);

/* Each case with each mutant, or, when it is to be quick, until nothing is unkilled and unproven. False as above. */
bool tell_with(Proof *proof, Text *problem);

#endif
