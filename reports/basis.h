/* What a case stands on, told with the registry's words. */
#ifndef MAPCHECK_REPORTS_BASIS_H
#define MAPCHECK_REPORTS_BASIS_H

#include "reports/model.h"

/* The statement of the next id of `*ids` (separated by blanks) that the run has one for; `*ids` is then behind it. NULL:
 * there is no more. */
const ReportStatement *next_statement(const Run *run, const char **ids);

#endif
