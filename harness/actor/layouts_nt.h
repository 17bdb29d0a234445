/* The structures of NT calls, for the list in layouts_win32.c. */
#ifndef MAPCHECK_ACTOR_LAYOUTS_NT_H
#define MAPCHECK_ACTOR_LAYOUTS_NT_H

#include "actor/layout.h"

extern const Layout layout_object_attributes, layout_section_information, layout_io_status, layout_object_information;

#endif
