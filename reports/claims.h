/* What a run found about the claims (docs/reports.md): a fold over the cases that cite them. */
#ifndef MAPCHECK_REPORTS_CLAIMS_H
#define MAPCHECK_REPORTS_CLAIMS_H

#include "reports/model.h"

/* Citing cases by how they ended. A case of level OBSERVE that fails is among the failed. */
typedef struct ClaimTally {
    size_t passed, failed, observed, skipped;
} ClaimTally;

bool claim_is_of(const ReportClaim *claim, const ReportCase *c); /* does the case cite it? */

ClaimTally tally_claim(const Run *run, const ReportClaim *claim);

/* "confirmed", "refuted", "depends" or "not tried". */
const char *claim_word(const ReportClaim *claim, const ClaimTally *tally);

/* "3 pass, 1 fail"; "none" where no case cites it. */
void append_claim_cases(Text *out, const ClaimTally *tally);

#endif
