/* Structures that calls about pages are given by address, and what the working set says of a page. */
#ifndef MAPCHECK_CASES_WIN32_RESIDENT_H
#define MAPCHECK_CASES_WIN32_RESIDENT_H

#include "cases/win32/sections.h"

/* Zeroed memory of the actor, for structures that a call is given by address. */
#define room_for_structures(actor) room_for_structures_(HERE, actor)
View room_for_structures_(Place place, Actor *actor);

/* Bits of PSAPI_WORKING_SET_EX_BLOCK. */
enum { WORKING_SET_VALID = 1, WORKING_SET_SHARED = 1 << 15 };

/* The attributes that QueryWorkingSetEx answers for one address. */
uint64_t working_set(Story *s, Actor *actor, View room, Value address);

#endif
