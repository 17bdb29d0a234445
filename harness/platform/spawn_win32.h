/* Starting a program on Windows. Used by process_win32.c. */
#ifndef MAPCHECK_PLATFORM_SPAWN_WIN32_H
#define MAPCHECK_PLATFORM_SPAWN_WIN32_H

#include "platform/process.h"

#include <windows.h>

/* Starts the program suspended, with these three (inheritable) handles as its standard streams and no other handle. False:
 * `problem` says why. */
bool spawn_program(const StartOptions *options, HANDLE streams[3], PROCESS_INFORMATION *started, Text *problem);

#endif
