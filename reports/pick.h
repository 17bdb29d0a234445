/* Lists of cases that a report tells together. The lists are of the caller: free() ends them. */
#ifndef MAPCHECK_REPORTS_PICK_H
#define MAPCHECK_REPORTS_PICK_H

#include "reports/model.h"

typedef struct Picked {
    const ReportCase **cases;
    size_t count;
} Picked;

Picked pick_cases(const Run *run, bool (*wanted)(const ReportCase *c)); /* in the order of the run */
Picked pick_unexpected(const Run *run);
Picked pick_known_deviations(const Run *run); /* those that the baseline has a reason for */
Picked pick_observed(const Run *run);         /* with observations */
Picked pick_skipped(const Run *run);          /* by sentence, the most frequent first */
Picked pick_slowest(const Run *run, size_t most);

/* Is it something else than what is expected? Alternatives are separated by " or ", commas or line ends. What is expected
 * in prose cannot be compared, and does not differ. */
bool observation_differs(const ReportObservation *observation);

/* How many cases from `at` on were skipped with the same sentence. */
size_t skip_group(Picked skipped, size_t at);

#endif
