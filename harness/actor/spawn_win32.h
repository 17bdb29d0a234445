/* Starting a child actor with CreateProcess. CreateProcess itself is replaceable, for mutants of inheritance. */
#ifndef MAPCHECK_ACTOR_SPAWN_WIN32_H
#define MAPCHECK_ACTOR_SPAWN_WIN32_H

#include <windows.h>

typedef BOOL WINAPI CreateProcessFunction(LPCSTR program, LPSTR command, LPSECURITY_ATTRIBUTES process,
                                          LPSECURITY_ATTRIBUTES thread, BOOL inherit, DWORD flags, LPVOID environment,
                                          LPCSTR directory, LPSTARTUPINFOA start, LPPROCESS_INFORMATION information);

extern CreateProcessFunction *create_process; /* CreateProcessA */

#endif
