/* A campaign: program after program until time or operations are used up, or one shows a violation. */
#ifndef MAPCHECK_STRESS_CAMPAIGN_H
#define MAPCHECK_STRESS_CAMPAIGN_H

#include "stress/grounds.h"
#include "stress/lockstep.h"
#include "stress/nemesis.h"
#include "stress/soak.h"
#include "stress/stress_options.h"

typedef struct Campaign {
    const StressOptions *options;
    Grounds grounds;
    Abilities can;
    const Profile *profile; /* of the program that runs */
    Program given;          /* --program: this one again and again; else empty */
    uint64_t seed;          /* of the program that runs */
    NemesisPlan nemesis;    /* of the program that runs, if it is a free one */
    Text regression;        /* the kept file whose program shows a violation again; else empty */
    uint64_t programs, steps, requests;
    uint64_t free_programs, unknown;   /* those at free speed, and of these the ones with a name that was given up on */
    uint64_t met[NEMESES];             /* programs that met this nemesis */
    uint64_t refusals;                 /* steps that were refused because of one */
    uint64_t together, lasted, judged; /* sums of what EpisodeOutcome says of free programs */
    Text unmet[NEMESES];               /* why none can here */
    Soak soak;
    uint64_t began, ended, deadline, shown, sampled; /* milliseconds; deadline 0: none */
    uint64_t shown_steps;
} Campaign;

/* What the campaign found. */
typedef struct Found {
    EpisodeOutcome outcome;
    Program program; /* as it ran, up to the step that showed it */
} Found;

/* Runs programs. The verdict: LEGAL when all were, ILLEGAL or UNUSABLE as `found` says. */
Verdict campaign_run(Campaign *campaign, Found *found);

/* Do the processes of the lockstep program that runs share a processor? */
bool campaign_is_together(const Campaign *campaign);

/* One free program, as often as it is tried, with the nemeses that the campaign has now. */
void campaign_run_free(Campaign *campaign, const Program *program, Program *done, EpisodeOutcome *outcome);

/* "nemeses: kill 3, stop 2; pressure not: ...". Empty: no program was to meet one. */
void campaign_nemeses(const Campaign *campaign, Text *out);
void campaign_free(Campaign *campaign);

/* Shrinks what was found, says it, and writes the repro. False: `problem`. */
bool campaign_explain(Campaign *campaign, Found *found, Text *problem);

/* Writes OUT/stress.html. `outcome`: a sentence. False: `problem`. */
bool campaign_report(const Campaign *campaign, const char *outcome, bool good, Text *problem);

/* How far it is, on standard error, at most twice a second and only on a terminal; `now`: in any case, with a newline. */
void campaign_show(Campaign *campaign, uint64_t steps, bool now);

#endif
