/* Security descriptors made in an actor's memory. */
#ifndef MAPCHECK_CASES_WIN32_DESCRIPTORS_H
#define MAPCHECK_CASES_WIN32_DESCRIPTORS_H

#include "cases/win32/sections.h"

enum { DACL_INFORMATION = 4, DESCRIPTOR_ROOM = 4096, DESCRIPTOR_SID = 36 };

/* The list of rights: none, an empty one, or everyone may read. */
typedef enum List { NO_LIST, EMPTY_LIST, READERS_LIST } List;

/* Its address: a self-relative descriptor without owner and group of its own; a SID for everyone at DESCRIPTOR_SID. */
Value descriptor_of(Actor *a, List list);

#endif
