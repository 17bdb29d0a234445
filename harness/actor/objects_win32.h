/* What the portable operations of Windows share. */
#ifndef MAPCHECK_ACTOR_OBJECTS_WIN32_H
#define MAPCHECK_ACTOR_OBJECTS_WIN32_H

#include "actor/portable.h"

/* Windows speaks its error through GetLastError. */
void reply_last_error(Request *request);

/* The object's section, made of its file where there is none yet. False: there is none, and the request is answered. */
bool section_of(Request *request, Object *object, void **section);

#endif
