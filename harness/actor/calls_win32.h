/* The Win32 functions that exact calls and portable operations go through. */
#ifndef MAPCHECK_ACTOR_CALLS_WIN32_H
#define MAPCHECK_ACTOR_CALLS_WIN32_H

#include <windows.h>

#include <psapi.h>

#include "actor/thunk.h"

typedef struct Win32Calls {
#define CALL(name, ...) CALL_POINTER(name)
#define CALL0(name, ...) CALL_POINTER(name)
#include "calls/win32.calls"
#undef CALL
#undef CALL0
} Win32Calls;

extern Win32Calls win32;      /* what is called */
extern Win32Calls win32_real; /* the system's own; filled once by calls_start, then left alone */

/* The system's function of this name, or NULL. Programs import from kernel32; a few newer functions are only in kernelbase,
 * NT's own are in ntdll. */
AnyFunction system_function(const char *name);

/* Looks up every function of win32 and nt in this system's libraries. Called by platform_start. */
void calls_start(void);

#endif
