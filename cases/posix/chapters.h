/* The chapters of cases/posix, cases/linux and cases/sysv. Their constants are those of the POSIX system that the conductor
 * is built on, so a conductor for Windows has none of them. */
#ifndef MAPCHECK_CASES_POSIX_CHAPTERS_H
#define MAPCHECK_CASES_POSIX_CHAPTERS_H

#include "story/case.h"

#ifdef _WIN32
#define POSIX_CHAPTERS(CHAPTER)
#else
#define POSIX_CHAPTERS(CHAPTER)
#endif

#endif
