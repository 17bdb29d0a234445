/* The constants that cases write: this system's for posix, fixed ones for win32 and nt. Cases include no system header of
 * their own; on a Windows conductor windows.h is not included either. */
#ifndef MAPCHECK_CALLS_CONSTANTS_H
#define MAPCHECK_CALLS_CONSTANTS_H

#include "calls/constants_win32.h"
#ifndef _WIN32
#include "calls/constants_lacking.h"
#endif

#endif
