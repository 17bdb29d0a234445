/* One function per kind of ledger record; each adds what the record says to members->run. Used by read_ledger.c. */
#ifndef MAPCHECK_REPORTS_READ_RECORDS_H
#define MAPCHECK_REPORTS_READ_RECORDS_H

#include "reports/members.h"

void take_run(Members *members);
void take_begin(Members *members);
void take_operation(Members *members);
void take_end(Members *members);
void take_problem(Members *members);
void take_summary(Members *members);

/* `path` as it is named in reports: what follows the last room of the repository in it, since compilers write absolute
 * paths and a report is read elsewhere. Points into `path`. */
const char *place_in_repository(const char *path);

#endif
