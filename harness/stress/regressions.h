/* Regressions: programs that an earlier run found a violation with, kept in a folder (cases/stress/regressions), and run
 * before anything else. */
#ifndef MAPCHECK_STRESS_REGRESSIONS_H
#define MAPCHECK_STRESS_REGRESSIONS_H

#include "stress/campaign.h"

/* --regressions; else cases/stress/regressions beside the suite's data; "": there is none, or none is wanted. */
void regressions_folder(const StressOptions *options, Text *folder);

/* Runs them in the order of their names and says so. The verdict: LEGAL when all were; else `found` and campaign->regression
 * say which was not, and why. */
Verdict regressions_run(Campaign *campaign, Found *found);

/* Keeps a repro that was just written: copies the file. What it did, or why it did not, is printed. */
void regressions_keep(const Campaign *campaign, const char *path);

#endif
